"""The maps of a city: outlines of each version of each kind of place at each snapshot, made once and kept.

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
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path
from threading import Lock

from dashboard.data.areas import Areas, NotDegrees, Outline, areas
from dashboard.data.receipt import Snapshot
from dashboard.data.store.folder import write_atomic
from dashboard.data.warehouse import Warehouse

LOG = logging.getLogger(__name__)
FORMAT = "2"
REMEMBERED = 24


@dataclass(frozen=True, slots=True)
class Version:
    """Boundaries of a kind of place and the days they hold, both included; None is an open end."""

    digest: str
    valid_from: date | None = None
    valid_until: date | None = None


Dates = tuple[date | None, date | None]


class Atlas:
    """Outlines over one warehouse; safe to share between threads."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse = warehouse
        self._lock = Lock()
        self._kinds: dict[str, dict[str, tuple[Version, ...]]] = {}
        self._made: dict[str, Areas | None] = {}

    def kinds(self, snapshot: Snapshot) -> tuple[str, ...]:
        """Kinds of place that have boundaries in the snapshot."""
        return tuple(self._versions(snapshot))

    def redrawn(self, snapshot: Snapshot, kind: str) -> tuple[date, ...]:
        """The first day of each version of the boundaries but the oldest, in order."""
        return tuple(one.valid_from for one in self._versions(snapshot).get(kind, ())[1:] if one.valid_from)

    def areas(self, snapshot: Snapshot, kind: str, day: date | None = None) -> Areas | None:
        """The outlines of a kind as they were on ``day``, else as they are; None when there are none to draw."""
        versions = self._versions(snapshot).get(kind, ())
        held = [one for one in versions if day and one.valid_until and day <= one.valid_until]
        if not versions:
            return None
        return self._recalled(held[0] if held else versions[-1], kind, snapshot)

    def _recalled(self, version: Version, kind: str, snapshot: Snapshot) -> Areas | None:
        digest = version.digest
        with self._lock:
            if digest not in self._made:
                while len(self._made) >= REMEMBERED:
                    self._made.pop(next(iter(self._made)))
                self._made[digest] = self._kept(digest, kind) or self._draw(version, kind, snapshot)
            return self._made[digest]

    def _versions(self, snapshot: Snapshot) -> dict[str, tuple[Version, ...]]:
        """The versions of each kind, oldest first; a digest of every key and shape names each."""
        with self._lock:
            if snapshot.id not in self._kinds:
                while len(self._kinds) >= REMEMBERED:
                    self._kinds.pop(next(iter(self._kinds)))
                found: dict[str, tuple[Version, ...]] = {}
                for (kind, dates), shapes in self._shapes(snapshot).items():
                    if any(shapes.values()):
                        found[kind] = (*found.get(kind, ()), Version(_digest(shapes), *dates))
                self._kinds[snapshot.id] = found
            return self._kinds[snapshot.id]

    def _shapes(self, snapshot: Snapshot) -> dict[tuple[str, Dates], dict[str, str | None]]:
        """GeoJSON texts by key, for each kind and the days they hold, in the order of time."""
        try:
            table = self.warehouse.table("places", snapshot)
        except KeyError:
            return {}
        held = [column for column in ("valid_from", "valid_until") if column in table.columns]
        rows = self.warehouse.run(table.select("kind", "key", "geometry", *held).order_by("kind", "key"))
        found: dict[tuple[str, Dates], dict[str, str | None]] = {}
        for row in rows:
            shape, dates = row["geometry"], (_day(row.get("valid_from")), _day(row.get("valid_until")))
            found.setdefault((str(row["kind"]), dates), {})[str(row["key"])] = None if shape is None else str(shape)
        return dict(sorted(found.items(), key=lambda item: (item[0][0], item[0][1][1] or date.max)))

    def _draw(self, version: Version, kind: str, snapshot: Snapshot) -> Areas | None:
        try:
            made = areas(kind, self._shapes(snapshot)[kind, (version.valid_from, version.valid_until)])
        except NotDegrees as error:
            LOG.error("no map of %s at %s: %s", kind, snapshot.id, error)
            return None
        if made:
            with suppress(OSError):
                write_atomic(self._path(version.digest, kind), dumped(made))
        return made

    def _kept(self, digest: str, kind: str) -> Areas | None:
        try:
            return loaded(self._path(digest, kind).read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _path(self, digest: str, kind: str) -> Path:
        return self.warehouse.folder / "maps" / f"{kind}-{digest}.json"


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


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
