"""What may be said of two counts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.stats.dispersion import Dispersion
from dashboard.stats.verdict import ALPHA, Judgment, Verdict, judge, too_few


def known(phi: float = 1.0) -> Dispersion:
    return Dispersion(phi, 0.0, 46, 60)


@pytest.mark.parametrize(
    ("now", "before", "phi", "verdict"),
    [
        (25, 16, 1, "usual"),
        (60, 40, 1, "higher"),
        (60, 40, 2, "usual"),
        (60, 40, 3, "few"),
        (40, 60, 1, "lower"),
        (181, 127, 1, "higher"),
        (181, 127, 3, "usual"),
        (3, 0, 1, "few"),
        (0, 3, 1, "few"),
        (0, 0, 1, "few"),
        (12, 0, 1, "higher"),
        (10, 9, 1, "few"),
        (390, 300, 1, "higher"),
        (300, 300, 5, "usual"),
        (121_000, 120_000, 1, "higher"),
        (121_000, 120_000, 3, "usual"),
    ],
)
def test_verdicts(now: int, before: int, phi: float, verdict: str) -> None:
    assert judge(now, before, known(phi)).verdict == verdict


def test_without_a_past_nothing_is_usual() -> None:
    assert judge(181, 127, None) == Judgment(Verdict.UNKNOWN, None, None)
    assert judge(3, 0, None).verdict is Verdict.FEW
    assert judge(15, 0, None).verdict is Verdict.UNKNOWN
    assert judge(130, 127, None).verdict is Verdict.UNKNOWN


def test_the_verdict_follows_the_daily_rate_not_the_count() -> None:
    assert judge(400, 300, known(), days_now=300, days_before=100).verdict is Verdict.LOWER
    assert judge(0, 30, known(), days_now=1, days_before=365).verdict is not Verdict.HIGHER


@given(st.integers(0, 400), st.integers(0, 400), st.floats(1, 6))
@settings(deadline=None, max_examples=80)
def test_turning_the_periods_round_turns_the_verdict_round(now: int, before: int, phi: float) -> None:
    mirrored = {Verdict.HIGHER: Verdict.LOWER, Verdict.LOWER: Verdict.HIGHER}
    there, back = judge(now, before, known(phi)), judge(before, now, known(phi))
    assert back.verdict is mirrored.get(there.verdict, there.verdict)
    assert there.p is not None
    assert (there.verdict in mirrored) == (there.p < ALPHA)


@given(st.integers(0, 5_000), st.integers(1, 800), st.integers(1, 800), st.floats(1, 10))
def test_more_events_are_never_fewer_than_few(total: int, days_now: int, days_before: int, phi: float) -> None:
    if not too_few(total, days_now, days_before, phi):
        assert not too_few(total + 1, days_now, days_before, phi)
    assert not too_few(total, days_now, days_before, phi) or too_few(total, days_now, days_before, phi + 1)


def test_few_means_that_a_doubling_could_hide() -> None:
    assert [next(n for n in range(999) if not too_few(n, phi=phi)) for phi in (1, 2, 3)] == [35, 70, 104]
