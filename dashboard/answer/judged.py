"""What may be said of a change: judged by the ups and downs of the series' own past.

Knows periods and monthly counts; nothing of words, queries or pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from dashboard.answer.period import Period
from dashboard.answer.usual import whole_months
from dashboard.model import Window, month_start
from dashboard.stats.breaks import unbroken
from dashboard.stats.dispersion import Dispersion, estimate
from dashboard.stats.verdict import Judgment, judge


def judged(months: Mapping[date, int], period: Period, now: int, before: int | None) -> Judgment | None:
    """The verdict on ``now`` against ``before``; None where nothing is compared.

    ``months`` are the counts by first day of month; a month without records may be
    missing. The past is every whole month of the data before the period and after
    the last declared break: a change must not widen the yardstick it is measured
    with. Method: ``docs/methods.md``.
    """
    if before is None:
        return None
    return against_past(now, before, period, estimate([months.get(start, 0) for start in past(period)]))


def against_past(now: int, before: int, period: Period, dispersion: Dispersion | None) -> Judgment | None:
    """The verdict on the counts of a period and the one before it; None where there is none before."""
    if period.before is None:
        return None
    return judge(
        now,
        before,
        dispersion,
        days_now=period.now.days,
        days_before=period.before.days,
        months=period.now.months,
        apart=12 * period.years,
    )


def past(period: Period) -> list[date]:
    """First days of the whole months from the data's beginning, or the last break, to the month before the period."""
    end = month_start(period.now.since)
    if period.coverage.since >= end:
        return []
    lived = unbroken(Window(period.coverage.since, end - timedelta(days=1)), period.marks)
    return whole_months(lived) if lived else []
