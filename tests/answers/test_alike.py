"""This year so far beside last year as it was known at the same age of the data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from dashboard import cities, export
from dashboard.answer import Answers
from dashboard.answer.alike import alike, year_to_date
from dashboard.catalog import CATALOG, Catalog
from dashboard.data.warehouse import Warehouse
from dashboard.explain import explain
from dashboard.i18n import Words
from dashboard.selection import Selection
from tests.answers.conftest import Sql

YEAR = Selection(since=date(2026, 1, 1))
KNOWN = {
    "en": {"reported": "Last year counts only what was reported by", "settled": "Both years stop on the same day"},
    "es": {"reported": "Del año pasado se cuenta solo lo que se había denunciado", "settled": "Los dos años se cortan"},
}


def same_age(answers: Answers) -> date:
    period = answers.answer(CATALOG.view("incidents"), Selection()).period
    return period.coverage.until.replace(year=period.coverage.until.year - 1)


def reported(sql: Sql, answers: Answers, where: str = "true") -> int:
    ((count,),) = sql(
        f"SELECT count(*) FROM incidents WHERE occurred_at >= '2025-01-01' AND occurred_at < '2025-11-01' AND {where} "
        "AND (reported_at IS NULL OR reported_at::DATE <= ?)",
        same_age(answers),
    )
    return int(count)


def test_last_year_counts_what_was_reported_by_then(answers: Answers, sql: Sql) -> None:
    answer = answers.answer(CATALOG.view("incidents"), YEAR)
    ((naive,),) = sql("SELECT count(*) FROM incidents WHERE occurred_at BETWEEN '2025-01-01' AND '2025-10-31 23:59:59'")
    assert answer.alike is not None
    assert (answer.alike.method, answer.alike.known_on) == ("reported", same_age(answers))
    assert answer.total_before == reported(sql, answers)
    assert answer.total_before < naive


@pytest.mark.parametrize("view", ["incidents-trend", "incidents-by-offense", "incidents-by-place"])
def test_every_view_compares_with_the_same_number(answers: Answers, sql: Sql, view: str) -> None:
    answer = answers.answer(CATALOG.view(view), YEAR)
    assert answer.total_before == reported(sql, answers)
    counted = [record for record in answer.records if record.get("count") is not None]
    if view == "incidents-by-offense":
        assert sum(int(str(record["before"])) for record in counted) == answer.total_before
    if view == "incidents-trend":
        months = {record["month"]: record["before"] for record in answer.records}
        october = reported(sql, answers, "occurred_at >= '2025-10-01'")
        assert months[date(2026, 10, 1)] == october


def test_a_place_is_compared_alike(answers: Answers, sql: Sql) -> None:
    chosen = YEAR.but(chosen=(("district", ("Harbor",)),))
    answer = answers.answer(CATALOG.view("incidents"), chosen)
    assert answer.total_before == reported(sql, answers, "district = 'Harbor'")


@pytest.mark.parametrize("lang", ["en", "es"])
def test_which_way_was_taken_is_said(answers: Answers, lang: str) -> None:
    told = explain(answers.answer(CATALOG.view("incidents"), YEAR), Words(lang))
    assert KNOWN[lang]["reported"] in " ".join(told.sentences)
    other = replace(answers.answer(CATALOG.view("incidents"), YEAR))
    assert other.alike is not None
    cut = replace(other, alike=replace(other.alike, method="settled", known_on=None))
    assert KNOWN[lang]["settled"] in " ".join(explain(cut, Words(lang)).sentences)
    assert "before_as_known_on" in export.csv_bytes(other).decode().splitlines()[0]


@pytest.mark.parametrize(
    "selection",
    [
        Selection(),
        Selection(since=date(2025, 1, 1), until=date(2025, 12, 31)),
        Selection(since=date(2025, 1, 1), until=date(2025, 6, 30)),
        Selection(since=date(2026, 2, 1)),
        YEAR.but(compare="none"),
    ],
    ids=["usual", "a past year", "half a past year", "from February", "not compared"],
)
def test_other_periods_are_compared_as_ever(answers: Answers, selection: Selection) -> None:
    assert answers.answer(CATALOG.view("incidents"), selection).alike is None


def unreported() -> Catalog:
    """The catalog whose incidents have no day of report."""
    incidents = replace(CATALOG.subject("incidents"), reported="")
    return Catalog({**CATALOG.subjects, "incidents": incidents}.values())


def test_stamps_of_a_batch_load_are_not_trusted_and_both_years_are_cut(sample_cache: Path, sql: Sql) -> None:
    warehouse = Warehouse(cities.load("sample"), sample_cache)
    answers = Answers(cities.load("sample"), warehouse, unreported())
    answer = answers.answer(answers.catalog.view("incidents"), YEAR)
    ((spread,),) = sql("SELECT count(DISTINCT created_at::DATE) FROM incidents WHERE occurred_at >= '2025-01-01'")
    assert answer.alike is not None
    assert answer.alike.method == ("created" if spread > 300 else "settled")
    warehouse.close()


def test_a_kept_snapshot_of_a_year_ago_comes_first(answers: Answers) -> None:
    snapshot = answers.snapshot(YEAR)
    receipt = snapshot.subjects["incidents"]
    coverage = receipt.coverage
    assert coverage is not None
    old_newest = coverage.until - timedelta(days=365)
    old = snapshot.model_copy(
        update={
            "id": snapshot.id,
            "subjects": {"incidents": receipt.model_copy(update={"newest": old_newest})},
        }
    )
    found = answers.answer(CATALOG.view("incidents"), YEAR)
    ask = answers._ask(_question(answers))
    assert year_to_date(ask)
    kept, told = alike(ask, lambda: [snapshot, old])
    assert told is not None
    assert told.method == "history"
    assert abs((told.known_on or date.min) - old_newest) <= timedelta(days=1)
    assert kept.earlier is not None
    assert found.alike is not None


def _question(answers: Answers):  # type: ignore[no-untyped-def]
    from dashboard.answer.question import Question

    snapshot, view = answers.snapshot(YEAR), CATALOG.view("incidents")
    subject = CATALOG.of(view)
    return Question(view, subject, subject.metric(view.metric), YEAR, snapshot, snapshot.subjects["incidents"], ())
