"""The box a city's areas lie in, and how many records of a relation have their point far outside of it.

Knows boundaries and the relation that ``judged_sql`` makes; knows nothing of
checks, receipts or snapshots.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from dashboard.data.mapping import NO_DEGREES
from dashboard.data.places.boundaries import NUMBER, Area
from dashboard.data.sql.engine import rows

AROUND = 0.5
PAIR = re.compile(rf"\[({NUMBER}),({NUMBER})")


@dataclass(frozen=True, slots=True)
class Extent:
    """A box in degrees; by default the whole Earth."""

    west: float = -180.0
    south: float = -90.0
    east: float = 180.0
    north: float = 90.0

    def __str__(self) -> str:
        return f"longitude {self.west:.1f} to {self.east:.1f}, latitude {self.south:.1f} to {self.north:.1f}"


@dataclass(frozen=True, slots=True)
class Points:
    """Of published records: how many have a point, and how many of those ``stray``: far outside, or no degrees."""

    rows: int = 0
    stray: int = 0


NO_POINTS = Points()


def extent(areas: Iterable[Area]) -> Extent:
    """The box around the areas of one kind, half a degree wider on every side; the Earth where none is drawn."""
    boxes = [_box(area.geometry) for area in _fewest(areas) if area.geometry and PAIR.search(area.geometry)]
    if not boxes:
        return Extent()
    west, south, east, north = zip(*boxes, strict=True)
    return Extent(min(west) - AROUND, min(south) - AROUND, max(east) + AROUND, max(north) + AROUND)


def points(connection: DuckDBPyConnection, judged: str, box: Extent) -> Points:
    """Count the points of the published rows of ``judged``."""
    inside = f"longitude BETWEEN {box.west!r} AND {box.east!r} AND latitude BETWEEN {box.south!r} AND {box.north!r}"
    has = f"({NO_DEGREES} OR (longitude IS NOT NULL AND latitude IS NOT NULL))"
    stray = f"({NO_DEGREES} OR NOT ({inside}))"
    counts = f"SELECT count(*) FILTER ({has}), count(*) FILTER ({has} AND {stray}) FROM {judged} WHERE _reject IS NULL"
    return Points(*rows(connection, counts)[0])


def _fewest(areas: Iterable[Area]) -> Sequence[Area]:
    """The drawn areas of the kind with the shortest boundaries: each kind covers the city."""
    kinds: dict[str, list[Area]] = {}
    for area in areas:
        if area.geometry:
            kinds.setdefault(area.kind, []).append(area)
    return min(kinds.values(), key=lambda kind: sum(len(area.geometry or "") for area in kind), default=())


def _box(geometry: str) -> tuple[float, float, float, float]:
    found = [(float(x), float(y)) for x, y in PAIR.findall(geometry)]
    longitudes, latitudes = zip(*found, strict=True)
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)
