"""The usual range of a month, from what came before it: the quiet band on a trend.

Knows monthly counts in order. Never looks at the month itself nor at later
ones, so a bad year does not become usual while it happens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import nbinom

from dashboard.stats.dispersion import estimate

COVERAGE = 0.95
MIN_YEARS = 2
MAX_YEARS = 5


@dataclass(frozen=True, slots=True)
class Range:
    """Counts ``low`` to ``high`` (both included) hold 95% of such months; ``expected`` is their mean."""

    low: int
    high: int
    expected: float


def usual_range(past: Sequence[int], phi: float) -> Range | None:
    """The usual range of the month that follows ``past`` (whole months, oldest first, no gap).

    None with fewer than ``MIN_YEARS`` earlier years. Expected: the level of the last 12 months times
    what this calendar month was, in up to ``MAX_YEARS`` earlier years, of the 12 months before it.
    Range: quantiles of the negative binomial distribution whose variance is ``phi`` times
    the mean, plus what is uncertain about the mean itself.
    """
    if len(past) < 12 * MIN_YEARS:
        return None
    return _ranges([_expected(past, phi)])[0]


def _expected(past: Sequence[int], phi: float) -> tuple[float, float]:
    """Mean of the next month and the variance over mean of a count about it."""
    end = len(past)
    level = sum(past[-12:])
    starts = [end - 12 * back for back in range(1, MAX_YEARS + 1) if end - 12 * back - 12 >= 0]
    same = 1 + sum(past[start] for start in starts)
    around = 12 + sum(sum(past[start - 12 : start]) for start in starts)
    mean = (level + 1) * same / around
    return mean, phi * (1 + mean * (1 / (level + 1) + 1 / same + 1 / around))


def _ranges(expected: Sequence[tuple[float, float]]) -> list[Range]:
    mean, spread = np.asarray(expected, dtype=float).T
    tail = (1 - COVERAGE) / 2
    low, high = (nbinom.ppf(level, mean / (spread - 1), 1 / spread) for level in (tail, 1 - tail))
    return [Range(int(first), int(last), float(middle)) for first, last, middle in zip(low, high, mean, strict=True)]


def band(counts: Sequence[int]) -> list[Range | None]:
    """The usual range of every month of a series, oldest first; None where the past is too short.

    The dispersion of a month is that of the months before its own year of the series (blocks of 12
    from the first month), so it too is blind to the month and to what follows.
    """
    learned = {block: estimate(counts[:block]) for block in range(0, len(counts), 12)}
    phis = {index: found.phi for index in range(len(counts)) if (found := learned[index // 12 * 12])}
    if not phis:
        return [None] * len(counts)
    ranges = dict(zip(phis, _ranges([_expected(counts[:index], phi) for index, phi in phis.items()]), strict=True))
    return [ranges.get(index) for index in range(len(counts))]


def outside(counts: Sequence[int], ranges: Sequence[Range | None]) -> list[int]:
    """The positions of the months that lie outside their usual range."""
    pairs = enumerate(zip(counts, ranges, strict=True))
    return [index for index, (count, usual) in pairs if usual and not usual.low <= count <= usual.high]
