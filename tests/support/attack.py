"""An attacker who has every table about people that a site serves, and every record but for what describes people.

Knows nothing of the program: reads CSV over HTTP, and works out by linear
programming between which two numbers each hidden count must lie.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

import numpy as np
from flask.testing import FlaskClient
from scipy.optimize import linprog
from scipy.sparse import csr_array

OTHERS = "_others"
Month = tuple[int, int]
Where = tuple[str, ...]
Margins = Counter[tuple[Month, Where]]
"""Records by month and by the places and offenses that a subject's tables go by: all that is public of them."""


@dataclass(frozen=True)
class Seen:
    """One table as served: what its rows go by, its period, and its cells; a hidden count is None."""

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
    return Seen(view, down, across, since, until, rows[0]["snapshot"], cells)


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
    """The unknown counts by (class of records, group), and all that is known of their sums."""

    def __init__(self, downs: Sequence[str], groups: Sequence[str], margins: Margins, tables: Sequence[Seen]) -> None:
        self.downs, self.groups, self.tables = list(downs), list(groups), list(tables)
        self.classes: Counter[tuple[tuple[bool, ...], Where]] = Counter()
        for (month, where), count in margins.items():
            inside = tuple(table.covers(month) for table in self.tables)
            if any(inside):
                self.classes[inside, where] += count
        self.keys = [key for key, count in self.classes.items() if count]
        self.lines: list[dict[int, float]] = []
        self.sums: list[float] = []
        for place, key in enumerate(self.keys):
            self.know({self.at(place, group): 1.0 for group in range(len(self.groups))}, self.classes[key])

    def at(self, place: int, group: int) -> int:
        """The number of an unknown."""
        return place * len(self.groups) + group

    def know(self, line: dict[int, float], total: float) -> None:
        """Note a sum."""
        self.lines.append(line)
        self.sums.append(float(total))

    def members(self, table: int, row: str) -> list[int]:
        """The classes of records that a row of a table counts."""
        seen = self.tables[table]
        which, named = self.downs.index(seen.down), {one for one in seen.rows if one != OTHERS}
        return [
            place
            for place, (inside, where) in enumerate(self.keys)
            if inside[table] and (not row or where[which] == row or (row == OTHERS and where[which] not in named))
        ]

    def cell(self, table: int, row: str, group: str) -> dict[int, float]:
        """The unknowns that a cell is the sum of."""
        at = self.groups.index(group)
        return {self.at(place, at): 1.0 for place in self.members(table, row)}

    def read(self) -> list[tuple[int, tuple[str, str], dict[int, float]]]:
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

    def breaches(self, width: int) -> list[Breach]:
        """The hidden counts that are known to less than ``width``; ValueError when the tables contradict each other."""
        hidden = self.read()
        if not hidden:
            return []
        matrix = _matrix(self.lines, len(self.keys) * len(self.groups))
        goals = _matrix([line for *_, line in hidden], matrix.shape[1])
        low, high = np.full(len(hidden), np.inf), np.full(len(hidden), -np.inf)
        found = []
        for index, (number, cell, _) in enumerate(hidden):
            for sign in (-1.0, 1.0):
                if floor(high[index] + 1e-6) - ceil(low[index] - 1e-6) >= width if high[index] >= low[index] else False:
                    break
                goal = sign * goals[[index]].toarray()[0]
                solved = linprog(goal, A_eq=matrix, b_eq=self.sums, method="highs")
                if solved.status != 0:
                    raise ValueError(f"{self.tables[number].view}: {solved.message}")
                values = goals @ solved.x
                low, high = np.minimum(low, values), np.maximum(high, values)
            bounds = ceil(low[index] - 1e-6), floor(high[index] + 1e-6)
            if bounds[1] - bounds[0] < width:
                table = self.tables[number]
                found.append(Breach(table.view, f"{table.since}..{table.until}", cell, *bounds))
        return found


def _matrix(lines: Sequence[dict[int, float]], width: int) -> csr_array:
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


def attack(tables: Iterable[Seen], downs: Sequence[str], margins: Margins, width: int = 3) -> list[Breach]:
    """Every hidden count of the tables of one subject that is known too well."""
    by_group: dict[str, list[Seen]] = defaultdict(list)
    for table in tables:
        by_group[table.across].append(table)
    found = []
    for some in by_group.values():
        groups = list(dict.fromkeys(group for table in some for group in table.groups))
        for part in apart(some):
            found += System(downs, groups, margins, part).breaches(width)
    return found
