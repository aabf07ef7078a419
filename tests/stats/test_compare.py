"""Two counts: the quoted values, the large form, and what must hold of any p-value."""

from __future__ import annotations

import math
import time
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson, poisson_means_test, t

from dashboard.stats.compare import EXACT_TOTAL, EXACT_UP_TO, _poisson, p_value, pooled_z

COUNTS = st.integers(0, 1_500) | st.integers(0, 60)
ANY_COUNT = st.integers(0, 400) | st.integers(EXACT_TOTAL, 5_000_000)
DAYS = st.integers(1, 800)
PHI = st.floats(1, 40)
DF = st.none() | st.integers(1, 120)


@pytest.mark.parametrize(
    ("now", "before", "p"),
    [(25, 16, 0.165), (60, 40, 0.046), (181, 127, 0.002), (3, 0, 0.088)],
)
def test_the_values_of_the_standard(now: int, before: int, p: float) -> None:
    assert round(p_value(now, before), 3) == p
    assert round(p_value(before, now), 3) == p


@given(COUNTS, COUNTS)
@settings(deadline=None, max_examples=30)
def test_at_dispersion_one_it_is_the_e_test(now: int, before: int) -> None:
    assert p_value(now, before) == pytest.approx(poisson_means_test(now, 1, before, 1).pvalue, rel=1e-6, abs=1e-9)


@given(st.integers(0, 60), st.integers(0, 60), DAYS, DAYS)
@settings(deadline=None, max_examples=60)
def test_outcomes_as_far_apart_as_the_one_seen_are_not_lost(now: int, before: int, first: int, second: int) -> None:
    assert p_value(now, before, first, second) == pytest.approx(e_test(now, first, before, second), abs=0.003)


def e_test(now: int, days_now: int, before: int, days_before: int) -> float:
    """The sum of the paper, with ties taken in whatever their rounding."""
    rate = (now + before) / (days_now + days_before)
    if rate == 0:
        return 1.0
    reach = [np.arange(poisson.isf(1e-15, days * rate) + 1) for days in (days_now, days_before)]
    ones, others = reach[0], reach[1][:, None]
    with np.errstate(all="ignore"):
        apart = abs(ones / days_now - others / days_before) / np.sqrt(ones / days_now**2 + others / days_before**2)
    seen = abs(now / days_now - before / days_before) / np.sqrt(now / days_now**2 + before / days_before**2)
    chance = poisson.pmf(ones, days_now * rate) * poisson.pmf(others, days_before * rate)
    return float(chance[apart >= seen * (1 - 1e-9)].sum())


@given(ANY_COUNT, ANY_COUNT, DAYS, DAYS, PHI, DF)
@settings(deadline=None, max_examples=150)
def test_a_probability_whatever_comes_and_the_same_both_ways(
    now: int, before: int, days_now: int, days_before: int, phi: float, df: int | None
) -> None:
    p = p_value(now, before, days_now, days_before, phi, df)
    assert 0 <= p <= 1
    assert p == p_value(before, now, days_before, days_now, phi, df)


@given(COUNTS, COUNTS, st.lists(PHI, min_size=2, max_size=2), DF)
@settings(deadline=None, max_examples=60)
def test_more_dispersion_never_makes_a_change_clearer(now: int, before: int, phis: list[float], df: int | None) -> None:
    less, more = sorted(phis)
    assert p_value(now, before, phi=more, df=df) >= p_value(now, before, phi=less, df=df) - 1e-12
    assert p_value(now, before, phi=less, df=df) >= p_value(now, before) - 1e-12


@given(st.integers(0, 300), st.integers(0, 300), PHI)
@settings(deadline=None, max_examples=60)
def test_a_wider_gap_is_never_less_clear(before: int, more: int, phi: float) -> None:
    assert p_value(before + more + 1, before, phi=phi) <= p_value(before + more, before, phi=phi) + 1e-12


@given(st.integers(0, 2_000), DAYS, PHI)
@settings(deadline=None, max_examples=30)
def test_equal_rates_never_differ(count: int, days: int, phi: float) -> None:
    # one beside one is 1 - exp(-2): the exact test gives no p-value to two zeros
    assert p_value(count, count, days, days, phi) > 0.86


def test_a_leap_day_more_is_not_a_rise() -> None:
    assert p_value(366_000, 365_000, 366, 365) == pytest.approx(1)
    assert p_value(366_000, 365_000) > p_value(369_000, 365_000)


def test_the_two_forms_meet_at_the_bound() -> None:
    exact, pooled = p_value(EXACT_UP_TO, EXACT_UP_TO + 250), 2 * NormalDist().cdf(-pooled_z(5_250, 5_000, 1))
    assert exact == pytest.approx(pooled, rel=0.01)
    assert p_value(5_001, 5_251) == pytest.approx(2 * NormalDist().cdf(-pooled_z(5_251, 5_001, 1)), rel=1e-9)


def test_inflation_divides_the_standard_errors() -> None:
    errors = NormalDist().inv_cdf(1 - p_value(60, 40) / 2)
    assert p_value(60, 40, phi=2) == pytest.approx(2 * NormalDist().cdf(-errors / math.sqrt(2)))
    assert p_value(60, 40, phi=2, df=46) == pytest.approx(2 * t.sf(errors / math.sqrt(2), 46))


def test_beyond_the_reach_of_the_e_test_the_distance_still_counts() -> None:
    assert 0 < p_value(5_000, 3_000, phi=10) < 1e-9
    assert p_value(5_000, 2_000, phi=100) < p_value(5_000, 3_000, phi=100) < 0.05


@pytest.mark.parametrize(
    ("arguments", "word"),
    [((-1, 2), "-1"), ((1, 2, 0, 5), "0 and 5"), ((1, 2, 5, math.nan), "nan"), ((1, 2, 1, 1, 0.9), "0.9")],
)
def test_what_makes_no_sense_is_refused_by_name(arguments: tuple[float, ...], word: str) -> None:
    with pytest.raises(ValueError, match=word):
        p_value(*arguments)  # type: ignore[arg-type]


def test_it_is_quick_and_remembers() -> None:
    def took() -> float:
        start = time.perf_counter()
        p_value(410, 377)
        return time.perf_counter() - start

    _poisson.cache_clear()
    took()
    assert min(took() for _ in range(5)) < 0.001
    assert _poisson.cache_info().misses == 1
