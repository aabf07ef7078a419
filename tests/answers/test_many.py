"""Many places or kinds at once: false alarms are held, real changes are found, and the words name only those."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dashboard.answer import Answers
from dashboard.catalog import CATALOG
from dashboard.explain import explain
from dashboard.explain.verdict import short
from dashboard.i18n import LANGUAGES, Words
from dashboard.model import Shape
from dashboard.selection import Selection
from dashboard.stats.dispersion import estimate_many
from dashboard.stats.many import hold
from dashboard.stats.verdict import Verdict, judge
from tests.support.effort import examples

NAMES = ("Higher than usual: ", "Lower than usual: ")


@pytest.fixture(scope="module")
def ranked(answers: Answers) -> Any:
    return answers.answer(CATALOG.view("incidents-by-place"), Selection(by="neighborhood"))


def test_sixty_places_without_a_change_are_hardly_ever_called_changed() -> None:
    rng, alarms, seeds = np.random.default_rng(5), 0, examples(60)
    for _ in range(seeds):
        months = rng.poisson(30, size=(60, 84))
        dispersions = estimate_many(months[:, :60].astype(float))
        now, before = months[:, 72:].sum(axis=1), months[:, 60:72].sum(axis=1)
        judged = [
            judge(int(a), int(b), one, 365, 365, 12, 12) for a, b, one in zip(now, before, dispersions, strict=True)
        ]
        alarms += any(one.verdict in (Verdict.HIGHER, Verdict.LOWER) for one in hold(judged))
    assert alarms <= 0.2 * seeds


def test_every_record_has_a_verdict_or_too_few(ranked: Any) -> None:
    told = {record["verdict"] for record in ranked.records}
    assert told <= {one.value for one in Verdict}
    assert ranked.judged
    assert ranked.fields[-1].key == "verdict"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("verdict", [Verdict.HIGHER, Verdict.LOWER])
def test_those_that_stand_out_are_named_and_the_others_not(ranked: Any, verdict: Verdict, lang: str) -> None:
    words = Words(lang)
    quiet = tuple({**record, "verdict": Verdict.USUAL.value} for record in ranked.records)
    told = replace(ranked, records=({**quiet[0], "verdict": verdict.value}, *quiet[1:]))
    said = " ".join(explain(told, words).sentences)
    name = str(ranked.names(ranked.by)[str(quiet[0]["neighborhood"])])
    assert said.count(name) == 1
    assert not any(str(ranked.names(ranked.by)[str(one["neighborhood"])]) in said for one in quiet[5:9])
    assert short(verdict.value, words) in said.lower()
    many = replace(ranked, records=tuple({**record, "verdict": verdict.value} for record in ranked.records))
    assert str(len(ranked.records)) in " ".join(explain(many, words).sentences)


def test_a_change_that_does_not_stand_out_makes_no_headline(answers: Answers) -> None:
    answer = answers.answer(CATALOG.view("incidents-by-offense"), Selection())
    quiet = replace(answer, records=tuple({**one, "verdict": Verdict.USUAL.value} for one in answer.records))
    assert "changed most" not in explain(quiet, Words("en")).headline
    loud = replace(
        quiet, records=({**quiet.records[2], "verdict": Verdict.LOWER.value, "difference": -3}, *quiet.records)
    )
    assert "changed most: 3 fewer" in explain(loud, Words("en")).headline


@pytest.mark.parametrize("pairs", [{"compare": "none"}, {"by": "district", "compare": "none"}])
def test_without_a_comparison_nothing_is_judged(answers: Answers, pairs: dict[str, str]) -> None:
    answer = answers.answer(CATALOG.view("incidents-by-place"), Selection(**pairs))  # type: ignore[arg-type]
    assert not answer.judged
    assert "verdict" not in {field.key for field in answer.fields}


def test_shares_and_levels_are_not_judged_as_counts(answers: Answers) -> None:
    shares = [
        view
        for view in CATALOG.views.values()
        if view.shape is Shape.CHANGES and CATALOG.of(view).metric(view.metric).measured
    ]
    assert shares
    for view in shares[:4]:
        assert "verdict" not in {field.key for field in answers.answer(view, Selection()).fields}
