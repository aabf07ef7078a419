"""A change is judged by the series' own past, and by nothing else."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from dashboard.answer import Answers
from dashboard.answer.judged import judged
from dashboard.answer.period import Period
from dashboard.catalog import CATALOG
from dashboard.explain import explain
from dashboard.i18n import LANGUAGES, Words
from dashboard.model import Window, add_months
from dashboard.selection import Selection
from dashboard.stats.verdict import Verdict

START, END = date(2020, 1, 1), date(2025, 12, 31)
NOW, BEFORE = Window(date(2025, 1, 1), END), Window(date(2024, 1, 1), date(2024, 12, 31))
ALL = Window(START, END)


def months(level: float, seed: int = 1) -> dict[date, int]:
    drawn = np.random.default_rng(seed).poisson(level, 72)
    return {add_months(START, index): int(count) for index, count in enumerate(drawn)}


def period(before: Window | None = BEFORE, coverage: Window = ALL) -> Period:
    return Period(NOW, before, "" if before else "history", coverage, coverage)


@pytest.mark.parametrize(
    ("level", "now", "before", "verdict"),
    [
        (25, 300, 300, Verdict.USUAL),
        (25, 310, 300, Verdict.USUAL),
        (25, 390, 300, Verdict.HIGHER),
        (25, 210, 300, Verdict.LOWER),
        (0.4, 5, 4, Verdict.FEW),
        (0.4, 20, 4, Verdict.HIGHER),
    ],
)
def test_the_verdict_on_a_steady_series(level: float, now: int, before: int, verdict: Verdict) -> None:
    found = judged(months(level), period(), now, before)
    assert found is not None
    assert found.verdict is verdict


def test_what_happens_in_the_period_does_not_move_its_own_yardstick() -> None:
    calm, wild = months(25), months(25)
    wild.update({start: 0 if start.month % 2 else 90 for start in wild if start >= NOW.since})
    assert judged(calm, period(), 390, 300) == judged(wild, period(), 390, 300)


def test_a_month_without_records_counts_as_none() -> None:
    gaps = {start: count for start, count in months(3).items() if count}
    assert judged(gaps, period(), 40, 36) == judged(months(3), period(), 40, 36)


def test_without_a_comparison_or_a_past_nothing_is_claimed() -> None:
    assert judged(months(25), period(None), 300, None) is None
    short = judged(months(25), period(coverage=Window(date(2023, 6, 1), END)), 390, 300)
    assert short is not None
    assert short.verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "view", ["incidents", "incidents-trend", "homicides", "shootings", "arrests-trend", "guns-trend"]
)
def test_the_sentence_says_the_verdict_once(answers: Answers, view: str, lang: str) -> None:
    answer = answers.answer(CATALOG.view(view), Selection(lang=lang))
    words, told = Words(lang), explain(answer, Words(lang))
    assert answer.judgment is not None
    keys = {"en": ("usual", "too few"), "es": ("habitual", "muy pequeñas")}[lang]
    said = [sentence for sentence in told.sentences if any(key in sentence for key in keys)]
    assert len(said) == (answer.judgment.verdict is not Verdict.UNKNOWN and answer.difference != 0)
    assert words.number(answer.total) in told.headline


def test_a_share_or_a_median_gets_no_verdict_of_counts(answers: Answers) -> None:
    for view in ("case-days", "ghost-guns"):
        judgment = answers.answer(CATALOG.view(view), Selection()).judgment
        assert judgment is None or judgment.phi is None
