"""The dispersion of a series' own past: what it sees, what it must not see, and when it is unknown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.stats.dispersion import MIN_MONTHS, Dispersion, estimate, estimate_many

RNG = 20_240_601


def drawn(mean: np.ndarray, phi: float, series: int, seed: int = RNG) -> np.ndarray:
    rng = np.random.default_rng(seed)
    shape = (series, mean.size)
    return (rng.poisson(mean, shape) if phi == 1 else rng.negative_binomial(mean / (phi - 1), 1 / phi, shape)).astype(
        float
    )


def seasonal(months: int, level: float, swing: float = 0.3, growth: float = 1.0) -> np.ndarray:
    time = np.arange(months)
    return level * (1 + swing * np.sin(time / 6 * np.pi)) * growth**time


def phis(counts: np.ndarray) -> np.ndarray:
    return np.array([found.phi for found in estimate_many(counts) if found])


@pytest.mark.parametrize("phi", [1.0, 2.0, 3.0, 8.0])
def test_it_finds_the_dispersion_that_was_put_in(phi: float) -> None:
    found = phis(drawn(seasonal(60, 80), phi, 400))
    assert np.median(found) == pytest.approx(phi, rel=0.08)


def test_season_and_slow_trend_are_no_dispersion() -> None:
    assert np.median(phis(drawn(seasonal(60, 300, swing=0.5, growth=0.99), 1, 200))) < 1.1
    raw = drawn(seasonal(60, 300, swing=0.5, growth=0.99), 1, 1)[0]
    assert raw.var() / raw.mean() > 20


def test_one_riot_does_not_set_the_range_for_ever() -> None:
    calm = drawn(seasonal(60, 100), 1, 100)
    riot = calm.copy()
    riot[:, 30] = 400
    assert np.median(phis(riot)) < 1.6
    squares = ((riot - calm.mean(axis=0)) ** 2 / calm.mean(axis=0)).sum(axis=1) / 46
    assert np.median(squares) > 15


def test_unknown_when_too_short_or_too_rare() -> None:
    assert estimate([50] * (MIN_MONTHS - 1)) is None
    assert estimate([50] * MIN_MONTHS) == Dispersion(1.0, 0.0, 36 - 12 - 1, 36)
    assert estimate([0] * 60) is None
    assert estimate([1] * 9 + [0] * 51) is None
    assert estimate([1, 0, 0, 0, 0, 0] * 10) is not None
    assert estimate([]) is None


def test_many_at_once_is_each_alone() -> None:
    counts = np.vstack([drawn(seasonal(60, level), 2, 3) for level in (0.05, 0.5, 40)])
    for row, found in zip(counts, estimate_many(counts), strict=True):
        alone = estimate(row.tolist())
        assert (found is None) == (alone is None)
        if found and alone:
            assert found.phi == pytest.approx(alone.phi, rel=1e-3)


@given(st.lists(st.integers(0, 3_000) | st.integers(0, 3), min_size=36, max_size=120))
@settings(deadline=None, max_examples=40)
def test_never_under_one_never_not_a_number(counts: list[int]) -> None:
    found = estimate(counts)
    assert (found is None) == (sum(counts) < 10)
    if found:
        assert 1 <= found.phi < np.inf
        assert 0 <= found.rho <= 0.8
        assert found.between() >= found.phi


@pytest.mark.parametrize("bad", [float("nan"), -1.0, float("inf")])
def test_gaps_are_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="without gaps"):
        estimate_many(np.array([[5.0] * 40 + [bad]]))


def test_independent_months_keep_their_dispersion_in_a_year() -> None:
    assert Dispersion(2.0, 0.0, 40, 60).between(12) == 2.0


def test_months_that_hang_together_widen_the_year() -> None:
    rng = np.random.default_rng(3)
    noise = rng.normal(size=(20_000, 24))
    for month in range(1, 24):
        noise[:, month] = 0.5 * noise[:, month - 1] + np.sqrt(0.75) * noise[:, month]
    change = noise[:, 12:].sum(axis=1) - noise[:, :12].sum(axis=1)
    assert Dispersion(1.0, 0.5, 40, 60).between(12) == pytest.approx(change.var() / 24, rel=0.03)
    assert Dispersion(1.5, 0.5, 40, 60).between(1, apart=12) == pytest.approx(1.5, rel=0.001)


def test_it_sees_months_that_hang_together() -> None:
    rng = np.random.default_rng(4)
    noise = rng.normal(size=(200, 72))
    for month in range(1, 72):
        noise[:, month] = 0.6 * noise[:, month - 1] + 0.8 * noise[:, month]
    counts = rng.poisson(400 * np.exp(0.1 * noise)).astype(float)
    found = [one for one in estimate_many(counts) if one]
    assert np.mean([one.rho > 0 for one in found]) > 0.8
    assert np.median([one.between() / one.phi for one in found]) > 1.4
