"""Arithmetic of comparison."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import stats


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [(15, 10, 0.5), (0, 10, -1.0), (10, 10, 0.0), (15, 9, None), (3, 0, None), (0, 0, None)],
)
def test_no_percent_on_a_base_under_ten(now: int, before: int, change: float | None) -> None:
    assert stats.percent_change(now, before) == change


@pytest.mark.parametrize(
    ("count", "residents", "rate"),
    [(585, 585_000, 100.0), (0, 5_000, 0.0), (5, 999, None), (5, 0, None), (5, None, None)],
)
def test_no_rate_without_enough_residents(count: int, residents: int | None, rate: float | None) -> None:
    assert stats.rate(count, residents) == rate


@given(st.lists(st.integers(0, 10_000), max_size=40), st.integers(1, 15))
def test_a_rolling_sum_waits_until_it_is_full(values: list[int], width: int) -> None:
    sums = stats.rolling_sum(values, width)
    assert len(sums) == len(values)
    assert sums[: width - 1] == [None] * min(width - 1, len(values))
    for index in range(width - 1, len(values)):
        assert sums[index] == sum(values[index - width + 1 : index + 1])
