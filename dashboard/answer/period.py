"""Which days are counted and which they are compared with: time is the data's, never the clock's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dashboard.cities.schema import Dataset
from dashboard.data.receipt import SubjectReceipt
from dashboard.model import Window, add_months, last_months, month_end, month_start
from dashboard.selection import Selection
from dashboard.stats.breaks import Break, BreakKind, between

TREND_MONTHS = 60


@dataclass(frozen=True, slots=True)
class Period:
    """The period counted, the one before it, and why there is none.

    ``alone``: "" (compared), "asked" (none wanted), "history" (data do not reach
    back), "incomplete" (still counting), "outside" (no data then), "redrawn"
    (the boundaries of the places concerned changed in between), "broken" (a
    declared break lies in between), "unended" (many have not ended yet, so times
    are not compared).
    ``late`` says that the reader asked for days after the last settled one;
    ``early`` that the period starts before the data do. ``redrawn`` are the days
    from which new boundaries of the kind of place ``kind`` hold; ``breaks`` are
    those the city declares of what is counted.
    """

    now: Window
    before: Window | None
    alone: str
    coverage: Window
    settled: Window
    late: bool = False
    early: bool = False
    usual: bool = False
    kind: str = ""
    redrawn: tuple[date, ...] = ()
    breaks: tuple[Break, ...] = ()

    def changed(self, since: date, until: date) -> date | None:
        """The last day after ``since`` and up to ``until`` from which new boundaries hold."""
        return next((day for day in reversed(self.redrawn) if since < day <= until), None)

    @property
    def superseded(self) -> bool:
        """Whether the period begins under boundaries that no longer hold: residents are counted by the new ones."""
        return bool(self.redrawn) and self.now.since < self.redrawn[-1]

    def across(self, kind: str, redrawn: tuple[date, ...]) -> Period:
        """The period for places of a kind that were redrawn: without a comparison across such a day."""
        found = replace(self, kind=kind, redrawn=redrawn)
        crossed = self.before and found.changed(self.before.since, self.now.until)
        return replace(found, before=None, alone="redrawn") if crossed else found

    def broken(self, breaks: tuple[Break, ...]) -> Period:
        """The period of what has declared breaks: without a comparison across one."""
        found = replace(self, breaks=breaks)
        crossed = self.before and between(breaks, self.before, self.now)
        return replace(found, before=None, alone="broken") if crossed else found

    @property
    def marks(self) -> tuple[Break, ...]:
        """The declared breaks, and the days on which the boundaries concerned changed."""
        return (*self.breaks, *(Break(day, BreakKind.BOUNDARIES) for day in self.redrawn))

    def whole(self, before: Window, now: Window) -> bool:
        """Whether no change of boundaries and no declared break lies in two periods or between them."""
        return not self.changed(before.since, now.until) and between(self.breaks, before, now) is None

    @property
    def years(self) -> int:
        """Whole years between the two periods."""
        return years_back(self.now)

    def counting(self, month: date) -> bool:
        """Whether the month that begins on this day may still grow; one that ends with the data may not."""
        return min(month_end(month), self.coverage.until) > self.settled.until

    def shown(self, selection: Selection) -> Window:
        """The months a trend draws: those asked for, else five years to the newest record."""
        asked = selection.asked(self.coverage)
        if asked is None:
            start = last_months(self.settled.until, TREND_MONTHS).since
            return Window(max(start, self.coverage.since), self.coverage.until)
        end = self.coverage.until if selection.until is None else asked.until
        return Window(asked.since, max(asked.since, end)).within(self.coverage) or asked


def uncut(shown: Window, coverage: Window) -> bool:
    """Whether no month of a window is cut shorter than the data cut it."""
    return shown.since in (month_start(shown.since), coverage.since) and (
        shown.until == month_end(shown.until) or shown.until >= coverage.until
    )


def declared(dataset: Dataset, metric: str) -> tuple[Break, ...]:
    """The breaks that a city declares of a metric."""
    return tuple(
        Break(one.on, BreakKind(one.kind), {"en": one.en, "es": one.es}, one.until)
        for one in dataset.breaks
        if one.concerns(metric)
    )


def years_back(window: Window) -> int:
    """The smallest number of whole years that does not make a period overlap itself."""
    years = 1
    while window.earlier(years).until >= window.since:
        years += 1
    return years


def resolve(selection: Selection, receipt: SubjectReceipt) -> Period | None:
    """The period a selection means over this data; None when there are no rows at all."""
    coverage = receipt.coverage
    if coverage is None:
        return None
    settled = _settled(receipt, coverage)
    unsettled = selection.since is not None and selection.since > settled.until
    asked = selection.asked(coverage if unsettled else Window(coverage.since, settled.until))
    if asked is None:
        return _compare(last_months(settled.until, 12), coverage, settled, selection, usual=True)
    if selection.since is None:
        start = max(coverage.since, add_months(asked.until + timedelta(days=1), -12))
        asked = Window(min(start, asked.until), asked.until)
    return _compare(asked, coverage, settled, selection)


def standing(receipt: SubjectReceipt) -> Period | None:
    """The period of what stands now: everything to the newest record, compared with nothing."""
    coverage = receipt.coverage
    return None if coverage is None else Period(coverage, None, "asked", coverage, coverage)


def _settled(receipt: SubjectReceipt, coverage: Window) -> Window:
    end = receipt.settled or coverage.until
    return Window(coverage.since, end) if end >= coverage.since else coverage


def _compare(asked: Window, coverage: Window, settled: Window, selection: Selection, usual: bool = False) -> Period:
    def period(now: Window, before: Window | None, alone: str) -> Period:
        late = asked.until > settled.until and alone != "incomplete"
        return Period(now, before, alone, coverage, settled, late, asked.since < coverage.since, usual)

    counted = asked.within(settled)
    if counted is None:
        unsettled = asked.within(coverage)
        return period(unsettled or asked, None, "incomplete" if unsettled else "outside")
    if selection.compare == "none":
        return period(counted, None, "asked")
    before = counted.earlier(years_back(counted))
    return period(counted, before, "") if before.since >= coverage.since else period(counted, None, "history")
