"""The maps of a city: outlines of each kind of place at each snapshot, made once and kept.

Kept in memory and, where the cache can be written, beside the snapshots, named
by a digest of the boundaries: new boundaries are new files, and a second
process need not make them again. Knows no records and no color.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from threading import Lock

from dashboard.data.areas import Areas, NotDegrees, Outline, areas
from dashboard.data.receipt import Snapshot
from dashboard.data.store import write_atomic
from dashboard.data.warehouse import Warehouse

LOG = logging.getLogger(__name__)
FORMAT = "2"
REMEMBERED = 24


class Atlas:
    """Outlines over one warehouse; safe to share between threads."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse = warehouse
        self._lock = Lock()
        self._kinds: dict[str, dict[str, str]] = {}
        self._made: dict[str, Areas | None] = {}

    def kinds(self, snapshot: Snapshot) -> tuple[str, ...]:
        """Kinds of place that have boundaries in the snapshot."""
        return tuple(self._digests(snapshot))

    def areas(self, snapshot: Snapshot, kind: str) -> Areas | None:
        """The outlines of a kind; None when the snapshot has none that can be drawn."""
        digest = self._digests(snapshot).get(kind)
        if digest is None:
            return None
        with self._lock:
            if digest not in self._made:
                while len(self._made) >= REMEMBERED:
                    self._made.pop(next(iter(self._made)))
                self._made[digest] = self._kept(digest, kind) or self._draw(digest, kind, snapshot)
            return self._made[digest]

    def _digests(self, snapshot: Snapshot) -> dict[str, str]:
        """What names the boundaries of each kind: a digest of every key and shape."""
        with self._lock:
            if snapshot.id not in self._kinds:
                while len(self._kinds) >= REMEMBERED:
                    self._kinds.pop(next(iter(self._kinds)))
                self._kinds[snapshot.id] = {
                    kind: _digest(shapes) for kind, shapes in self._shapes(snapshot).items() if any(shapes.values())
                }
            return self._kinds[snapshot.id]

    def _shapes(self, snapshot: Snapshot) -> dict[str, dict[str, str | None]]:
        """GeoJSON texts by kind and key."""
        try:
            table = self.warehouse.table("places", snapshot)
        except KeyError:
            return {}
        rows = self.warehouse.run(table.select("kind", "key", "geometry").order_by("kind", "key"))
        found: dict[str, dict[str, str | None]] = {}
        for row in rows:
            shape = row["geometry"]
            found.setdefault(str(row["kind"]), {})[str(row["key"])] = None if shape is None else str(shape)
        return found

    def _draw(self, digest: str, kind: str, snapshot: Snapshot) -> Areas | None:
        try:
            made = areas(kind, self._shapes(snapshot)[kind])
        except NotDegrees as error:
            LOG.error("no map of %s at %s: %s", kind, snapshot.id, error)
            return None
        if made:
            with suppress(OSError):
                write_atomic(self._path(digest, kind), dumped(made))
        return made

    def _kept(self, digest: str, kind: str) -> Areas | None:
        try:
            return loaded(self._path(digest, kind).read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _path(self, digest: str, kind: str) -> Path:
        return self.warehouse.folder / "maps" / f"{kind}-{digest}.json"


def _digest(shapes: Mapping[str, str | None]) -> str:
    told = hashlib.blake2b(FORMAT.encode(), digest_size=12)
    for key, text in shapes.items():
        told.update(f"{key}\0{text}\0".encode())
    return told.hexdigest()


def dumped(made: Areas) -> str:
    """Outlines as JSON text."""
    outlines = {key: astuple(outline) for key, outline in made.outlines.items()}
    told = {"kind": made.kind, "width": made.width, "height": made.height, "outlines": outlines, "bounds": made.bounds}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def loaded(text: str) -> Areas:
    """Outlines from :func:`dumped` text; ValueError, KeyError or TypeError for other text."""
    told = json.loads(text)
    outlines = {str(key): Outline(*parts) for key, parts in told["outlines"].items()}
    bounds = tuple(told["bounds"]) if told["bounds"] else None
    return Areas(told["kind"], told["width"], told["height"], outlines, bounds)
