"""Promises: measured by SQL, true at every edge, told in both languages, drawn, exported."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from dashboard import charts, cities, export
from dashboard.answer import Answer, Answers
from dashboard.answer.promised import view_key
from dashboard.catalog import CATALOG
from dashboard.cities.schema import Break, City, Promise
from dashboard.data.warehouse import Warehouse
from dashboard.explain import explain
from dashboard.explain import promise as telling
from dashboard.i18n import LANGUAGES, Words
from dashboard.stats.targets import Status
from tests.answers.conftest import Sql

PLAN: dict[str, Any] = {
    "en": "Cut homicides by 15% a year", "es": "Reducir los homicidios un 15% al año", "set_on": date(2023, 2, 1),
    "source": "The plan", "subject": "incidents", "metric": "homicides", "path": "yearly",
    "since": date(2022, 12, 31), "due": date(2027, 12, 31), "change": -0.15,
}  # fmt: skip
RUN = {"path": "linear", "change": None}
LEVEL = {"path": "level", "change": None, "since": None, "due": None}
Promising = Callable[..., Answer]


def city(promise: Promise, *breaks: Break) -> City:
    sample = cities.load("sample")
    incidents = sample.subjects["incidents"].model_copy(update={"breaks": breaks})
    subjects = sample.subjects | {"incidents": incidents}
    return sample.model_copy(update={"promises": {"one": promise}, "subjects": subjects})


@pytest.fixture(scope="module")
def promising(sample_cache: Path) -> Iterator[Promising]:
    """``promising(goal=100)``: the answer to the plan with something changed."""
    warehouse = Warehouse(cities.load("sample"), sample_cache)

    def make(*breaks: Break, **changes: Any) -> Answer:
        answers = Answers(city(Promise(**{**PLAN, **changes}), *breaks), warehouse, CATALOG)
        return answers.answer(answers.catalog.view(view_key("one")), answers.parse([]).selection)

    yield make
    warehouse.close()


def homicides(sql: Sql, since: str, until: str) -> int:
    ((count,),) = sql(
        "SELECT count(*) FROM incidents WHERE offense = 'homicide' AND occurred_at::DATE BETWEEN ?::DATE AND ?::DATE",
        since, until,
    )  # fmt: skip
    return int(count)


def test_what_is_measured_is_that_of_sql(promising: Promising, sql: Sql) -> None:
    answer = promising()
    months = {str(record["month"]): record["count"] for record in answer.records}
    assert months["2022-12-01"] == homicides(sql, "2022-01-01", "2022-12-31")
    assert months["2026-10-01"] == homicides(sql, "2025-11-01", "2026-10-31")
    assert months["2024-05-01"] == homicides(sql, "2023-06-01", "2024-05-31")
    assert list(months)[-1] == "2026-10-01"


def test_a_share_over_twelve_months_is_that_of_sql(promising: Promising) -> None:
    answer = promising(subject="requests", metric="requests-on-time", goal=0.9, **LEVEL)
    last = answer.records[-1]
    assert last["value"] == answer.value
    assert last["count"] == answer.total
    assert 0 < float(str(last["value"])) < 1


def test_the_path_begins_at_what_was_measured_and_compounds(promising: Promising, sql: Sql) -> None:
    answer = promising()
    base = homicides(sql, "2022-01-01", "2022-12-31")
    by_month = {str(record["month"]): record["path"] for record in answer.records}
    assert by_month["2022-12-01"] == pytest.approx(base)
    assert by_month["2024-12-01"] == pytest.approx(base * 0.85**2)
    assert by_month["2022-11-01"] is None
    said = " ".join(explain(answer, Words("en")).sentences)
    assert "15% less each year for 5 years makes 55.6% less, not 75%" in said
    assert f"from {base} in the 12 months to December 2022 to" in said


def now(sql: Sql) -> int:
    return homicides(sql, "2025-11-01", "2026-10-31")


def then(sql: Sql) -> int:
    return homicides(sql, "2024-01-01", "2024-12-31")


PAST = {"path": "linear", "change": None, "since": date(2021, 12, 31), "due": date(2024, 12, 31), "base": 1000.0}
EDGES: dict[str, tuple[dict[str, Any], Callable[[Sql], dict[str, Any]], Status, str, str]] = {
    "met on the day": (PAST, lambda sql: {"goal": then(sql)}, Status.PAST_MET, "Met: ", "Cumplida: "),
    "missed by one": (PAST, lambda sql: {"goal": then(sql) - 1}, Status.PAST_MISSED, "Missed: ", "No cumplida: "),
    "target in the past": (PAST, lambda sql: {"goal": 1}, Status.PAST_MISSED, "Missed: ", "No cumplida: "),
    "met before it is due": (
        RUN, lambda sql: {"goal": now(sql), "base": 900.0}, Status.MET, "Met before it is due: ", "antes de la fecha: ",
    ),
    "behind": (
        RUN, lambda sql: {"goal": 1, "base": 2.0}, Status.BEHIND, "Behind the path set in 2023: ", "Va atrasada",
    ),
    "ahead": (
        RUN, lambda sql: {"goal": 1, "base": 5000.0}, Status.AHEAD, "Ahead of the path set in 2023: ", "Va adelantada",
    ),
    "kept": (LEVEL, lambda sql: {"goal": now(sql)}, Status.PAST_MET, "Kept: ", "Se cumple: "),
    "not kept by one": (LEVEL, lambda sql: {"goal": now(sql) - 1}, Status.PAST_MISSED, "Not kept: ", "No se cumple: "),
    "base of zero": ({}, lambda sql: {"base": 0}, Status.BASE_ZERO, "Cannot be told: ", "No se puede saber: "),
    "no base in the data": (
        {"since": date(2019, 12, 31)}, lambda sql: {}, Status.NO_DATA, "No data yet: ", "Aún sin datos: ",
    ),
    "not begun": (
        {"since": date(2026, 12, 31), "due": date(2030, 12, 31)}, lambda sql: {"base": 200}, Status.NOT_DUE,
        "Not begun yet: ", "Aún no empieza: ",
    ),
}  # fmt: skip


@pytest.mark.parametrize("edge", EDGES)
def test_the_status_is_right_at_every_edge(promising: Promising, sql: Sql, edge: str) -> None:
    fixed, looked_up, status, english, spanish = EDGES[edge]
    answer = promising(**{**fixed, **looked_up(sql)})
    assert telling.of(answer).standing.status is status
    for lang, begins in (("en", english), ("es", spanish)):
        told = explain(answer, Words(lang))
        assert begins in told.headline
        assert all(told.sentences)
        assert "{" not in "".join((told.headline, told.subtitle, told.alt, *told.sentences))


def test_on_the_path_within_less_than_one_event(promising: Promising, sql: Sql) -> None:
    level = {"since": date(2025, 10, 31), "due": date(2027, 10, 31), "base": 2.0 * now(sql)}
    answer = promising(**RUN, **level, goal=0)
    assert telling.of(answer).standing.path == pytest.approx(now(sql))
    assert telling.of(answer).standing.status is Status.ON_PATH
    beside = promising(**RUN, **{**level, "base": 2.0 * now(sql) - 2}, goal=0)
    assert telling.of(beside).standing.status is Status.BEHIND
    assert f"That is 1 more than the {now(sql) - 1} promised by then." in " ".join(
        explain(beside, Words("en")).sentences
    )


def test_a_series_that_breaks_in_between_is_not_judged(promising: Promising) -> None:
    change = Break(on=date(2024, 3, 1), kind="counting", en="New rule.", es="Regla nueva.")
    answer = promising(change)
    assert telling.of(answer).standing.status is Status.BROKEN_SERIES
    for lang, rule in (("en", "New rule."), ("es", "Regla nueva.")):
        told = explain(answer, Words(lang))
        assert rule in " ".join(told.sentences)
        assert not any(character.isdigit() for character in told.headline.replace("15%", ""))
    assert date(2024, 6, 1) not in [record["month"] for record in answer.records]


def test_rounding_never_hides_on_which_side_the_count_lies(promising: Promising, sql: Sql) -> None:
    answer = promising(**{**PAST, "goal": then(sql) - 0.4})
    assert telling.of(answer).standing.status is Status.PAST_MISSED
    assert f"against the goal of {then(sql) - 0.4:.1f}" in explain(answer, Words("en")).headline


def test_since_when_is_told(promising: Promising, sql: Sql) -> None:
    kept = promising(**LEVEL, goal=10_000)
    assert "since the promise was made" in " ".join(explain(kept, Words("en")).sentences)
    running = promising(**RUN, goal=1, base=2.0)
    assert telling.of(running).since == date(2023, 1, 31)


def test_only_its_own_filters_count(promising: Promising, sample_cache: Path) -> None:
    whole, part = promising(), promising(where={"district": ("Harbor",)})
    assert 0 < part.total < whole.total
    assert dict(part.applied) == {"district": ("Harbor",)}
    rows = list(csv.DictReader(io.StringIO(export.csv_bytes(part).decode())))
    assert {row["filters"] for row in rows} == {"district=Harbor"}
    assert "Harbor" in explain(part, Words("en")).subtitle


@pytest.fixture(scope="module")
def declared(sample_cache: Path) -> Iterator[Answers]:
    found = cities.load("sample")
    warehouse = Warehouse(found, sample_cache)
    yield Answers(found, warehouse, CATALOG)
    warehouse.close()


PROMISES = [key for key, one in cities.load("sample").promises.items() if one.metric]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", PROMISES)
def test_every_promise_of_the_sample_is_told_drawn_and_exported(declared: Answers, key: str, lang: str) -> None:
    words = Words(lang)
    asked = declared.parse([("district", "Harbor"), ("since", "2026-01-01"), ("lang", lang)]).selection
    answer = declared.answer(declared.catalog.view(view_key(key)), asked)
    assert answer.ignored == ("district",)
    told = explain(answer, words)
    assert telling.label(telling.of(answer), words) in told.headline
    for size in ("wide", "narrow"):
        drawn = charts.static(answer, words, size=size).decode()
        assert words("promised") in drawn
        assert charts.figure(answer, words, size=size).data
    assert len(export.csv_bytes(answer).splitlines()) == len(answer.records) + 1


def test_the_line_of_what_was_measured_stops_at_a_break(promising: Promising) -> None:
    change = Break(on=date(2024, 3, 1), kind="counting", en="New rule.", es="Regla nueva.")
    figure = charts.figure(promising(change), Words("en"))
    x = [at for trace in figure.data if trace.mode == "lines" and trace.line.dash != "dash" for at in trace.x]
    assert None in x[:-1]
    for here, there in pairwise(x):
        assert here is None or there is None or there - here <= 1


def test_equal_promises_give_equal_answers(promising: Promising) -> None:
    assert replace(promising(), snapshot="") == replace(promising(), snapshot="")
