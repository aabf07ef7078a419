"""The client beside bulk reads: metadata, counts, tokens, redirects, politeness, patience."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from dashboard.data.portal import Damaged, Gone, Moved, Portal, PortalColumn, Refused, SchemaChanged, Unavailable
from dashboard.data.transport.metadata import fingerprint
from tests.portal.conftest import DATASET, OTHER, ROWS
from tests.portal.reading import client
from tests.support.portal import TOKEN, PortalProcess
from tests.support.stub import Answer, Asked, stub

API = pytest.mark.parametrize("api", ["2", "3"])
ROWS_PATH = {"path": r"^/resource/|^/api/v3/"}


def test_metadata(local: PortalProcess) -> None:
    found = client(local.url)[0].metadata(DATASET)
    assert (found.id, found.name, found.attribution, found.license) == (
        DATASET, "Reports", "Police Department", "Public Domain",
    )  # fmt: skip
    assert found.rows_updated_at == found.view_last_modified == datetime(2026, 10, 1, 3, tzinfo=UTC)
    assert found.fields == ("number", "narrative", "amount", "closed", "seen", "place")
    assert found.columns[4] == PortalColumn("seen", "calendar_date", "Seen")
    assert found.columns[-1].field == ":@computed_region_abcd_1234"


def test_metadata_is_asked_for_conditionally(local: PortalProcess) -> None:
    portal, _ = client(local.url)
    first = portal.metadata(DATASET)
    assert portal.metadata(DATASET) == first
    assert [entry["status"] for entry in local.log()] == [200, 304]
    local.mutate(DATASET, "touch")
    assert portal.metadata(DATASET).rows_updated_at > first.rows_updated_at
    assert local.log()[-1]["status"] == 200


def test_fingerprint_is_of_fields_and_types_only(local: PortalProcess) -> None:
    found = client(local.url)[0].metadata(DATASET)
    columns = found.columns
    assert fingerprint(columns[::-1]) == fingerprint(columns) == found.fingerprint
    assert fingerprint(columns[:-1]) == found.fingerprint, "a computed region is not the publisher's"
    assert fingerprint((replace(columns[0], name="No."), *columns[1:])) == found.fingerprint
    assert fingerprint((replace(columns[0], type="number"), *columns[1:])) != found.fingerprint
    assert fingerprint(columns[1:]) != found.fingerprint


def test_other_data_under_the_id_is_told_in_words(local: PortalProcess) -> None:
    portal, _ = client(local.url)
    pinned = portal.metadata(DATASET)
    assert pinned.difference(pinned) == ""
    local.mutate(DATASET, "rename_column", column="amount", to="sum")
    assert portal.metadata(DATASET).difference(pinned) == "column amount is gone; column sum is new"
    local.mutate(DATASET, "reuse", **{"from": OTHER})
    assert "the name was 'Reports' and is 'Trees'" in portal.metadata(DATASET).difference(pinned)


@API
def test_count_and_small_reads(api: str, local: PortalProcess) -> None:
    portal, _ = client(local.url, api=api)
    assert portal.count(DATASET) == ROWS
    assert portal.count(DATASET, "closed = true") == len([i for i in range(ROWS) if i % 3 == 0])
    found = portal.rows(DATASET, select="closed, count(*) AS n", group="closed", order="n DESC")
    assert sum(int(row["n"]) for row in found) == ROWS
    assert portal.rows(DATASET, select="number", where="number = '000007'") == [{"number": "000007"}]


def test_catalog(local: PortalProcess) -> None:
    found = client(local.url)[0].catalog(ids=[OTHER])
    assert [entry["resource"]["name"] for entry in found] == ["Trees"]


@API
@pytest.mark.parametrize("fault", ["bom", "charset", "no_content_type"])
def test_small_reads_survive_odd_labels(fault: str, api: str, local: PortalProcess) -> None:
    local.faults({"kind": fault})
    portal, _ = client(local.url, api=api)
    assert portal.metadata(DATASET).name == "Reports"
    found = portal.rows(DATASET, select="narrative", where="number = '000006'")
    assert found == [{"narrative": "ünïcode ✓ Ł"}]


def test_an_object_where_rows_belong(local: PortalProcess) -> None:
    local.faults({"kind": "object", "nth": 1})
    assert len(client(local.url)[0].rows(DATASET)) == ROWS
    local.faults({"kind": "object"})
    with pytest.raises(Damaged, match="something else than rows"):
        client(local.url)[0].rows(DATASET)


@API
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/rdfxml", b"<a/>"), ("text/csv", b"a\n1\n"), ("text/plain", b"sorry"), ("", b"sorry"),
        ("application/json", b"[1]"),
    ],
)  # fmt: skip
def test_an_answer_of_another_kind_is_no_rows(kind: str, body: bytes, api: str) -> None:
    headers = {"Content-Type": kind} if kind else {}
    with stub(lambda asked: Answer(body, headers=headers)) as ours, pytest.raises(Damaged, match=ours.url):
        client(ours.url, api=api)[0].rows(DATASET)


@API
def test_a_column_that_is_not_there_is_asked_for_once(api: str, local: PortalProcess) -> None:
    with pytest.raises(SchemaChanged, match="No such column: nothing"):
        client(local.url, api=api)[0].rows(DATASET, where="nothing = 1")
    assert [entry["status"] for entry in local.log()] == [400]


def test_a_bad_query_is_asked_once(local: PortalProcess) -> None:
    with pytest.raises(Refused, match=r"400 query.compiler.malformed"):
        client(local.url)[0].rows(DATASET, where="((")
    assert len(local.log()) == 1


@pytest.mark.parametrize("kind", ["metadata", "count", "rows"])
def test_an_id_that_is_not_there(kind: str, local: PortalProcess) -> None:
    with pytest.raises(Gone, match=r"zzzz-0000.*404.*check the id"):
        getattr(client(local.url)[0], kind)("zzzz-0000")
    assert len(local.log()) == 1


def test_a_refused_token_is_dropped_once_and_told(local: PortalProcess) -> None:
    portal, _ = client(local.url, token="expired")
    assert portal.count(DATASET) == ROWS
    assert portal.metadata(DATASET).name == "Reports"
    assert [entry["headers"].get("x-app-token") for entry in local.log()] == ["expired", None, None]
    (warning,) = portal.warnings
    assert local.url in warning
    assert "SOCRATA_APP_TOKEN" in warning


def test_no_token_is_sent_where_none_is_given(local: PortalProcess, caplog: pytest.LogCaptureFixture) -> None:
    assert client(local.url, token=None)[0].count(DATASET) == ROWS
    assert "x-app-token" not in local.log()[0]["headers"]
    assert not caplog.records


@pytest.mark.parametrize("token", [f" {TOKEN}", f"{TOKEN}\n", f"{TOKEN}\r\n"])
def test_blanks_around_a_token_do_not_count(token: str, local: PortalProcess) -> None:
    portal, _ = client(local.url, token=token)
    assert portal.count(DATASET) == ROWS
    assert local.log()[0]["headers"]["x-app-token"] == TOKEN
    assert not portal.warnings


@pytest.mark.parametrize("token", ["hid\nden", "hid den", "hidden\x00", "hidden\N{RIGHT SINGLE QUOTATION MARK}"])
def test_what_cannot_be_a_token_is_refused_and_not_repeated(token: str) -> None:
    with pytest.raises(ValueError, match="SOCRATA_APP_TOKEN") as caught:
        Portal("https://data.example.org", token=token)
    assert "hid" not in str(caught.value)


def test_soda3_without_a_token_says_what_it_needs(local: PortalProcess) -> None:
    with pytest.raises(Gone, match="SOCRATA_APP_TOKEN"):
        client(local.url, api="3", token=None)[0].count(DATASET)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_host_is_not_followed(status: int) -> None:
    with stub(lambda asked: Answer(b"[]")) as elsewhere:
        redirect = Answer(status=status, headers={"Location": f"{elsewhere.url}/resource/x.json"})
        with stub(lambda asked: redirect) as ours, pytest.raises(Moved) as caught:
            client(ours.url)[0].rows(DATASET)
        assert not elsewhere.asked
    host = elsewhere.url.removeprefix("http://")
    assert caught.value.host == host
    assert host in str(caught.value)
    assert len(ours.asked) == 1


def test_a_redirect_on_the_same_host_is_followed() -> None:
    def answer(asked: Asked) -> Answer:
        if asked.path.startswith("/moved"):
            return Answer(b'[{"a":"1"}]', headers={"Content-Type": "application/json"})
        return Answer(status=301, headers={"Location": f"/moved{asked.path}"})

    with stub(answer) as ours:
        assert client(ours.url)[0].rows(DATASET) == [{"a": "1"}]


@pytest.mark.parametrize(
    "location", ["http://127.0.0.1:99999/x", "http://[::1/x", "http://127.0.0.1:abc/", "ftp://x/y"]
)
def test_a_redirect_to_no_address_is_refused(location: str) -> None:
    with (
        stub(lambda asked: Answer(status=301, headers={"Location": location})) as ours,
        pytest.raises(Refused, match=ours.url),
    ):
        client(ours.url)[0].rows(DATASET)
    assert len(ours.asked) == 1


def test_a_redirect_that_names_a_password_does_not_spread_it() -> None:
    redirect = Answer(status=301, headers={"Location": "https://me:hidden@elsewhere.example.org/"})
    with stub(lambda asked: redirect) as ours, pytest.raises(Moved) as caught:
        client(ours.url)[0].rows(DATASET)
    assert caught.value.host == "elsewhere.example.org"
    assert "hidden" not in str(caught.value)


def test_a_circle_of_redirects_ends() -> None:
    with stub(lambda asked: Answer(status=302, headers={"Location": asked.path})) as ours:
        with pytest.raises(Refused, match="TooManyRedirects"):
            client(ours.url)[0].rows(DATASET)
        assert len(ours.asked) < 40


def test_requests_keep_their_distance(local: PortalProcess) -> None:
    portal, clock = client(local.url, requests_per_second=0.5)
    for _ in range(4):
        portal.count(DATASET)
    assert len(clock.slept) == 3
    assert sum(clock.slept) == pytest.approx(6, abs=1)


@pytest.mark.parametrize(
    ("fault", "least", "most"),
    [
        ({"retry_after": 7}, 7, 11),
        ({"retry_after": 0}, 0, 0),
        ({"retry_after": "date", "seconds": 40}, 39, 65),
        ({}, 0.5, 1.5),
    ],
)
def test_retry_after_in_every_form(fault: dict[str, Any], least: float, most: float, local: PortalProcess) -> None:
    local.faults({"kind": "throttle", "count": 1, **fault})
    portal, clock = client(local.url)
    assert portal.count(DATASET) == ROWS
    assert least <= sum(clock.slept) <= most


def test_backoff_grows_and_ends(local: PortalProcess) -> None:
    local.faults({"kind": "error", "status": 503})
    portal, clock = client(local.url, max_tries=5)
    with pytest.raises(Unavailable, match=r"5 tries.*503 service-unavailable"):
        portal.count(DATASET)
    assert [later / sooner for sooner, later in zip(clock.slept, clock.slept[1:], strict=False)] == [2, 2, 2]
    assert len(local.log()) == 5


def test_time_ends_before_tries(local: PortalProcess) -> None:
    local.faults({"kind": "throttle", "retry_after": 60})
    portal, clock = client(local.url, max_tries=100, max_seconds=300)
    with pytest.raises(Unavailable, match="asked to wait 60 s"):
        portal.count(DATASET)
    assert sum(clock.slept) <= 300
    assert len(local.log()) <= 5


def test_a_long_wait_that_fits_is_waited_out_and_leaves_time_to_ask(local: PortalProcess) -> None:
    local.faults({"kind": "throttle", "retry_after": 500, "count": 1})
    portal, clock = client(local.url, max_seconds=600)
    assert portal.count(DATASET) == ROWS
    assert 500 <= sum(clock.slept) <= 505


@API
def test_a_dripping_body_is_left(api: str, local: PortalProcess) -> None:
    local.faults({"kind": "drip", "bytes": 1, "seconds": 0.01, "total": 100_000})
    portal, _ = client(local.url, api=api, max_seconds=0.4)
    with pytest.raises(Unavailable, match="too slow"):
        portal.rows(DATASET)
    assert len(local.log()) <= 3


def test_a_slow_start_is_left(local: PortalProcess) -> None:
    local.faults({"kind": "slow_start", "seconds": 1})
    portal, _ = client(local.url, max_seconds=0.2)
    with pytest.raises(Unavailable, match="no answer in time"):
        portal.metadata(DATASET)


def test_nothing_listens() -> None:
    with stub(lambda asked: Answer()) as gone:
        url = gone.url
    portal, clock = client(url)
    with pytest.raises(Unavailable, match=f"{url}.*connection failed"):
        portal.metadata(DATASET)
    assert len(clock.slept) == 3


def test_a_body_shorter_than_its_length() -> None:
    document = json.dumps([{"a": "1"}]).encode()
    headers = {"Content-Type": "application/json"}
    answers = [Answer(document, headers=headers, length=len(document) + 9), Answer(document, headers=headers)]
    with stub(lambda asked: answers.pop(0)) as ours:
        assert client(ours.url)[0].rows(DATASET) == [{"a": "1"}]
        assert len(ours.asked) == 2


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"", b"null", b'{"id": 3}', b"[1]", b'{"columns": [{}]}'])
def test_metadata_that_is_none(body: bytes) -> None:
    with (
        stub(lambda asked: Answer(body, headers={"Content-Type": "application/json"})) as ours,
        pytest.raises(Damaged, match=ours.url),
    ):
        client(ours.url)[0].metadata(DATASET)


@pytest.mark.parametrize(
    "url", ["data.example.org", "ftp://data.example.org", "https://", "", "https://me:x@data.example.org"]
)
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(ValueError, match="expected https://HOST"):
        Portal(url)


def test_a_portal_below_a_path() -> None:
    with stub(lambda asked: Answer(b"[]", headers={"Content-Type": "application/json"})) as ours:
        assert client(f"{ours.url}/mirror/")[0].rows(DATASET) == []
    assert ours.asked[0].path == f"/mirror/resource/{DATASET}.json"


@API
def test_the_answer_to_another_count_is_not_taken(api: str, local: PortalProcess) -> None:
    portal, _ = client(local.url, api=api)
    assert portal.count(DATASET, "closed = true") < ROWS
    local.faults({"kind": "duplicate_page", "nth": 1, "match": ROWS_PATH})
    assert portal.count(DATASET) == ROWS
    assert len(local.log()) == 3
