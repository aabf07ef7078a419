"""Where the canonical rows of a snapshot lie, making them again when their file is gone or damaged."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

import duckdb

from dashboard.data.canonical.derive import rebuild
from dashboard.data.canonical.layers import Layers
from dashboard.data.places.points import register
from dashboard.data.sql.engine import engine
from dashboard.data.store.folder import Store
from dashboard.data.store.manifest import Entry, Manifest
from dashboard.data.store.shelf import StoreError

TOUCH_EVERY = 60.0
Stamps = tuple[tuple[int, int, int] | None, ...]


class Tables:
    """Files of canonical rows, each checked once and when it changes; rebuilt one at a time in this process."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._guard = threading.Lock()
        self._elsewhere: tempfile.TemporaryDirectory[str] | None = None
        self._checked: dict[Path, tuple[Layers, Stamps]] = {}
        self._touched: dict[Path, float] = {}

    def find(self, manifest: Manifest, entry: Entry, subject: str) -> Layers:
        """The files of ``subject`` in a snapshot; StoreError when they can neither be found nor made."""
        path = self.store.path(entry.tables[subject])
        with self._guard:
            found, stamps = self._checked.get(path, (None, ()))
            if found is None or stamps != _stamps(found):
                found = self._intact(entry, subject, path) or Layers(self._rebuilt(manifest, entry, subject, path))
                self._checked[path] = found, _stamps(found)
        for file in found.files:
            self._touch(file)
        return found

    def _intact(self, entry: Entry, subject: str, path: Path) -> Layers | None:
        """The table in one file or in layers, when no byte of it differs from what was written."""
        known = [Layers(path)]
        if subject in entry.layers:
            known.insert(0, Layers(*(self.store.path(file) for file in entry.layers[subject])))
        return next((layers for layers in known if layers.intact), None)

    def close(self) -> None:
        """Remove what was rebuilt outside the cache."""
        if self._elsewhere is not None:
            self._elsewhere.cleanup()
            self._elsewhere = None

    def _rebuilt(self, manifest: Manifest, entry: Entry, subject: str, path: Path) -> Path:
        if subject not in manifest.history:
            raise StoreError(f"{path} is missing or damaged: restore it, or delete {self.store.folder} and refresh")
        target = path if os.access(path.parent, os.W_OK) else self._spare(path)
        with tempfile.TemporaryDirectory(prefix="dashboard-") as work, engine(Path(work)) as connection:
            try:
                register(connection, self.store.folder, [path.with_suffix(".sql").read_text(encoding="utf-8")])
                rebuild(connection, manifest.history[subject], self.store.folder, entry.states[subject], path, target)
            except (duckdb.Error, OSError, UnicodeDecodeError) as error:
                told = str(error).strip().splitlines()[0]
                raise StoreError(f"{path} is missing or damaged and cannot be made again: {told}") from error
        return target

    def _spare(self, path: Path) -> Path:
        """A place of our own for a cache that cannot be written."""
        if self._elsewhere is None:
            self._elsewhere = tempfile.TemporaryDirectory(prefix="dashboard-")
        return Path(self._elsewhere.name) / path.parent.name / path.name

    def _touch(self, path: Path) -> None:
        """Tell retention that the file is in use."""
        now = time.monotonic()
        if now - self._touched.get(path, -TOUCH_EVERY) >= TOUCH_EVERY:
            self._touched[path] = now
            with suppress(OSError):
                path.with_suffix(".used").touch()


def _stamps(layers: Layers) -> Stamps:
    """Changes whenever one of the files is written, cut, replaced or removed."""
    return tuple(map(_stamp, layers.files))


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
