"""The folder of a city's cache: what it holds, how it is replaced, who may write to it."""

from __future__ import annotations

from dashboard.data.store.folder import Event, Store, sync, write_atomic
from dashboard.data.store.shelf import Lease, StoreError

__all__ = ["Event", "Lease", "Store", "StoreError", "sync", "write_atomic"]
