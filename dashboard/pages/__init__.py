"""The pages, each declared in one short module: what it shows and which controls it has."""

from __future__ import annotations

import importlib
import pkgutil

from dashboard.page import Page


def load() -> dict[str, Page]:
    """Every ``PAGE`` declared in this package, by path, in the order of the navigation."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    pages = sorted((module.PAGE for module in modules), key=lambda page: page.order)
    return {page.path: page for page in pages}
