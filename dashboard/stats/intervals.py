"""How sure a share, a median or another quantile is, and whether two of them differ.

Knows counts, ranks and sorted values; nothing of what they measure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from scipy.special import bdtr, ndtr, ndtri
from scipy.stats import fisher_exact

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high``, both included."""

    low: float
    high: float


def wilson(part: int, whole: int, confidence: float = CONFIDENCE) -> Interval | None:
    """Score interval of the share ``part`` / ``whole`` (Wilson 1927); None of nothing.

    Raises ValueError when ``part`` is more than ``whole`` or negative.
    """
    if not 0 <= part <= whole:
        raise ValueError(f"{part} is no part of {whole}")
    if whole == 0:
        return None
    z = _z(confidence)
    share = part / whole
    center = (share + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z / (1 + z * z / whole) * sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    return Interval(
        0.0 if part == 0 else min(share, max(0.0, center - half)),
        1.0 if part == whole else max(share, min(1.0, center + half)),
    )


def share_change(
    part_now: int, whole_now: int, part_before: int, whole_before: int, confidence: float = CONFIDENCE
) -> Interval | None:
    """Interval of the difference of two shares, now less before (Newcombe 1998, method 10); None without both."""
    now, before = wilson(part_now, whole_now, confidence), wilson(part_before, whole_before, confidence)
    if now is None or before is None:
        return None
    first, second = part_now / whole_now, part_before / whole_before
    down = sqrt((first - now.low) ** 2 + (before.high - second) ** 2)
    up = sqrt((now.high - first) ** 2 + (second - before.low) ** 2)
    return Interval(max(-1.0, first - second - down), min(1.0, first - second + up))


def share_p_value(part_now: int, whole_now: int, part_before: int, whole_before: int) -> float | None:
    """Two-sided p-value of one common share; None without both wholes.

    The N-1 chi-square where every expected count is at least 1, else Fisher's exact test
    (Campbell 2007, Statistics in Medicine 26).
    """
    if wilson(part_now, whole_now) is None or wilson(part_before, whole_before) is None:
        return None
    total, parts = whole_now + whole_before, part_now + part_before
    if parts in (0, total):
        return 1.0
    if min(whole_now, whole_before) * min(parts, total - parts) / total < 1:
        rows = [[part_now, whole_now - part_now], [part_before, whole_before - part_before]]
        return min(1.0, float(fisher_exact(rows).pvalue))
    cross = part_now * (whole_before - part_before) - part_before * (whole_now - part_now)
    z = abs(cross) * sqrt((total - 1) / whole_now / whole_before / parts / (total - parts))
    return float(2 * ndtr(-z))


@lru_cache(maxsize=4_096)
def quantile_ranks(count: int, q: float = 0.5, confidence: float = CONFIDENCE) -> tuple[int, int] | None:
    """Ranks, from 1, of the two sorted values between which the ``q``-quantile lies; None with too few values.

    Free of any distribution: the number of values under the quantile is binomial (David and
    Nagaraja 2003, 7.1). Each side misses in at most half of 1 - ``confidence``.
    A data layer can ask for two ranks and need not hand over the values.
    """
    if not 0 < q < 1:
        raise ValueError(f"a quantile lies between 0 and 1: {q}")
    tail = (1 - confidence) / 2
    if count < 1 or (1 - q) ** count > tail or q**count > tail:
        return None
    low = _smallest(count, q, tail)
    high = _smallest(count, q, 1 - tail) + 1
    return max(1, low), min(count, high)


def _smallest(count: int, q: float, reached: float) -> int:
    """The smallest k with P(Binomial(count, q) <= k) of at least ``reached``."""
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if bdtr(middle, count, q) >= reached else (middle + 1, high)
    return low


def quantile_interval(ordered: Sequence[float], q: float = 0.5, confidence: float = CONFIDENCE) -> Interval | None:
    """Interval of the ``q``-quantile of sorted values; None with too few (under 6 for a median, 36 for the 90th)."""
    ranks = quantile_ranks(len(ordered), q, confidence)
    return Interval(float(ordered[ranks[0] - 1]), float(ordered[ranks[1] - 1])) if ranks else None


def quantile_p_value(
    now: float, now_between: Interval | None, before: float, before_between: Interval | None
) -> float | None:
    """Two-sided p-value of two equal quantiles, from their 95% intervals; None without both.

    Half the length of an interval over 1.96 is taken as a standard error (Price and Bonett 2002).
    """
    if now_between is None or before_between is None:
        return None
    length = sqrt((now_between.high - now_between.low) ** 2 + (before_between.high - before_between.low) ** 2)
    if length == 0:
        return 1.0 if now == before else 0.0
    return float(2 * ndtr(-abs(now - before) * 2 * _z(CONFIDENCE) / length))


def _z(confidence: float) -> float:
    return -float(ndtri((1 - confidence) / 2))
