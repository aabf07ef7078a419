"""The shape of tables about people: a released table as the records of an answer. Counts nothing."""

from __future__ import annotations

from dashboard.answer.shapes import COUNT, Shaped
from dashboard.answer.value import Field, Record
from dashboard.disclosure import Table
from dashboard.i18n import N_
from dashboard.model import Dimension

ALL = ""
HIDDEN = Field("hidden", N_("Hidden because small"), "flag")


def shaped(table: Table, down: Dimension, across: Dimension) -> Shaped:
    """Counts of the period for every row and value; a hidden count is None and marked.

    The row "" holds the totals of the values, the value "" those of the rows;
    rows too small to stand alone are one row "_others".
    """
    fields = (
        Field(down.key, down.label, "place" if down.place else "code"),
        Field(across.key, across.label, "code"),
        COUNT,
        HIDDEN,
    )
    return Shaped(fields, tuple(_records(table, down.key, across.key)))


def _records(table: Table, down: str, across: str) -> list[Record]:
    def record(row: str, code: str, count: int | None) -> Record:
        return {down: row, across: code, "count": count, "hidden": count is None}

    records = [record(ALL, code, count) for code, count in zip(table.codes, table.totals, strict=True)]
    records.append(record(ALL, ALL, sum(table.sums)))
    for row in sorted(range(len(table.names)), key=lambda row: (table.names[row].startswith("_"), -table.sums[row])):
        name = table.names[row]
        records += [record(name, code, count) for code, count in zip(table.codes, table.counts[row], strict=True)]
        records.append(record(name, ALL, table.sums[row]))
    return records
