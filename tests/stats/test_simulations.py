"""Series whose truth is known: how often we cry wolf, and how often we see it."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.stats.dispersion import estimate_many
from dashboard.stats.verdict import Verdict, judge

pytestmark = pytest.mark.slow

SERIES = 1_000
TOLERANCE = 0.02
CHANGED = (Verdict.HIGHER, Verdict.LOWER)


def verdicts(
    monthly: float, phi: float, seed: int, change: float = 1.0, years: int = 5, series: int = SERIES
) -> list[Verdict]:
    """Verdicts on the last year against the one before; the dispersion learned from the years before the last."""
    rng = np.random.default_rng(seed)
    mean = monthly * (1 + 0.2 * np.sin(np.arange(12 * years + 12) / 6 * np.pi))
    mean[-12:] *= change
    shape = (series, mean.size)
    counts = rng.poisson(mean, shape) if phi == 1 else rng.negative_binomial(mean / (phi - 1), 1 / phi, shape)
    now, before = counts[:, -12:].sum(axis=1).tolist(), counts[:, -24:-12].sum(axis=1).tolist()
    past = estimate_many(counts[:, :-12].astype(float))
    return [judge(*three).verdict for three in zip(now, before, past, strict=True)]


def alarms(found: list[Verdict]) -> float:
    return float(np.mean([verdict in CHANGED for verdict in found]))


@pytest.mark.parametrize("phi", [1, 2, 3])
def test_without_a_change_false_alarms_stay_near_five_percent(phi: int) -> None:
    """Within 2 points of 5%: three standard errors of 1,000 draws (2.1 points).

    The dispersion is estimated from 60 months, as on the site.
    """
    assert alarms(verdicts(12, phi, seed=100 + phi)) == pytest.approx(0.05, abs=TOLERANCE)


def test_without_the_dispersion_the_alarms_would_be_many() -> None:
    rng = np.random.default_rng(9)
    pairs = rng.negative_binomial(300 / 2, 1 / 3, (SERIES, 2))
    z = (pairs[:, 0] - pairs[:, 1]) / np.sqrt(pairs.sum(axis=1))
    assert np.mean(np.abs(z) > 1.96) > 0.2


@pytest.mark.parametrize(("monthly", "years"), [(5, 5), (12, 3)])
def test_small_and_short_series_do_not_cry_wolf(monthly: float, years: int) -> None:
    assert alarms(verdicts(monthly, 3, seed=43, years=years)) < 0.05 + TOLERANCE


@pytest.mark.parametrize(("change", "verdict"), [(1.3, Verdict.HIGHER), (0.7, Verdict.LOWER)])
def test_a_change_of_thirty_percent_on_three_hundred_is_found(change: float, verdict: Verdict) -> None:
    found = verdicts(25, 1, seed=7, change=change, series=400)
    assert np.mean([one is verdict for one in found]) >= 0.85
