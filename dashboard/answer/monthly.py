"""The shapes by month: a trend, and the small line of a single figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dashboard import stats
from dashboard.answer.level import AGAINST, other
from dashboard.answer.period import Period, uncut
from dashboard.answer.shapes import Ask, Row, Shaped, enough
from dashboard.answer.usual import usual
from dashboard.answer.value import Field, Record, whole
from dashboard.data import query
from dashboard.i18n import N_
from dashboard.model import Window, add_months, month_end, month_start

NUMBER_MONTHS = 36
MONTHLY = (
    Field("month", N_("Month"), "month"),
    Field("count", N_("Count"), "count"),
    Field("before", N_("Same month a year earlier"), "count"),
    Field("last_12_months", N_("12 months to then"), "count"),
    Field("complete", N_("Complete"), "flag"),
)
USUAL = (Field("usual_low", N_("Usual, from"), "count"), Field("usual_high", N_("Usual, to"), "count"))


def _by_month(ask: Ask, window: Window) -> dict[date, Row]:
    inside = ask.rows.filter(query.during(ask.rows, ask.subject, window))
    if ask.metric.level:
        inside = query.last_of_month(inside, ask.subject)
    measures = {"count": query.counted(inside, ask.metric)}
    if ask.metric.measured:
        measures["value"] = query.valued(inside, ask.subject, ask.metric)
    grouped = inside.group_by(month=query.month(inside, ask.subject)).aggregate(**measures)
    found = (enough(row, ask.metric) for row in ask.warehouse.run(grouped))
    return {row["month"]: row for row in found if isinstance(row["month"], date)}


def _as_known(ask: Ask) -> dict[date, Row]:
    """The months of the period before where they are counted as they were known then."""
    before = ask.period.before
    if ask.earlier is None or before is None:
        return {}
    none: dict[date, Row] = {start: {"count": 0} for start in _months(before)}
    return none | _by_month(replace(ask, rows=ask.earlier), before)


def _known(ask: Ask, months: dict[date, Row], start: date) -> int | None:
    """The count of a month, 0 where it has no rows; a level without rows is not known."""
    return None if ask.metric.level and start not in months else _count(months, start)


def _count(months: dict[date, Row], start: date) -> int:
    return whole(months.get(start, {}), "count")


def _months(window: Window) -> list[date]:
    return [add_months(month_start(window.since), index) for index in range(window.months)]


def _monthly(ask: Ask, shown: Window) -> Shaped:
    coverage, settled = ask.period.coverage, ask.period.settled
    every = _by_month(ask, coverage)
    cut = every if uncut(shown, coverage) else _by_month(ask, shown)
    then = every | _as_known(ask)
    starts = _months(coverage)
    held, rolling = other(ask), not ask.metric.level
    beside = {} if held is None else _by_month(held, coverage)
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
            "count": _known(ask, cut, start),
            "before": _known(ask, then, earlier) if known else None,
            **({} if held is None else {AGAINST: _known(held, beside, start)}),
            "last_12_months": sums.get(start) if rolling and complete and _whole_year(start, ask.period) else None,
            "complete": complete,
        }

    counts = {start: whole(row, "count") for start, row in every.items()}
    judgeable = not (ask.metric.measured or ask.metric.level or ask.metric.balance)
    fields = _monthly_fields(ask, held)
    return Shaped(fields, tuple(map(record, _months(shown))), months=counts if judgeable else None)


def _monthly_fields(ask: Ask, held: Ask | None) -> tuple[Field, ...]:
    month, count, before, rolling, complete = MONTHLY
    if ask.metric.measured:
        return (
            month,
            Field("value", ask.metric.label, "value"),
            Field("value_before", before.label, "value"),
            count,
            complete,
        )
    if ask.metric.level:
        return (month, count, *([Field(AGAINST, held.metric.label, "count")] if held else []), before, complete)
    return (month, count, before, complete) if ask.metric.distinct else (month, count, before, rolling, complete)


def _whole_year(start: date, period: Period) -> bool:
    year = Window(add_months(start, -11), month_end(start))
    return year.since >= period.coverage.since and period.whole(year, year)


def trend(ask: Ask) -> Shaped:
    """Every month shown, with the same month a year earlier, the 12 months to then and the usual range."""
    return _with_usual(ask, _monthly(ask, ask.period.shown(ask.selection)))


def _with_usual(ask: Ask, shaped: Shaped) -> Shaped:
    """The usual range beside every complete month that has enough months before it."""
    ranges = usual(shaped.months, ask.period) if shaped.months else {}

    def ranged(record: Record) -> Record:
        found = ranges.get(record["month"]) if record["complete"] else None  # type: ignore[arg-type]
        return {**record, "usual_low": found.low if found else None, "usual_high": found.high if found else None}

    records = tuple(ranged(record) for record in shaped.records)
    known = any(record["usual_low"] is not None for record in records)
    return replace(shaped, fields=(*shaped.fields, *USUAL), records=records) if known else shaped


def number(ask: Ask) -> Shaped:
    """One figure; the months behind it make the small line beside it."""
    end = ask.period.now.until
    start = max(ask.period.coverage.since, add_months(month_start(end), 1 - NUMBER_MONTHS))
    return _monthly(ask, Window(min(start, end), end))
