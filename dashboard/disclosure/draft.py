"""A table about people while it is being made safe: its true counts and what of them is hidden. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.disclosure.lattice import Place, key
from dashboard.disclosure.records import Records, within
from dashboard.disclosure.release import Reason, Table
from dashboard.disclosure.suppress import Counts, Mask, Unsafe, grouped, suppress
from dashboard.model import Window

OTHERS = "_others"


@dataclass(eq=False, slots=True)
class Draft:
    """Rows ``names`` by ``codes``; ``cells`` and ``totals`` mark what is hidden.

    ``state`` is the snapshot whose records are counted; ``shown`` the table where it was released before.
    """

    view: str
    metric: str
    down: str
    across: str
    window: Window
    names: tuple[str, ...]
    codes: tuple[str, ...]
    counts: Counts
    cells: Mask
    totals: Mask
    state: str
    shown: Table | None = None
    withheld: Reason = ""

    @property
    def fixed(self) -> bool:
        """Whether it was shown before, and so cannot be changed."""
        return self.shown is not None

    @property
    def key(self) -> str:
        """The name of the table in the lattice."""
        return key(self.view, self.down, self.window)

    def hides(self, row: int, code: int) -> bool:
        """Whether a cell is hidden; row -1 is that of the totals."""
        return bool(self.totals[code] if row < 0 else self.cells[row, code])

    def count(self, row: int, code: int) -> int:
        """The true count of a cell; row -1 is that of the totals."""
        return int(self.counts[:, code].sum() if row < 0 else self.counts[row, code])

    def hide(self, row: int, code: int) -> None:
        """Hide a cell; row -1 is that of the totals."""
        if row < 0:
            self.totals[code] = True
        else:
            self.cells[row, code] = True

    def released(self, mapping: str, records: Records) -> Table:
        """The table as it will be shown: hidden counts are gone from it; one that is withheld is empty."""
        since, until = self.window.since, self.window.until
        plain = Table(
            key=self.key, view=self.view, down=self.down, across=self.across, since=since, until=until,
            snapshot=self.state, mapping=mapping, withheld=self.withheld,
        )  # fmt: skip
        if self.withheld:
            return plain
        spans = {"rows": records.rows, "unnumbered": records.unnumbered}
        behind = {name: sum(n for month, n in by.items() if within(month, self.window)) for name, by in spans.items()}
        shown = [
            tuple(None if self.cells[row, code] else int(self.counts[row, code]) for code in range(len(self.codes)))
            for row in range(len(self.names))
        ]
        totals = tuple(None if self.totals[at] else self.count(-1, at) for at in range(len(self.codes)))
        sums = tuple(int(one) for one in self.counts.sum(axis=1))
        whole = {"names": self.names, "codes": self.codes, "counts": tuple(shown), "totals": totals, "sums": sums}
        return plain.model_copy(update={**whole, **behind})


def _matrix(records: Records, metric: str, down: str, window: Window) -> tuple[list[str], list[str], Counts]:
    place = records.downs.index(down)
    inside = [
        (one[1][place], code, n) for (one, code), n in records.counts.items() if records.covered(one, metric, window)
    ]
    names = sorted({name for name, *_ in inside})
    codes = [code for code in records.codes if any(code == found for _, found, _ in inside)]
    counts = np.zeros((len(names), len(codes)), dtype=np.int64)
    for name, code, n in inside:
        counts[names.index(name), codes.index(code)] += n
    return names, codes, counts


def drafted(place: Place, records: Records, smallest: int, state: str) -> Draft:
    """A new table with small counts, and what gives them away in this table, hidden; withheld where it is too small."""
    named = place.view.key, place.view.metric, place.down.key, place.across.key, place.window
    rows, codes, counts = _matrix(records, place.view.metric, place.down.key, place.window)
    nothing = np.zeros((0, 0), dtype=bool)
    few = Draft(*named, (), (), counts[:0, :0], nothing, nothing.ravel(), state, withheld="few")
    if counts.sum() < smallest:
        return few
    groups = grouped([int(total) for total in counts.sum(axis=1)], smallest)
    names = tuple(rows[group[0]] if len(group) == 1 else OTHERS for group in groups)
    merged = np.array([counts[group].sum(axis=0) for group in groups])
    try:
        hidden = suppress(merged, smallest)
    except Unsafe:
        return few
    return Draft(*named, names, tuple(codes), merged, hidden.cells, hidden.totals, state)


def again(table: Table, metric: str, records: Records, state: str) -> Draft:
    """A table that was shown before, with the counts that the records of a snapshot give its cells."""
    rows, codes, counts = _matrix(records, metric, table.down, table.window)
    merged = np.zeros((len(table.names), len(table.codes)), dtype=np.int64)
    for row, name in enumerate(rows):
        shown = name if name in table.names else OTHERS
        for column, code in enumerate(codes):
            if shown in table.names and code in table.codes:
                merged[table.names.index(shown), table.codes.index(code)] += counts[row, column]
    cells = np.array([[count is None for count in line] for line in table.counts], dtype=bool)
    totals = np.array([count is None for count in table.totals], dtype=bool)
    named = table.view, metric, table.down, table.across, table.window
    return Draft(*named, table.names, table.codes, merged, cells, totals, state, table)
