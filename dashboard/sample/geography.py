"""The sample city as places: blocks with addresses, areas, and their outlines and populations.

The same whatever the seed. Knows nothing of records, clocks or portals.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dashboard.sample.areas import AREAS, CELL_EAST, CELL_NORTH, MAP, SOUTH, STREET_NAMES, WEST, Area
from dashboard.sample.mesh import Cell, Mesh

BLOCKS_A_SIDE = 3
WATER = "."
STREETS = tuple(STREET_NAMES.split())


@dataclass(frozen=True)
class Geography:
    """Every block in the order of ``areas``; ``block_ends`` ends each area's blocks in a running share.

    ``block_share`` runs from ``i`` to ``i + 1`` over the blocks of area ``i``,
    so that ``area + uniform`` finds a block by binary search.
    """

    areas: tuple[Area, ...]
    mesh: Mesh
    cells: dict[str, list[Cell]]
    block_share: NDArray[np.float64]
    block_address: NDArray[np.object_]
    block_longitude: NDArray[np.float64]
    block_latitude: NDArray[np.float64]

    @property
    def districts(self) -> tuple[str, ...]:
        """Police district names, in order of the alphabet."""
        return tuple(sorted({area.district for area in self.areas}))

    @property
    def councils(self) -> tuple[str, ...]:
        """Council district numbers as text."""
        return tuple(sorted({area.council for area in self.areas}))

    @property
    def legislatures(self) -> tuple[str, ...]:
        """Numbers of the districts of the state legislature as text."""
        return tuple(sorted({area.legislative for area in self.areas}))

    def residents(self, belongs: Callable[[Area], bool]) -> int:
        """People who live in the areas that belong."""
        return sum(area.residents for area in self.areas if belongs(area))

    def shape(self, belongs: Callable[[Area], bool]) -> str:
        """GeoJSON text of a MultiPolygon: the union of the areas that belong, in lon, lat degrees."""
        cells = [cell for area in self.areas if belongs(area) for cell in self.cells[area.symbol]]
        polygons = self.mesh.outline(cells)
        return json.dumps({"type": "MultiPolygon", "coordinates": polygons}, separators=(",", ":"))

    def block_of(self, area: NDArray[np.int64], uniform: NDArray[np.float64]) -> NDArray[np.int64]:
        """A block for each area index, some blocks far more often than others."""
        found = np.searchsorted(self.block_share, area + uniform, side="right")
        return np.minimum(found, len(self.block_share) - 1)


@lru_cache(maxsize=1)
def harbor_city() -> Geography:
    """The one sample city, built once a process."""
    lines = MAP.splitlines()[::-1]
    mesh = Mesh(len(lines[0]), len(lines), (WEST, SOUTH), (CELL_EAST, CELL_NORTH))
    cells: dict[str, list[Cell]] = {}
    for y, line in enumerate(lines):
        for x, symbol in enumerate(line):
            if symbol != WATER:
                cells.setdefault(symbol, []).append((x, y))
    blocks = [block for area in AREAS for block in _blocks(mesh, cells[area.symbol])]
    address, longitude, latitude = zip(*blocks, strict=True)
    sizes = [len(cells[area.symbol]) * BLOCKS_A_SIDE**2 for area in AREAS]
    return Geography(
        AREAS, mesh, cells, _shares(sizes), np.array(address, object), np.array(longitude), np.array(latitude)
    )


def _blocks(mesh: Mesh, cells: list[Cell]) -> list[tuple[str, float, float]]:
    found = []
    for cell in cells:
        for east in range(BLOCKS_A_SIDE):
            for north in range(BLOCKS_A_SIDE):
                point = mesh.inside(cell, (east + 0.5) / BLOCKS_A_SIDE, (north + 0.5) / BLOCKS_A_SIDE)
                found.append((_address(cell[0] * BLOCKS_A_SIDE + east, cell[1] * BLOCKS_A_SIDE + north), *point))
    return found


def _address(column: int, row: int) -> str:
    """A block address on the street along the row or the column, in turn."""
    street, number, kinds = (row, column, ("AVE", "LN")) if (row + column) % 2 else (column, row, ("ST", "RD"))
    turn, place = divmod(street * 7, len(STREETS) * 7)
    name = STREETS[(place // 7 * 17 + turn) % len(STREETS)]
    return f"{number + 1}00 BLK {name} {kinds[turn]}"


def _shares(sizes: list[int]) -> NDArray[np.float64]:
    """Running shares of the blocks of each area; a few blocks have most of the trouble."""
    rng = np.random.default_rng(31)
    parts = []
    for index, size in enumerate(sizes):
        weight = rng.gamma(0.6, size=size) + 0.02
        share = np.cumsum(weight) / weight.sum()
        share[-1] = 1.0
        parts.append(index + share)
    return np.concatenate(parts)
