"""Every dataset the sample portal serves, found by its place in this package: nothing lists them."""

from __future__ import annotations

import importlib
import pkgutil
from graphlib import TopologicalSorter

from dashboard.sample.dataset import Dataset


def datasets() -> dict[str, Dataset]:
    """The datasets of every module that defines ``DATASETS``, by id; what others draw on comes before them."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    found = {dataset.id: dataset for module in modules for dataset in getattr(module, "DATASETS", ())}
    order = TopologicalSorter({key: dataset.draws_on for key, dataset in found.items()}).static_order()
    return {key: found[key] for key in order}
