"""What may go: old snapshots, row versions that no kept snapshot shows, files that no reader holds.

Knows the manifest and the city's settings. Never drops the newest snapshot nor
a pinned one, and never deletes a file that a manifest in use names.
"""

from __future__ import annotations

import time
from collections.abc import Container
from datetime import UTC, datetime, timedelta
from pathlib import Path

from duckdb import DuckDBPyConnection

from dashboard.cities.schema import History as Habits
from dashboard.data.store.folder import Store
from dashboard.data.store.manifest import Entry, Manifest
from dashboard.data.versions.compaction import Compaction, overdue

IN_USE = 3600.0


def kept(snapshots: tuple[Entry, ...], habits: Habits, now: datetime) -> tuple[Entry, ...]:
    """The snapshots to keep, oldest first: the newest ones, the young ones, the pinned ones."""
    since = (now.astimezone(UTC) - timedelta(days=habits.keep_days)).strftime("%Y%m%dT%H%M%SZ")
    newest = {entry.id for entry in snapshots[-habits.keep_snapshots :]}
    return tuple(e for e in snapshots if e.id in newest or e.id >= since or e.id in habits.pinned)


def tidy(store: Store, connection: DuckDBPyConnection, habits: Habits, now: datetime) -> None:
    """Drop snapshots that are not to be kept and put long histories together; publishes the shorter manifest."""
    manifest = store.manifest()
    snapshots = kept(manifest.snapshots, habits, now)
    shown = tuple(entry.id for entry in snapshots)
    history = {
        key: Compaction(connection, store.folder, key, one, shown, manifest.number + 1).done()
        if overdue(one, habits.compact_files)
        else one
        for key, one in manifest.history.items()
    }
    if snapshots != manifest.snapshots or history != manifest.history:
        store.publish(manifest.after(snapshots=snapshots, history=history))


def sweep(store: Store, habits: Habits, clock: float | None = None) -> None:
    """Delete what neither the manifest in force, nor the one before, nor one that a reader holds needs.

    StoreError, and nothing is deleted, when a manifest cannot be read.
    """
    known, held = store.retire()
    if not known:
        return
    now = time.time() if clock is None else clock
    history = {file for manifest in known for one in manifest.history.values() for file in one.files}
    tables = {file for manifest in known for entry in manifest.snapshots for file in entry.files}
    fresh = {file for manifest in held for file in _fresh(manifest, habits)}
    for path in _files(store.folder / "history"):
        if _name(store, path) not in history:
            path.unlink(missing_ok=True)
    for path in _files(store.folder / "tables"):
        if not _wanted(store, path, tables, fresh, now):
            path.unlink(missing_ok=True)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _wanted(store: Store, path: Path, tables: Container[str], fresh: Container[str], now: float) -> bool:
    """Recipes of kept tables stay; the tables themselves while new or in use, for they can be derived again."""
    name = _name(store, path.with_suffix(".parquet"))
    if path.name.startswith(".") or name not in tables:
        return False
    return path.suffix == ".sql" or name in fresh or now - used_at(path) < IN_USE


def used_at(table: Path) -> float:
    """When a reader last said that it uses a table, in epoch seconds; 0 when none did."""
    try:
        return table.with_suffix(".used").stat().st_mtime
    except OSError:
        return 0.0


def _fresh(manifest: Manifest, habits: Habits) -> set[str]:
    """Files of the newest snapshots; and boundaries of every snapshot, which cannot be derived again."""
    newest = {file for entry in manifest.snapshots[-habits.tables :] for file in entry.files}
    return newest | {entry.tables["places"] for entry in manifest.snapshots if "places" in entry.tables}


def _name(store: Store, path: Path) -> str:
    return path.relative_to(store.folder).as_posix()
