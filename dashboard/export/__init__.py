"""Answers as files, each with its provenance. A module that defines ``FORMS`` is found by its place here."""

from __future__ import annotations

import importlib
import pkgutil

from dashboard.export.cells import safe
from dashboard.export.delimited import csv_bytes
from dashboard.export.form import Form, Look
from dashboard.export.named import file_name, headers, named, stated

__all__ = ["FORMS", "Form", "Look", "csv_bytes", "file_name", "headers", "named", "safe", "stated"]


def load() -> dict[str, Form]:
    """Every form of file that a view has, by the ending of its address; two modules cannot have the same."""
    modules = (importlib.import_module(f"{__name__}.{one.name}") for one in pkgutil.iter_modules(__path__))
    found = [form for module in modules for form in getattr(module, "FORMS", ())]
    forms = {form.key: form for form in sorted(found, key=lambda one: one.key)}
    if len(forms) != len(found):
        raise ValueError(f"a form of file is there twice: {', '.join(sorted(one.key for one in found))}")
    return forms


FORMS = load()
