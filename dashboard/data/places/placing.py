"""In which area a point lies: for records that have coordinates and name no place.

Knows geometry in degrees only: nothing of records, snapshots or maps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import shapely


class Placing:
    """The areas of one kind, ready to be asked about points. Safe to share between threads."""

    def __init__(self, shapes: Mapping[str, str]) -> None:
        """``shapes`` are GeoJSON texts in degrees, by key."""
        self._keys = list(shapes)
        self._shapes = shapely.make_valid(shapely.from_geojson(list(shapes.values())))
        self._tree = shapely.STRtree(self._shapes)
        shapely.prepare(self._shapes)

    def keys(self, longitudes: Sequence[float | None], latitudes: Sequence[float | None]) -> list[str | None]:
        """The key of the area each point lies in, borders included; None outside all areas or without a coordinate.

        A point on a border, or where areas overlap, goes to the first area given. ValueError when the two
        sequences differ in length.
        """
        if len(longitudes) != len(latitudes):
            raise ValueError(f"{len(longitudes)} longitudes and {len(latitudes)} latitudes: one of each is a point")
        west, north = np.array(longitudes, dtype=float), np.array(latitudes, dtype=float)
        known = np.flatnonzero(np.isfinite(west) & np.isfinite(north))
        points, areas = self._tree.query(shapely.points(west[known], north[known]), predicate="intersects")
        first = np.full(len(west), len(self._keys))
        np.minimum.at(first, known[points], areas)
        return [self._keys[index] if index < len(self._keys) else None for index in first]
