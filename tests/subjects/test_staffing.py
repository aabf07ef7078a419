"""Staffing and hiring against SQL over the published rows: a stock is read on a day, a flow adds up, the two agree."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from dashboard.catalog import CATALOG
from dashboard.explain import explain
from dashboard.i18n import Words
from dashboard.model import Shape, Window, month_end
from tests.subjects.conftest import Ask, Sql
from tests.subjects.test_figures import within

EN = Words("en")
GONE = "figure IN ('resigned', 'retired', 'dismissed', 'died', 'left')"
YEARS: tuple[dict[str, Any], ...] = (
    {},
    {"since": date(2023, 1, 1), "until": date(2025, 12, 31)},
    {"since": date(2024, 3, 10), "until": date(2024, 6, 2)},
)


def at(sql: Sql, figure: str, day: date) -> int:
    ((number,),) = sql("SELECT number FROM staffing WHERE figure = ? AND month::DATE = ?", figure, day)
    return int(number)


@pytest.mark.parametrize("chosen", YEARS)
def test_officers_are_those_at_the_end_and_never_added_up(ask: Ask, sql: Sql, chosen: dict[str, Any]) -> None:
    answer = ask("staffing-sworn", **chosen)
    now, before = answer.period.now, answer.period.before
    assert now.whole_months
    assert before is not None
    assert answer.total == at(sql, "sworn", now.until)
    assert answer.total_before == at(sql, "sworn", before.until)
    assert answer.stands is not None
    assert (answer.stands.on, answer.stands.before_on) == (now.until, before.until)
    assert answer.stands.against == at(sql, "budgeted", now.until)
    assert answer.judgment is None


def test_every_month_has_its_officers_and_positions(ask: Ask, sql: Sql) -> None:
    answer = ask("staffing-sworn")
    stood: dict[Any, Any] = {
        (figure, day): number for figure, day, number in sql("SELECT figure, month::DATE, number FROM staffing")
    }
    for record in answer.records:
        month = record["month"]
        assert isinstance(month, date)
        assert record["complete"]
        assert record["count"] == stood["sworn", month_end(month)]
        assert record["against"] == stood["budgeted", month_end(month)]
    assert [field.key for field in answer.fields] == ["month", "count", "against", "before", "complete"]


def test_the_gap_to_the_budget_is_told(ask: Ask, sql: Sql) -> None:
    told = explain(ask("staffing-sworn"), EN)
    day = ask("staffing-sworn").period.now.until
    officers, positions = at(sql, "sworn", day), at(sql, "budgeted", day)
    assert officers < positions
    said = f"The budget pays for {positions:,} positions: {positions - officers} of them are empty"
    assert any(sentence.startswith(said) for sentence in told.sentences)
    assert f"{officers:,} at the end of {EN.month(day)}" in told.headline
    assert "chance" not in " ".join((*told.sentences, *told.know))


@pytest.mark.parametrize("chosen", YEARS)
def test_joined_less_left_is_the_change_of_the_officers(ask: Ask, sql: Sql, chosen: dict[str, Any]) -> None:
    joined, left, net = (ask(f"staffing-{view}", **chosen) for view in ("joined", "left", "net"))
    span = within(net, "month")
    ((came,),) = sql(f"SELECT sum(number) FROM staffing WHERE figure = 'joined' AND {span}")
    ((went,),) = sql(f"SELECT sum(number) FROM staffing WHERE {GONE} AND {span}")
    assert (joined.total, left.total, net.total) == (came, went, came - went)
    start, end = net.period.now.since - timedelta(days=1), net.period.now.until
    assert net.total == at(sql, "sworn", end) - at(sql, "sworn", start)


def test_net_months_add_up_and_can_be_below_zero(ask: Ask) -> None:
    answer = ask("staffing-net", since=date(2022, 1, 1))
    counts = [int(str(record["count"])) for record in answer.records]
    assert sum(counts) == answer.total
    assert min(counts) < 0 < max(counts)
    more = "joined than left" if answer.total > 0 else "left than joined"
    assert f"{abs(answer.total)} more officers {more}" in explain(answer, EN).headline
    assert answer.judgment is None


def test_why_officers_left(ask: Ask, sql: Sql) -> None:
    answer = ask("staffing-left-by-kind")
    expected: dict[Any, Any] = dict(
        sql(f"SELECT figure, sum(number) FROM staffing WHERE {GONE} AND {within(answer, 'month')} GROUP BY 1")
    )
    assert {record["leaving"]: record["count"] for record in answer.records} == expected
    assert sum(expected.values()) == answer.total


def test_days_asked_for_become_whole_months(ask: Ask) -> None:
    answer = ask("staffing-joined", since=date(2024, 3, 10), until=date(2024, 6, 2))
    assert answer.period.now == Window(date(2024, 3, 1), date(2024, 6, 30))
    assert "from March 2024 to June 2024" in " ".join(explain(answer, EN).sentences)


def test_no_number_is_not_a_zero(ask: Ask) -> None:
    told = explain(ask("staffing-sworn", since=date(2031, 1, 1)), EN)
    assert "No number of sworn officers" in told.headline
    assert "That is not a zero." in told.sentences[0]


def test_the_funnel_counts_each_applicant_once_at_the_furthest_stage(ask: Ask, sql: Sql) -> None:
    answer = ask("hiring-flow", since=date(2024, 1, 1), until=date(2024, 12, 31))
    furthest = (
        "SELECT applicant_id, arg_max(struct_pack(stage, result), CASE stage WHEN 'apply' THEN 1 WHEN 'test' THEN 2 "
        f"WHEN 'background' THEN 3 ELSE 4 END) AS last FROM hiring WHERE {within(answer, 'applied_at')} GROUP BY 1"
    )
    found: dict[Any, Any] = {
        (stage, result): n
        for stage, result, n in sql(f"SELECT last.stage, last.result, count(*) FROM ({furthest}) GROUP BY ALL")
    }
    stages = {record["reached"]: int(str(record["count"])) for record in answer.records}
    assert stages["applied"] == answer.total == sum(found.values())
    assert stages["sworn"] == found["academy", "passed"] > 0
    assert stages["open"] == sum(n for (_, result), n in found.items() if result == "open")
    assert stages["out_test"] == found["test", "out"]
    for stage, key in (("test", "tested"), ("background", "checked"), ("academy", "trained")):
        here = f"stage = '{stage}' AND {within(answer, 'applied_at')}"
        ((reached,),) = sql(f"SELECT count(DISTINCT applicant_id) FROM hiring WHERE {here}")
        assert stages[key] == reached
    assert stages["open"] + stages["decided"] == stages["applied"]


def test_newer_applicants_still_in_it_are_told(ask: Ask) -> None:
    answer = ask("hiring-flow")
    stages = {record["reached"]: int(str(record["count"])) for record in answer.records}
    assert f"Still in the process: {stages['open']} of {answer.total}" in " ".join(explain(answer, EN).sentences)
    assert stages["open"] > 0
    assert answer.total_before is None


def test_days_of_each_stage_by_the_day_it_ended(ask: Ask, sql: Sql) -> None:
    answer = ask("hiring-days-by-stage")
    days = "date_diff('day', entered_at, left_at)"
    good = f"result = 'passed' AND left_at >= entered_at AND {within(answer, 'left_at')}"
    expected = {
        stage: (median, n)
        for stage, median, n in sql(f"SELECT stage, median({days}), count(*) FROM hiring WHERE {good} GROUP BY 1")
    }
    assert {record["hiring_stage"]: (record["value"], record["count"]) for record in answer.records} == expected
    assert len(expected) == 4
    told = explain(answer, EN)
    assert "highest for academy" in told.headline
    assert f"{EN.quantity(answer.metric.unit, expected['test'][0])}" in told.sentences[0]


def test_days_to_the_oath(ask: Ask, sql: Sql) -> None:
    answer = ask("hiring-days")
    sworn = f"stage = 'academy' AND result = 'passed' AND left_at >= applied_at AND {within(answer, 'left_at')}"
    ((median, n),) = sql(f"SELECT median(date_diff('day', applied_at, left_at)), count(*) FROM hiring WHERE {sworn}")
    assert answer.value == pytest.approx(median)
    assert answer.total == n > 0


def test_a_level_and_a_balance_are_told_by_month_only() -> None:
    """Words and charts of other shapes would add a level up, or draw below zero."""
    for view in CATALOG.views.values():
        metric = CATALOG.of(view).metric(view.metric)
        if metric.level:
            assert metric.sums
            assert view.shape in (Shape.TREND, Shape.NUMBER), view.key
        if metric.balance:
            assert view.shape is Shape.TREND, view.key


def test_nobody_is_described() -> None:
    for key in ("staffing", "hiring"):
        subject = CATALOG.subject(key)
        assert not [one.key for one in subject.dimensions if one.protected]
        assert not {"name", "age", "sex", "race"} & {column.name for column in subject.columns}
