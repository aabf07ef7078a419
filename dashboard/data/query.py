"""A selection over canonical rows, as Ibis expressions.

Column names come from the catalog, never from a URL; chosen values enter as
literals. Nothing here runs a query.
"""

from __future__ import annotations

from datetime import timedelta
from functools import reduce
from operator import and_

import ibis
from ibis.expr.types import BooleanValue, IntegerScalar, Table

from dashboard.model import Metric, Subject, Window
from dashboard.selection import Selection


def chosen(rows: Table, subject: Subject, metric: Metric, selection: Selection) -> Table:
    """Rows that fit the metric and every chosen value of the subject's dimensions."""
    wanted = [*metric.where, *selection.chosen]
    keys = {dimension.key: dimension.column for dimension in subject.dimensions}
    conditions = [rows[keys[key]].isin(list(values)) for key, values in wanted if key in keys]
    return rows.filter(reduce(and_, conditions)) if conditions else rows


def during(rows: Table, subject: Subject, window: Window) -> BooleanValue:
    """Whether a row lies in the period, both days included."""
    when = rows[subject.when]
    start, end = ibis.literal(window.since), ibis.literal(window.until + timedelta(days=1))
    return (when >= start.cast("timestamp")) & (when < end.cast("timestamp"))


def tally(rows: Table, subject: Subject, window: Window | None) -> IntegerScalar:
    """Number of rows in the period; null without a period."""
    if window is None:
        return ibis.literal(None, type="int64")
    return rows.count(where=during(rows, subject, window))


def month(rows: Table, subject: Subject) -> ibis.expr.types.DateValue:
    """The first day of the month of each row."""
    return rows[subject.when].truncate("M").date()
