"""Every dataset the sample portal serves, found by its place in this package: nothing lists them."""

from __future__ import annotations

import importlib
import pkgutil

from dashboard.sample.dataset import Dataset


def datasets() -> dict[str, Dataset]:
    """The datasets of every module that defines ``DATASETS``, by id."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return {dataset.id: dataset for module in modules for dataset in getattr(module, "DATASETS", ())}
