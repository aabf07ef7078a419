"""The portal over HTTP: what a Socrata client relies on, and what it gets when it asks wrongly."""

from __future__ import annotations

import csv
import gzip
import http.client
import io
import json
from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote, urlsplit

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.sample import SamplePortal

Get = Callable[..., requests.Response]
INCIDENTS = "/resource/smpl-inc1"
SYSTEM = [":id", ":created_at", ":updated_at", ":version"]


def count(get: Get) -> int:
    return int(get(INCIDENTS + ".json", soql_select="count(*)").json()[0]["count"])


def rows(response: requests.Response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode())))


def test_keyset_paging_sees_each_row_once(get: Get) -> None:
    seen: list[str] = []
    while page := rows(
        get(
            INCIDENTS + ".csv",
            soql_select=":*,*",
            soql_order=":id",
            soql_limit="300",
            **({"soql_where": f":id > '{seen[-1]}'"} if seen else {}),
        )
    ):
        seen += [row[":id"] for row in page]
    assert len(seen) == len(set(seen)) == count(get)
    assert seen == sorted(seen)


def test_paging_by_stamp_and_id_sees_each_row_once(get: Get) -> None:
    seen: list[tuple[str, str]] = []
    while True:
        stamp, last = seen[-1] if seen else ("2000-01-01T00:00:00.000Z", "")
        page = get(
            INCIDENTS + ".json",
            soql_select=":id, :updated_at",
            soql_where=f":updated_at > '{stamp}' OR (:updated_at = '{stamp}' AND :id > '{last}')",
            soql_order=":updated_at, :id",
            soql_limit="500",
        ).json()
        if not page:
            break
        seen += [(row[":updated_at"], row[":id"]) for row in page]
    assert len(seen) == len(set(seen)) == count(get)


def test_a_page_has_a_thousand_rows_unless_told(get: Get) -> None:
    assert len(get(INCIDENTS + ".json").json()) == 1000
    assert len(get(INCIDENTS + ".json", soql_limit="7", soql_offset="3").json()) == 7


def test_json_and_csv_say_the_same(get: Get) -> None:
    asked = {"soql_select": ":*,*", "soql_order": ":id", "soql_limit": "400"}
    as_json = get(INCIDENTS + ".json", **asked).json()
    as_csv = rows(get(INCIDENTS + ".csv", **asked))
    assert [{name: value for name, value in row.items() if value} for row in as_csv] == as_json
    assert any("latitude" not in row for row in as_json)
    assert list(as_csv[0])[:4] == SYSTEM


def test_every_csv_value_is_quoted_and_a_null_is_empty(get: Get) -> None:
    text = get(INCIDENTS + ".csv", soql_select="weapon,latitude", soql_limit="50").text
    cells = [cell for line in text.splitlines() for cell in line.split(",")]
    assert all(cell == "" or (cell[0] == cell[-1] == '"' and len(cell) > 2) for cell in cells)
    assert "" in cells


def test_headers(get: Get) -> None:
    response = get(INCIDENTS + ".json", soql_limit="1")
    assert response.headers["Content-Type"] == "application/json;charset=utf-8"
    assert response.headers["Transfer-Encoding"] == "chunked"
    assert "Content-Length" not in response.headers
    assert response.headers["Last-Modified"] == "Fri, 20 Nov 2026 05:00:00 GMT"
    fields = json.loads(response.headers["X-SODA2-Fields"])
    types = json.loads(response.headers["X-SODA2-Types"])
    assert len(fields) == len(types) == 14
    assert dict(zip(fields, types, strict=True))["occurred_date"] == "floating_timestamp"


def test_an_etag_is_of_one_address_and_answers_304(get: Get) -> None:
    first, other = (get(INCIDENTS + ".json", soql_limit=limit).headers["ETag"] for limit in ("1", "2"))
    assert first != other
    again = get(INCIDENTS + ".json", soql_limit="1", headers={"If-None-Match": first})
    assert (again.status_code, again.content) == (304, b"")
    assert get(INCIDENTS + ".json", soql_limit="2", headers={"If-None-Match": first}).status_code == 200


@pytest.mark.parametrize("compressed", [True, False])
def test_bodies_are_compressed_when_that_is_accepted(small: SamplePortal, compressed: bool) -> None:
    connection = http.client.HTTPConnection(urlsplit(small.url).netloc, timeout=30)
    headers = {"Accept-Encoding": "gzip"} if compressed else {}
    connection.request("GET", INCIDENTS + ".json?$limit=5", headers=headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    assert (response.headers["Content-Encoding"] == "gzip") is compressed
    assert len(json.loads(gzip.decompress(body) if compressed else body)) == 5


def test_head_has_the_headers_and_no_body(small: SamplePortal) -> None:
    with requests.Session() as session:
        head = session.head(small.url + INCIDENTS + ".csv", timeout=30)
        assert (head.status_code, head.content) == (200, b"")
        assert session.get(small.url + INCIDENTS + ".csv?$limit=1", timeout=30).status_code == 200


def test_conditions(get: Get) -> None:
    def n(where: str) -> int:
        return int(get(INCIDENTS + ".json", soql_select="count(*) AS n", soql_where=where).json()[0]["n"])

    everything = count(get)
    assert n("latitude IS NULL") + n("latitude IS NOT NULL") == everything
    assert n("latitude > 38.25") + n("latitude <= 38.25") == n("latitude IS NOT NULL")
    assert n("longitude < -70.5 AND latitude > 38.25 OR weapon = 'HANDGUN'") == n(
        "(longitude < -70.5 AND latitude > 38.25) OR weapon = 'HANDGUN'"
    )
    assert n("occurred_date >= '2025-01-01' AND occurred_date < '2026-01-01T00:00:00.000'") > 100
    assert n("neighborhood = 'Chandler''s Rest'") > 0
    assert n("neighborhood = 'chandler''s rest'") == 0, "text is compared by case"


def test_a_bare_parameter_is_a_filter(get: Get) -> None:
    found = get(INCIDENTS + ".json", neighborhood="Chandler's Rest").json()
    assert {row["neighborhood"] for row in found} == {"Chandler's Rest"}


def test_groups_and_order(get: Get) -> None:
    found = get(
        INCIDENTS + ".json",
        soql_select="nibrs_code, count(*) AS n, max(occurred_date)",
        soql_where="nibrs_code IS NOT NULL",
        soql_group="nibrs_code",
        soql_order="n DESC",
    ).json()
    counts = [int(row["n"]) for row in found]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == count(get)
    assert "max_occurred_date" in found[0]


def test_descending_order_puts_nulls_first(get: Get) -> None:
    assert "latitude" not in get(INCIDENTS + ".json", soql_order="latitude DESC", soql_limit="1").json()[0]
    assert "latitude" in get(INCIDENTS + ".json", soql_order="latitude", soql_limit="1").json()[0]


def test_boundaries_are_geojson_and_wkt(get: Get) -> None:
    import shapely

    collection = get("/resource/smpl-dst1.geojson").json()
    assert collection["type"] == "FeatureCollection"
    by_name = {f["properties"]["name"]: shapely.geometry.shape(f["geometry"]) for f in collection["features"]}
    assert len(by_name) == 9
    for row in rows(get("/resource/smpl-dst1.csv")):
        assert shapely.from_wkt(row["the_geom"]).equals_exact(by_name[row["name"]])
    assert get("/resource/smpl-dst1.json").json()[0]["the_geom"]["type"] == "MultiPolygon"


def test_metadata(get: Get) -> None:
    document = get("/api/views/smpl-inc1.json").json()
    fields = {column["fieldName"]: column for column in document["columns"]}
    assert [column["position"] for column in document["columns"]] == list(range(1, 15))
    assert fields["occurred_date"]["dataTypeName"] == "calendar_date"
    assert document["rowIdentifierColumnId"] == fields["incident_number"]["id"]
    assert document["rowsUpdatedAt"] == 1795150800
    assert "rowIdentifierColumnId" not in get("/api/views/smpl-dst1.json").json()


def test_catalog(get: Get, small: SamplePortal) -> None:
    host = urlsplit(small.url).netloc
    assert get("/api/catalog/v1", domains=host).json()["resultSetSize"] >= 4
    found = get("/api/catalog/v1", ids="smpl-nbh1").json()["results"]
    assert [result["resource"]["id"] for result in found] == ["smpl-nbh1"]
    assert get("/api/catalog/v1", q="council").json()["resultSetSize"] >= 1
    assert get("/api/catalog/v1", domains="data.example.gov").status_code == 404


@pytest.mark.parametrize(
    ("path", "parameters", "status", "code"),
    [
        ("/resource/none-none.json", {}, 404, "dataset.missing"),
        ("/api/views/none-none.json", {}, 404, "not_found"),
        ("/elsewhere", {}, 404, "not_found"),
        (INCIDENTS + ".xml", {}, 406, "not-acceptable"),
        (INCIDENTS + ".json", {"soql_limit": "-1"}, 400, "req.bad-parameter"),
        (INCIDENTS + ".json", {"soql_such": "1"}, 400, "invalid-request"),
        (INCIDENTS + ".json", {"soql_where": "latitude >"}, 400, "query.compiler.malformed"),
        (INCIDENTS + ".json", {"soql_select": "offense,*"}, 400, "query.compiler.malformed"),
        (INCIDENTS + ".json", {"soql_select": "1; DROP TABLE x"}, 400, "query.compiler.malformed"),
        (INCIDENTS + ".json", {"soql_select": 'offense AS `a"b`'}, 400, "query.compiler.malformed"),
    ],
)
def test_platform_errors(get: Get, path: str, parameters: dict[str, str], status: int, code: str) -> None:
    response = get(path, **parameters)
    assert (response.status_code, response.json()["code"], response.json()["error"]) == (status, code, True)


@pytest.mark.parametrize(
    ("parameters", "kind"),
    [
        ({"soql_select": "`nosuch`"}, "no-such-column"),
        ({"soql_where": "nosuch = 1"}, "no-such-column"),
        ({"soql_order": "nosuch"}, "no-such-column"),
        ({"nosuch": "1"}, "no-such-column"),
        ({"soql_where": "latitude = 'north'"}, "type-mismatch"),
        ({"soql_where": "occurred_date > 2020"}, "type-mismatch"),
        ({"soql_select": "offense, count(*)"}, "column-not-in-group-bys"),
        ({"soql_select": "pi(latitude)"}, "no-such-function"),
    ],
)
def test_query_errors(get: Get, parameters: dict[str, str], kind: str) -> None:
    response = get(INCIDENTS + ".json", **parameters)
    assert response.status_code == 400
    assert response.json()["errorCode"] == f"query.soql.{kind}"
    assert "position" in response.json()["data"]


PIECES = "latitude :id * :* ( ) , AND or not is null = > 'x' 1 count min \" ; -- SELECT FROM `a` the_geom as é true -"
WORDS = st.sampled_from([*PIECES.split(), "\x00"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    clause=st.sampled_from(["$select", "$where", "$group", "$order", "$limit", "$offset", "offense"]),
    text=st.one_of(st.lists(WORDS, max_size=8).map(" ".join), st.text(max_size=30)),
)
def test_no_query_is_an_error_of_ours(get: Get, clause: str, text: str) -> None:
    path = f"{INCIDENTS}.json?{quote(clause)}={quote(text.encode('utf-8', 'ignore'))}"
    assert get(path).status_code in (200, 400)


def test_the_url_is_only_there_while_the_portal_is_open() -> None:
    closed = SamplePortal(datetime(2026, 11, 20), incidents=500)
    with pytest.raises(RuntimeError, match="not open"):
        _ = closed.url
