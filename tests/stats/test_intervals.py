"""Shares and quantiles: published values, edges, coverage."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.stats.intervals import (
    Interval,
    quantile_interval,
    quantile_p_value,
    quantile_ranks,
    share_change,
    share_p_value,
    wilson,
)

PARTS = st.integers(0, 400).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
SOME = st.integers(1, 400).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_published_by_newcombe(part: int, whole: int, low: float, high: float) -> None:
    interval = wilson(part, whole)
    assert interval
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("now", "before", "low", "high"),
    [((56, 70), (48, 80), 0.0524, 0.3339), ((9, 10), (3, 10), 0.1705, 0.8090), ((10, 10), (0, 10), 0.6075, 1.0)],
)
def test_difference_of_shares_as_published_by_newcombe(
    now: tuple[int, int], before: tuple[int, int], low: float, high: float
) -> None:
    interval = share_change(*now, *before)
    assert interval
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@given(PARTS)
def test_a_share_lies_in_its_interval(share: tuple[int, int]) -> None:
    part, whole = share
    interval = wilson(part, whole)
    assert (interval is None) == (whole == 0)
    if interval:
        assert 0 <= interval.low <= part / whole <= interval.high <= 1
        mirrored = wilson(whole - part, whole)
        assert mirrored
        assert mirrored.low == pytest.approx(1 - interval.high, abs=1e-12)


@given(SOME, SOME)
@settings(deadline=None)
def test_shares_turned_round(now: tuple[int, int], before: tuple[int, int]) -> None:
    there, back = share_change(*now, *before), share_change(*before, *now)
    assert there
    assert back
    assert there.low == pytest.approx(-back.high, abs=1e-12)
    assert there.low <= now[0] / now[1] - before[0] / before[1] + 1e-12 <= there.high + 2e-12
    p = share_p_value(*now, *before)
    assert p == pytest.approx(share_p_value(*before, *now))
    assert p is not None
    assert 0 <= p <= 1


def test_nothing_of_nothing() -> None:
    assert wilson(0, 0) is None
    assert share_change(1, 2, 0, 0) is None
    assert share_p_value(1, 2, 0, 0) is None
    assert share_p_value(0, 9, 0, 4) == 1.0
    with pytest.raises(ValueError, match="5 is no part of 4"):
        wilson(5, 4)


def test_shares_false_alarms_near_five_percent() -> None:
    rng = np.random.default_rng(5)
    pairs = rng.binomial([80, 300], 0.3, (4_000, 2)).tolist()
    alarms = np.mean([(share_p_value(first, 80, second, 300) or 0) < 0.05 for first, second in pairs])
    assert alarms == pytest.approx(0.05, abs=0.011)


def test_ranks_of_the_tables() -> None:
    assert [quantile_ranks(count) for count in (5, 6, 10, 20, 100)] == [None, (1, 6), (2, 9), (6, 15), (40, 61)]
    assert [quantile_ranks(count, 0.9) for count in (35, 36)] == [None, (29, 36)]
    with pytest.raises(ValueError, match=r"1\.5"):
        quantile_ranks(10, 1.5)


@given(st.integers(1, 60), st.sampled_from([0.1, 0.25, 0.5, 0.9]))
def test_ranks_keep_their_promise_by_the_binomial(count: int, q: float) -> None:
    ranks = quantile_ranks(count, q)
    if ranks is None:
        return
    inside = sum(comb(count, k) * q**k * (1 - q) ** (count - k) for k in range(ranks[0], ranks[1]))
    assert inside >= 0.95 - 1e-9
    assert 1 <= ranks[0] < ranks[1] <= count


def test_medians_of_skewed_values_are_covered() -> None:
    rng = np.random.default_rng(2)
    samples = np.sort(rng.lognormal(2, 1.2, (2_000, 45)), axis=1).tolist()
    intervals = [quantile_interval(values) for values in samples]
    covered = np.mean([one is not None and one.low <= np.exp(2) <= one.high for one in intervals])
    assert 0.94 <= covered <= 0.985


def test_quantiles_compared() -> None:
    assert quantile_p_value(10, Interval(9, 11), 10, Interval(8, 12)) == 1.0
    clear, vague = (quantile_p_value(14, Interval(14 - w, 14 + w), 10, Interval(10 - w, 10 + w)) for w in (1, 4))
    assert clear is not None
    assert vague is not None
    assert clear < 0.001 < 0.05 < vague
    assert quantile_p_value(5, None, 10, Interval(8, 12)) is None
    assert quantile_p_value(5, Interval(5, 5), 6, Interval(6, 6)) == 0.0
    assert quantile_p_value(5, Interval(5, 5), 5, Interval(5, 5)) == 1.0
