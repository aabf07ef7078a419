"""What stands at the end of a period, such as a headcount: read on one day, never added up over days.

The day is the last one of the period that has a figure. Where the earlier period
has none, nothing is compared.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dashboard.answer.offered import supported
from dashboard.answer.shapes import Ask
from dashboard.answer.value import Stands, Unavailable, whole
from dashboard.data import query
from dashboard.model import Window

AGAINST = "against"


def read(ask: Ask) -> Ask:
    """The question with the days on which a level is read; another metric's as it is."""
    if not ask.metric.level:
        return ask
    now, before = _day(ask, ask.period.now), _day(ask, ask.period.before)
    period = ask.period if now and before else replace(ask.period, before=None, alone=ask.period.alone or "asked")
    return replace(ask, period=period, days=(_only(now), _only(before) if now else None))


def stands(ask: Ask) -> Stands | None:
    """The days read, and the number that the level is held against on the first of them."""
    now, before = ask.days or (None, None)
    if now is None:
        return None
    return Stands(now.since, before.since if before else None, _against(ask, now))


def other(ask: Ask) -> Ask | None:
    """The question of the metric that this one is held against; None where the city does not publish it."""
    if ask.metric.against is None:
        return None
    metric = ask.subject.metric(ask.metric.against.metric)
    try:
        supported(metric, ask.subject, ask.receipt)
    except Unavailable:
        return None
    return ask.of(metric)


def _against(ask: Ask, day: Window) -> int | None:
    held = other(ask)
    if held is None or _day(held, day) is None:
        return None
    counted = query.tally(held.rows, held.subject, held.metric, day)
    return whole(ask.warehouse.run(held.rows.aggregate(count=counted))[0], "count")


def _day(ask: Ask, window: Window | None) -> date | None:
    if window is None:
        return None
    found = ask.warehouse.run(ask.rows.aggregate(day=query.last_day(ask.rows, ask.subject, window)))[0]["day"]
    return found if isinstance(found, date) else None


def _only(day: date | None) -> Window | None:
    return Window(day, day) if day else None
