"""Values in about five classes, each with a name a reader understands: fewest to most.

Classes hold about as many areas each (quantiles); equal values are never
parted; zero is a class of its own. Knows nothing of maps or colors.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.i18n import N_, Words

MOST = 5
COUNTED = (N_("Fewest"), N_("Fewer"), N_("Middle"), N_("More"), N_("Most"))
RATED = (N_("Lowest"), N_("Lower"), N_("Middle"), N_("Higher"), N_("Highest"))
STEPS = {1: (2,), 2: (0, 4), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}
ONLY = (N_("All that have any"), N_("All that have a rate"))


@dataclass(frozen=True, slots=True)
class Class:
    """Values from ``low`` to ``high``, both included, of ``places`` areas; ``step``, 0 to 4, is its color."""

    step: int
    low: float
    high: float
    places: int

    def holds(self, value: float) -> bool:
        """Whether a value is of this class."""
        return self.low <= value <= self.high


def classes(values: Iterable[float]) -> tuple[Class, ...]:
    """Classes of the values above zero, lowest first; none for no values."""
    ordered = sorted(value for value in values if value > 0)
    groups: dict[int, list[float]] = {}
    wanted = min(MOST, len(set(ordered)))
    for value in ordered:
        rank = bisect_left(ordered, value)
        groups.setdefault(rank * wanted // len(ordered), []).append(value)
    steps = STEPS.get(len(groups), ())
    return tuple(
        Class(step, inside[0], inside[-1], len(inside)) for step, inside in zip(steps, groups.values(), strict=True)
    )


def name(one: Class, several: tuple[Class, ...], words: Words, *, rated: bool) -> str:
    """What a class is called among the others."""
    if len(several) == 1:
        return words(ONLY[rated])
    return words((RATED if rated else COUNTED)[one.step])


def reach(one: Class, words: Words, digits: int) -> str:
    """The numbers of a class: "12 to 80", or the one number."""
    low, high = words.number(one.low, digits), words.number(one.high, digits)
    return low if low == high else words("{low} to {high}", low=low, high=high)
