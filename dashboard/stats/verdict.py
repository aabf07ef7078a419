"""What may be said of two counts: a code, with the numbers behind it.

Knows p-values and dispersions; nothing of words. The codes are what the page
says: within its usual range, higher or lower than usual, too few to tell, or
(dispersion unknown) only more and fewer.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from dashboard.stats.compare import p_value, pooled_z
from dashboard.stats.dispersion import Dispersion

ALPHA = 0.05
SEEN_AT = 1.959964


class Verdict(StrEnum):
    """What a page may say of a change."""

    USUAL = "usual"
    HIGHER = "higher"
    LOWER = "lower"
    FEW = "few"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Judgment:
    """A verdict and its grounds. ``p`` and ``phi`` are None where the dispersion is unknown."""

    verdict: Verdict
    p: float | None
    phi: float | None


def judge(
    now: int,
    before: int,
    dispersion: Dispersion | None,
    days_now: float = 1,
    days_before: float = 1,
    months: int = 12,
    apart: int | None = None,
) -> Judgment:
    """Compare two periods of ``months`` months that start ``apart`` months apart; two-sided at ``ALPHA``.

    ``dispersion`` must come from months before the newer period, so that the change judged does not
    widen its own yardstick. Without it the verdict is "few" where even a purely random series could
    tell nothing, else "unknown".
    """
    if dispersion is None:
        few = too_few(now + before, days_now, days_before) and p_value(now, before, days_now, days_before) >= ALPHA
        return Judgment(Verdict.FEW if few else Verdict.UNKNOWN, None, None)
    phi = dispersion.between(months, apart)
    p = p_value(now, before, days_now, days_before, phi, dispersion.df)
    return Judgment(_verdict(now / days_now, before / days_before, p, now + before, days_now, days_before, phi), p, phi)


def _verdict(
    rate_now: float, rate_before: float, p: float, total: int, days_now: float, days_before: float, phi: float
) -> Verdict:
    if p < ALPHA:
        return Verdict.HIGHER if rate_now > rate_before else Verdict.LOWER
    return Verdict.FEW if too_few(total, days_now, days_before, phi) else Verdict.USUAL


def too_few(total: int, days_now: float = 1, days_before: float = 1, phi: float = 1) -> bool:
    """Whether neither a doubling nor a halving of the daily rate could stand out, with ``total`` events in all.

    Then "within its usual range" would say nothing. By the pooled normal form: over equal periods it
    takes ``SEEN_AT`` ** 2 * 9 * phi events together, 35 at dispersion 1, 104 at 3.
    """
    ratio = days_now / days_before
    errors = 0.0
    for factor in (2.0, 0.5):
        now = total * factor * ratio / (factor * ratio + 1)
        errors = max(errors, abs(pooled_z(now, total - now, ratio)))
    return errors < SEEN_AT * sqrt(phi)
