"""A city file held against its portal: datasets, columns, types, codes."""

from __future__ import annotations

from dashboard.data.check.compare import AREAS, SUITS, check, expressions
from dashboard.data.check.findings import Finding

__all__ = ["AREAS", "SUITS", "Finding", "check", "expressions"]
