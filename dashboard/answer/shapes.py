"""One function a shape: from canonical rows to the records of an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from ibis.expr.types import Table

from dashboard import stats
from dashboard.answer.period import Period
from dashboard.answer.value import Cell, Denominator, Field, Record, real, whole
from dashboard.data import query
from dashboard.data.receipt import PlaceValue, SubjectReceipt
from dashboard.data.warehouse import Warehouse
from dashboard.i18n import N_
from dashboard.model import Dimension, Measure, Metric, Shape, Subject, Window
from dashboard.selection import Selection

RESIDENTS = "residents"
Row = dict[str, Cell]

COUNT = Field("count", N_("Count"), "count")
BEFORE = Field("before", N_("Period before"), "count")
DIFFERENCE = Field("difference", N_("Difference"), "change")
RATE = Field("rate", N_("Per 100,000 residents"), "rate")


@dataclass(frozen=True, slots=True)
class Ask:
    """One question, resolved: what every shape needs; ``every`` are the rows before anything is chosen of them.

    ``days`` are what a level is read on in the two periods, in place of the periods themselves.
    ``earlier`` are the rows of the period before as they were known then, where not those of ``rows``.
    """

    warehouse: Warehouse
    every: Table
    rows: Table
    subject: Subject
    metric: Metric
    selection: Selection
    receipt: SubjectReceipt
    period: Period
    by: tuple[Dimension, ...]
    denominator: Denominator | None
    days: tuple[Window | None, Window | None] | None = None
    earlier: Table | None = None

    def of(self, metric: Metric) -> Ask:
        """The same question of another metric that counts or adds up."""
        return replace(self, metric=metric, rows=query.chosen(self.every, self.subject, metric, self.selection))

    def counts(self, *keys: Dimension) -> list[Row]:
        """Rows of both periods, grouped by the given dimensions."""
        now, before = self.days or (self.period.now, self.period.before)
        if now is None:
            return [] if keys else [{"count": 0, "before": None}]
        both = {"": now, "_before": before}
        names = {"": "count", "_before": "before"}
        measures = {
            names[end]: query.tally(self.rows, self.subject, self.metric, window) for end, window in both.items()
        }
        if self.metric.measured:
            measures |= {
                f"value{end}": query.value(self.rows, self.subject, self.metric, window) for end, window in both.items()
            }
        columns = {key.key: self.rows[key.column] for key in keys}
        table = self.rows.group_by(**columns) if columns else self.rows
        found = [enough(row, self.metric) for row in self.warehouse.run(table.aggregate(**measures))]
        return found if self.earlier is None else self._as_known(found, self.earlier, keys)

    def _as_known(self, found: list[Row], earlier: Table, keys: tuple[Dimension, ...]) -> list[Row]:
        """The counts with those of the period before taken from other rows."""
        counted = query.tally(earlier, self.subject, self.metric, self.period.before)
        columns = {key.key: earlier[key.column] for key in keys}
        table = earlier.group_by(**columns) if columns else earlier
        then = {_of(row, keys): whole(row, "before") for row in self.warehouse.run(table.aggregate(before=counted))}
        now = {_of(row, keys): row for row in found}
        names = [key.key for key in keys]
        only_then: dict[tuple[Cell, ...], Row] = {of: {**dict(zip(names, of, strict=True)), "count": 0} for of in then}
        return [{**row, "before": then.get(of, 0)} for of, row in (only_then | now).items()]


def _of(row: Row, keys: tuple[Dimension, ...]) -> tuple[Cell, ...]:
    return tuple(row[key.key] for key in keys)


def enough(row: Row, metric: Metric) -> Row:
    """The row without a share whose base is too small for a percent."""
    if metric.measure is not Measure.SHARE:
        return row
    small = {"value": whole(row, "count"), "value_before": whole(row, "before")}
    return {**row, **{key: None for key, base in small.items() if key in row and base < stats.SMALLEST_BASE}}


@dataclass(frozen=True, slots=True)
class Shaped:
    """The records of a shape and their columns; of counts by month, those of every month, shown or not."""

    fields: tuple[Field, ...]
    records: tuple[Record, ...]
    unstated: int = 0
    months: dict[date, int] | None = None


def _changed(record: Row, compared: bool) -> Row:
    now, before = whole(record, "count"), whole(record, "before")
    return {
        **record,
        "count": now,
        "before": before if compared else None,
        "difference": now - before if compared else None,
    }


def _compared(ask: Ask) -> bool:
    return ask.period.before is not None


def _change_fields(ask: Ask, first: Field) -> tuple[Field, ...]:
    if ask.metric.measured:
        values = (Field("value", ask.metric.label, "value"), Field("value_before", BEFORE.label, "value"))
        return (first, *(values if _compared(ask) else values[:1]), COUNT)
    return (first, COUNT, BEFORE, DIFFERENCE) if _compared(ask) else (first, COUNT)


def _filled(ask: Ask, by: Dimension, values: Iterable[PlaceValue]) -> tuple[list[Row], int]:
    """Counts for every known value, zeros included; and the rows of the period without a value."""
    found = {row[by.key]: row for row in ask.counts(by)}
    chosen = set(ask.selection.values(by.key))
    unstated = whole(found.get(None, {}), "count")
    listed = [value for value in values if not chosen or value.key in chosen]
    none: Row = {"count": 0, "before": 0}
    rows = [{**none, **found.get(value.key, {}), by.key: value.key, RESIDENTS: value.residents} for value in listed]
    return rows, unstated


def ranking(ask: Ask) -> Shaped:
    """Every place of a kind, most first; rates where residents are published."""
    by = ask.by[0]
    filled, unstated = _filled(ask, by, ask.receipt.places(by.key, ask.period.now))
    countable = ask.denominator is not None and not ask.metric.measured and not ask.period.superseded
    rated = countable and any(row[RESIDENTS] for row in filled)
    fields = _change_fields(ask, Field(by.key, by.label, "place"))
    records = []
    for row in filled:
        residents = whole(row, RESIDENTS) or None
        record = _changed({key: cell for key, cell in row.items() if key != RESIDENTS}, _compared(ask))
        if rated:
            record["rate"] = stats.rate(whole(record, "count"), residents)
        records.append(record)
    measure = "value" if ask.metric.measured else "rate" if rated and ask.selection.measure == "rate" else "count"
    records.sort(key=lambda record: (-(real(record, measure) or 0), str(record[by.key])))
    return Shaped((*fields, RATE) if rated else fields, tuple(records), unstated)


def changes(ask: Ask) -> Shaped:
    """Every value of a coded dimension in declared order, now and before; of one without codes, most first."""
    by = ask.by[0]
    present = {value.key: value for value in ask.receipt.values.get(by.key, ())}
    about = dict(ask.metric.of if ask.metric.measure is Measure.SHARE else ask.metric.where).get(by.key)
    codes = [value.code for value in by.values if not about or value.code in about] or sorted(present)
    filled, unstated = _filled(ask, by, [present[code] for code in codes if code in present])
    if not by.values:
        filled.sort(key=lambda row: -whole(row, "count"))
    records = [_changed({key: cell for key, cell in row.items() if key != RESIDENTS}, _compared(ask)) for row in filled]
    return Shaped(_change_fields(ask, Field(by.key, by.label, "code")), tuple(records), unstated)


def grid(ask: Ask) -> Shaped:
    """Two ordered dimensions against each other, every pair present."""
    down, across = ask.by
    found = {(row[down.key], row[across.key]): whole(row, "count") for row in ask.counts(down, across)}
    fields = (Field(down.key, down.label, "code"), Field(across.key, across.label, "code"), COUNT)
    records: list[Record] = [
        {down.key: first.code, across.key: second.code, "count": found.get((first.code, second.code), 0)}
        for first in down.values
        for second in across.values
    ]
    stated = sum(whole(record, "count") for record in records)
    return Shaped(fields, tuple(records), sum(found.values()) - stated)


SHAPES: dict[Shape, Callable[[Ask], Shaped]] = {
    Shape.RANKING: ranking,
    Shape.CHANGES: changes,
    Shape.GRID: grid,
    Shape.MAP: ranking,
}
