"""Days and periods: months by calendar, both ends of a period included. Knows no clock."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta


def month_start(day: date) -> date:
    """The first day of the month of ``day``."""
    return day.replace(day=1)


def month_end(day: date) -> date:
    """The last day of the month of ``day``."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """``day`` moved by whole months; the 31st becomes the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def settled_through(newest: date, settles_after: int) -> date:
    """The last month end that is at least ``settles_after`` days older than the newest record."""
    limit = newest - timedelta(days=settles_after)
    return limit if limit == month_end(limit) else month_start(limit) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """A period in whole days, both ends included."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.since > self.until:
            raise ValueError(f"a period cannot end ({self.until}) before it starts ({self.since})")

    @property
    def days(self) -> int:
        """Number of days, both ends counted."""
        return (self.until - self.since).days + 1

    @property
    def whole_months(self) -> bool:
        """Whether the period starts on the first and ends on the last day of a month."""
        return self.since.day == 1 and self.until == month_end(self.until)

    @property
    def months(self) -> int:
        """Calendar months touched."""
        return (self.until.year - self.since.year) * 12 + self.until.month - self.since.month + 1

    @property
    def by_month(self) -> Window:
        """The whole months that the period touches."""
        return Window(month_start(self.since), month_end(self.until))

    def earlier(self, years: int) -> Window:
        """The same dates ``years`` earlier; whole months stay whole months."""
        since, until = add_months(self.since, -12 * years), add_months(self.until, -12 * years)
        return Window(since, month_end(until) if self.whole_months else until)

    def within(self, other: Window) -> Window | None:
        """The part of this period inside ``other``, or None when they do not meet."""
        since, until = max(self.since, other.since), min(self.until, other.until)
        return Window(since, until) if since <= until else None


def last_months(until: date, months: int) -> Window:
    """The ``months`` calendar months that end on the month end ``until``."""
    return Window(month_start(add_months(until, 1 - months)), until)
