"""Words and rules over the plot of a chart of months: stretches of incomplete months, declared breaks."""

from __future__ import annotations

from dashboard.charts import months, text
from dashboard.charts.timeline import Timeline
from dashboard.i18n import N_
from dashboard.model import month_end
from dashboard.stats.breaks import BreakKind

BROKEN = {
    BreakKind.COUNTING: N_("counted differently"),
    BreakKind.BOUNDARIES: N_("counted differently"),
    BreakKind.RESTATEMENT: N_("revised"),
    BreakKind.OUTAGE: N_("records missing"),
}


def breaks(drawn: Timeline) -> list[tuple[float, str]]:
    """Where figures are not one series, in months, and the words above where no other words stand."""
    starts = [months.start(record) for record in drawn.answer.records]
    taken = [_reach(drawn, band.first, band.last, label) for band, label in drawn.bands]
    found: list[tuple[float, str]] = []
    for one in drawn.answer.period.breaks:
        if starts and starts[0] < one.on <= month_end(starts[-1]):
            x, label = months.position(starts, one.on), drawn.words(BROKEN[one.kind])
            left, right = _reach(drawn, x, x, label)
            free = all(right < other or left > end for other, end in taken)
            taken += [(left, right)] if free else []
            found.append((x, label if free else ""))
    return found


def _reach(drawn: Timeline, first: float, last: float, label: str) -> tuple[float, float]:
    """Px from the left of the plot at which words above it begin and end."""
    x, side = above(drawn, first, last, label)
    wide = text.width(label, drawn.style.small)
    begin = {"left": x, "right": x - wide}.get(side, x - wide / 2)
    return begin, begin + wide


def above(drawn: Timeline, first: float, last: float, label: str) -> tuple[float, str]:
    """Px from the left of the plot, and the side the text is held by, so that it stays in the frame."""
    half = text.width(label, drawn.style.small) / 2
    middle = ((first + last) / 2 + 0.5) * drawn.month_px
    if middle + half > drawn.frame.across:
        return drawn.frame.across, "right"
    return (0, "left") if middle < half else (middle, "center")
