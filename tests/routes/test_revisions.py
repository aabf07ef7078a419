"""What a view was counted as in each snapshot: the same period, counted by the records of each."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard import cities
from dashboard.answer import Answers, revisions
from dashboard.catalog import CATALOG
from dashboard.data.warehouse import Warehouse
from dashboard.selection import Selection
from tests.disclosure.conftest import months, snapshots
from tests.support.site import application

pytestmark = pytest.mark.slow

__all__ = ["months"]
PERIOD = "since=2025-01-01&until=2025-12-31"


@pytest.fixture(scope="module")
def kept(months: Path) -> FlaskClient:
    return application(months).test_client()


def lines(client: FlaskClient, view: str, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/revisions/{view}.csv?{query}")
    assert answer.status_code == 200
    found = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True), newline=""), strict=True))
    assert answer.headers["X-Total-Rows"] == str(len(found))
    assert f"{view}-revisions" in answer.headers["Content-Disposition"]
    return found


def test_each_snapshot_is_counted_as_its_own_permanent_link_shows_it(kept: FlaskClient, months: Path) -> None:
    found = [line for line in lines(kept, "arrests-trend", PERIOD) if not line["month"]]
    assert [line["snapshot"] for line in found] == [one.id for one in snapshots(months)]
    for line in found:
        fixed = kept.get(f"/views/arrests-trend.csv?{PERIOD}&as_of={line['snapshot']}").get_data(as_text=True)
        assert line["count"] == next(csv.DictReader(io.StringIO(fixed)))["period_count"]
        assert (line["period_since"], line["period_until"]) == ("2025-01-01", "2025-12-31")


def test_months_add_up_and_say_whether_they_are_complete(kept: FlaskClient) -> None:
    found = lines(kept, "partner-violence")
    for snapshot in {line["snapshot"] for line in found}:
        whole, *by_month = [line for line in found if line["snapshot"] == snapshot]
        assert int(whole["count"]) == sum(int(line["count"]) for line in by_month if line["complete"] == "true")
        assert {line["complete"] for line in by_month} <= {"true", "false"}
    assert len({line["count"] for line in found if not line["month"]}) > 1, "late records came in"


def test_a_question_of_an_earlier_snapshot_knows_nothing_later(kept: FlaskClient, months: Path) -> None:
    first, second, _ = snapshots(months)
    found = lines(kept, "arrests-trend", f"{PERIOD}&as_of={second.id}")
    assert {line["snapshot"] for line in found} == {first.id, second.id}


def test_a_changed_way_of_counting_is_told(months: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    city = cities.load("sample")
    answers = Answers(city, Warehouse(city, months), CATALOG)
    third, second, first = answers.warehouse.snapshots()
    anew = second.subjects["arrests"].model_copy(update={"mapping_hash": "another"})
    changed = second.model_copy(update={"subjects": {**second.subjects, "arrests": anew}})
    monkeypatch.setattr(answers.warehouse, "snapshots", lambda: [third, changed, first])
    found = revisions.revised(answers, CATALOG.view("arrests-by-charge"), Selection()).revisions
    assert [one.note for one in found] == ["", revisions.RECOUNTED, revisions.RECOUNTED]
    assert all(one.count for one in found)


def test_tables_are_made_again_only_so_often(months: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    city = cities.load("sample")
    answers = Answers(city, Warehouse(city, months), CATALOG)
    held = answers.warehouse.held
    newest = snapshots(months)[-1].id
    monkeypatch.setattr(answers.warehouse, "held", lambda key, one: (held(key, one)[0], one.id == newest))
    monkeypatch.setattr(revisions, "MADE", 1)
    found = revisions.revised(answers, CATALOG.view("arrests-by-charge"), Selection()).revisions
    assert [(one.count is None, one.note) for one in found] == [(True, revisions.NOT_MADE), (False, ""), (False, "")]


def test_a_snapshot_without_the_subject_says_so(months: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    city = cities.load("sample")
    answers = Answers(city, Warehouse(city, months), CATALOG)
    *newer, first = answers.warehouse.snapshots()
    bare = first.model_copy(update={"subjects": {}})
    monkeypatch.setattr(answers.warehouse, "snapshots", lambda: [*newer, bare])
    found = revisions.revised(answers, CATALOG.view("arrests-by-charge"), Selection()).revisions
    assert (found[0].count, found[0].note) == (None, revisions.ABSENT)


@pytest.mark.parametrize(
    "view", [key for key, one in CATALOG.views.items() if one.subject in ("incidents", "requests")]
)
def test_every_view_has_its_revisions(client: FlaskClient, view: str) -> None:
    table = client.get(f"/views/{view}.csv").get_data(as_text=True)
    told = next(csv.DictReader(io.StringIO(table)))
    assert lines(client, view)[0]["count"] == told["period_count"]


@pytest.mark.parametrize(
    ("path", "status"),
    [("incidents-trend.json", 404), ("incidents-trend", 404), ("nothing.csv", 404), ("incidents.csv?since=soon", 400)],
)
def test_what_there_is_not_is_refused(client: FlaskClient, path: str, status: int) -> None:
    answer = client.get(f"/revisions/{path}")
    assert (answer.status_code, answer.mimetype) == (status, "text/plain")


def test_before_any_data_there_are_none(empty: FlaskClient) -> None:
    assert empty.get("/revisions/incidents-trend.csv").status_code == 503
