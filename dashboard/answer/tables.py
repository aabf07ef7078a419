"""The shape of tables about people: rows by a protected dimension, small counts hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dashboard.answer.shapes import COUNT, Ask, Shaped
from dashboard.answer.value import Cell, Field, Record, Unavailable, whole
from dashboard.data import query
from dashboard.disclosure import SMALLEST_SHOWN, Hidden, Unsafe, grouped, suppress
from dashboard.disclosure.suppress import Counts
from dashboard.i18n import N_

ALL, OTHERS, UNSTATED = "", "_others", "_unstated"
HIDDEN = Field("hidden", N_("Hidden because small"), "flag")


def table(ask: Ask) -> Shaped:
    """Counts of the period for every row and value; a hidden count is None and marked.

    The row "" holds the totals of the values, the value "" those of the rows;
    rows too small to stand alone are one row "_others".
    """
    ask, (down, across) = once(ask), ask.by
    found = {(_key(row[down.key]), _key(row[across.key])): whole(row, "count") for row in ask.counts(down, across)}
    codes = [value.code for value in across.values if any(code == value.code for _, code in found)]
    rows = list(dict.fromkeys(row for row, _ in found))
    if sum(found.values()) < SMALLEST_SHOWN:
        raise Unavailable(N_("There are too few records to show without pointing at people."))
    counts = np.array([[found.get((row, code), 0) for code in codes] for row in rows], dtype=np.int64)
    groups = grouped([int(total) for total in counts.sum(axis=1)])
    names = [rows[group[0]] if len(group) == 1 else OTHERS for group in groups]
    merged = np.array([counts[group].sum(axis=0) for group in groups])
    fields = (
        Field(down.key, down.label, "place" if down.place else "code"),
        Field(across.key, across.label, "code"),
        COUNT,
        HIDDEN,
    )
    return Shaped(fields, tuple(_records(down.key, across.key, names, codes, merged, _hidden(merged))))


def _hidden(counts: Counts) -> Hidden:
    try:
        return suppress(counts)
    except Unsafe as unsafe:
        raise Unavailable(N_("There are too few records to show without pointing at people.")) from unsafe


def once(ask: Ask) -> Ask:
    """One row for each different number, so that the cells of a table add up to its totals; other metrics as they are.

    Of several rows the one with the least words of its place and group stands for all.
    """
    if not ask.metric.distinct:
        return ask
    rows = ask.rows.filter(ask.rows[ask.metric.distinct].notnull())
    order = [rows[key.column] for key in ask.by] + [rows[ask.subject.when], rows["_row_id"]]
    return replace(ask, rows=query.firsts(rows, ask.metric.distinct, order))


def _key(value: Cell) -> str:
    return UNSTATED if value is None else str(value)


def _records(
    down: str, across: str, names: Sequence[str], codes: Sequence[str], counts: Counts, hidden: Hidden
) -> list[Record]:
    def record(row: str, code: str, count: int, hide: bool) -> Record:
        return {down: row, across: code, "count": None if hide else count, "hidden": hide}

    totals = counts.sum(axis=0)
    records = [record(ALL, code, int(totals[index]), bool(hidden.totals[index])) for index, code in enumerate(codes)]
    records.append(record(ALL, ALL, int(totals.sum()), False))
    order = sorted(range(len(names)), key=lambda index: (names[index].startswith("_"), -int(counts[index].sum())))
    for row in order:
        cells = [(code, int(counts[row][at]), bool(hidden.cells[row][at])) for at, code in enumerate(codes)]
        records += [record(names[row], code, count, hide) for code, count, hide in cells]
        records.append(record(names[row], ALL, int(counts[row].sum()), False))
    return records
