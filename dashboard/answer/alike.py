"""This year so far against last year as it was known at the same age of the data.

Decides which way serves, for the rows of the earlier period alone: the later
one is counted as it stands. The reasons and the rules are in ``stats/likeforlike.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from ibis.expr.types import Table

from dashboard.answer.shapes import Ask
from dashboard.answer.value import Alike, day, whole
from dashboard.data import query
from dashboard.data.receipt import Snapshot as Published
from dashboard.model import Window
from dashboard.stats.likeforlike import (
    MAX_LAG_DAYS,
    Known,
    Method,
    Snapshot,
    Stamps,
    choose,
    judge_stamps,
    same_age,
    snapshot_at,
)


def year_to_date(ask: Ask) -> bool:
    """Whether the period is this year so far, to the newest settled day, beside the same days of last year."""
    period = ask.period
    began = period.now.since.month == period.now.since.day == 1
    running = period.now.until == period.settled.until and period.now.months <= 12 and period.now.until.month < 12
    countable = not (ask.metric.measured or ask.metric.level or ask.metric.stock)
    return began and running and countable and period.before is not None and period.years == 1


def alike(ask: Ask, snapshots: Callable[[], Sequence[Published]]) -> tuple[Ask, Alike | None]:
    """The question with last year's rows as they were known then, and the way taken; other periods as they are.

    ``snapshots`` gives the kept ones, asked only for this year so far.
    """
    if not year_to_date(ask):
        return ask, None
    newest, kept = ask.period.coverage.until, snapshots()
    used = snapshot_at(_snapshots(ask, kept), ask.period.now, newest)
    reported, created = (_stamps(ask, name, lag) for name, lag in _columns(ask))
    method, cut = choose(used, reported, created), same_age(ask.period.now, newest)
    if method is Method.HISTORY and used is not None:
        before = next(one for one in kept if one.id == used.key)
        return replace(ask, earlier=_then(ask, before, used.as_of)), Alike(method.value, used.as_of)
    if method is Method.SETTLED:
        return ask, Alike(method.value, None)
    column = ask.subject.reported if method is Method.REPORTED else ask.subject.created
    return replace(ask, earlier=query.known_by(ask.rows, column, cut)), Alike(method.value, cut)


def _columns(ask: Ask) -> tuple[tuple[str, int | None], tuple[str, int | None]]:
    """The columns with the day of the report and of the portal's own stamp, and the lag each may have."""
    return (ask.subject.reported, None), (ask.subject.created, MAX_LAG_DAYS)


def _snapshots(ask: Ask, kept: Sequence[Published]) -> list[Snapshot]:
    receipts = ((one.id, one.subjects.get(ask.subject.key)) for one in kept)
    return [Snapshot(id, receipt.coverage.until) for id, receipt in receipts if receipt and receipt.coverage]


def _then(ask: Ask, snapshot: Published, newest: date) -> Table:
    """The rows chosen, as a snapshot of then has them."""
    every = query.readied(ask.warehouse.table(ask.subject.key, snapshot), ask.subject, ask.metric, newest)
    return query.longest(query.chosen(every, ask.subject, ask.metric, ask.selection), ask.metric)


def _stamps(ask: Ask, column: str, lag: int | None) -> list[Stamps]:
    """Whether the days in a column could be those on which the records became known, for both periods."""
    before = ask.period.before
    if not column or column not in ask.receipt.columns or before is None:
        return []
    days = query.by_day_known(ask.rows, ask.subject, column, Window(before.since, ask.period.now.until))
    cells = [Known(day(row, "day"), _known(row["known"]), whole(row, "count")) for row in ask.warehouse.run(days)]
    return [judge_stamps(cells, window, lag) for window in (ask.period.now, before)]


def _known(value: object) -> date | None:
    return value if isinstance(value, date) else None
