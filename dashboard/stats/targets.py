"""Promises as arithmetic: the path to a target, and where a measured value stands on it.

Knows dates, values and declared breaks; nothing of words or of who promised.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite

from dashboard.model import Window, add_months
from dashboard.stats.breaks import Break, between

ROUNDING = 1e-9


class Path(StrEnum):
    """How the promise runs from base to goal."""

    YEARLY = "yearly"
    LINEAR = "linear"
    LEVEL = "level"


class Status(StrEnum):
    """Where a promise stands."""

    MET = "met"
    AHEAD = "ahead"
    ON_PATH = "on_path"
    BEHIND = "behind"
    NO_DATA = "no_data"
    NOT_DUE = "not_due"
    PAST_MET = "past_met"
    PAST_MISSED = "past_missed"
    BROKEN_SERIES = "broken_series"
    BASE_ZERO = "base_zero"


@dataclass(frozen=True, slots=True)
class Target:
    """A promise with a number in it.

    ``since`` is the end of the base period (the path starts there), ``due`` the end of the period
    in which it must be met. YEARLY changes ``base`` by ``change`` a year, compounding (-0.15: 15%
    less a year); LINEAR runs straight from ``base`` to ``goal``; LEVEL has a ``goal`` and no path.
    ``at_most`` says whether fewer is better. ``leeway`` is how far off the path still counts as on
    it: under 1 for counts of whole events. ``months`` is how long one measured period is.
    """

    path: Path
    since: date
    due: date
    base: float | None = None
    change: float | None = None
    goal: float | None = None
    at_most: bool = True
    leeway: float = 1.0
    months: int = 12

    def __post_init__(self) -> None:
        if self.due <= self.since:
            raise ValueError(f"a target cannot be due ({self.due}) before it starts ({self.since})")
        needed = {Path.YEARLY: ("base", "change"), Path.LINEAR: ("base", "goal"), Path.LEVEL: ("goal",)}[self.path]
        for name in needed:
            value = getattr(self, name)
            if value is None or not isfinite(value):
                raise ValueError(f"a {self.path} target needs a number for {name!r}, not {value!r}")
        if self.change is not None and self.change <= -1:
            raise ValueError(f"a change of {self.change:.0%} a year leaves less than nothing")


@dataclass(frozen=True, slots=True)
class Observation:
    """What was measured over the period that ended on ``until``."""

    until: date
    value: float


@dataclass(frozen=True, slots=True)
class Standing:
    """A status and its numbers; ``path`` is the value promised by ``until``, ``broken_by`` the break in between.

    ``off_path`` and ``off_goal`` are value less path and value less goal.
    """

    status: Status
    until: date | None = None
    value: float | None = None
    path: float | None = None
    goal: float | None = None
    broken_by: Break | None = None

    @property
    def off_path(self) -> float | None:
        """Value less the path by then; None without both."""
        return None if self.value is None or self.path is None else self.value - self.path

    @property
    def off_goal(self) -> float | None:
        """Value less the goal; None without both."""
        return None if self.value is None or self.goal is None else self.value - self.goal


def compounded(change: float, years: float) -> float:
    """The change over all years: -0.15 a year for five years is -0.556."""
    return float((1 + change) ** years) - 1


def years_between(start: date, end: date) -> float:
    """Years from one day to another; whole on anniversaries. Before ``start`` it is 0."""
    if end <= start:
        return 0.0
    whole = end.year - start.year
    if add_months(start, 12 * whole) > end:
        whole -= 1
    past = add_months(start, 12 * whole)
    return whole + (end - past).days / (add_months(start, 12 * (whole + 1)) - past).days


def goal_of(target: Target) -> float | None:
    """What must be reached by the due date; None where a yearly change starts from a base of 0."""
    return path_at(target, target.due)


def path_at(target: Target, day: date) -> float | None:
    """The value promised for the period that ends on ``day``; after the due date the goal. None as for ``goal_of``."""
    years = years_between(target.since, min(day, target.due))
    if target.path is Path.LEVEL:
        return target.goal
    base = target.base or 0.0
    if target.path is Path.LINEAR:
        goal = target.goal or 0.0
        return base + (goal - base) * years / years_between(target.since, target.due)
    return base * (1 + compounded(target.change or 0.0, years)) if base > 0 else None


def steps(target: Target) -> list[tuple[date, float]]:
    """The path year by year, from the base to the due date: the arithmetic a page shows."""
    years = range(int(years_between(target.since, target.due)) + 1)
    days = [add_months(target.since, 12 * year) for year in years]
    days += [] if days[-1] == target.due else [target.due]
    values = [(day, path_at(target, day)) for day in days]
    return [(day, value) for day, value in values if value is not None]


def standing(
    target: Target, observations: Iterable[Observation], as_of: date | None = None, breaks: Iterable[Break] = ()
) -> Standing:
    """Where the promise stands by what was measured through ``as_of`` (the newest observation unless given).

    After the due date the first period that ended on it or later decides; when the data stop before,
    there is no data. Values equal to the goal have met it.
    """
    known = sorted((one for one in observations if isfinite(one.value)), key=lambda one: one.until)
    known = [one for one in known if as_of is None or one.until <= as_of]
    goal = goal_of(target)
    decided = [one for one in known if one.until >= target.due]
    if not known or (as_of is not None and as_of > target.due and not decided):
        return Standing(Status.NO_DATA, goal=goal)
    seen = decided[0] if decided else known[-1]
    path = path_at(target, seen.until)
    broken = _broken(target, seen, breaks)
    if broken is not None:
        return Standing(Status.BROKEN_SERIES, seen.until, seen.value, path, goal, broken)
    if path is None or goal is None:
        return Standing(Status.BASE_ZERO, seen.until, seen.value)
    status = _past(target, seen.value, goal) if decided else _running(target, seen, path, goal)
    return Standing(status, seen.until, seen.value, path, goal)


def _broken(target: Target, seen: Observation, breaks: Iterable[Break]) -> Break | None:
    """A level may be measured anew on either side of a break; a path needs its base on the same side."""
    measured = _period(seen.until, target.months)
    compared = measured if target.path is Path.LEVEL else _period(min(target.since, seen.until), target.months)
    return between(breaks, compared, measured)


def _period(until: date, months: int) -> Window:
    after = date.fromordinal(until.toordinal() + 1)
    return Window(min(until, add_months(after, -months)), until)


def _reached(target: Target, value: float, wanted: float) -> bool:
    slack = ROUNDING * max(1.0, abs(wanted))
    return value <= wanted + slack if target.at_most else value >= wanted - slack


def _past(target: Target, value: float, goal: float) -> Status:
    return Status.PAST_MET if _reached(target, value, goal) else Status.PAST_MISSED


def _running(target: Target, seen: Observation, path: float, goal: float) -> Status:
    if seen.until <= target.since:
        return Status.NOT_DUE
    if _reached(target, seen.value, goal):
        return Status.MET
    if target.path is Path.LEVEL:
        return Status.NOT_DUE
    if abs(seen.value - path) < target.leeway * (1 - ROUNDING):
        return Status.ON_PATH
    return Status.AHEAD if _reached(target, seen.value, path) else Status.BEHIND


def since_when(target: Target, observations: Sequence[Observation], breaks: Iterable[Break] = ()) -> date | None:
    """The end of the first period since which the status has been what it is now; None without data."""
    known, declared = sorted(observations, key=lambda one: one.until), tuple(breaks)
    if not known:
        return None
    statuses = [standing(target, known[: end + 1], breaks=declared).status for end in range(len(known))]
    same = len(statuses) - 1
    while same > 0 and statuses[same - 1] is statuses[-1]:
        same -= 1
    return known[same].until
