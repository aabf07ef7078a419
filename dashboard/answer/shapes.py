"""One function a shape: from canonical rows to the records of an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from ibis.expr.types import Table

from dashboard import stats
from dashboard.answer.period import Period, uncut
from dashboard.answer.value import Cell, Denominator, Field, Record, real, whole
from dashboard.data import query
from dashboard.data.receipt import PlaceValue, SubjectReceipt
from dashboard.data.warehouse import Warehouse
from dashboard.i18n import N_
from dashboard.model import Dimension, Measure, Metric, Shape, Subject, Window, add_months, month_end, month_start
from dashboard.selection import Selection

NUMBER_MONTHS = 36
RESIDENTS = "residents"
Row = dict[str, Cell]

COUNT = Field("count", N_("Count"), "count")
BEFORE = Field("before", N_("Period before"), "count")
DIFFERENCE = Field("difference", N_("Difference"), "change")
RATE = Field("rate", N_("Per 100,000 residents"), "rate")
MONTHLY = (
    Field("month", N_("Month"), "month"),
    Field("count", N_("Count"), "count"),
    Field("before", N_("Same month a year earlier"), "count"),
    Field("last_12_months", N_("12 months to then"), "count"),
    Field("complete", N_("Complete"), "flag"),
)


@dataclass(frozen=True, slots=True)
class Ask:
    """One question, resolved: what every shape needs; ``every`` are the rows before anything is chosen of them."""

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

    def counts(self, *keys: Dimension) -> list[Row]:
        """Rows of both periods, grouped by the given dimensions."""
        both = {"": self.period.now, "_before": self.period.before}
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
        return [enough(row, self.metric) for row in self.warehouse.run(table.aggregate(**measures))]


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


def _by_month(ask: Ask, window: Window) -> dict[date, Row]:
    inside = ask.rows.filter(query.during(ask.rows, ask.subject, window))
    measures = {"count": query.counted(inside, ask.metric)}
    if ask.metric.measured:
        measures["value"] = query.valued(inside, ask.subject, ask.metric)
    grouped = inside.group_by(month=query.month(inside, ask.subject)).aggregate(**measures)
    found = (enough(row, ask.metric) for row in ask.warehouse.run(grouped))
    return {row["month"]: row for row in found if isinstance(row["month"], date)}


def _count(months: dict[date, Row], start: date) -> int:
    return whole(months.get(start, {}), "count")


def _months(window: Window) -> list[date]:
    return [add_months(month_start(window.since), index) for index in range(window.months)]


def _monthly(ask: Ask, shown: Window) -> Shaped:
    coverage, settled = ask.period.coverage, ask.period.settled
    every = _by_month(ask, coverage)
    cut = every if uncut(shown, coverage) else _by_month(ask, shown)
    starts = _months(coverage)
    sums = dict(zip(starts, stats.rolling_sum([_count(every, start) for start in starts], 12), strict=True))

    def record(start: date) -> Record:
        full = start >= shown.since and month_end(start) <= shown.until
        earlier = add_months(start, -12)
        same = ask.period.whole(Window(earlier, month_end(earlier)), Window(start, month_end(start)))
        known = full and earlier >= coverage.since and same
        complete = full and month_end(start) <= settled.until
        values = {
            "value": cut.get(start, {}).get("value"),
            "value_before": every.get(earlier, {}).get("value") if known else None,
        }
        return {
            "month": start,
            **(values if ask.metric.measured else {}),
            "count": _count(cut, start),
            "before": _count(every, earlier) if known else None,
            "last_12_months": sums.get(start) if complete and _whole_year(start, ask.period) else None,
            "complete": complete,
        }

    counted = None if ask.metric.measured else {start: whole(row, "count") for start, row in every.items()}
    return Shaped(_monthly_fields(ask), tuple(map(record, _months(shown))), months=counted)


def _monthly_fields(ask: Ask) -> tuple[Field, ...]:
    month, count, before, rolling, complete = MONTHLY
    if ask.metric.measured:
        return (
            month,
            Field("value", ask.metric.label, "value"),
            Field("value_before", before.label, "value"),
            count,
            complete,
        )
    return (month, count, before, complete) if ask.metric.distinct else (month, count, before, rolling, complete)


def _whole_year(start: date, period: Period) -> bool:
    year = Window(add_months(start, -11), month_end(start))
    return year.since >= period.coverage.since and period.whole(year, year)


def trend(ask: Ask) -> Shaped:
    """Every month shown, with the same month a year earlier and the 12 months to then."""
    return _monthly(ask, ask.period.shown(ask.selection))


def number(ask: Ask) -> Shaped:
    """One figure; the months behind it make the small line beside it."""
    end = ask.period.now.until
    start = max(ask.period.coverage.since, add_months(month_start(end), 1 - NUMBER_MONTHS))
    return _monthly(ask, Window(min(start, end), end))


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
    codes = [value.code for value in by.values] or sorted(present)
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
    Shape.NUMBER: number,
    Shape.TREND: trend,
    Shape.RANKING: ranking,
    Shape.CHANGES: changes,
    Shape.GRID: grid,
    Shape.MAP: ranking,
}
