"""The shape of a directory: the records themselves, every one, in the order of their kind and name."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.answer.shapes import Ask, Shaped
from dashboard.answer.value import Cell, Field, Record
from dashboard.data import query
from dashboard.model import Column, Kind, Subject


def listing(ask: Ask, columns: tuple[str, ...]) -> Shaped:
    """The rows of the period with the columns that the view shows and the city publishes."""
    shown = [
        ask.subject.column(name) for name in columns if name in ask.receipt.columns and ask.subject.column(name).public
    ]
    rows = ask.rows.filter(query.during(ask.rows, ask.subject, ask.period.now))
    found = ask.warehouse.run(rows.select([column.name for column in shown]))
    order = _order(ask.subject, [column.name for column in shown])
    return Shaped(tuple(_field(ask.subject, column) for column in shown), tuple(sorted(found, key=order)))


def _field(subject: Subject, column: Column) -> Field:
    coded = next((one for one in subject.dimensions if one.column == column.name and one.values), None)
    if coded:
        return Field(column.name, coded.label, "code")
    return Field(column.name, column.about, "number" if column.kind is Kind.NUMBER else "text")


def _order(subject: Subject, names: list[str]) -> Callable[[Record], tuple[tuple[int, ...], tuple[str, ...]]]:
    ranks = {
        one.column: {value.code: rank for rank, value in enumerate(one.values)}
        for one in subject.dimensions
        if one.values and one.column in names
    }

    def key(record: Record) -> tuple[tuple[int, ...], tuple[str, ...]]:
        kinds = tuple(known.get(str(record[column]), len(known)) for column, known in ranks.items())
        return kinds, tuple(_text(record[name]) for name in names)

    return key


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell).casefold()
