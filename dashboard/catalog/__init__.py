"""Every subject the software knows, each declared in one module of this package.

A module that defines ``SUBJECT`` is found by its place here; nothing lists it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Collection, Iterable
from dataclasses import replace

from dashboard.model import Dimension, Subject, View


class Catalog:
    """The subjects in force, looked up by key; ``dimensions`` are all of theirs, places first."""

    def __init__(self, subjects: Iterable[Subject]) -> None:
        self.subjects = {subject.key: subject for subject in subjects}
        self.views = {view.key: view for subject in self.subjects.values() for view in subject.views}
        every = [dimension for subject in self.subjects.values() for dimension in subject.dimensions]
        self.dimensions: dict[str, Dimension] = {}
        for dimension in sorted(every, key=lambda one: not one.place):
            self.dimensions.setdefault(dimension.key, dimension)

    def subject(self, key: str) -> Subject:
        """The subject with this key; KeyError names the ones there are."""
        if key not in self.subjects:
            raise KeyError(f"no subject {key!r}; there are: {', '.join(self.subjects)}")
        return self.subjects[key]

    def view(self, key: str) -> View:
        """The view with this key; KeyError when there is none."""
        return self.views[key]

    def protecting(self, keys: Collection[str]) -> Catalog:
        """The same catalog in which these dimensions describe people too, and their columns leave in no file."""
        return Catalog(_protecting(subject, keys) for subject in self.subjects.values()) if keys else self

    def of(self, view: View) -> Subject:
        """The subject a view asks about."""
        return self.subjects[view.subject]


def _protecting(subject: Subject, keys: Collection[str]) -> Subject:
    hidden = {dimension.column for dimension in subject.dimensions if dimension.key in keys}
    dimensions = (replace(one, protected=True, control=False) if one.key in keys else one for one in subject.dimensions)
    columns = (replace(one, public=False) if one.name in hidden else one for one in subject.columns)
    return replace(subject, dimensions=tuple(dimensions), columns=tuple(columns))


def load() -> Catalog:
    """Import every module of this package and gather what it declares."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return Catalog(module.SUBJECT for module in modules if hasattr(module, "SUBJECT"))


CATALOG = load()
