"""Answers as files, each with its provenance."""

from __future__ import annotations

from dashboard.export.delimited import csv_bytes
from dashboard.export.named import file_name, headers

__all__ = ["csv_bytes", "file_name", "headers"]
