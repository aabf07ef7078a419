"""The records behind the views: all of them or a refusal, nothing about people, places as exact as a block at most."""

from __future__ import annotations

import csv
import io
import json
import re
import zlib
from datetime import date
from pathlib import Path
from typing import Any

import ibis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from dashboard import cities
from dashboard.answer import Answers
from dashboard.answer.records import Lost, extract, parts
from dashboard.catalog import CATALOG
from dashboard.catalog.offenses import PLACED
from dashboard.data.warehouse import Warehouse
from dashboard.disclosure.rows import block, exported, protected
from dashboard.export.listed import ROWS, csv_rows
from dashboard.model import add_months, month_end
from dashboard.selection import Selection
from tests.support.effort import declared
from tests.support.served import rows as table

CITY = cities.load("sample")
SUBJECTS = tuple(key for key in CATALOG.subjects if key in CITY.subjects)
PEOPLE = ("age", "age_band", "sex", "sex_source", "race", "race_source")


def records(client: FlaskClient, subject: str, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/rows/{subject}.csv?{query}")
    assert answer.status_code == 200
    found = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True), newline=""), strict=True))
    assert answer.headers["X-Total-Rows"] == str(len(found))
    return found


@pytest.fixture
def answers(sample_cache: Path) -> Answers:
    return Answers(CITY, Warehouse(CITY, sample_cache), CATALOG)


@pytest.mark.parametrize("subject", declared(SUBJECTS))
def test_every_published_record_is_given_and_says_where_it_is_from(
    client: FlaskClient, answers: Answers, subject: str
) -> None:
    snapshot = answers.warehouse.current()
    assert snapshot is not None
    receipt = snapshot.subjects[subject]
    found = records(client, subject)
    assert len(found) == receipt.published_rows > 0
    assert {row["file_rows"] for row in found} == {str(len(found))}
    assert {row["file_snapshot"] for row in found} == {snapshot.id}
    assert {row["file_status"] for row in found} == {"sample data, made up"}
    assert {row["file_dataset"] for row in found} == {receipt.dataset}


@pytest.mark.parametrize("subject", CATALOG.subjects.values(), ids=lambda one: one.key)
def test_no_subject_gives_what_describes_or_names_a_person(subject: Any) -> None:
    whole = cities.load("sample").subjects.get(subject.key)
    told = {column.name for column in subject.columns if column.public}
    assert not told & {*PEOPLE, *protected(subject), "person_id", "victim_id", "applicant_id", "case_id", "warrant_id"}
    if protected(subject):
        assert not [one.name for one in subject.columns if one.located or (one.public and one.name.endswith("_source"))]
    assert whole is None or told & set(whole.columns)


@pytest.mark.parametrize("subject", [key for key in SUBJECTS if protected(CATALOG.subject(key))])
def test_the_file_does_not_hang_on_what_is_left_out(
    answers: Answers, monkeypatch: pytest.MonkeyPatch, subject: str
) -> None:
    """Were everybody of another age, sex and race, not a byte of it would differ: neither cells nor their order."""
    declared = CATALOG.subject(subject)
    before = b"".join(csv_rows(extract(answers, declared, Selection())))
    given_away = {column.name for column in exported(declared, _receipt(answers, subject))}
    usual = answers.warehouse.table

    def other(key: str, snapshot: Any) -> Any:
        rows = usual(key, snapshot)
        hidden = [name for name in rows.columns if name not in given_away and name != "_row_id"]
        assert set(hidden) >= set(PEOPLE)
        return rows.mutate(**{name: ibis.null().cast(rows[name].type()) for name in hidden})

    monkeypatch.setattr(answers.warehouse, "table", other)
    assert b"".join(csv_rows(extract(answers, declared, Selection()))) == before


def _receipt(answers: Answers, subject: str) -> Any:
    snapshot = answers.warehouse.current()
    assert snapshot is not None
    return snapshot.subjects[subject]


@pytest.mark.parametrize(
    ("view", "subject", "number", "query"),
    [
        ("incidents", "incidents", "incident_id", "since=2025-03-01&until=2025-09-15&district=Harbor&district=Mill"),
        ("incidents", "incidents", "incident_id", "since=2026-01-01&until=2026-01-31&offense=larceny&premise=home"),
        ("arrests-trend", "arrests", "arrest_id", "since=2024-01-01&until=2024-12-31&charge=assault"),
        ("force-trend", "force", "force_id", "since=2024-01-01&until=2024-12-31&district=Harbor"),
    ],
)
def test_the_records_are_those_that_the_view_counts(
    client: FlaskClient, view: str, subject: str, number: str, query: str
) -> None:
    counted = int(table(client, view, query)[0]["period_count"])
    assert len({row[number] for row in records(client, subject, query) if row[number]}) == counted > 0


def test_places_are_told_by_block_at_most_and_not_where_it_would_hurt(client: FlaskClient) -> None:
    found = records(client, "incidents")
    told = {row["offense"] for row in found if row["block"] or row["longitude"] or row["latitude"]}
    assert told <= set(PLACED)
    assert len(told) > 5
    assert {row["offense"] for row in found} > told
    for row in found:
        assert all(re.fullmatch(r"-?\d+\.\d{0,3}|", row[name]) for name in ("longitude", "latitude")), row
        assert re.match(r"\d*00 |\D|$", row["block"]), row


def test_a_case_that_police_call_domestic_has_no_block(answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    declared, usual = CATALOG.subject("incidents"), answers.warehouse.table
    snapshot = answers.warehouse.current()
    assert snapshot is not None
    receipt = snapshot.subjects["incidents"]
    known = receipt.model_copy(update={"columns": (*receipt.columns, "domestic")})
    marked = snapshot.model_copy(update={"subjects": {**snapshot.subjects, "incidents": known}})
    monkeypatch.setattr(answers, "snapshot", lambda _: marked)

    def domestic(key: str, snapshot: Any) -> Any:
        rows = usual(key, snapshot)
        return rows.mutate(domestic=(rows["premise"] == "home").ifelse("yes", ibis.null().cast("string")))

    monkeypatch.setattr(answers.warehouse, "table", domestic)
    found = extract(answers, declared, Selection())
    pairs = [pair for batch in found for pair in zip(batch["domestic"], batch["block"], strict=True)]
    assert {told is None for said, told in pairs if said == "yes"} == {True}
    assert any(told for said, told in pairs if said is None)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("1734 CANAL ST", "1700 CANAL ST"),
        ("1734B Canal St Apt 3", "1700 Canal St"),
        ("34-36 CANAL ST", "0 CANAL ST"),
        ("2200 BLK N MAIN ST", "2200 BLK N MAIN ST"),
        ("001XX N STATE ST", "001XX N STATE ST"),
        ("16TH ST & MISSION ST", "16TH ST & MISSION ST"),
        ("CANAL ST # 12", "CANAL ST"),
        ("", ""),
        (None, None),
    ],
)
def test_an_address_leaves_as_its_block(address: str | None, told: str | None) -> None:
    assert ibis.duckdb.connect().to_pyarrow(block(ibis.literal(address, type="string"))).as_py() == told


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/rows/arrests.csv?sex=male", 403, "sex"),
        ("/rows/force.csv?injured=yes", 403, "injured"),
        ("/rows/stops.json?searched=yes", 403, "searched"),
        ("/rows/arrests.csv?offense=robbery", 400, "offense"),
        ("/rows/incidents.csv?since=soon", 400, "since"),
        ("/rows/incidents.csv?as_of=20200101T000000Z", 400, "as_of"),
        ("/rows/nothing.csv", 404, "incidents"),
        ("/rows/incidents.exe", 404, "csv"),
        ("/rows/incidents", 404, "csv"),
    ],
)
def test_what_cannot_be_given_is_refused_by_name(client: FlaskClient, path: str, status: int, told: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (status, "text/plain")
    assert told in answer.get_data(as_text=True)


def test_before_any_data_there_are_no_records(empty: FlaskClient) -> None:
    assert empty.get("/rows/incidents.csv").status_code == 503


@pytest.mark.parametrize("form", ROWS)
def test_headers_and_name_say_what_it_is(client: FlaskClient, form: str) -> None:
    answer = client.get(f"/rows/incidents.{form}?lang=es&district=Mill&since=2026-01-01&compare=year&by=district")
    headers = answer.headers
    assert headers["Link"] == f'</rows/incidents.{form}?since=2026-01-01&district=Mill&lang=es>; rel="canonical"'
    assert headers["X-Filters"] == "since=2026-01-01&district=Mill&lang=es"
    named = re.fullmatch(r'attachment; filename="([\w.-]+)"', headers["Content-Disposition"])
    assert named
    assert named[1].endswith(f"_{headers['X-Total-Rows']}-rows_{headers['X-Snapshot']}.{form}")
    assert "sample-data" in named[1]
    again = client.get(answer.request.full_path, headers={"If-None-Match": headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    fixed = client.get(f"/rows/incidents.{form}?as_of={headers['X-Snapshot']}&since=2026-01-01&district=Mill&lang=es")
    assert "immutable" in fixed.headers["Cache-Control"]
    assert fixed.headers["ETag"] != headers["ETag"]


def test_json_has_the_records_of_the_csv(client: FlaskClient) -> None:
    query = "since=2026-01-01&district=Mill"
    told, found = client.get(f"/rows/incidents.json?{query}").json, records(client, "incidents", query)
    assert told is not None
    assert told["file_rows"] == len(told["records"]) == len(found)
    keys = [field["key"] for field in told["fields"]]
    for one, other in zip(told["records"], found, strict=True):
        assert {key: "" if one[key] is None else str(one[key]) for key in keys} == {key: other[key] for key in keys}


@pytest.mark.parametrize("form", ROWS)
def test_no_records_are_an_answer(client: FlaskClient, form: str) -> None:
    answer = client.get(f"/rows/incidents.{form}?since=1999-01-01&until=1999-12-31")
    assert (answer.status_code, answer.headers["X-Total-Rows"]) == (200, "0")
    assert json.loads(answer.data)["records"] == [] if form == "json" else answer.data.count(b"\r\n") == 1


@pytest.mark.parametrize("form", ROWS)
def test_a_file_that_would_lack_records_does_not_end_well(
    server: Flask, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    usual = Warehouse.stream

    def short(self: Warehouse, expression: Any) -> Any:
        for batch in usual(self, expression):
            yield {key: cells[:-1] for key, cells in batch.items()}

    monkeypatch.setattr(Warehouse, "stream", short)
    with pytest.raises(Lost, match="incidents"):
        assert server.test_client().get(f"/rows/incidents.{form}?since=2026-01-01").data


@pytest.mark.parametrize("form", ROWS)
def test_a_stream_is_whole_when_it_is_compressed_and_empty_when_only_its_head_is_asked(
    client: FlaskClient, form: str
) -> None:
    plain = client.get(f"/rows/guns.{form}")
    packed = client.get(f"/rows/guns.{form}", headers={"Accept-Encoding": "deflate"})
    assert packed.headers["Content-Encoding"] == "deflate"
    assert zlib.decompress(packed.data) == plain.data
    seen = {"Accept-Encoding": "deflate", "If-None-Match": packed.headers["ETag"]}
    assert client.get(f"/rows/guns.{form}", headers=seen).status_code == 304
    head = client.head(f"/rows/guns.{form}")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["X-Total-Rows"] == plain.headers["X-Total-Rows"]


def test_records_are_sent_while_they_are_read(server: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a file in several parts the first is there before the second is asked of the database."""
    asked: list[int] = []
    usual = Warehouse.stream

    def counted(self: Warehouse, expression: Any) -> Any:
        asked.append(1)
        yield from usual(self, expression)

    monkeypatch.setattr(Warehouse, "stream", counted)
    monkeypatch.setattr("dashboard.answer.records.MOST", 50)
    answer = server.test_client().get("/rows/guns.csv")
    body = answer.iter_encoded()
    assert next(body)
    assert len(asked) == 1
    assert sum(1 for _ in body) > 0
    assert len(asked) > 1


@given(st.lists(st.integers(1, 60), max_size=40), st.integers(1, 100))
def test_records_are_read_in_parts_that_are_not_large(counts: list[int], most: int) -> None:
    months = {add_months(date(2020, 1, 1), 2 * index): count for index, count in enumerate(counts)}
    found = parts(months, most)
    inside = [[start for start in months if one.since <= start and month_end(start) <= one.until] for one in found]
    assert [start for some in inside for start in some] == list(months)
    assert all(len(some) == 1 or sum(months[start] for start in some) <= most for some in inside)


def test_sources_lead_to_their_records(client: FlaskClient) -> None:
    index = client.get("/data?lang=es&district=Harbor").get_data(as_text=True)
    for subject in SUBJECTS:
        assert f'href="/rows/{subject}.csv?lang=es"' in index
        page = client.get(f"/data/{subject}").get_data(as_text=True)
        assert all(f'href="/rows/{subject}.{form}"' in page for form in ROWS)
