"""All that is known of hidden counts, as one linear system over every table at once, and what follows from it.

The attacker is taken to have every table, and every record but for what
describes people: so the unknowns are the counts by (class of records, group),
each class with a known sum. Tables that share months, people or rows bind each
other. Exact but for whole numbers: a bound is a linear program (HiGHS), rounded
inwards. Every solution is kept as proof for all other cells, so few need one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import OptimizeResult, linprog
from scipy.sparse import csr_array, eye_array, kron, vstack

from dashboard.disclosure.draft import OTHERS, Draft
from dashboard.disclosure.limits import WIDTH
from dashboard.disclosure.records import Records

EPSILON = 1e-6
Reals = NDArray[np.float64]


class Late(Exception):
    """The time for the check has run out."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a draft; row -1 is that of the totals of the columns."""

    draft: Draft
    row: int
    code: int

    @property
    def hidden(self) -> bool:
        """Whether it is hidden now."""
        return self.draft.hides(self.row, self.code)

    @property
    def count(self) -> int:
        """Its true count."""
        return self.draft.count(self.row, self.code)


class System:
    """The drafts of one group of people (one subject, metric and protected dimension) over one set of records.

    ``late`` is asked before every linear program; the check ends with :class:`Late` once it is true.
    """

    def __init__(self, records: Records, drafts: Sequence[Draft], late: Callable[[], bool]) -> None:
        self.drafts, self.late, self.codes = list(drafts), late, records.codes
        found: Counter[tuple[tuple[tuple[bool, ...], tuple[str, ...]], str]] = Counter()
        for (one, code), count in records.counts.items():
            inside = tuple(records.covered(one, draft.metric, draft.window) for draft in drafts)
            if any(inside):
                found[(inside, one[1]), code] += count
        self.classes = sorted({one for one, _ in found})
        self.truth = np.array([found[one, code] for one in self.classes for code in self.codes], dtype=np.float64)
        self.downs = records.downs
        self.cells = [cell for draft in drafts for cell in _cells(draft)]
        self.lines = self._matrix()
        self.values = self.lines @ self.truth
        self.low, self.high = self.values.copy(), self.values.copy()
        self.known = self._public()

    def narrow(self) -> list[tuple[int, list[int]]]:
        """The hidden cells known to less than ``WIDTH``, by number, each with the shown ones that bind it."""
        self._probe()
        found = []
        for number in self._open():
            if self._wide(number):
                continue
            binding: set[int] = set()
            for sign in (-1.0, 1.0):
                binding |= self._push(sign * self.lines[[number]].toarray()[0])
                if self._wide(number):
                    break
            else:
                found.append((number, sorted(binding)))
        return found

    def _open(self) -> list[int]:
        """The hidden cells, by number, that are not yet proven to be wide enough."""
        cells = enumerate(self.cells)
        return [at for at, cell in cells if cell.hidden and not cell.draft.withheld and not self._wide(at)]

    def _probe(self) -> None:
        """Move all that is open at once, some up and some down: most cells need no linear program of their own."""
        chance = np.random.default_rng(0)
        left = len(self.cells) + 1
        while 4 < len(found := self._open()) < left:
            left = len(found)
            signs = chance.choice((-1.0, 1.0), size=left)
            for turn in (1.0, -1.0):
                self._push(turn * (self.lines[found].T @ signs))

    def _wide(self, number: int) -> bool:
        return bool(floor(self.high[number] + EPSILON) - ceil(self.low[number] - EPSILON) >= WIDTH)

    def _push(self, goal: Reals) -> set[int]:
        """Make a weighted sum of the unknowns as small as what is known lets it; gives the shown cells that stop it."""
        if self.late():
            raise Late
        shown = [at for at, cell in enumerate(self.cells) if not cell.hidden and not cell.draft.withheld]
        lines = vstack([self.known, self.lines[shown]], format="csr")
        solved: OptimizeResult = linprog(goal, A_eq=lines, b_eq=lines @ self.truth, method="highs")
        if solved.status != 0:
            raise Late
        values = self.lines @ solved.x
        self.low, self.high = np.minimum(self.low, values), np.maximum(self.high, values)
        prices = solved.eqlin.marginals[self.known.shape[0] :]
        return {at for at, price in zip(shown, prices, strict=True) if abs(price) > EPSILON}

    def _matrix(self) -> csr_array:
        """One line a cell, with 1 for each unknown that it is the sum of."""
        lines = []
        for draft in self.drafts:
            for row in range(-1, len(draft.names)):
                members = self._members(draft, row)
                lines += [self._line(members, code) for code in draft.codes]
        return _sparse(lines, len(self.truth))

    def _line(self, places: Sequence[int], code: str) -> list[int]:
        at = self.codes.index(code)
        return [place * len(self.codes) + at for place in places]

    def _members(self, draft: Draft, row: int) -> list[int]:
        """The classes of records that a row counts."""
        number, which = self.drafts.index(draft), self.downs.index(draft.down)
        inside = [place for place, (windows, _) in enumerate(self.classes) if windows[number]]
        if row < 0:
            return inside
        name, named = draft.names[row], set(draft.names)
        values = {place: self.classes[place][1][which] for place in inside}
        return [at for at, one in values.items() if one == name or (name == OTHERS and one not in named)]

    def _public(self) -> csr_array:
        """One line a class of records, whose size is known; one a group that a table does not name: it is empty."""
        classes = kron(eye_array(len(self.classes)), np.ones((1, len(self.codes))), format="csr")
        absent = [
            self._line(self._members(draft, -1), code)
            for draft in self.drafts
            for code in self.codes
            if code not in draft.codes and not draft.fixed
        ]
        return vstack([classes, _sparse(absent, len(self.truth))], format="csr") if absent else classes


def _sparse(lines: Sequence[Sequence[int]], width: int) -> csr_array:
    rows = [number for number, line in enumerate(lines) for _ in line]
    columns = [column for line in lines for column in line]
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(lines), width))


def _cells(draft: Draft) -> list[Cell]:
    return [Cell(draft, row, code) for row in range(-1, len(draft.names)) for code in range(len(draft.codes))]
