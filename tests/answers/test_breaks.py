"""Declared breaks: never crossed by a comparison, a sum or a line; said and drawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard import charts, cities
from dashboard.answer import Answer, Answers
from dashboard.answer.judged import judged
from dashboard.catalog import CATALOG
from dashboard.charts import trend
from dashboard.charts.theme import style
from dashboard.cities.schema import Break, City
from dashboard.data.warehouse import Warehouse
from dashboard.explain import explain
from dashboard.i18n import LANGUAGES, Words
from dashboard.model import add_months

CHANGE = Break(on=date(2025, 8, 1), kind="counting", en="Rules changed.", es="Las reglas cambiaron.")
OUTAGE = Break(
    on=date(2025, 3, 10), until=date(2025, 3, 20), kind="outage", en="The system was down.", es="El sistema no andaba."
)
EARLY = CHANGE.model_copy(update={"on": date(2021, 6, 1)})
ONE = CHANGE.model_copy(update={"metrics": ("homicides",)})
Broken = Callable[..., Answers]


def city(*breaks: Break) -> City:
    sample = cities.load("sample")
    incidents = sample.subjects["incidents"].model_copy(update={"breaks": breaks})
    return sample.model_copy(update={"subjects": sample.subjects | {"incidents": incidents}})


@pytest.fixture(scope="module")
def broken(sample_cache: Path) -> Iterator[Broken]:
    """``broken(change, outage)``: the answers of the sample city with these breaks declared."""
    warehouse = Warehouse(cities.load("sample"), sample_cache)
    yield lambda *breaks: Answers(city(*breaks), warehouse, CATALOG)
    warehouse.close()


def asked(answers: Answers, view: str, *pairs: tuple[str, str]) -> Answer:
    return answers.answer(CATALOG.view(view), answers.parse(pairs).selection)


def said(answer: Answer, lang: str = "en") -> str:
    return " ".join(explain(answer, Words(lang)).sentences)


@pytest.mark.parametrize("view", ["incidents", "incidents-trend", "incidents-by-place", "incidents-by-offense"])
@pytest.mark.parametrize("one", [CHANGE, OUTAGE], ids=["change", "outage"])
def test_periods_on_two_sides_are_not_compared_and_it_is_said(broken: Broken, view: str, one: Break) -> None:
    answer = asked(broken(one), view)
    assert (answer.period.alone, answer.total_before, answer.judgment) == ("broken", None, None)
    if view != "incidents-trend":
        assert all(record.get("before") is None for record in answer.records if "month" not in record)
    for lang in LANGUAGES:
        told = said(answer, lang)
        assert told.count(getattr(one, lang)) == 1
        assert {"en": "So the two periods are not compared.", "es": "no se comparan"}[lang] in told


def test_a_break_before_both_periods_lets_them_be_compared_and_is_said_where_it_is_drawn(broken: Broken) -> None:
    answers = broken(EARLY)
    trended, counted = asked(answers, "incidents-trend", ("since", "2021-01-01")), asked(answers, "incidents")
    assert counted.total_before
    assert "Rules changed." not in said(counted)
    assert trended.total_before is None
    assert "Rules changed." in said(trended)


def test_a_break_of_one_metric_leaves_the_others_alone(broken: Broken) -> None:
    answers = broken(ONE)
    assert asked(answers, "homicides").period.alone == "broken"
    assert asked(answers, "incidents").total_before


@pytest.mark.parametrize("one", [CHANGE, OUTAGE], ids=["change", "outage"])
def test_no_month_is_set_beside_one_of_the_other_side_and_no_sum_goes_over(broken: Broken, one: Break) -> None:
    months = {record["month"]: record for record in asked(broken(one), "incidents-trend").records}
    first = one.on.replace(day=1)
    for back in range(1, 12):
        assert months[add_months(first, -back)]["before"] is not None
    touched = [add_months(first, later) for later in range(12)]
    beside = touched if one is CHANGE else [first, add_months(first, 12)]
    assert [months[month]["before"] for month in beside] == [None] * len(beside)
    summed = touched[:11] if one is CHANGE else touched
    assert [months[month]["last_12_months"] for month in summed] == [None] * len(summed)


def lines(spec: Any) -> list[dict[str, Any]]:
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == "line"]


@pytest.mark.parametrize("one", [CHANGE, OUTAGE], ids=["change", "outage"])
@pytest.mark.parametrize("view", ["incidents-trend", "incidents"])
def test_no_line_is_drawn_over_a_break(broken: Broken, view: str, one: Break) -> None:
    answer, words = asked(broken(one), view), Words("en")
    months = [record["month"] for record in answer.records]
    at = months.index(one.on.replace(day=1)) - 0.5
    figure = charts.figure(answer, words)
    stretches = 0
    for trace in figure.data:
        if trace.type != "scatter" or trace.mode != "lines":
            continue
        for here, there in zip(trace.x, trace.x[1:], strict=False):
            if here is not None and there is not None:
                stretches += 1
                assert not here < at < there
    assert stretches > 10


@pytest.mark.parametrize("size", ["wide", "narrow"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_break_is_drawn_and_named(broken: Broken, lang: str, size: str) -> None:
    answer, words = asked(broken(EARLY, OUTAGE), "incidents-trend", ("since", "2021-01-01")), Words(lang)
    spec = str(trend.spec(answer, words, style(size)))
    names = {"en": ("counted differently", "records missing"), "es": ("contado de otro modo", "faltan registros")}
    assert spec.count("strokeDash") == 2
    assert all(name in spec for name in names[lang][: 2 if size == "wide" else 1])
    figure = charts.figure(answer, words, size=size)
    assert len([shape for shape in figure.layout.shapes if shape.line.dash == "dash"]) == 2
    assert names[lang][0] in str(figure.layout.annotations)


def test_words_over_the_plot_do_not_cover_each_other(broken: Broken) -> None:
    near = [EARLY.model_copy(update={"on": date(2021, month, 1)}) for month in (6, 7, 8)]
    answer = asked(broken(*near), "incidents-trend", ("since", "2021-01-01"))
    spec = str(trend.spec(answer, Words("en"), style("wide")))
    assert spec.count("strokeDash") == 3
    assert len(re.findall("counted differently", spec)) == 1


def test_the_past_begins_at_the_last_break(broken: Broken) -> None:
    answer = asked(broken(EARLY), "incidents")
    starts = [add_months(date(2020, 1, 1), index) for index in range(82)]
    wild = {start: (20 if start.month % 2 else 300) if start < EARLY.on else 100 for start in starts}
    calm = dict.fromkeys(starts, 100)
    whole = replace(answer.period, breaks=())
    assert judged(wild, answer.period, 1100, 1200) == judged(calm, answer.period, 1100, 1200)
    assert judged(wild, whole, 1100, 1200) != judged(calm, whole, 1100, 1200)


def test_too_short_a_past_after_a_break_gives_no_verdict(broken: Broken) -> None:
    short = CHANGE.model_copy(update={"on": date(2024, 1, 1)})
    answer = asked(broken(short), "incidents", ("since", "2026-01-01"))
    assert answer.total_before
    assert not answer.judged
    assert "usual" not in said(answer)
