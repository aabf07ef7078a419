"""Arithmetic of comparison, pure: shares, rates, percent changes and when they may be said."""

from __future__ import annotations

SMALLEST_BASE = 10
SMALLEST_POPULATION = 1_000
RATE_PER = 100_000


def percent_change(now: float, before: float) -> float | None:
    """Change as a share of ``before``; None on a base under 10, where a percent misleads."""
    return (now - before) / before if before >= SMALLEST_BASE else None


def rate(count: float, residents: int | None) -> float | None:
    """Per 100,000 residents over the period counted; None without or with too few residents."""
    if residents is None or residents < SMALLEST_POPULATION:
        return None
    return count * RATE_PER / residents


def rolling_sum(values: list[int], width: int) -> list[int | None]:
    """Sum of each value and the ``width`` - 1 before it; None until there are enough."""
    sums: list[int | None] = []
    for index in range(len(values)):
        start = index + 1 - width
        sums.append(sum(values[start : index + 1]) if start >= 0 else None)
    return sums
