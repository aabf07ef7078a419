"""The jittered grid under the map: corners and edge midpoints, and outlines of groups of cells.

Neighboring areas share every vertex of their common border, so any grouping of
cells is a clean coverage. Knows nothing of names, people or crime.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Ring = list[Point]
Corner = tuple[int, int]
Cell = tuple[int, int]

CORNER_JITTER = 0.24
EDGE_JITTER = 0.07
DIGITS = 6


class Mesh:
    """``columns`` x ``rows`` cells; cell (0, 0) is the south-western one.

    ``origin`` and ``step`` are in degrees of longitude and latitude.
    """

    def __init__(self, columns: int, rows: int, origin: Point, step: Point, seed: int = 20) -> None:
        rng = np.random.default_rng(seed)
        grid = np.stack(np.meshgrid(np.arange(columns + 1), np.arange(rows + 1), indexing="ij"), axis=-1)
        corners = grid + rng.uniform(-CORNER_JITTER, CORNER_JITTER, grid.shape)
        self._origin, self._step = np.array(origin), np.array(step)
        self.corners = self._degrees(corners)
        self._middles = {
            (1, 0): self._between(corners[:-1], corners[1:], rng),
            (0, 1): self._between(corners[:, :-1], corners[:, 1:], rng),
        }

    def inside(self, cell: Cell, u: float, v: float) -> Point:
        """A point of a cell; ``u`` and ``v`` run from 0 to 1 eastward and northward."""
        x, y = cell
        south = (1 - u) * self.corners[x, y] + u * self.corners[x + 1, y]
        north = (1 - u) * self.corners[x, y + 1] + u * self.corners[x + 1, y + 1]
        return _point(np.round((1 - v) * south + v * north, DIGITS))

    def outline(self, cells: Iterable[Cell]) -> list[list[Ring]]:
        """The cells as polygons, each an outer ring (counterclockwise) and its holes; rings are closed."""
        rings = [self._drawn(path) for path in _paths(set(cells))]
        shells = [ring for ring in rings if _signed_area(ring) > 0]
        polygons = [[shell] for shell in shells]
        for hole in (ring for ring in rings if _signed_area(ring) < 0):
            owner = min((p for p in polygons if _contains(p[0], hole)), key=lambda p: _signed_area(p[0]))
            owner.append(hole)
        return polygons

    def _between(
        self, ends: NDArray[np.float64], others: NDArray[np.float64], rng: np.random.Generator
    ) -> NDArray[np.float64]:
        middle = (ends + others) / 2
        return self._degrees(middle + rng.uniform(-EDGE_JITTER, EDGE_JITTER, middle.shape))

    def _degrees(self, positions: NDArray[np.float64]) -> NDArray[np.float64]:
        degrees: NDArray[np.float64] = np.round(self._origin + positions * self._step, DIGITS)
        return degrees

    def _drawn(self, path: list[Corner]) -> Ring:
        ring: Ring = []
        for start, end in pairwise(path):
            ring.append(_point(self.corners[start]))
            (x, y), (dx, dy) = min(start, end), (abs(end[0] - start[0]), abs(end[1] - start[1]))
            ring.append(_point(self._middles[dx, dy][x, y]))
        return [*ring, ring[0]]


def _point(pair: NDArray[np.float64]) -> Point:
    return float(pair[0]), float(pair[1])


def _paths(cells: set[Cell]) -> list[list[Corner]]:
    """Closed walks along the border, with the cells on the left."""
    steps: dict[Corner, list[Corner]] = {}
    for start, end in _border(cells):
        steps.setdefault(start, []).append(end)
    paths = []
    while steps:
        path = [min(steps)]
        while len(path) == 1 or path[-1] != path[0]:
            path.append(_next(steps, path))
        paths.append(path)
    return paths


def _border(cells: set[Cell]) -> Iterable[tuple[Corner, Corner]]:
    for x, y in sorted(cells):
        if (x, y - 1) not in cells:
            yield (x, y), (x + 1, y)
        if (x + 1, y) not in cells:
            yield (x + 1, y), (x + 1, y + 1)
        if (x, y + 1) not in cells:
            yield (x + 1, y + 1), (x, y + 1)
        if (x - 1, y) not in cells:
            yield (x, y + 1), (x, y)


def _next(steps: dict[Corner, list[Corner]], path: list[Corner]) -> Corner:
    """The next corner; where two cells only touch, keep to the left so that rings never cross."""
    here = path[-1]
    choices = steps[here]
    best = choices[0]
    if len(choices) > 1 and len(path) > 1:
        heading = (here[0] - path[-2][0], here[1] - path[-2][1])
        best = max(choices, key=lambda to: heading[0] * (to[1] - here[1]) - heading[1] * (to[0] - here[0]))
    choices.remove(best)
    if not choices:
        del steps[here]
    return best


def _signed_area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def _contains(ring: Ring, hole: Ring) -> bool:
    """Even-odd test of the first point of ``hole``."""
    x, y = hole[0]
    inside = False
    for (ax, ay), (bx, by) in pairwise(ring):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside
