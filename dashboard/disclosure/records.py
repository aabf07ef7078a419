"""What is public of the records behind tables about people, and what is not: counts by month, row and group.

The finest breakdown that any table of the lattice can be summed from. Runs the
one query of the audit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast

import ibis
from ibis.expr.types import Table as Rows
from ibis.expr.types import Value

from dashboard.data import query
from dashboard.data.receipt import Snapshot
from dashboard.data.warehouse import Warehouse
from dashboard.model import Dimension, Metric, Subject, Window, month_start
from dashboard.selection import Selection

UNSTATED = "_unstated"
COUNTED, PASSED = "counted", "passed"
Class = tuple[date, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Records:
    """Counts of people by class (first day of the month, value of each of ``downs``, whether each of ``metrics`` counts
    them) and group.

    ``rows`` and ``unnumbered`` count, by month, rows and rows without a number where different numbers are counted.
    """

    downs: tuple[str, ...]
    metrics: tuple[str, ...]
    codes: tuple[str, ...]
    counts: Counter[tuple[Class, str]]
    rows: Counter[date] = field(default_factory=Counter)
    unnumbered: Counter[date] = field(default_factory=Counter)

    def covered(self, one: Class, metric: str, window: Window) -> bool:
        """Whether a metric counts the people of a class in a period."""
        month, where = one
        return within(month, window) and where[len(self.downs) + self.metrics.index(metric)] == COUNTED


def within(month: date, window: Window) -> bool:
    """Whether a month lies in a period of whole months."""
    return month_start(window.since) <= month <= window.until


def once(rows: Rows, subject: Subject, metric: Metric, downs: Sequence[Dimension], across: Dimension) -> Rows:
    """One row for each different number, so that cells add up to totals; other metrics as they are.

    Of several rows the one with the least place, then the earliest, then the least group stands for all: which
    one it is does not hang on what is protected unless all else is equal.
    """
    if not metric.distinct:
        return rows
    numbered = rows.filter(rows[metric.distinct].notnull())
    order = [*(numbered[one.column] for one in downs), numbered[subject.when], numbered[across.column]]
    return query.firsts(numbered, metric.distinct, [*order, numbered["_row_id"]])


def records(
    warehouse: Warehouse,
    snapshot: Snapshot,
    subject: Subject,
    metrics: Sequence[Metric],
    downs: Sequence[Dimension],
    across: Dimension,
) -> Records:
    """Count the records of a snapshot; groups that the catalog does not declare are in no table.

    Several ``metrics`` count rows; one that counts different numbers stands alone.
    """
    every, (metric, *others) = warehouse.table(subject.key, snapshot), metrics
    rows = every if others else query.chosen(every, subject, metric, Selection())
    people = once(rows, subject, metric, downs, across)
    columns = {f"d{place}": people[one.column] for place, one in enumerate(downs)}
    columns |= {f"m{place}": _counted(people, subject, one) for place, one in enumerate(metrics)}
    keys = {"month": query.month(people, subject), **columns, "code": people[across.column]}
    found = warehouse.run(people.group_by(**keys).aggregate(n=people.count()))
    counts: Counter[tuple[Class, str]] = Counter()
    for row in found:
        where = tuple(UNSTATED if row[name] is None else str(row[name]) for name in columns)
        counts[(cast(date, row["month"]), where), str(row["code"])] += cast(int, row["n"])
    codes = tuple(value.code for value in across.values)
    known = Counter({key: n for key, n in counts.items() if key[1] in codes})
    rows_by_month, unnumbered = _behind(warehouse, rows, subject, metric)
    names = tuple(one.key for one in downs), tuple(one.key for one in metrics)
    return Records(*names, codes, known, rows_by_month, unnumbered)


def _counted(rows: Rows, subject: Subject, metric: Metric) -> Value:
    """Whether a metric counts a row, as a word."""
    fit = query.fits(rows, subject, metric.where)
    return ibis.literal(COUNTED) if fit is None else fit.fill_null(False).ifelse(COUNTED, PASSED)


def _behind(warehouse: Warehouse, rows: Rows, subject: Subject, metric: Metric) -> tuple[Counter[date], Counter[date]]:
    if not metric.distinct or metric.column:
        return Counter(), Counter()
    measures = {"rows": rows.count(), "unnumbered": rows.count() - rows[metric.distinct].count()}
    found = warehouse.run(rows.group_by(month=query.month(rows, subject)).aggregate(**measures))
    counted = [(cast(date, row["month"]), cast(int, row["rows"]), cast(int, row["unnumbered"])) for row in found]
    return Counter({month: n for month, n, _ in counted}), Counter({month: n for month, _, n in counted})
