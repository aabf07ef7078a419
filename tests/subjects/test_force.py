"""Uses of force and complaints against SQL over the published rows: events, flows, times, people."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from dashboard.catalog import CATALOG
from dashboard.disclosure import SMALLEST_SHOWN
from dashboard.explain import explain
from dashboard.i18n import Words
from tests.subjects.conftest import Ask, Sql
from tests.subjects.test_figures import within

EN = Words("en")
EVERYTHING = {"since": date(2020, 1, 1), "until": date(2026, 10, 31)}


@pytest.mark.parametrize(
    ("view", "table", "when", "number"),
    [
        ("force-trend", "force", "occurred_at", "force_id"),
        ("complaints-trend", "complaints", "received_at", "complaint_id"),
    ],
)
def test_events_are_counted_and_not_rows(ask: Ask, sql: Sql, view: str, table: str, when: str, number: str) -> None:
    answer = ask(view, **EVERYTHING)
    ((events, rows, unnumbered),) = sql(
        f"SELECT count(DISTINCT {number}), count(*), count(*) FILTER ({number} IS NULL) FROM {table} "
        f"WHERE {within(answer, when)}"
    )
    assert (answer.total, answer.rows, answer.unnumbered) == (events, rows, unnumbered)
    assert unnumbered > 0
    assert events + unnumbered < rows
    assert f"{events:,} numbered" in " ".join(explain(answer, EN).sentences)


@pytest.mark.parametrize(
    ("view", "key"),
    [
        ("force-by-kind", "force"),
        ("force-by-level", "level"),
        ("force-by-place", "district"),
        ("complaints-by-allegation", "allegation"),
        ("complaints-by-source", "source"),
        ("complaints-by-place", "district"),
    ],
)
def test_events_by_kind_and_place(ask: Ask, sql: Sql, view: str, key: str) -> None:
    answer = ask(view, **EVERYTHING)
    table, span = answer.subject.key, within(answer, answer.subject.when)
    expected: dict[Any, Any] = dict(
        sql(f"SELECT {key}, count(DISTINCT {answer.metric.distinct}) FROM {table} WHERE {span} GROUP BY 1")
    )
    assert answer.unstated == expected.pop(None, 0)
    assert {record[key]: record["count"] for record in answer.records if record["count"]} == expected


def _firsts(sql: Sql, table: str, column: str, number: str, when: str, order: list[str]) -> Counter[Any]:
    """Different numbers by the first of their codes in ``order``, one query a number."""
    listed = sql(
        f"SELECT {number}, list(DISTINCT {column}) FROM {table} WHERE {when} AND {number} IS NOT NULL GROUP BY 1"
    )
    return Counter(min(codes, key=order.index) for _, codes in listed)


@pytest.mark.parametrize(
    ("view", "table", "column", "number", "when", "told"),
    [
        ("force-review", "force", "review", "force_id", "occurred_at", "not"),
        ("complaints-flow", "complaints", "finding", "complaint_id", "received_at", "sustained"),
    ],
)
def test_a_flow_counts_each_event_once_by_its_gravest_finding(
    ask: Ask, sql: Sql, view: str, table: str, column: str, number: str, when: str, told: str
) -> None:
    answer = ask(view, **EVERYTHING)
    dimension = CATALOG.subject(table).dimension(column)
    order = [value.code for value in dimension.values]
    expected = _firsts(sql, table, column, number, within(answer, when), order)
    records = {record[column]: record for record in answer.records}
    counts = {key: int(str(record["count"])) for key, record in records.items()}
    first, base = dimension.stages[0].key, dimension.stages[2].key
    assert counts[first] == answer.total == sum(expected.values())
    assert {key: counts[key] for key in expected} == expected
    assert counts["open"] > 0
    assert counts[base] == answer.total - counts["open"]
    assert records[told]["of_all"] == counts[told] / answer.total
    assert records[told]["of_base"] == counts[told] / counts[base]
    said = explain(answer, EN)
    assert f"{counts[told]:,} of {counts[base]:,}" in said.headline
    assert any(f": {counts['open']:,} of {answer.total:,}" in sentence for sentence in said.sentences)


def test_several_findings_in_one_complaint_would_count_twice(sql: Sql) -> None:
    """What the flow is careful about does occur in the data."""
    ((several,),) = sql(
        "SELECT count(*) FROM (SELECT complaint_id FROM complaints WHERE complaint_id IS NOT NULL GROUP BY 1 "
        "HAVING count(DISTINCT finding) > 1)"
    )
    assert several > 0


@pytest.mark.parametrize(("view", "share"), [("complaint-days", 0.5), ("complaint-days-long", 0.9)])
def test_a_complaint_takes_as_long_as_its_longest_allegation(ask: Ask, sql: Sql, view: str, share: float) -> None:
    answer = ask(view, **EVERYTHING)
    ((value, count),) = sql(
        f"SELECT quantile_cont(days, {share}), count(*) FROM (SELECT complaint_id, "
        "max(date_diff('day', received_at, closed_at)) FILTER (closed_at >= received_at AND finding <> 'open') AS days "
        f"FROM complaints WHERE {within(answer, 'received_at')} AND complaint_id IS NOT NULL GROUP BY 1) "
        "WHERE days IS NOT NULL"
    )
    assert answer.value == pytest.approx(value)
    assert answer.total == count
    assert answer.rows == 0


def test_open_and_unusable_ones_are_said_and_many_open_stop_the_comparison(ask: Ask, sql: Sql) -> None:
    answer = ask("complaint-days")
    span = within(answer, "received_at")
    ((still, bad),) = sql(
        "SELECT count(DISTINCT complaint_id) FILTER (finding = 'open'), count(DISTINCT complaint_id) "
        "FILTER (finding <> 'open' AND (closed_at IS NULL OR closed_at < received_at)) "
        f"FROM complaints WHERE {span}"
    )
    assert (answer.apart.unended, answer.apart.left_out) == (still, bad)
    assert still > 0.05 * (still + answer.total)
    assert (answer.period.alone, answer.value_before, answer.total_before) == ("unended", None, None)
    said = " ".join(explain(answer, EN).sentences)
    assert f"{still} more are still open" in said
    assert "not compared with an earlier period" in said


def test_few_open_ones_do_not_stop_it(ask: Ask) -> None:
    answer = ask("complaint-days", since=date(2024, 1, 1), until=date(2024, 12, 31))
    assert answer.apart.unended <= 0.05 * (answer.apart.unended + answer.total)
    assert answer.value_before is not None


def test_someone_hurt(ask: Ask, sql: Sql) -> None:
    answer = ask("force-injured", **EVERYTHING)
    ((share,),) = sql(
        "SELECT count(DISTINCT force_id) FILTER (injured = 'yes') / count(DISTINCT force_id) "
        f"FROM force WHERE {within(answer, 'occurred_at')}"
    )
    assert answer.value == pytest.approx(share)


@pytest.mark.parametrize("what", ["age", "sex", "race"])
@pytest.mark.parametrize(
    ("subject", "view", "when", "where"),
    [("force", "force", "occurred_at", "true"), ("complaints", "complaints", "received_at", "source = 'public'")],
)
def test_people_are_counted_and_small_counts_hidden(
    ask: Ask, sql: Sql, subject: str, view: str, when: str, where: str, what: str
) -> None:
    answer = ask(f"{view}-by-{what}", since=date(2025, 1, 1), until=date(2025, 12, 31))
    span = f"{within(answer, when)} AND {where}"
    ((everyone,),) = sql(f"SELECT count(DISTINCT person_id) FROM {subject} WHERE {span}")
    assert answer.total == everyone > 0
    shown = [record["count"] for record in answer.records if not record["hidden"]]
    assert all(count == 0 or (isinstance(count, int) and count >= SMALLEST_SHOWN) for count in shown)
    assert "numbered" not in " ".join(explain(answer, EN).sentences)


def test_nothing_describes_an_officer() -> None:
    described = [
        column.name
        for key in ("force", "complaints")
        for column in CATALOG.subject(key).columns
        if "officer" in column.name
    ]
    assert described == []
