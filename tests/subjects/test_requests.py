"""Requests against SQL over the published rows: volume, on time, days to close, backlog, reopened, duplicates."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from dashboard import export
from dashboard.explain import explain
from dashboard.i18n import Words
from tests.subjects.conftest import Ask, Sql
from tests.subjects.test_figures import within

EN = Words("en")
MADE = "requested_datetime"
DUE = "expected_datetime::DATE < (SELECT max(requested_datetime)::DATE FROM requests)"
BAD_CLOSE = "status = 'closed' AND (closed_datetime IS NULL OR closed_datetime < requested_datetime)"
BAD = f"(expected_datetime < requested_datetime OR ({BAD_CLOSE}))"
ON_TIME = "status = 'closed' AND closed_datetime <= expected_datetime"
DAYS = "epoch(closed_datetime - requested_datetime) / 86400"
CLOSED = "status = 'closed' AND closed_datetime >= requested_datetime"


def test_the_volume_by_month_service_agency_and_place(ask: Ask, sql: Sql) -> None:
    span = within(ask("requests-trend"), MADE)
    by_month: dict[Any, Any] = dict(
        sql("SELECT date_trunc('month', requested_datetime)::DATE, count(*) FROM requests GROUP BY 1")
    )
    for record in ask("requests-trend").records:
        assert record["count"] == by_month.get(record["month"], 0)
    for view, key, column in (
        ("requests-by-service", "service", "service"),
        ("requests-by-agency", "agency", "agency_responsible"),
        ("requests-by-place", "district", "district"),
    ):
        expected: dict[Any, Any] = dict(sql(f"SELECT {column}, count(*) FROM requests WHERE {span} GROUP BY 1"))
        answer = ask(view)
        assert answer.unstated == expected.pop(None, 0)
        assert {record[key]: record["count"] for record in answer.records if record["count"]} == expected


def test_agencies_stand_most_first_under_their_own_names(ask: Ask) -> None:
    answer = ask("requests-by-agency", chosen=(("agency", ("Public Works", "Health")),))
    counts = [int(str(record["count"])) for record in ask("requests-by-agency").records]
    assert counts == sorted(counts, reverse=True)
    assert {record["agency"] for record in answer.records} == {"Public Works", "Health"}
    assert "by the agency Public Works or Health" in explain(answer, EN).sentences[0]


def test_on_time_is_of_requests_that_were_due_and_open_ones_are_late(ask: Ask, sql: Sql) -> None:
    answer = ask("requests-on-time")
    of = f"FROM requests WHERE {within(answer, MADE)} AND {DUE} AND NOT {BAD}"
    ((share, count, still),) = sql(
        f"SELECT count(*) FILTER ({ON_TIME}) / count(*), count(*), count(*) FILTER (status = 'open') {of}"
    )
    assert answer.value == pytest.approx(share)
    assert answer.total == count
    assert still > 0
    results = {record["timing"]: record["count"] for record in ask("requests-by-timing").records}
    assert results["open"] == still
    assert results["on_time"] == round(share * count)
    assert results["late"] == count - still - results["on_time"]


def test_unusable_dates_are_counted_and_said(ask: Ask, sql: Sql) -> None:
    answer = ask("requests-on-time")
    span = within(answer, MADE)
    ((bad,),) = sql(f"SELECT count(*) FROM requests WHERE {span} AND {DUE} AND {BAD}")
    assert answer.apart.left_out == bad > 0
    assert any(said.startswith(f"{bad:,} more are left out") for said in explain(answer, EN).sentences)
    assert explain(answer, Words("es")).sentences[-1].startswith(f"No se cuentan {bad} más")
    assert {row["period_left_out"] for row in _csv(answer)} == {str(bad)}
    ((closed, ancient),) = sql(
        f"SELECT count(*), count(*) FILTER (year(closed_datetime) = 1900) FROM requests WHERE {span} AND {BAD_CLOSE}"
    )
    assert ask("request-days").apart.left_out == closed > ancient > 0
    assert "period_left_out" not in _csv(ask("requests-trend"))[0]


def _csv(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export.csv_bytes(answer).decode(), newline="")))


def test_a_request_that_is_open_has_no_usable_close_to_lack(ask: Ask, sql: Sql) -> None:
    ((wrong,),) = sql("SELECT count(*) FROM requests WHERE status = 'open' AND closing <> 'open'")
    assert wrong == 0
    ((every,),) = sql("SELECT count(*) FROM requests WHERE closing IS NULL")
    assert every == 0


def test_a_request_like_mine(ask: Ask, sql: Sql) -> None:
    mine = (("district", ("Harbor",)), ("service", ("trash",)))
    answer = ask("requests-on-time", chosen=mine)
    ((share, count),) = sql(
        f"SELECT count(*) FILTER ({ON_TIME}) / count(*), count(*) FROM requests WHERE {within(answer, MADE)} AND {DUE} "
        f"AND NOT {BAD} AND district = 'Harbor' AND service = 'trash'"
    )
    assert answer.value == pytest.approx(share)
    assert answer.total == count
    told = explain(answer, EN)
    assert "about trash and recycling" in told.headline
    assert f"{count:,} due requests" in " ".join(told.sentences)


@pytest.mark.parametrize(("view", "share"), [("request-days", 0.5), ("request-days-long", 0.9)])
def test_days_are_of_requests_closed_after_they_were_made(ask: Ask, sql: Sql, view: str, share: float) -> None:
    answer = ask(view)
    of = f"FROM requests WHERE {within(answer, MADE)} AND {CLOSED}"
    ((value, count),) = sql(f"SELECT quantile_cont({DAYS}, {share}), count(*) {of}")
    assert answer.value == pytest.approx(value)
    assert answer.total == count


def test_the_backlog_and_its_age(ask: Ask, sql: Sql) -> None:
    expected: dict[Any, Any] = dict(sql("SELECT service, count(*) FROM requests WHERE status = 'open' GROUP BY 1"))
    answer = ask("open-requests")
    assert {record["service"]: record["count"] for record in answer.records if record["count"]} == expected
    most = max(expected.values())
    assert f": {most} of {sum(expected.values())} open requests" in explain(answer, EN).headline
    age = "date_diff('day', requested_datetime::DATE, (SELECT max(requested_datetime)::DATE FROM requests))"
    ((median,),) = sql(f"SELECT median({age}) FROM requests WHERE status = 'open'")
    assert ask("open-request-age").value == pytest.approx(median)


@pytest.mark.parametrize("what", ["reopened", "duplicate"])
def test_reopened_and_duplicate_shares(ask: Ask, sql: Sql, what: str) -> None:
    answer = ask(f"requests-{what}")
    ((share,),) = sql(f"SELECT avg(({what} = 'yes')::INT) FROM requests WHERE {within(answer, MADE)}")
    assert 0 < share < 0.2
    assert answer.value == pytest.approx(share)


def test_rows_opened_in_1900_are_rejected_with_the_reason(ask: Ask) -> None:
    rejected = ask("requests-trend").receipt.rejected
    assert set(rejected) == {"before the covered period"}
    assert rejected["before the covered period"] > 0
