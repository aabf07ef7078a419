"""Calls for service against SQL over the published rows: volume, time to arrival, limits, gone, diverted."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.explain import explain
from dashboard.i18n import Words
from tests.subjects.conftest import Ask, Sql
from tests.subjects.test_figures import within

EN = Words("en")
MINUTES = "epoch(arrived_at - received_at) / 60"
PEOPLE = "origin = 'public'"
GOOD = f"{PEOPLE} AND arrived_at > received_at AND {MINUTES} <= 360"
BAD = f"{PEOPLE} AND arrived_at IS NOT NULL AND (arrived_at <= received_at OR {MINUTES} > 360)"
LIMITS = "CASE priority WHEN '1' THEN 10 WHEN '2' THEN 20 WHEN '3' THEN 45 WHEN '4' THEN 90 END"


@pytest.mark.parametrize(
    ("view", "key", "column"),
    [
        ("calls-by-type", "call", "call_type"),
        ("calls-by-priority", "priority", "priority"),
        ("calls-by-place", "district", "district"),
    ],
)
def test_volume_is_of_calls_from_people(ask: Ask, sql: Sql, view: str, key: str, column: str) -> None:
    answer = ask(view)
    of = f"FROM calls WHERE {within(answer, 'received_at')} AND {PEOPLE}"
    expected: dict[Any, Any] = dict(sql(f"SELECT {column}, count(*) {of} GROUP BY 1"))
    assert answer.total == sum(expected.values())
    assert answer.unstated == expected.pop(None, 0)
    assert {record[key]: record["count"] for record in answer.records if record["count"]} == expected


def test_calls_that_officers_start_are_counted_apart(ask: Ask, sql: Sql) -> None:
    answer = ask("calls-by-origin")
    expected: dict[Any, Any] = dict(
        sql(f"SELECT origin, count(*) FROM calls WHERE {within(answer, 'received_at')} GROUP BY 1")
    )
    assert {record["origin"]: record["count"] for record in answer.records} == expected
    assert ask("calls-trend").total == expected["public"]
    assert expected["officer"] > 0


@pytest.mark.parametrize(("view", "share"), [("response-by-priority", 0.5), ("response-long-by-priority", 0.9)])
def test_time_to_arrival_by_priority(ask: Ask, sql: Sql, view: str, share: float) -> None:
    answer = ask(view)
    of = f"FROM calls WHERE {within(answer, 'received_at')} AND {GOOD}"
    expected = {
        priority: (value, count)
        for priority, value, count in sql(
            f"SELECT priority, quantile_cont({MINUTES}, {share}), count(*) {of} GROUP BY 1"
        )
    }
    values = {record["priority"]: record["value"] for record in answer.records}
    assert values == pytest.approx({key: value for key, (value, _) in expected.items()})
    assert {record["priority"]: record["count"] for record in answer.records} == {
        key: count for key, (_, count) in expected.items()
    }
    assert float(str(values["1"])) < float(str(values["4"]))


def test_the_trend_is_of_the_most_urgent(ask: Ask, sql: Sql) -> None:
    answer = ask("response-trend", chosen=(("district", ("Harbor",)),))
    here = f"{within(answer, 'received_at')} AND priority = '1' AND district = 'Harbor'"
    ((value, count),) = sql(f"SELECT median({MINUTES}), count(*) FROM calls WHERE {here} AND {GOOD}")
    ((bad,),) = sql(f"SELECT count(*) FROM calls WHERE {here} AND {BAD}")
    assert answer.value == pytest.approx(value)
    assert (answer.total, answer.apart.left_out) == (count, bad)


def test_times_out_of_bounds_are_said(ask: Ask, sql: Sql) -> None:
    for view in ("response-by-priority", "response-over"):
        answer = ask(view)
        ((bad,),) = sql(f"SELECT count(*) FROM calls WHERE {within(answer, 'received_at')} AND {BAD}")
        assert answer.apart.left_out == bad > 0
        assert any(said.startswith(f"{bad} more are left out") for said in explain(answer, EN).sentences)
        assert "6 hours" in " ".join(explain(answer, EN).sentences)


def test_share_over_the_limit(ask: Ask, sql: Sql) -> None:
    answer = ask("response-over")
    of = f"FROM calls WHERE {within(answer, 'received_at')} AND {GOOD}"
    ((share, count),) = sql(f"SELECT avg(({MINUTES} > {LIMITS})::INT), count(*) {of}")
    assert answer.value == pytest.approx(share)
    assert answer.total == count
    by_priority: dict[Any, Any] = dict(sql(f"SELECT priority, avg(({MINUTES} > {LIMITS})::INT) {of} GROUP BY 1"))
    found = ask("response-over-by-priority")
    assert {record["priority"]: record["value"] for record in found.records} == pytest.approx(by_priority)
    assert any("10 minutes for priority 1" in caution for caution in explain(found, EN).cautions)


@pytest.mark.parametrize(("view", "result"), [("calls-gone", "gone"), ("calls-diverted", "diverted")])
def test_gone_and_diverted(ask: Ask, sql: Sql, view: str, result: str) -> None:
    answer = ask(view)
    ((share,),) = sql(
        f"SELECT avg((call_result = '{result}')::INT) FROM calls WHERE {within(answer, 'received_at')} AND {PEOPLE}"
    )
    assert 0 < share < 0.3
    assert answer.value == pytest.approx(share)
