"""The quiet band: from the past only, and as wide as it says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.stats.usual import Range, band, outside, usual_range

MONTHLY = st.lists(st.integers(0, 400), min_size=24, max_size=84)


def test_none_with_fewer_than_two_earlier_years() -> None:
    assert usual_range([100] * 23, 1.0) is None
    assert usual_range([100] * 24, 1.0) is not None
    assert band([]) == []
    assert band([100] * 48)[:36] == [None] * 36
    assert all(band([100] * 48)[36:])


def test_the_expected_value_follows_season_and_level() -> None:
    year = [50, 60, 70, 80, 90, 100, 110, 120, 110, 90, 70, 50]
    usual = usual_range([*year, *year, *year], 1.0)
    assert usual
    assert usual.expected == pytest.approx(50, rel=0.02)
    falling = [round(1_000 * 0.98**month) for month in range(48)]
    usual = usual_range(falling, 1.0)
    assert usual
    assert usual.expected == pytest.approx(1_000 * 0.98**48, rel=0.01)


@given(MONTHLY, st.integers(0, 10_000))
@settings(deadline=None, max_examples=20)
def test_neither_the_month_nor_later_ones_are_looked_at(counts: list[int], other: int) -> None:
    index = len(counts) - 1
    assert band([*counts[:index], other])[index] == band(counts)[index]
    assert band(counts[:index]) == band(counts)[:index]


@given(MONTHLY, st.floats(1, 5))
@settings(deadline=None, max_examples=60)
def test_a_range_holds_its_middle_and_widens_with_dispersion(past: list[int], phi: float) -> None:
    narrow, wide = usual_range(past, 1.0), usual_range(past, phi)
    assert narrow
    assert wide
    assert 0 <= narrow.low <= narrow.expected + 1
    assert narrow.expected - 1 <= narrow.high
    assert wide.high >= narrow.high
    assert wide.low <= narrow.low


def test_months_outside_are_named() -> None:
    ranges = [None, Range(5, 10, 7.0), Range(5, 10, 7.0), Range(5, 10, 7.0)]
    assert outside([99, 5, 11, 4], ranges) == [2, 3]


@pytest.mark.parametrize("phi", [1, 2, 3])
def test_about_one_month_in_twenty_is_outside_when_nothing_happens(phi: int) -> None:
    """Three years follow the first three; 60 series give 2,160 months: chance alone moves it by 1 point or so."""
    rng = np.random.default_rng(11)
    mean = 60 * (1 + 0.3 * np.sin(np.arange(72) / 6 * np.pi))
    drawn = rng.poisson(mean, (60, 72)) if phi == 1 else rng.negative_binomial(mean / (phi - 1), 1 / phi, (60, 72))
    bands = [(row, band(row)) for row in drawn.tolist()]
    months = sum(one is not None for _, ranges in bands for one in ranges)
    assert months == 60 * 36
    assert sum(len(outside(row, ranges)) for row, ranges in bands) / months == pytest.approx(0.05, abs=0.025)
