"""Statistics of public counts, pure: numbers and dates in, numbers and codes out; no rows, no words, no charts.

The arithmetic every answer needs is importable from here. The tests, ranges and
trajectories live in modules of their own (``from dashboard.stats import compare``),
so that whoever only adds and divides does not load scipy.
"""

from dashboard.stats.arithmetic import (
    RATE_PER,
    SMALLEST_BASE,
    SMALLEST_POPULATION,
    percent_change,
    rate,
    rolling_sum,
)

__all__ = ["RATE_PER", "SMALLEST_BASE", "SMALLEST_POPULATION", "percent_change", "rate", "rolling_sum"]
