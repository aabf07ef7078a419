"""All that is known of hidden counts, as one linear system over every table at once, and what follows from it.

The attacker is taken to have every table, and every record but for what
describes people: so the unknowns are the counts by (class of records, group),
each class with a known sum. Tables that share months, people or rows bind each
other. Exact but for whole numbers: a bound is a linear program (HiGHS), rounded
inwards. Every solution is kept as proof for all other cells, so few need one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import OptimizeResult, linprog
from scipy.sparse import csr_array, vstack

from dashboard.disclosure.draft import OTHERS, Draft
from dashboard.disclosure.limits import WIDTH
from dashboard.disclosure.records import Class as Kind
from dashboard.disclosure.records import Records

EPSILON, INFEASIBLE = 1e-6, 2
Reals = NDArray[np.float64]
Line = dict[int, float]
Class = tuple[tuple[bool, ...], tuple[str, ...]]


class Late(Exception):
    """The time for the check has run out."""


class Contradiction(Exception):
    """The tables of two snapshots differ by more than the records that came and went."""


@dataclass(frozen=True, slots=True)
class Part:
    """Records of a class that came (``sign`` 1) or went (-1) with a snapshot; ``first`` numbers their unknowns."""

    state: str
    first: int
    sign: float


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
    """The drafts of one group of people (one subject, metrics, protected dimension) over one or more snapshots.

    ``records`` are those of each snapshot that a draft counts. The attacker sees how many records of a
    class came or went between two of them, and takes no others to have changed. ``late`` is asked before
    every linear program: the check ends with :class:`Late` once it is true, with :class:`Contradiction`
    when more has changed than that.
    """

    def __init__(self, records: Mapping[str, Records], drafts: Sequence[Draft], late: Callable[[], bool]) -> None:
        self.drafts, self.late, self.states = list(drafts), late, sorted(records)
        newest = records[self.states[-1]]
        self.codes, self.downs = newest.codes, newest.downs
        self.size, self.sums = 0, list[int]()
        self.parts: dict[Class, list[Part]] = defaultdict(list)
        before: Counter[Class] = Counter()
        for state in self.states:
            now = self._classes(records[state])
            for one in sorted({*now, *before}):
                if now[one] != before[one]:
                    self._change(one, state, now[one] - before[one])
            before = now
        self.cells = [cell for draft in drafts for cell in _cells(draft)]
        self.lines = self._matrix()
        self.counts = np.array([cell.count for cell in self.cells], dtype=np.float64)
        self.low, self.high = np.full(len(self.cells), np.inf), np.full(len(self.cells), -np.inf)
        self.known, self.left = self._public(), self._left()

    def _classes(self, records: Records) -> Counter[Class]:
        """How many records there are of each class: by the drafts that count them, and their places."""
        people: Counter[Kind] = Counter()
        for (one, _), count in records.counts.items():
            people[one] += count
        found: Counter[Class] = Counter()
        for one, count in people.items():
            inside = tuple(records.covered(one, draft.metric, draft.window) for draft in self.drafts)
            if any(inside):
                found[inside, one[1]] += count
        return found

    def _change(self, one: Class, state: str, count: int) -> None:
        """So many records of a class came (or went, below 0) with a snapshot, each of some group."""
        self.parts[one].append(Part(state, self.size, 1.0 if count > 0 else -1.0))
        self.sums.append(abs(count))
        self.size += len(self.codes)

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
        low, high = self.low[number], self.high[number]
        return bool(low <= high and floor(high + EPSILON) - ceil(low - EPSILON) >= WIDTH)

    def _push(self, goal: Reals) -> set[int]:
        """Make a weighted sum of the unknowns as small as what is known lets it; gives the shown cells that stop it."""
        if self.late():
            raise Late
        shown = [at for at, cell in enumerate(self.cells) if not cell.hidden and not cell.draft.withheld]
        lines, sums = vstack([self.known, self.lines[shown]], format="csr"), [*self.sums, *self.counts[shown]]
        least = {"A_ub": self.left, "b_ub": np.zeros(self.left.shape[0])} if self.left.shape[0] else {}
        solved: OptimizeResult = linprog(goal, A_eq=lines, b_eq=sums, method="highs", **least)
        if solved.status == INFEASIBLE:
            raise Contradiction
        if solved.status != 0:
            raise Late
        values = self.lines @ solved.x
        self.low, self.high = np.minimum(self.low, values), np.maximum(self.high, values)
        prices = solved.eqlin.marginals[self.known.shape[0] :]
        return {at for at, price in zip(shown, prices, strict=True) if abs(price) > EPSILON}

    def _matrix(self) -> csr_array:
        """One line a cell: the unknowns that it is the sum of."""
        lines = []
        for draft in self.drafts:
            for row in range(-1, len(draft.names)):
                members = self._members(draft, row)
                lines += [self._line(members, code, draft.state) for code in draft.codes]
        return _sparse(lines, self.size)

    def _line(self, members: Iterable[Class], code: str, state: str) -> Line:
        at = self.codes.index(code)
        return {part.first + at: part.sign for one in members for part in self.parts[one] if part.state <= state}

    def _members(self, draft: Draft, row: int) -> list[Class]:
        """The classes of records that a row counts."""
        number, which = self.drafts.index(draft), self.downs.index(draft.down)
        inside = [one for one in self.parts if one[0][number]]
        if row < 0:
            return inside
        name, named = draft.names[row], set(draft.names)
        return [one for one in inside if one[1][which] == name or (name == OTHERS and one[1][which] not in named)]

    def _public(self) -> csr_array:
        """One line a change of a class, whose size is known; one a group that a table does not name: it is empty."""
        width = len(self.codes)
        changes = [dict.fromkeys(range(first, first + width), 1.0) for first in range(0, self.size, width)]
        absent = [
            self._line(self._members(draft, -1), code, draft.state)
            for draft in self.drafts
            for code in self.codes
            if code not in draft.codes
        ]
        self.sums += [0] * len(absent)
        return _sparse([*changes, *absent], self.size)

    def _left(self) -> csr_array:
        """One line a group of a class of which records went: no more can have gone than there were."""
        gone = [(one, part.state) for one, parts in self.parts.items() for part in parts if part.sign < 0]
        lines = [self._line([one], code, state) for one, state in gone for code in self.codes]
        return -_sparse(lines, self.size)


def _sparse(lines: Sequence[Line], width: int) -> csr_array:
    rows = [number for number, line in enumerate(lines) for _ in line]
    columns = [column for line in lines for column in line]
    values = [value for line in lines for value in line.values()]
    return csr_array((values, (rows, columns)), shape=(len(lines), width), dtype=np.float64)


def _cells(draft: Draft) -> list[Cell]:
    return [Cell(draft, row, code) for row in range(-1, len(draft.names)) for code in range(len(draft.codes))]
