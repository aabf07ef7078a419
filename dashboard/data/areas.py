"""The areas of one kind as outlines to draw: projected, without slivers or gaps, simplified to a size.

Knows geometry only: no snapshot, no records, no color. Coordinates come in as
longitude and latitude in degrees and go out as whole units of a box whose
longer side is :data:`SIDE`, y downwards.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

SIDE = 1000
MARGIN = 4
GAP = 1.0
MOST_POINTS = 9_000
TOLERANCES = (1.0, 1.6, 2.5, 4.0, 6.0, 10.0)
NAMED = 15
POLYGONAL = (3, 6)


class NotDegrees(ValueError):
    """Coordinates that cannot be longitude and latitude."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One area: SVG path data, a point inside for its name, and how wide and high the area is there, in units."""

    path: str
    x: float
    y: float
    across: float
    down: float


@dataclass(frozen=True, slots=True)
class Areas:
    """Every area of a kind in a box of ``width`` by ``height`` units, by key, in the order of the keys.

    ``bounds`` are those of the areas: west, south, east and north in degrees.
    """

    kind: str
    width: int
    height: int
    outlines: Mapping[str, Outline]
    bounds: tuple[float, float, float, float] | None = None

    def at(self, longitude: float, latitude: float) -> tuple[float, float] | None:
        """A point in units, drawn as the areas are; None outside their bounds."""
        if self.bounds is None:
            return None
        west, south, east, north = self.bounds
        if not (west <= longitude <= east and south <= latitude <= north):
            return None
        squeeze, scale = _scale(self.bounds)
        return (longitude - west) * squeeze * scale + MARGIN, (north - latitude) * scale + MARGIN


def areas(kind: str, shapes: Mapping[str, str | None]) -> Areas | None:
    """Outlines from GeoJSON texts by key; None when no shape is an area. Raises NotDegrees."""
    found = {key: shape for key, text in sorted(shapes.items()) if text and (shape := _area(text)) is not None}
    if not found:
        return None
    flat, width, height = projected(np.array(list(found.values()), dtype=object))
    drawn = simplified(cleaned(flat))
    outlines = {
        key: _outline(shape, near=len(found) <= NAMED)
        for key, shape in zip(found, drawn, strict=True)
        if not shapely.is_empty(shape)
    }
    west, south, east, north = (
        float(side) for side in shapely.total_bounds(np.array(list(found.values()), dtype=object))
    )
    return Areas(kind, width, height, outlines, (west, south, east, north))


def _scale(bounds: tuple[float, float, float, float]) -> tuple[float, float]:
    """How much shorter a degree of longitude is than one of latitude, and the units of a degree of latitude."""
    west, south, east, north = bounds
    squeeze = math.cos(math.radians((south + north) / 2))
    return squeeze, (SIDE - 2 * MARGIN) / max((east - west) * squeeze, north - south)


def _area(text: str) -> Any | None:
    """The polygons of a GeoJSON geometry, valid; None when it has none."""
    shape = shapely.make_valid(shapely.from_geojson(text))
    if shapely.get_type_id(shape) not in POLYGONAL:
        parts = shapely.get_parts(shape)
        shape = shapely.union_all(parts[np.isin(shapely.get_type_id(parts), POLYGONAL)])
    return None if shapely.is_empty(shape) else shape


def projected(shapes: Any) -> tuple[Any, int, int]:
    """Shapes in units with the width and height of their box: equirectangular, true at the middle latitude.

    At the size of a city the distortion is under a thousandth. Raises NotDegrees.
    """
    west, south, east, north = shapely.total_bounds(shapes)
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise NotDegrees(f"bounds {west:.0f}, {south:.0f}, {east:.0f}, {north:.0f} are no longitude and latitude")
    squeeze, scale = _scale((west, south, east, north))
    wide, high = (east - west) * squeeze, north - south

    def flat(points: Any) -> Any:
        return np.column_stack(
            ((points[:, 0] - west) * squeeze * scale + MARGIN, (north - points[:, 1]) * scale + MARGIN)
        )

    size = (math.ceil(side * scale) + 2 * MARGIN for side in (wide, high))
    return shapely.make_valid(shapely.transform(shapes, flat)), *size


def cleaned(shapes: Any) -> Any:
    """The shapes as a coverage: nothing overlaps, gaps narrower than :data:`GAP` units are closed, edges match.

    Published boundaries are often drawn one by one; simplified as they are, they would leave slivers.
    """
    if len(shapes) == 1:
        return shapes
    return shapely.coverage_clean(shapes, gap_width=GAP)


def simplified(coverage: Any) -> Any:
    """The coverage with at most :data:`MOST_POINTS` points where the coarsest tolerance allows it, on whole units."""
    coarse = coverage
    for tolerance in TOLERANCES:
        if shapely.get_num_coordinates(coarse).sum() <= MOST_POINTS:
            break
        coarse = shapely.coverage_simplify(coverage, tolerance)
    return coarse


def _outline(shape: Any, *, near: bool) -> Outline:
    """The drawn form; ``near`` spends time on the best place for a name."""
    x, y, radius = _middle(shape) if near else (*_inside(shape), 0.0)
    path = "".join(_ring(ring) for ring in _rings(shape)) or f"M{x - 1:.0f} {y - 1:.0f}l2 0 0 2-2 0z"
    return Outline(path, round(x, 1), round(y, 1), round(_across(shape, x, y), 1), round(2 * radius, 1))


def _inside(shape: Any) -> tuple[float, float]:
    point = shapely.point_on_surface(shape)
    return float(point.x), float(point.y)


def _middle(shape: Any) -> tuple[float, float, float]:
    """Center and radius of the largest circle inside the largest part."""
    parts = shapely.get_parts(shape)
    radius = shapely.maximum_inscribed_circle(parts[np.argmax(shapely.area(parts))], tolerance=1.0)
    (x, y), _ = radius.coords
    return float(x), float(y), float(radius.length)


def _across(shape: Any, x: float, y: float) -> float:
    """Width of the area around ``x`` at the height ``y``, the smaller side doubled: room for a centered name."""
    line = shapely.intersection(shape, shapely.linestrings([[-SIDE, y], [2 * SIDE, y]]))
    for part in shapely.get_parts(line):
        west, _, east, _ = shapely.bounds(part)
        if west <= x <= east:
            return float(2 * min(x - west, east - x))
    return 0.0


def _rings(shape: Any) -> Iterator[Any]:
    for part in shapely.get_parts(shape):
        yield part.exterior
        yield from part.interiors


def _ring(ring: Any) -> str:
    """A closed ring as relative path data in whole units; points that fall together are drawn once."""
    points = np.rint(shapely.get_coordinates(ring)).astype(int)[:-1]
    moved = np.diff(points, axis=0)
    steps = moved[(moved != 0).any(axis=1)]
    if len(steps) < 2:
        return ""
    return f"M{points[0][0]} {points[0][1]}l" + "".join(_pair(dx, dy) for dx, dy in steps).lstrip() + "z"


def _pair(dx: int, dy: int) -> str:
    """Two numbers with no more between them than SVG needs."""
    return f"{'' if dx < 0 else ' '}{dx}{'' if dy < 0 else ' '}{dy}"
