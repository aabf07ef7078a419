"""The usual range of every month of a trend, learned from the months before it and never across a break."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from dashboard.answer.period import Period
from dashboard.model import Window, add_months, month_end, month_start
from dashboard.stats.breaks import split
from dashboard.stats.usual import Range, band


def usual(months: Mapping[date, int], period: Period) -> dict[date, Range]:
    """Ranges by first day of month, for the whole settled months that have enough before them."""
    found: dict[date, Range] = {}
    for part in split(Window(period.coverage.since, period.settled.until), period.marks):
        starts = whole_months(part)
        ranges = band([months.get(start, 0) for start in starts])
        found |= {start: one for start, one in zip(starts, ranges, strict=True) if one}
    return found


def whole_months(window: Window) -> list[date]:
    """First days of the calendar months that lie wholly in a window."""
    begin = month_start(window.since)
    first = begin if begin == window.since else add_months(begin, 1)
    end = window.until + timedelta(days=1)
    last = month_start(end) if month_end(window.until) != window.until else end
    count = (last.year - first.year) * 12 + last.month - first.month
    return [add_months(first, index) for index in range(count)]
