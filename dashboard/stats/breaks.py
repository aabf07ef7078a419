"""Declared breaks of a series: nothing is compared, and no line is drawn, across one.

Knows dates and the city's own text for each break; nothing of where they are declared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from dashboard.model import Window


class BreakKind(StrEnum):
    """Why figures before and after are not one series."""

    COUNTING = "counting"
    BOUNDARIES = "boundaries"
    RESTATEMENT = "restatement"
    OUTAGE = "outage"


@dataclass(frozen=True, slots=True)
class Break:
    """From the day ``on`` figures are counted another way; an outage is over after the day ``until``.

    ``texts`` say what happened, by language, as the city file has it.
    """

    on: date
    kind: BreakKind
    texts: Mapping[str, str] = field(default_factory=dict, compare=False)
    until: date | None = None

    def __post_init__(self) -> None:
        if (self.kind is BreakKind.OUTAGE) != (self.until is not None):
            raise ValueError(f"an outage, and nothing else, has a last day: {self.kind} on {self.on}")
        if self.until is not None and self.until < self.on:
            raise ValueError(f"an outage cannot end ({self.until}) before it starts ({self.on})")


def concerning(breaks: Iterable[Break], by_place: bool) -> tuple[Break, ...]:
    """The breaks that matter, in order of date: changed boundaries only where places are told apart."""
    kept = (one for one in breaks if by_place or one.kind is not BreakKind.BOUNDARIES)
    return tuple(sorted(kept, key=lambda one: one.on))


def between(breaks: Iterable[Break], before: Window, now: Window) -> Break | None:
    """The first break that forbids the comparison of two windows; None when it may be made.

    A change forbids it when it falls after the first day of the older and not after the last day of
    the newer window; an outage when it takes a day from either.
    """
    first, last = min(before.since, now.since), max(before.until, now.until)
    for one in sorted(breaks, key=lambda one: one.on):
        if one.until is None:
            if first < one.on <= last:
                return one
        elif any(window.within(Window(one.on, one.until)) for window in (before, now)):
            return one
    return None


def split(window: Window, breaks: Iterable[Break]) -> tuple[Window, ...]:
    """The unbroken parts of a window, in order; days of an outage are in none."""
    parts: list[Window] = [window]
    for one in sorted(breaks, key=lambda one: one.on):
        parts = [piece for part in parts for piece in _cut(part, one)]
    return tuple(parts)


def _cut(part: Window, one: Break) -> list[Window]:
    resumes = one.on if one.until is None else one.until + timedelta(days=1)
    left = Window(part.since, min(part.until, one.on - timedelta(days=1))) if part.since < one.on else None
    right = Window(max(part.since, resumes), part.until) if part.until >= resumes else None
    return [piece for piece in (left, right) if piece]


def unbroken(window: Window, breaks: Iterable[Break]) -> Window | None:
    """The newest unbroken part: what a dispersion or a usual range may be learned from. None when all is outage."""
    parts = split(window, breaks)
    return parts[-1] if parts else None


def segments(periods: Sequence[Window], breaks: Iterable[Break]) -> list[list[int]]:
    """Positions of the points that one line may join, line by line.

    ``periods`` are the periods of the points in order (months, years). A period with a break inside
    it belongs to no line: it is counted half one way, half the other, or not whole.
    """
    known = sorted(breaks, key=lambda one: one.on)
    lines: list[list[int]] = [[]]
    for index, period in enumerate(periods):
        previous = periods[lines[-1][-1]] if lines[-1] else period
        if between(known, period, period):
            lines.append([])
        elif any(previous.until < one.on <= period.since for one in known):
            lines.append([index])
        else:
            lines[-1].append(index)
    return [line for line in lines if line]
