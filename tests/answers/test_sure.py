"""How sure shares and medians are, against SQL over the sorted values; and what is said of their change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.answer import Answers
from dashboard.catalog import CATALOG
from dashboard.data.store import Store
from dashboard.explain import explain
from dashboard.i18n import Words
from dashboard.selection import Selection
from dashboard.stats.intervals import quantile_ranks, wilson
from dashboard.stats.verdict import Judgment, Verdict

Rows = Callable[[str], list[tuple[Any, ...]]]
URGENT = "priority = '1' AND origin = 'public' AND minutes IS NOT NULL"


@pytest.fixture(scope="module")
def calls(sample_cache: Path) -> Any:
    """SQL over the published calls."""
    store = Store(sample_cache, "sample")
    newest = store.manifest().newest
    assert newest is not None
    with duckdb.connect() as connection:
        connection.execute(f"CREATE VIEW calls AS FROM read_parquet('{store.path(newest.tables['calls'])}')")
        yield lambda text: connection.execute(text).fetchall()


def test_a_median_lies_between_two_of_its_sorted_values(answers: Answers, calls: Rows) -> None:
    answer = answers.answer(CATALOG.view("urgent-response"), Selection())
    values = [
        minutes
        for (minutes,) in calls(
            f"SELECT minutes FROM calls WHERE {URGENT} AND received_at >= '2025-11-01' AND received_at < '2026-11-01' "
            "ORDER BY minutes"
        )
    ]
    ranks = quantile_ranks(len(values))
    assert answer.total == len(values)
    assert ranks is not None
    assert answer.between is not None
    assert answer.between.low == pytest.approx(values[ranks[0] - 1])
    assert answer.between.high == pytest.approx(values[ranks[1] - 1])
    assert answer.between.low <= float(answer.value or 0) <= answer.between.high


def test_a_share_has_its_score_interval(answers: Answers) -> None:
    answer = answers.answer(CATALOG.view("on-time"), Selection())
    assert answer.value is not None
    assert answer.between == wilson(round(answer.value * answer.total), answer.total)


@pytest.mark.parametrize(
    ("verdict", "english", "spanish"),
    [
        (Verdict.USUAL, "can be chance", "puede deberse al azar"),
        (Verdict.HIGHER, "larger than chance", "mayor que la que daría el puro azar"),
        (Verdict.LOWER, "larger than chance", "mayor que la que daría el puro azar"),
        (Verdict.FEW, "too few records", "muy pocos registros"),
    ],
)
def test_what_a_change_is_worth_is_said(answers: Answers, verdict: Verdict, english: str, spanish: str) -> None:
    answer = replace(answers.answer(CATALOG.view("on-time"), Selection()), judgment=Judgment(verdict, 0.5, None))
    for lang, said in (("en", english), ("es", spanish)):
        assert said in explain(answer, Words(lang)).sentences[1]


def test_without_a_comparison_only_the_interval_is_told(answers: Answers) -> None:
    answer = answers.answer(CATALOG.view("urgent-response"), Selection(compare="none"))
    assert answer.judgment is None
    assert answer.between is not None
    assert "the real level likely lies" in " ".join(explain(answer, Words("en")).sentences)


def test_too_few_records_have_no_interval(answers: Answers) -> None:
    day = Selection(since=date(2026, 5, 1), until=date(2026, 5, 1), chosen=(("district", ("Harbor",)),))
    answer = answers.answer(CATALOG.view("urgent-response"), day)
    assert answer.total < 6
    assert answer.between is None
    assert answer.judgment is None or answer.judgment.verdict is Verdict.FEW
