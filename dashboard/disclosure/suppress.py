"""Hiding small counts of one table, and enough others that no hidden one can be worked out from it alone.

Pure arithmetic on a matrix of counts: rows are published totals, columns are
the values of a protected dimension. The attacker is taken to know every row
total (they are public elsewhere), every visible cell, and that counts are whole
and not negative. Method: primary suppression of 1 to 9, then greedy secondary
suppression until no feasible interval is narrower than ``WIDTH`` (the cell
suppression problem of the literature; Fischetti and Salazar 2001).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from dashboard.disclosure.limits import SMALLEST_SHOWN, WIDTH

ENDLESS = 1_000_000

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]


class Unsafe(Exception):
    """A table that no hiding makes safe: it must not be shown."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """Which cells of a table, and which of its column totals, are hidden."""

    cells: Mask
    totals: Mask


def grouped(totals: Sequence[int], smallest: int = SMALLEST_SHOWN) -> list[list[int]]:
    """Row indexes to show together: a row under ``smallest`` never stands alone, since its total is public.

    Rows of so many or more stay by themselves; all smaller ones are one group, which
    takes in the smallest of the others until it is as large. The group is last.
    """
    small = [index for index, total in enumerate(totals) if total < smallest]
    large = sorted((index for index in range(len(totals)) if index not in small), key=lambda index: totals[index])
    while small and large and 0 < sum(totals[index] for index in small) < smallest:
        small.append(large.pop(0))
    alone = [[index] for index in range(len(totals)) if index in large]
    return [*alone, sorted(small)] if small and sum(totals[index] for index in small) else alone


def suppress(counts: Counts, smallest: int = SMALLEST_SHOWN) -> Hidden:
    """What to hide of a table (rows of ``smallest`` or more, see ``grouped``); shape (rows, columns).

    Column totals are decided first and alone, so that every table over the same
    people hides the same totals. Raises Unsafe when nothing helps.
    """
    totals = _secondary(counts.sum(axis=0, keepdims=True), np.zeros(counts.shape[1], dtype=bool), smallest)[0]
    return Hidden(_secondary(counts, totals, smallest), totals)


def _secondary(counts: Counts, totals: Mask, smallest: int) -> Mask:
    """Hides until every hidden cell is wide enough; a cell that once was stays so, as hiding more only widens."""
    hidden = (counts > 0) & (counts < smallest)
    open_still = _cells(hidden)
    while True:
        doubtful = [cell for cell in open_still if not surely_wide(counts, hidden, totals, cell)]
        ranges = intervals(counts, hidden, totals, doubtful)
        narrow = [cell for cell, (low, high) in ranges.items() if high - low < WIDTH]
        if not narrow:
            return hidden
        added = next((more for cell in narrow if (more := _cheapest(counts, hidden, cell)) is not None), None)
        if added is None:
            raise Unsafe(f"{len(narrow)} small counts could be worked out whatever is hidden")
        hidden[added] = True
        open_still = [*narrow, added]


def _cheapest(counts: Counts, hidden: Mask, cell: tuple[int, int]) -> tuple[int, int] | None:
    """The smallest visible cell beside a cell that could be worked out: its row first, then its column, then any."""
    row, column = cell
    across = [(row, other) for other in range(counts.shape[1])]
    down = [(other, column) for other in range(counts.shape[0])]
    anywhere = _cells(~hidden)
    for line in (across, down, anywhere):
        open_cells = [one for one in line if not hidden[one] and counts[:, one[1]].any()]
        if open_cells:
            return min(open_cells, key=lambda one: (counts[one] == 0, counts[one]))
    return None


def surely_wide(counts: Counts, hidden: Mask, totals: Mask, cell: tuple[int, int]) -> bool:
    """Whether exchanges with one other row and column alone make a cell wide enough; most are, and need no flow.

    A row stands in for what columns with hidden totals may take up: it has no count of its own to give,
    and room without end.
    """
    row, column = cell
    free = np.ones_like(totals) if counts.shape[0] == 1 else totals
    room = np.vstack([np.where(hidden, counts, 0), np.where(free, ENDLESS, 0)])
    usable = np.vstack([hidden, free])
    corners = usable & usable[row] & usable[:, [column]]
    corners[row], corners[:, column] = False, False
    up = np.minimum(room[row], room[:, [column]])[corners].max(initial=0)
    down = np.minimum(room, counts[cell])[corners].max(initial=0)
    return bool(up + down >= WIDTH)


def intervals(
    counts: Counts, hidden: Mask, totals: Mask, cells: Sequence[tuple[int, int]] | None = None
) -> dict[tuple[int, int], tuple[int, int]]:
    """The narrowest range an attacker can give each hidden cell (or ``cells``), from rows, columns and visible cells.

    Exact: in a table with known totals the range of a cell is what a largest
    flow can move into it and out of it through the other hidden cells.
    """
    cells = _cells(hidden) if cells is None else cells
    free = np.ones_like(totals) if counts.shape[0] == 1 else totals
    found = {}
    for cell in cells:
        graph = _moves(counts, hidden, free, cell)
        row, column = cell[0], counts.shape[0] + cell[1]
        up = maximum_flow(graph, row, column).flow_value
        down = maximum_flow(graph, column, row).flow_value
        count = int(counts[cell])
        found[cell] = (count - min(count, int(down)), count + int(up))
    return found


def _cells(marked: Mask) -> list[tuple[int, int]]:
    return [(int(row), int(column)) for row, column in np.argwhere(marked)]


def _moves(counts: Counts, hidden: Mask, free: Mask, cell: tuple[int, int]) -> csr_array:
    """Arcs between rows, columns and one node for all free columns, without the cell itself.

    Row to column takes from a hidden cell, at most what it holds; column to row
    adds to it; a column whose total is hidden may grow or shrink.
    """
    rows, columns = counts.shape
    size = rows + columns + 1
    graph = np.zeros((size, size), dtype=np.int32)
    others = hidden.copy()
    others[cell] = False
    graph[:rows, rows : size - 1] = np.where(others, counts, 0)
    graph[rows : size - 1, :rows] = np.where(others.T, ENDLESS, 0)
    graph[rows : size - 1, -1] = graph[-1, rows : size - 1] = np.where(free, ENDLESS, 0)
    return csr_array(graph)
