"""Stops by police against SQL over the published rows: counted by number, searches, what they found, people."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dashboard.catalog import CATALOG
from dashboard.disclosure import SMALLEST_SHOWN, Protected
from dashboard.explain import explain
from dashboard.i18n import Words
from dashboard.stats import SMALLEST_BASE
from tests.subjects.conftest import Ask, Sql
from tests.subjects.test_figures import within

EN = Words("en")
SEARCHED = "count(DISTINCT stop_id) FILTER (searched = 'yes')"
KNOWN = "count(DISTINCT stop_id) FILTER (searched IN ('yes', 'no'))"
FOUND = "count(DISTINCT stop_id) FILTER (searched = 'yes' AND contraband = 'yes')"
SAID = "count(DISTINCT stop_id) FILTER (searched = 'yes' AND contraband IN ('yes', 'no'))"


def test_stops_are_different_numbers(ask: Ask, sql: Sql) -> None:
    answer = ask("stops-trend")
    span = within(answer, "stopped_at")
    ((numbers, rows, unnumbered),) = sql(
        f"SELECT count(DISTINCT stop_id), count(*), count(*) FILTER (stop_id IS NULL) FROM stops WHERE {span}"
    )
    assert (answer.total, answer.rows, answer.unnumbered) == (numbers, rows, unnumbered)
    assert unnumbered > 0
    assert numbers + unnumbered < rows
    by_month: dict[Any, Any] = dict(
        sql("SELECT date_trunc('month', stopped_at)::DATE, count(DISTINCT stop_id) FROM stops GROUP BY 1")
    )
    assert {record["month"]: record["count"] for record in answer.records} == {
        record["month"]: by_month.get(record["month"], 0) for record in answer.records
    }


@pytest.mark.parametrize(
    ("view", "key", "column"),
    [
        ("stops-by-kind", "stop", "stop_kind"),
        ("stops-by-reason", "reason", "reason"),
        ("stops-by-outcome", "ended", "stop_outcome"),
        ("stops-by-place", "district", "district"),
    ],
)
def test_by_kind_reason_end_and_place(ask: Ask, sql: Sql, view: str, key: str, column: str) -> None:
    answer = ask(view)
    of = f"FROM stops WHERE {within(answer, 'stopped_at')}"
    expected: dict[Any, Any] = dict(sql(f"SELECT {column}, count(DISTINCT stop_id) {of} GROUP BY 1"))
    assert answer.unstated == expected.pop(None, 0)
    assert {record[key]: record["count"] for record in answer.records if record["count"]} == expected
    assert len(expected) > 2


def test_searches_and_what_they_found(ask: Ask, sql: Sql) -> None:
    for chosen in ({}, {"chosen": (("district", ("Harbor",)),)}):
        for view, hit, base in (("stops-searched", SEARCHED, KNOWN), ("stops-found", FOUND, SAID)):
            answer = ask(view, **chosen)
            here = within(answer, "stopped_at") + (" AND district = 'Harbor'" if chosen else "")
            ((share, count),) = sql(f"SELECT {hit} / {base}, {base} FROM stops WHERE {here}")
            assert answer.value == (pytest.approx(share) if count >= SMALLEST_BASE else None)
            assert answer.total == count
            assert 0 < share < 0.5


def test_what_searches_found_by_reason(ask: Ask, sql: Sql) -> None:
    answer = ask("stops-found-by-reason")
    of = f"FROM stops WHERE {within(answer, 'stopped_at')}"
    expected = {reason: (hit, base) for reason, hit, base in sql(f"SELECT reason, {FOUND}, {SAID} {of} GROUP BY 1")}
    for record in answer.records:
        hit, base = expected[record["reason"]]
        assert record["count"] == base
        assert record["value"] == (pytest.approx(hit / base) if base >= SMALLEST_BASE else None)


@pytest.mark.parametrize("what", ["age", "sex", "race"])
def test_people_are_counted_and_small_counts_hidden(ask: Ask, sql: Sql, what: str) -> None:
    answer = ask(f"stops-by-{what}", since=date(2025, 1, 1), until=date(2025, 12, 31))
    span = within(answer, "stopped_at")
    ((everyone,),) = sql(f"SELECT count(DISTINCT person_id) FROM stops WHERE {span}")
    assert answer.total == everyone > 0
    shown = [record["count"] for record in answer.records if not record["hidden"]]
    assert all(count == 0 or (isinstance(count, int) and count >= SMALLEST_SHOWN) for count in shown)
    assert "numbered" not in " ".join(explain(answer, EN).sentences)


def test_nobody_asks_who_was_stopped_with_free_filters(ask: Ask) -> None:
    with pytest.raises(Protected):
        ask("stops-found", chosen=(("race", ("black",)),))
    assert not [column.name for column in CATALOG.subject("stops").columns if "officer" in column.name]
