"""Figures of arrests, cases, clearances, guns, warrants and programs against SQL over the published rows."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from dashboard.answer import Answer, Answers
from dashboard.catalog import CATALOG
from dashboard.disclosure import SMALLEST_SHOWN
from dashboard.explain import explain
from dashboard.i18n import Words
from tests.subjects.conftest import Ask, Sql

EN = Words("en")


def within(answer: Answer, column: str) -> str:
    now = answer.period.now
    return f"{column} >= '{now.since}' AND {column} < CAST('{now.until}' AS DATE) + 1"


def test_arrests_are_different_numbers(ask: Ask, sql: Sql) -> None:
    answer = ask("arrests-trend")
    span = within(answer, "arrested_at")
    ((numbers, rows, unnumbered),) = sql(
        f"SELECT count(DISTINCT arrest_id), count(*), count(*) FILTER (arrest_id IS NULL) FROM arrests WHERE {span}"
    )
    assert (answer.total, answer.rows, answer.unnumbered) == (numbers, rows, unnumbered)
    assert numbers + unnumbered < rows
    assert unnumbered > 0
    told = f"{numbers:,} numbered arrests from {rows:,} rows; {unnumbered:,} rows without a number are not counted."
    assert told in explain(answer, EN).sentences
    by_month: dict[Any, Any] = dict(
        sql("SELECT date_trunc('month', arrested_at)::DATE, count(DISTINCT arrest_id) FROM arrests GROUP BY 1")
    )
    assert {record["month"]: record["count"] for record in answer.records} == {
        record["month"]: by_month.get(record["month"], 0) for record in answer.records
    }


def test_an_arrest_counts_once_in_each_kind_of_charge(ask: Ask, sql: Sql) -> None:
    answer = ask("arrests-by-charge")
    span = within(answer, "arrested_at")
    expected: dict[Any, Any] = dict(
        sql(f"SELECT charge, count(DISTINCT arrest_id) FROM arrests WHERE {span} GROUP BY 1")
    )
    assert {record["charge"]: record["count"] for record in answer.records if record["count"]} == {
        charge: count for charge, count in expected.items() if charge and count
    }
    assert sum(expected.values()) > answer.total


def test_the_whole_dataset_is_told_with_its_rows(answers: Answers, sql: Sql) -> None:
    snapshot = answers.warehouse.current()
    assert snapshot is not None
    found = answers.numbering(CATALOG.subject("arrests"), snapshot)
    assert found is not None
    expected = sql("SELECT count(*), count(*) FILTER (arrest_id IS NULL), count(DISTINCT arrest_id) FROM arrests")
    assert (found.rows, found.unnumbered, found.numbers) == expected[0]
    assert answers.numbering(CATALOG.subject("guns"), snapshot) is None


@pytest.mark.parametrize("what", ["age", "sex", "race"])
def test_tables_about_people_count_arrests_and_hide_small_counts(ask: Ask, sql: Sql, what: str) -> None:
    answer = ask(f"arrests-by-{what}", since=date(2024, 1, 1), until=date(2024, 12, 31))
    span = within(answer, "arrested_at")
    ((everyone,),) = sql(f"SELECT count(DISTINCT arrest_id) FROM arrests WHERE {span}")
    column = CATALOG.subject("arrests").dimension(what).column
    by_group: dict[Any, Any] = dict(
        sql(f"SELECT {column}, count(DISTINCT arrest_id) FROM arrests WHERE {span} GROUP BY 1")
    )
    cells = {(record["district"], record[what]): record for record in answer.records}
    assert cells["", ""]["count"] == answer.total == everyone
    for group, count in by_group.items():
        total = cells.get(("", group))
        assert total is None or total["hidden"] or total["count"] == count
    shown = [record["count"] for record in answer.records if not record["hidden"]]
    assert all(count == 0 or (isinstance(count, int) and count >= SMALLEST_SHOWN) for count in shown)
    rows = [int(str(record["count"])) for (place, group), record in cells.items() if place and not group]
    assert sum(rows) == everyone


def test_arrests_beside_reported_crime_are_worded_with_care(ask: Ask, sql: Sql) -> None:
    answer = ask("arrests-trend")
    ((reported,),) = sql(f"SELECT count(*) FROM incidents WHERE {within(answer, 'occurred_at')}")
    assert answer.aside is not None
    assert answer.aside.count == reported
    last = explain(answer, EN).sentences[-1]
    assert f"{reported:,} reported incidents: {100 * answer.total / reported:.1f} arrests for every 100" in last
    assert "not the same cases" in last
    assert ask("arrests-trend", chosen=(("charge", ("drugs",)),)).aside is None
    assert ask("arrests-by-race").aside is None


def test_a_flow_adds_up_with_both_denominators(ask: Ask, sql: Sql) -> None:
    answer = ask("cases-flow")
    found: Counter[Any] = Counter(
        dict(sql(f"SELECT outcome, count(*) FROM cases WHERE {within(answer, 'charged_at')} GROUP BY 1"))
    )
    stages = {record["case"]: record for record in answer.records}
    counts = {key: int(str(record["count"])) for key, record in stages.items()}
    assert counts["charged"] == answer.total == sum(found.values())
    assert counts["open"] == found["open"] > 0
    assert counts["decided"] == answer.total - found["open"]
    assert counts["convicted"] == found["plea"] + found["verdict"]
    assert counts["court"] == counts["convicted"] + found["acquitted"]
    ends = ("dropped", "diverted", "court", "other")
    assert counts["decided"] == sum(counts[key] for key in ends)
    assert stages["convicted"]["of_all"] == counts["convicted"] / counts["charged"]
    assert stages["convicted"]["of_base"] == counts["convicted"] / counts["decided"]
    assert stages["open"]["of_base"] is None
    assert answer.total_before is None
    told = explain(answer, EN)
    assert f"{counts['convicted']:,} of {counts['decided']:,} decided cases" in told.headline
    assert any(f"Still open: {counts['open']:,} of {counts['charged']:,}" in sentence for sentence in told.sentences)


def test_no_percent_of_fewer_than_ten_cases(ask: Ask, sql: Sql) -> None:
    ((day, count),) = sql(
        "SELECT charged_at::DATE, count(*) FROM cases WHERE charged_at < '2026-01-01' GROUP BY 1 "
        "HAVING count(*) BETWEEN 1 AND 3 ORDER BY ALL LIMIT 1"
    )
    answer = ask("cases-flow", since=day, until=day)
    assert answer.total == count
    assert {record["of_all"] for record in answer.records} == {None}
    assert "%" not in " ".join(explain(answer, EN).sentences)


@pytest.mark.parametrize(("view", "share"), [("case-days", 0.5), ("case-days-long", 0.9)])
def test_days_are_of_the_cases_that_ended(ask: Ask, sql: Sql, view: str, share: float) -> None:
    answer = ask(view)
    span = within(answer, "disposed_at")
    days = "date_diff('day', charged_at, disposed_at)"
    ((value, count),) = sql(f"SELECT quantile_cont({days}, {share}), count({days}) FROM dispositions WHERE {span}")
    assert answer.value == pytest.approx(value)
    assert answer.total == count


def test_clearances_are_dated_by_the_clearance(ask: Ask, sql: Sql) -> None:
    answer = ask("clearances-by-how")
    span = within(answer, "cleared_at")
    expected: dict[Any, Any] = dict(sql(f"SELECT how, count(*) FROM clearances WHERE {span} GROUP BY 1"))
    assert {record["cleared"]: record["count"] for record in answer.records} == expected
    year = answer.period.now.since.year
    ((earlier,),) = sql(f"SELECT count(*) FROM clearances WHERE {span} AND offense_year < {year}")
    assert earlier > 0
    words = " ".join(text for view in ("clearances-by-how", "clearances-trend") for text in _said(ask(view)))
    assert "solved" not in words
    assert "not a share of the new ones" in words


def _said(answer: Answer) -> tuple[str, ...]:
    told = explain(answer, EN)
    return (told.headline, *told.sentences, *told.know)


def test_the_privately_made_share_leaves_out_unknown_makers(ask: Ask, sql: Sql) -> None:
    answer = ask("ghost-guns")
    known = "count(*) FILTER (maker IN ('company', 'private'))"
    private = "count(*) FILTER (maker = 'private')"
    ((share, count),) = sql(f"SELECT {private} / {known}, {known} FROM guns WHERE {within(answer, 'seized_at')}")
    assert answer.value == pytest.approx(share)
    assert answer.total == count
    assert all(record["value"] is None for record in answer.records if int(str(record["count"])) < 10)


def test_warrants_stand_as_of_the_newest_record(ask: Ask, sql: Sql) -> None:
    expected: dict[Any, Any] = dict(sql("SELECT status, count(*) FROM warrants GROUP BY 1"))
    for chosen in ({}, {"since": date(2026, 1, 1)}, {"chosen": (("district", ("Harbor",)),)}):
        answer = ask("warrants-by-status", **chosen)
        assert {record["standing"]: record["count"] for record in answer.records} == expected
        assert answer.total_before is None
    assert explain(ask("warrants-by-status"), EN).headline.startswith(f"Open: {expected['open']:,} of ")


def test_open_warrants_age_to_the_newest_record(ask: Ask, sql: Sql) -> None:
    age = "date_diff('day', issued_at::DATE, (SELECT max(issued_at)::DATE FROM warrants))"
    open_ones = "FROM warrants WHERE status = 'open'"
    answer = ask("open-warrant-age")
    ((median, count),) = sql(f"SELECT median({age}), count(*) {open_ones}")
    assert answer.value == pytest.approx(median)
    assert answer.total == count
    by_type: dict[Any, Any] = dict(sql(f"SELECT warrant_type, median({age}) {open_ones} GROUP BY 1"))
    assert {record["warrant"]: record["value"] for record in answer.records} == pytest.approx(by_type)


def test_every_program_is_listed_whatever_dates_are_chosen(ask: Ask, sql: Sql) -> None:
    names = {name for (name,) in sql("SELECT name FROM programs")}
    for chosen in ({}, {"since": date(2026, 10, 1)}, {"until": date(2021, 1, 1)}):
        assert {record["name"] for record in ask("programs", **chosen).records} == names
    harbor = ask("programs", chosen=(("district", ("Harbor",)),))
    expected = sql("SELECT count(*) FROM programs WHERE district = 'Harbor'")
    assert len(harbor.records) == harbor.total == expected[0][0] > 0


def test_nobody_is_named() -> None:
    named = {"name", "first_name", "last_name", "defendant", "officer"}
    columns = {
        (subject.key, column.name)
        for subject in CATALOG.subjects.values()
        for column in subject.columns
        if column.name in named
    }
    assert columns == {("programs", "name")}
