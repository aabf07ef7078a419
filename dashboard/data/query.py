"""A selection over canonical rows, as Ibis expressions.

Column names come from the catalog, never from a URL; chosen values enter as
literals. Nothing here runs a query.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import reduce
from operator import and_

import ibis
from ibis.expr.types import BooleanValue, DateValue, Scalar, Table, Value

from dashboard.model import Measure, Metric, Subject, Where, Window
from dashboard.selection import Selection

QUANTILES = {Measure.MEDIAN: 0.5, Measure.P90: 0.9}


def readied(table: Table, subject: Subject, metric: Metric, newest: date) -> Table:
    """The rows of a snapshot as a metric reads them: dated, aged and fallen due by the day of its newest record."""
    return fallen_due(aged(dated(table, subject, metric), metric, newest), metric, newest)


def aged(rows: Table, metric: Metric, newest: date) -> Table:
    """The rows, with the metric's column made the whole days from its date to the newest record."""
    if not metric.age:
        return rows
    began = rows[metric.age].cast("date")
    return rows.mutate(**{metric.column: ibis.literal(newest).delta(began, unit="day").cast("float64")})


def dated(rows: Table, subject: Subject, metric: Metric) -> Table:
    """The rows, dated by the metric's own ``when`` column where it has one; those without that date are left out."""
    if not metric.when:
        return rows
    return rows.filter(rows[metric.when].notnull()).mutate(**{subject.when: rows[metric.when]})


def fallen_due(rows: Table, metric: Metric, newest: date) -> Table:
    """The rows whose date in the metric's ``due`` column lies before the newest record's day; else all."""
    return rows.filter(rows[metric.due].cast("date") < ibis.literal(newest)) if metric.due else rows


def longest(rows: Table, metric: Metric) -> Table:
    """For a quantile of events with several rows: the row with the largest value of each event; else all rows."""
    if not (metric.distinct and metric.column):
        return rows
    usable = rows.filter(rows[metric.column].notnull() & rows[metric.distinct].notnull())
    return firsts(usable, metric.distinct, [usable[metric.column].desc(), usable["_row_id"]])


def firsts(rows: Table, number: str, order: list[Value]) -> Table:
    """The first row, in an order, of each different value of the column ``number``."""
    ranked = rows.mutate(_rank=ibis.row_number().over(ibis.window(group_by=rows[number], order_by=order)))
    return ranked.filter(ranked["_rank"] == 0).drop("_rank")


def chosen(rows: Table, subject: Subject, metric: Metric, selection: Selection) -> Table:
    """Rows that a metric is about (for a share: those it is a share of) and that fit every chosen value."""
    about = metric.of if metric.measure is Measure.SHARE else metric.where
    condition = fits(rows, subject, (*about, *selection.chosen))
    return rows if condition is None else rows.filter(condition)


def fits(rows: Table, subject: Subject, where: Where) -> BooleanValue | None:
    """Whether a row has one of the values wanted in each dimension; None when nothing is wanted."""
    columns = {dimension.key: dimension.column for dimension in subject.dimensions}
    conditions = [rows[columns[key]].isin(list(values)) for key, values in where if key in columns]
    return reduce(and_, conditions) if conditions else None


def during(rows: Table, subject: Subject, window: Window) -> BooleanValue:
    """Whether a row lies in the period, both days included."""
    when = rows[subject.when]
    start, end = ibis.literal(window.since), ibis.literal(window.until + timedelta(days=1))
    return (when >= start.cast("timestamp")) & (when < end.cast("timestamp"))


def tally(rows: Table, subject: Subject, metric: Metric, window: Window | None) -> Scalar:
    """Number of rows, or of different events, or the sum of a column, in the period; null without a period."""
    if window is None:
        return ibis.literal(None, type="int64")
    return counted(rows, metric, during(rows, subject, window))


def counted(rows: Table, metric: Metric, where: BooleanValue | None = None) -> Scalar:
    """Rows that ``where`` holds for; different values of the metric's event column, or the sum of its numbers."""
    if metric.sums:
        return rows[metric.sums].sum(where=where).fill_null(0).round().cast("int64")
    if metric.distinct:
        return rows[metric.distinct].nunique(where=where)
    if metric.column:
        return rows[metric.column].count(where=where)
    return rows.count(where=where)


def last_day(rows: Table, subject: Subject, window: Window) -> Scalar:
    """The last day of the period that has a row; null where none has."""
    return rows[subject.when].max(where=during(rows, subject, window)).date()


def last_of_month(rows: Table, subject: Subject) -> Table:
    """The rows of the last day of each month that has any."""
    day = rows[subject.when].date()
    dated = rows.mutate(_day=day, _last=day.max().over(ibis.window(group_by=month(rows, subject))))
    return dated.filter(dated["_day"] == dated["_last"]).drop("_day", "_last")


def value(rows: Table, subject: Subject, metric: Metric, window: Window | None) -> Scalar:
    """The share (0 to 1) or quantile of the period; null without a period or without rows."""
    if window is None:
        return ibis.literal(None, type="float64")
    return valued(rows, subject, metric, during(rows, subject, window))


def valued(rows: Table, subject: Subject, metric: Metric, where: BooleanValue | None = None) -> Scalar:
    """The share or quantile over rows that ``where`` holds for."""
    if metric.measure is not Measure.SHARE:
        return rows[metric.column].quantile(QUANTILES[metric.measure], where=where)
    hit = fits(rows, subject, metric.where)
    both = hit if where is None or hit is None else hit & where
    return counted(rows, metric, both).cast("float64") / counted(rows, metric, where).nullif(0)


def month(rows: Table, subject: Subject) -> DateValue:
    """The first day of the month of each row."""
    return rows[subject.when].truncate("M").date()


def rolling(rows: Table, subject: Subject, months: int) -> Table:
    """Each row once for every period of so many months it lies in; ``_month`` is the period's last month."""
    spread = rows.mutate(_later=ibis.range(months).unnest())
    return spread.mutate(_month=(month(spread, subject) + spread["_later"].as_interval("M")).cast("date"))


def known_by(rows: Table, column: str, day: date) -> Table:
    """The rows whose date in the column is no later than a day; one without a date counts as known at once."""
    known = rows[column]
    return rows.filter(known.isnull() | (known.cast("date") <= ibis.literal(day)))


def by_day_known(rows: Table, subject: Subject, column: str, window: Window) -> Table:
    """Rows of a period by the ``day`` they are about and the day they became ``known``, with their ``count``."""
    inside = rows.filter(during(rows, subject, window))
    days = {"day": inside[subject.when].cast("date"), "known": inside[column].cast("date")}
    return inside.group_by(**days).aggregate(count=inside.count())


def at_shares(rows: Table, subject: Subject, metric: Metric, window: Window, shares: Sequence[float]) -> Table:
    """The metric's column at two shares of its sorted values in a period, as ``low`` and ``high``."""
    inside, column = during(rows, subject, window), rows[metric.column]
    low, high = (column.quantile(share, where=inside) for share in shares)
    return rows.aggregate(low=low, high=high)
