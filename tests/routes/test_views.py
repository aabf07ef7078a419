"""Views as files: their headers, their refusals, and that they are the page's own numbers."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard import cities
from dashboard.data.warehouse import Warehouse
from dashboard.factory import create_app
from dashboard.settings import Settings
from tests.routes.conftest import VIEWS
from tests.support.documents import read

FILTERED = "?since=2025-01-01&district=Harbor&district=Mill&lang=es"


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))


@pytest.mark.parametrize("query", ["", FILTERED])
@pytest.mark.parametrize("view", VIEWS)
def test_headers_of_a_csv_state_what_it_is(client: FlaskClient, view: str, query: str) -> None:
    answer = client.get(f"/views/{view}.csv{query}")
    found = rows(answer.data)
    headers = answer.headers
    assert answer.status_code == 200
    assert headers["Content-Type"] == "text/csv; charset=utf-8"
    assert headers["X-Total-Rows"] == str(len(found))
    assert re.fullmatch(r"\d{8}T\d{6}Z", headers["X-Snapshot"])
    assert headers["Link"] == f'</views/{view}.csv{query}>; rel="canonical"'
    disposition = re.fullmatch(r'attachment; filename="([\w.-]+)"', headers["Content-Disposition"])
    assert disposition
    assert disposition[1].endswith(f"{len(found)}-rows_{headers['X-Snapshot']}.csv")
    assert view in disposition[1]
    assert {row["status"] for row in found} == {"sample data, made up"}
    assert {row["snapshot"] for row in found} == {headers["X-Snapshot"]}
    assert "max-age" in headers["Cache-Control"]


def test_the_canonical_address_is_in_order_and_without_defaults(client: FlaskClient) -> None:
    answer = client.get("/views/incidents.csv?lang=en&district=Mill&compare=previous&district=Harbor&utm=1")
    assert answer.headers["Link"] == '</views/incidents.csv?district=Harbor&district=Mill>; rel="canonical"'


@pytest.mark.parametrize("encoding", ["", "gzip", "br", "gzip, deflate, br, zstd"])
def test_an_unchanged_file_is_not_sent_again(client: FlaskClient, encoding: str) -> None:
    accepts = {"Accept-Encoding": encoding}
    first = client.get("/views/incidents-trend.csv", headers=accepts)
    tag = first.headers["ETag"]
    again = client.get("/views/incidents-trend.csv", headers={**accepts, "If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get("/views/incidents-trend.csv?district=Mill", headers={**accepts, "If-None-Match": tag})
    assert other.status_code == 200
    assert other.headers["ETag"] != tag


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("since=yesterday", ("since='yesterday'", "2026-01-31")),
        ("district=Atlantis", ("district='Atlantis'", "Harbor")),
        ("measure=sum", ("measure='sum'", "count, rate")),
        ("as_of=20200101T000000Z", ("as_of='20200101T000000Z'", "one of 2026")),
        ("since=2026-02-01&until=2026-01-01", ("until='2026-01-01'", "since=2026-02-01")),
        ("lang=es&lang=en", ("lang='en'", "only once")),
    ],
)
@pytest.mark.parametrize("form", ["csv", "svg"])
def test_a_bad_value_is_refused_by_name(client: FlaskClient, form: str, query: str, told: tuple[str, str]) -> None:
    answer = client.get(f"/views/incidents-trend.{form}?{query}")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert answer.mimetype == "text/plain"
    for part in told:
        assert part in text


@pytest.mark.parametrize("query", ["size=huge", "theme=neon", "frame=gold"])
def test_a_bad_presentation_of_a_picture_is_refused(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/views/incidents-trend.svg?{query}")
    assert answer.status_code == 400
    assert query.split("=")[1] in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "path", ["/views/nothing", "/views/nothing.csv", "/embed/nothing", "/views/incidents-trend.exe"]
)
def test_an_unknown_view_or_form_is_absent_and_says_what_there_is(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert ("csv" if path.endswith(".exe") else "incidents-trend") in answer.get_data(as_text=True)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("query", ["", "?lang=es", "?size=narrow&theme=dark", "?frame=none"])
def test_a_picture_stands_for_itself(client: FlaskClient, view: str, query: str) -> None:
    answer = client.get(f"/views/{view}.svg{query}")
    drawn = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert answer.mimetype == "image/svg+xml"
    assert drawn.startswith("<svg")
    assert ("Datos de muestra" if "es" in query.split("=") else "Sample data").lower() in drawn.lower()
    assert "<script" not in drawn
    assert not re.search(r'(?:href|src)="http', drawn)


@pytest.mark.parametrize("form", ["png", "pdf"])
def test_other_pictures(client: FlaskClient, form: str) -> None:
    answer = client.get(f"/views/incidents-by-place.{form}")
    assert answer.status_code == 200
    assert answer.data.startswith({"png": b"\x89PNG", "pdf": b"%PDF"}[form])


def test_page_csv_and_embed_tell_the_same_numbers(client: FlaskClient) -> None:
    query = "?district=Harbor&offense=robbery&offense=larceny"
    (first, *_) = rows(client.get(f"/views/incidents-by-place.csv{query}&by=neighborhood").data)
    total, before = (f"{int(first[key]):,}" for key in ("period_count", "before_count"))
    for path in ("/safety", "/views/incidents-trend", "/embed/incidents-trend"):
        text = read(client.get(path + query).data).text
        assert total in text
        assert before in text


def test_the_table_of_a_page_is_the_csv(client: FlaskClient) -> None:
    found = rows(client.get("/views/incidents-by-offense.csv?district=Harbor").data)
    (table, *_) = read(client.get("/views/incidents-by-offense?district=Harbor").data).tables
    assert [line[1].replace(",", "") for line in table[1:]] == [row["count"] for row in found]
    assert [line[2].replace(",", "") for line in table[1:]] == [row["before"] for row in found]


def test_a_permanent_link_says_which_snapshot_it_is(client: FlaskClient) -> None:
    snapshot = client.get("/views/incidents.csv").headers["X-Snapshot"]
    fixed = client.get(f"/views/incidents.csv?as_of={snapshot}")
    assert fixed.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert fixed.data == client.get("/views/incidents.csv").data
    assert snapshot in read(client.get(f"/views/incidents?as_of={snapshot}").data).text


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_an_embed_needs_no_script_and_leads_back(client: FlaskClient, view: str, lang: str) -> None:
    answer = client.get(f"/embed/{view}?district=Harbor&lang={lang}")
    found = read(answer.data)
    assert answer.status_code == 200
    assert b"<script" not in answer.data
    assert "Set-Cookie" not in answer.headers
    assert found.lang == lang
    assert found.headings
    assert found.headings[0] in found.title
    assert found.tables
    assert any(f"/views/{view}?district=Harbor" in link for link in found.links)
    assert "Harbor City Police Department" in found.text


OUTSIDE = "since=1999-01-01&until=1999-12-31"


@pytest.mark.parametrize("view", VIEWS)
def test_days_without_data_are_told_and_not_an_error(client: FlaskClient, view: str) -> None:
    data = client.get(f"/views/{view}.csv?{OUTSIDE}")
    assert (data.status_code, data.headers["X-Total-Rows"]) == (200, "0")
    assert rows(data.data) == []
    for path in (f"/views/{view}", f"/embed/{view}"):
        answer = client.get(f"{path}?{OUTSIDE}")
        assert answer.status_code == 200
        assert "No data for the days you chose" in read(answer.data).text
    assert client.get(f"/views/{view}.svg?{OUTSIDE}").status_code == 200


def test_a_page_outside_the_data_says_so(client: FlaskClient) -> None:
    found = read(client.get(f"/safety?{OUTSIDE}").data)
    assert "No data" in "".join(found.headings)
    assert "could not be drawn" not in found.text


def test_pictures_of_two_cities_in_one_process_are_not_mixed_up(sample_cache: Path, client: FlaskClient) -> None:
    """Their snapshots may bear the same name, as they do here."""
    city = cities.load("sample").model_copy(update={"name": "Lakeport"})
    app = create_app(city, Warehouse(city, sample_cache), Settings(city=city.key, cache=sample_cache))
    pictures = [
        one.get("/views/incidents-trend.svg").get_data(as_text=True) for one in (client, app.server.test_client())
    ]
    assert [name in picture for picture in pictures for name in (", in Harbor City", ", in Lakeport")] == [
        True,
        False,
        False,
        True,
    ]
