"""Rows of a dataset brought to disk: pages received, looked into, kept, and proven whole."""

from __future__ import annotations

from dashboard.data.staging.pull import Staged, stage, stage_delta, stage_ids, staged_sql

__all__ = ["Staged", "stage", "stage_delta", "stage_ids", "staged_sql"]
