"""The few periods for which tables about people are given, whatever the reader asks.

Free dates would give single days away by subtraction, so a table is of the
settled 12 months or of one whole calendar year.
"""

from __future__ import annotations

from datetime import date

from dashboard.data.receipt import SubjectReceipt
from dashboard.model import Window
from dashboard.selection import Selection


def snapped(selection: Selection, receipt: SubjectReceipt) -> Selection:
    """The selection without filters, its dates moved to the latest whole settled year asked for, if there is one."""
    plain = selection.but(since=None, until=None, chosen=(), compare="none")
    coverage, settled = receipt.coverage, receipt.settled
    if coverage is None or settled is None or settled < coverage.since:
        return plain
    reach = Window(coverage.since, settled)
    asked = selection.asked(reach)
    within = asked.within(reach) if asked else None
    year = _whole_year(within) if within else None
    return plain if year is None else plain.but(since=date(year, 1, 1), until=date(year, 12, 31))


def _whole_year(window: Window) -> int | None:
    years = range(window.until.year, window.since.year - 1, -1)
    whole = (year for year in years if date(year, 1, 1) >= window.since and date(year, 12, 31) <= window.until)
    return next(whole, None)
