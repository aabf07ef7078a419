"""What stands beside a count: the rows it was made from, and a count of another subject in the same period."""

from __future__ import annotations

from dataclasses import dataclass

from ibis.expr.types import Table

from dashboard.answer.shapes import Ask
from dashboard.answer.value import Aside, whole
from dashboard.catalog import Catalog
from dashboard.data import query
from dashboard.data.receipt import Snapshot
from dashboard.data.warehouse import Warehouse
from dashboard.model import Metric, Subject
from dashboard.selection import Selection

SMALLEST = 100


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows behind a count of different numbers: all of them, those without a number, and the different numbers."""

    rows: int = 0
    unnumbered: int = 0
    numbers: int = 0


def rows_behind(ask: Ask) -> Rows:
    """The rows of the period behind a count of different numbers; none for other metrics."""
    if not ask.metric.distinct or ask.metric.column:
        return Rows()
    inside = ask.rows.filter(query.during(ask.rows, ask.subject, ask.period.now))
    return counted(ask.warehouse, inside, ask.metric)


def counted(warehouse: Warehouse, rows: Table, metric: Metric) -> Rows:
    """The rows of a table, how many of them have no number, and how many different numbers there are."""
    number = rows[metric.distinct]
    measures = {"rows": rows.count(), "unnumbered": rows.count() - number.count(), "numbers": number.nunique()}
    found = warehouse.run(rows.aggregate(**measures))[0]
    return Rows(whole(found, "rows"), whole(found, "unnumbered"), whole(found, "numbers"))


def beside(ask: Ask, snapshot: Snapshot, catalog: Catalog) -> Aside | None:
    """The other count that the metric is told with, for the same period and choices; None where it would mislead.

    That is: the city counts it in another unit, does not cover the period, has
    not the places chosen, has too few for a rate; or something else than places is chosen.
    """
    wanted, receipt = ask.metric.beside, None
    if wanted is not None:
        receipt = snapshot.subjects.get(wanted.subject)
    if wanted is None or receipt is None or receipt.unit != wanted.unit or receipt.settled is None:
        return None
    subject = catalog.subject(wanted.subject)
    metric = subject.metric(wanted.metric)
    chosen = {key for key, _ in ask.selection.chosen}
    known = {one.key for one in subject.dimensions if one.place and one.column in receipt.columns}
    covered = receipt.covers_from <= ask.period.now.since and ask.period.now.until <= receipt.settled
    if not chosen <= known or not covered:
        return None
    count = _count(ask.warehouse, subject, metric, ask.selection, ask, snapshot)
    return Aside(count, metric.nouns[wanted.unit], wanted.told) if count >= SMALLEST else None


def _count(
    warehouse: Warehouse, subject: Subject, metric: Metric, selection: Selection, ask: Ask, snapshot: Snapshot
) -> int:
    rows = query.chosen(warehouse.table(subject.key, snapshot), subject, metric, selection)
    counted = query.tally(rows, subject, metric, ask.period.now)
    return whole(warehouse.run(rows.aggregate(count=counted))[0], "count")
