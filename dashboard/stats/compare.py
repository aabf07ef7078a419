"""Whether two counts differ by more than chance: one p-value, two-sided.

Knows counts, exposures (days) and a dispersion; nothing of where they come from,
of thresholds for a verdict, or of words.
"""

from __future__ import annotations

from functools import lru_cache
from math import sqrt

from scipy.special import ndtr, ndtri, stdtr
from scipy.stats import poisson_means_test

EXACT_UP_TO = 5_000
EXACT_TOTAL = 4 * EXACT_UP_TO
SMALLEST_EXACT = 1e-8
TIES_UP_TO = 400


def p_value(
    now: int,
    before: int,
    days_now: float = 1,
    days_before: float = 1,
    phi: float = 1,
    df: int | None = None,
) -> float:
    """Probability of two counts at least this far apart when both periods have one daily rate.

    Poisson E-test (Krishnamoorthy and Thomson 2004, ``scipy.stats.poisson_means_test``); the
    pooled normal form where both counts are above ``EXACT_UP_TO`` or their sum is above
    ``EXACT_TOTAL``. ``days_*`` are the exposures, in any common unit. ``phi`` is the variance over
    the mean of the series' own past: the p-value is turned into standard errors, these are divided
    by sqrt(phi) (quasi-likelihood, McCullagh and Nelder 1989), and turned back; at ``phi`` 1 it is
    the E-test untouched. ``df`` says that ``phi`` was estimated with so many degrees of freedom:
    above 1 the way back is then Student's t, not the normal distribution.
    Raises ValueError on negative counts, no exposure, or ``phi`` under 1.
    """
    if min(now, before) < 0:
        raise ValueError(f"counts cannot be negative: {now} and {before}")
    if not (0 < days_now < float("inf") and 0 < days_before < float("inf")):
        raise ValueError(f"a period needs a length above 0: {days_now} and {days_before} days")
    if not 1 <= phi < float("inf"):
        raise ValueError(f"dispersion is never below 1: {phi}")
    (low, low_days), (high, high_days) = sorted([(int(now), days_now), (int(before), days_before)])
    poisson = _poisson(high, low, high_days / low_days)
    if phi == 1:
        return poisson
    errors = _errors(poisson, abs(pooled_z(high, low, high_days / low_days))) / sqrt(phi)
    return min(1.0, float(2 * (ndtr(-errors) if df is None else stdtr(df, -errors))))


@lru_cache(maxsize=16_384)
def _poisson(high: int, low: int, ratio: float) -> float:
    if low > EXACT_UP_TO or high + low > EXACT_TOTAL:
        return float(2 * ndtr(-abs(pooled_z(high, low, ratio))))
    return min(
        1.0,
        max(float(poisson_means_test(high, first, low, second).pvalue) for first, second in _scales(high + low, ratio)),
    )


def _scales(total: int, ratio: float) -> list[tuple[float, float]]:
    """Exposures in which to ask for the E-test: one, or for few events over unequal periods three.

    The test sums all outcomes as far apart as the one seen. scipy decides by comparing rounded
    floats, which can lose outcomes exactly as far apart, the one seen included (p too small by up
    to 0.1); in another unit of time they round otherwise, and the largest answer has lost none.
    """
    if ratio == 1 or total > TIES_UP_TO:
        return [(ratio, 1.0)]
    return [(ratio, 1.0), (1.0, 1 / ratio), (365 * ratio, 365.0)]


def pooled_z(first: float, second: float, ratio: float) -> float:
    """Standard errors by which the rate of the first count is above that of the second, when they share one.

    ``ratio`` is the exposure of the first over that of the second.
    """
    total = first + second
    if total == 0:
        return 0.0
    rate = total / (1 + ratio)
    return (first / ratio - second) / sqrt(rate * (1 + 1 / ratio))


def _errors(poisson: float, pooled: float) -> float:
    """The p-value as standard errors from no difference.

    The E-test sums a distribution cut near 1e-10: under ``SMALLEST_EXACT`` its p-value no longer
    tells how far, so the pooled form does.
    """
    errors = -float(ndtri(max(poisson, SMALLEST_EXACT) / 2))
    return max(errors, pooled) if poisson < SMALLEST_EXACT else errors
