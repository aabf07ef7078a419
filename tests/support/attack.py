"""An attacker who has every table about people that a site serves, and every record but for what describes people.

Knows nothing of the program: reads CSV over HTTP, and works out by linear
programming between which two numbers each hidden count must lie. Of two
snapshots he takes the records that came and went to be as few as the public
counts allow.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

import numpy as np
from flask.testing import FlaskClient
from scipy.optimize import linprog
from scipy.sparse import csr_array

OTHERS = "_others"
PROBES = 4
Month = tuple[int, int]
Where = tuple[str, ...]
Margins = Counter[tuple[Month, Where]]
"""Records by month and by the places and offenses that a subject's tables go by: all that is public of them."""
Line = dict[int, float]


@dataclass(frozen=True)
class Seen:
    """One table as served: what its rows go by, its period, the snapshot it counts; a hidden count is None."""

    view: str
    down: str
    across: str
    since: date
    until: date
    snapshot: str
    cells: dict[tuple[str, str], int | None]

    @property
    def rows(self) -> list[str]:
        """The rows that are not the sum of all."""
        return list(dict.fromkeys(row for row, _ in self.cells if row))

    @property
    def groups(self) -> list[str]:
        """The values of what is protected."""
        return list(dict.fromkeys(group for _, group in self.cells if group))

    @property
    def hidden(self) -> int:
        """How many of its counts are hidden."""
        return sum(count is None for count in self.cells.values())

    def covers(self, month: Month) -> bool:
        """Whether a month lies in the period."""
        return (self.since.year, self.since.month) <= month <= (self.until.year, self.until.month)


@dataclass(frozen=True)
class Breach:
    """A hidden count that is known too well."""

    view: str
    period: str
    cell: tuple[str, str]
    low: int
    high: int


def parsed(view: str, text: str) -> Seen:
    """A table from its CSV."""
    read = csv.reader(io.StringIO(text, newline=""))
    head = next(read)
    down, across = head[:2]
    rows = [dict(zip(head, row, strict=True)) for row in read]
    cells = {(row[down], row[across]): None if row["hidden"] == "true" else int(row["count"]) for row in rows}
    since, until = (date.fromisoformat(rows[0][key]) for key in ("period_since", "period_until"))
    return Seen(view, down, across, since, until, rows[0]["released_with"], cells)


def gathered(client: FlaskClient, views: Iterable[str], queries: Iterable[str]) -> list[Seen]:
    """Every different table that the questions bring; one that is refused is none."""
    found: dict[object, Seen] = {}
    asked = list(queries)
    for view in views:
        for query in asked:
            answer = client.get(f"/views/{view}.csv?{query}")
            if answer.status_code == 200:
                seen = parsed(view, answer.get_data(as_text=True))
                found[view, seen.down, seen.since, seen.until, tuple(seen.cells.items())] = seen
    return list(found.values())


class System:
    """The unknown counts by (class of records, group), and all that is known of their sums.

    A class is the records of the same months and places; each later snapshot adds classes of records
    that came, and takes away records that went.
    """

    def __init__(self, downs: Sequence[str], tables: Sequence[Seen], margins: Mapping[str, Margins]) -> None:
        self.downs, self.tables = list(downs), list(tables)
        self.groups = list(dict.fromkeys(group for table in tables for group in table.groups))
        self.states = sorted({table.snapshot for table in tables})
        self.lines: list[Line] = []
        self.sums: list[float] = []
        self.size = 0
        self.parts: dict[tuple[tuple[bool, ...], Where], list[tuple[str, int, float]]] = defaultdict(list)
        before: Counter = Counter()
        for state in self.states:
            now = self._classes(margins[state])
            for key in sorted({*now, *before}):
                if change := now[key] - before[key]:
                    self._unknown(key, state, abs(change), 1.0 if change > 0 else -1.0)
            before = now

    def _classes(self, margins: Margins) -> Counter:
        found: Counter = Counter()
        for (month, where), count in margins.items():
            inside = tuple(table.covers(month) for table in self.tables)
            if any(inside):
                found[inside, where] += count
        return found

    def _unknown(self, key: tuple[tuple[bool, ...], Where], state: str, count: int, sign: float) -> None:
        """So many records of a class came or went with a snapshot, each of some group."""
        first, self.size = self.size, self.size + len(self.groups)
        self.parts[key].append((state, first, sign))
        self.know({first + at: 1.0 for at in range(len(self.groups))}, count)

    def know(self, line: Line, total: float) -> None:
        """Note a sum."""
        self.lines.append(line)
        self.sums.append(float(total))

    def cell(self, number: int, row: str, group: str) -> Line:
        """The unknowns that a cell of a table is the sum of."""
        seen, at = self.tables[number], self.groups.index(group)
        which, named = self.downs.index(seen.down), {one for one in seen.rows if one != OTHERS}
        line: Line = {}
        for (inside, where), parts in self.parts.items():
            place = where[which]
            if inside[number] and (not row or place == row or (row == OTHERS and place not in named)):
                line |= {first + at: sign for state, first, sign in parts if state <= seen.snapshot}
        return line

    def read(self) -> list[tuple[int, tuple[str, str], Line]]:
        """Take in every shown count; give the hidden ones, each with its unknowns."""
        hidden = []
        for number, table in enumerate(self.tables):
            for row, group in ((row, group) for row in ("", *table.rows) for group in self.groups):
                count, line = table.cells.get((row, group), 0), self.cell(number, row, group)
                if count is None:
                    hidden.append((number, (row, group), line))
                elif line or count:
                    self.know(line, count)
        return hidden

    def _left(self) -> list[Line]:
        """What is left of each class and group after records of it went; it cannot be less than none."""
        gone = [(parts, state) for parts in self.parts.values() for state, _, sign in parts if sign < 0]
        return [
            {first + at: sign for since, first, sign in parts if since <= state}
            for parts, state in gone
            for at in range(len(self.groups))
        ]

    def breaches(self, width: int) -> list[Breach]:
        """The hidden counts that are known to less than ``width``; ValueError when the tables contradict each other."""
        hidden = self.read()
        if not hidden:
            return []
        known, goals = _matrix(self.lines, self.size), _matrix([line for *_, line in hidden], self.size)
        low, high = np.full(len(hidden), np.inf), np.full(len(hidden), -np.inf)
        chance, found = np.random.default_rng(0), []

        left = self._left()
        least = {"A_ub": -_matrix(left, self.size), "b_ub": np.zeros(len(left))} if left else {}

        def push(goal: np.ndarray) -> None:
            solved = linprog(goal, A_eq=known, b_eq=self.sums, method="highs", **least)
            if solved.status != 0:
                raise ValueError(f"{self.tables[0].view}: {solved.message}")
            values = goals @ solved.x
            low[:], high[:] = np.minimum(low, values), np.maximum(high, values)

        for _ in range(PROBES):
            signs = chance.choice((-1.0, 1.0), size=len(hidden))
            push(goals.T @ signs)
            push(goals.T @ -signs)
        for index, (number, cell, _) in enumerate(hidden):
            for sign in (-1.0, 1.0):
                if _whole(high[index], low[index]) < width:
                    push(sign * goals[[index]].toarray()[0])
            if _whole(high[index], low[index]) < width:
                table = self.tables[number]
                bounds = ceil(low[index] - 1e-6), floor(high[index] + 1e-6)
                found.append(Breach(table.view, f"{table.since}..{table.until}", cell, *bounds))
        return found


def _whole(high: float, low: float) -> int:
    return floor(high + 1e-6) - ceil(low - 1e-6)


def _matrix(lines: Sequence[Line], width: int) -> csr_array:
    entries = [(row, column, value) for row, line in enumerate(lines) for column, value in line.items()]
    rows, columns, values = zip(*entries, strict=True)
    return csr_array((values, (rows, columns)), shape=(len(lines), width))


def apart(tables: Iterable[Seen]) -> list[list[Seen]]:
    """Tables that have days in common, directly or through others, together."""
    parts: list[list[Seen]] = []
    for table in tables:
        touching = [part for part in parts if any(_meet(table, other) for other in part)]
        parts = [part for part in parts if part not in touching]
        parts.append([*(one for part in touching for one in part), table])
    return parts


def _meet(one: Seen, other: Seen) -> bool:
    return one.since <= other.until and other.since <= one.until


def attack(
    tables: Iterable[Seen], downs: Sequence[str], margins: Mapping[str, Margins], width: int = 3
) -> list[Breach]:
    """Every hidden count of the tables of one subject that is known too well."""
    by_group: dict[str, list[Seen]] = defaultdict(list)
    for table in tables:
        by_group[table.across].append(table)
    return [
        breach
        for some in by_group.values()
        for part in apart(some)
        for breach in System(downs, part, margins).breaches(width)
    ]
