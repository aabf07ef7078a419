"""What an answer means, without a network."""

from __future__ import annotations

import gzip
from contextlib import nullcontext
from datetime import UTC, datetime
from io import BytesIO
from threading import Event

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse

from dashboard.data.staging.question import Question, soql_text
from dashboard.data.transport.answer import body, problem, retry_after
from dashboard.data.transport.clock import Clock
from dashboard.data.transport.errors import Moved, SchemaChanged, Trouble
from dashboard.data.transport.host import OneHost, origin
from dashboard.data.transport.soda import soda2
from dashboard.data.transport.soda3 import soda3
from tests.support.portal import shared_file

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def answer(**headers: str) -> requests.Response:
    found = requests.Response()
    found.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return found


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", None), ("0", 0), ("120", 120), (" 5 ", 5), ("soon", None), ("-3", None), ("1e9", None), ("٣", None),
        ("Sun, 22 Nov 2026 12:01:30 GMT", 90), ("Sun, 22 Nov 2026 11:00:00 GMT", 0), ("Sun, 99 Nov 2026", None),
        ("Sunday, 22-Nov-26 12:00:10 GMT", 10), ("nan", None), ("Infinity", None),
        ("Sun, 22 Nov 99999999999 12:00:00 GMT", None), ("Sun, 22 Nov 2026 999999999999:00:00 GMT", None),
        ("9" * 400, float("inf")),
    ],
)  # fmt: skip
def test_retry_after(text: str, seconds: float | None) -> None:
    assert retry_after(answer(Retry_After=text), NOW) == seconds


def test_a_date_counts_from_the_portals_own_clock() -> None:
    late = answer(Retry_After="Sun, 22 Nov 2026 10:00:05 GMT", Date="Sun, 22 Nov 2026 10:00:00 GMT")
    assert retry_after(late, NOW) == 5


def test_the_recorded_no_such_column() -> None:
    told = requests.Response()
    told.status_code, told.url = 400, "https://data.example.org/resource/abcd-1234.json"
    told.raw = BytesIO(shared_file("recorded", "no-such-column.json").read_bytes())
    found = problem(told, lambda: None, NOW)
    assert isinstance(found, SchemaChanged)
    assert "No such column: filing_date." in str(found)
    assert "Map(row" not in str(found)


def test_a_long_message_is_cut() -> None:
    told = requests.Response()
    told.status_code, told.url = 400, "https://data.example.org/resource/abcd-1234.json"
    told.raw = BytesIO(b'{"code": "req.bad", "message": "' + b"long " * 100_000 + b'"}')
    assert len(str(problem(told, lambda: None, NOW))) < 600


@given(st.text())
def test_text_in_soql_stays_text(text: str) -> None:
    quoted = soql_text(text)
    assert quoted[0] == quoted[-1] == "'"
    assert quoted[1:-1].replace("''", "").count("'") == 0
    assert quoted[1:-1].replace("''", "'") == text


def test_where_a_page_begins() -> None:
    delta = Question("delta", "2026-01-01T00:00:00.000Z")
    assert Question("full").where() is None
    assert Question("full").where(("row-1",)) == ":id > 'row-1'"
    assert delta.where() == ":updated_at >= '2026-01-01T00:00:00.000Z'"
    assert delta.where(("T", "row-1")) == ":updated_at > 'T' OR (:updated_at = 'T' AND :id > 'row-1')"


def test_the_same_read_on_either_wire() -> None:
    asked = {"select": ":*, *", "where": ":id > 'a'", "order": ":id", "limit": "50"}
    old, new = soda2("abcd-1234", "csv", asked), soda3("abcd-1234", "csv", asked)
    assert (old.method, old.path, old.json) == ("GET", "/resource/abcd-1234.csv", None)
    assert old.params == {"$select": ":*, *", "$where": ":id > 'a'", "$order": ":id", "$limit": "50"}
    assert (new.method, new.path, new.params) == ("POST", "/api/v3/views/abcd-1234/query.csv", {})
    assert new.json == {
        "query": "SELECT :*, * WHERE :id > 'a' ORDER BY :id",
        "page": {"pageNumber": 1, "pageSize": 50},
        "includeSystem": False,
    }


def test_soda3_refuses_what_it_cannot_ask() -> None:
    with pytest.raises(ValueError, match="offset"):
        soda3("abcd-1234", "json", {"offset": "3"})
    with pytest.raises(ValueError, match="'q'"):
        soda3("abcd-1234", "json", {"q": "x"})


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("https://a.org/x", "https://a.org:443/y", True), ("https://A.org", "https://a.org", True),
        ("http://a.org", "https://a.org", False), ("https://a.org", "https://a.org.evil.net", False),
        ("https://a.org", "https://b@a.org", True), ("https://a.org", "https://a.org@b.org", False),
    ],
)  # fmt: skip
def test_origins(left: str, right: str, same: bool) -> None:
    assert (origin(left) == origin(right)) is same


@pytest.mark.parametrize(
    ("ours", "theirs", "followed"),
    [
        ("http://a.org", "https://a.org/x", True), ("http://a.org", "https://a.org:443/x", True),
        ("https://a.org", "http://a.org/x", False), ("http://a.org:8080", "https://a.org:8080/x", False),
        ("http://a.org", "https://b.org/x", False), ("https://a.org", "https://a.org:8443/x", False),
    ],
)  # fmt: skip
def test_which_redirects_are_followed(ours: str, theirs: str, followed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str | None] = []

    def send(_: HTTPAdapter, request: requests.PreparedRequest, **__: object) -> requests.Response:
        sent.append(request.url)
        return answer()

    monkeypatch.setattr(HTTPAdapter, "send", send)
    adapter = OneHost(ours, 0, Clock(), Event())
    asked = requests.Request("GET", theirs).prepare()
    with nullcontext() if followed else pytest.raises(Moved):
        adapter.send(asked)
    assert sent == ([asked.url] if followed else [])


@pytest.mark.parametrize("lost", [1, 8, 20])
def test_a_gzip_stream_without_its_end_is_cut(lost: int) -> None:
    rows = gzip.compress(b'"a"\n"1"\n' * 50)
    whole, cut = answer(Content_Encoding="gzip"), answer(Content_Encoding="gzip")
    whole.raw = HTTPResponse(BytesIO(rows), preload_content=False)
    cut.raw = HTTPResponse(BytesIO(rows[:-lost]), preload_content=False)
    assert b"".join(body(whole, lambda: None)) == b'"a"\n"1"\n' * 50
    with pytest.raises(Trouble, match="no end"):
        list(body(cut, lambda: None))
