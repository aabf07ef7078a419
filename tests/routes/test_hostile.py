"""What strangers send: never a 500, never another page's content."""

from __future__ import annotations

import json
import logging
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dashboard.controls import part
from tests.routes.conftest import PAGES, VIEWS
from tests.support.documents import read
from tests.support.effort import examples

FILES = (
    *(f"/views/{view}.{form}" for view in ("incidents", "incidents-by-place") for form in ("csv", "svg")),
    *(f"/views/incidents-by-place.{form}" for form in ("json", "txt", "xlsx", "zip")),
    "/revisions/incidents-trend.csv",
)
ROWS = ("/rows/guns.csv", "/rows/force.json", "/rows/warrants.csv")
OTHERS = ("/views/incidents-trend", "/embed/incidents-trend", "/readyz", "/nothing")
FOLDERS = ["x", "views", "rows", "revisions", "embed", "static", "assets", "places/district", "_dash-component-suites"]
ALLOWED = {"/nothing": (404,), "/readyz": (200,), "/rows/force.csv": (200, 400, 403)}
REDRAW = "/_dash-update-component"
NAMES = (
    "path pathname search ctx context page self pairs key view request kind fixed args kwargs answer form m v "
    "district[] since until district neighborhood council offense category weekday hour by measure compare "
    "lang as_of size theme frame"
)
PARAMETERS = NAMES.split()
DAYS = "2026-01-01 2026-02-30 0001-01-01 9999-12-31 10000-01-01 -1"
VALID = "Harbor Mill homicide rate none district es /data /"
VALUES = [
    *DAYS.split(),
    *VALID.split(),
    "'; DROP TABLE incidents; --",
    "1 OR 1=1",
    "x" * 10_000,
    "\x00",
    "\ud800",
    "{city}",
    "{0}",
    "%s",
    "",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "[]",
]
RAW = "% %zz %ff%fe %00 = && ? a=b=c %C3%28 + ; district=%F0%9F # \\"
keys = st.sampled_from(PARAMETERS) | st.text(max_size=8)
values = st.sampled_from(VALUES) | st.text(max_size=20)
raw = st.sampled_from(RAW.split())
queries = st.one_of(
    st.lists(st.tuples(keys, values), max_size=6).map(lambda pairs: urlencode(pairs, errors="surrogatepass")),
    st.lists(raw | keys.map(lambda key: quote(key, errors="surrogatepass")), max_size=5).map("&".join),
)


@pytest.fixture(scope="session")
def titles(server: Flask) -> dict[tuple[str, str], str]:
    """The title of each page in each language."""
    client = server.test_client()
    return {(path, lang): read(client.get(f"{path}?lang={lang}").data).title for path in PAGES for lang in ("en", "es")}


@settings(max_examples=examples(30), suppress_health_check=[HealthCheck.too_slow])
@given(path=st.sampled_from(PAGES), query=queries)
@example(path="/safety", query="path=/data&ctx=1&context=x&page=/&self=1&pairs=2&key=k&view=v")
@example(path="/safety", query="since=0001-01-01&until=0001-01-02")
@example(path="/", query="until=1900-01-01")
@example(path="/data", query="since=2100-12-31")
@example(path="/safety", query="district=" + "x" * 10_000)
@example(path="/safety", query="district=Harbor&" * 300)
def test_a_page_stays_itself(server: Flask, titles: dict[tuple[str, str], str], path: str, query: str) -> None:
    answer = server.test_client().get(path, query_string=query)
    found = read(answer.data)
    assert answer.status_code == 200
    assert found.title == titles[path, found.lang]
    assert "<script>alert" not in answer.get_data(as_text=True)


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow])
@given(path=st.sampled_from((*FILES, *ROWS, *OTHERS)), query=queries)
@example(path="/views/incidents.csv", query="until=1900-01-01")
@example(path="/views/incidents.svg", query="size=narrow&size=x")
@example(path="/embed/incidents-trend", query="key=incidents&as_of=x")
@example(path="/rows/force.csv", query="injured=yes&injured=no")
@example(path="/rows/guns.csv", query="until=1900-01-01&form=json&subject=arrests")
@example(path="/revisions/incidents-trend.csv", query="since=2100-12-31&district=Harbor")
def test_views_and_embeds_answer_or_refuse(server: Flask, path: str, query: str) -> None:
    answer = server.test_client().get(path, query_string=query)
    assert answer.status_code in ALLOWED.get(path, (200, 400, 403) if path in ROWS else (200, 400))
    if path in ("/views/incidents-trend", "/embed/incidents-trend"):
        assert answer.status_code == 200
    if answer.status_code in (400, 403):
        assert answer.mimetype == "text/plain"
        assert len(answer.data) < 20_000
    assert b"Traceback" not in answer.data


@settings(max_examples=examples(40))
@given(st.text(max_size=30) | st.sampled_from(["..", "../..", "%2e%2e%2f", "x" * 3_000, "incidents.csv.csv", "."]))
def test_odd_paths_are_absent(server: Flask, text: str) -> None:
    for folder in (
        "x",
        "views",
        "rows",
        "revisions",
        "embed",
        "static",
        "assets",
        "places/district",
        "_dash-component-suites",
    ):
        path = f"/{folder}/{quote(text, safe='', errors='surrogatepass')}"
        answer = server.test_client().get(path)
        assert answer.status_code in (200, 302, 308, 400, 404), path
        answer.close()


def asked(kind: str, key: object, given_inputs: list[Any], state: list[Any]) -> dict[str, Any]:
    """What the browser sends for a redraw of one part."""
    identity = part(kind, key)
    named = {name: ["MATCH"] if name != "type" else kind for name in sorted(identity)}
    return {
        "output": json.dumps(named, separators=(",", ":")) + ".children",
        "outputs": {"id": identity, "property": "children"},
        "inputs": given_inputs,
        "changedPropIds": ['{"dimension":"district","type":"control"}.value'],
        "state": state,
    }


def redraw(view: Any, chosen: dict[str, Any], base: Any, explored: Any = None) -> dict[str, Any]:
    controls = [{"id": part("control", key), "property": "value", "value": value} for key, value in chosen.items()]
    ids = [{"id": part("control", key), "property": "id", "value": part("control", key)} for key in chosen]
    told = {"id": part("base", "page"), "property": "data", "value": base}
    return asked(
        "card",
        view,
        [controls, {"id": part("explored", view), "property": "data", "value": explored}],
        [ids, told],
    )


def tell(chosen: dict[str, Any], base: Any) -> dict[str, Any]:
    body = redraw("x", chosen, base)
    return asked("said", "force", body["inputs"][:1], body["state"])


def send(server: Flask, body: Any) -> tuple[int, str]:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = server.test_client().post(REDRAW, data=data, content_type="application/json")
    return answer.status_code, answer.get_data(as_text=True)


BASE = {"path": "/safety", "kept": [], "fixed": []}


def test_a_redraw_gives_the_card_of_the_choice(server: Flask) -> None:
    status, text = send(server, redraw("incidents-trend", {"district": ["Harbor"], "since": ""}, BASE))
    assert status == 200
    assert "in the Harbor police district" in text
    status, text = send(server, tell({"district": ["Harbor"]}, BASE))
    assert status == 200
    assert "Harbor" in text


def test_a_redraw_keeps_the_language_and_the_chart_in_use(server: Flask) -> None:
    base = {**BASE, "kept": [["lang", "es"]]}
    status, text = send(server, redraw("incidents-trend", {"district": ["Harbor"]}, base, {"size": "narrow"}))
    assert status == 200
    assert "distrito policial" in text
    assert '"Graph"' in text


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10) | st.sampled_from(VALUES),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)


BODY = ["output", "outputs", "inputs", "state", "changedPropIds"]
FIXTURES = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=examples(40), suppress_health_check=FIXTURES)
@given(
    view=st.sampled_from(VIEWS) | json_values,
    chosen=st.dictionaries(keys, json_values, max_size=4),
    base=st.just(BASE) | json_values | st.dictionaries(st.sampled_from(["path", "kept", "fixed"]), json_values),
    explored=st.none() | json_values | st.fixed_dictionaries({"size": values, "theme": values}),
)
@example(view="incidents", chosen={"district": ["\ud800"]}, base=BASE, explored=None)
@example(view="incidents", chosen={"until": "1900-01-01"}, base=BASE, explored=[])
def test_hostile_redraws_are_answered_or_refused(
    server: Flask, view: Any, chosen: dict[str, Any], base: Any, explored: Any
) -> None:
    for body in (redraw(view, chosen, base, explored), tell(chosen, base)):
        status, text = send(server, body)
        assert status in (200, 204, 400)
        assert "Traceback" not in text


@settings(max_examples=examples(40), suppress_health_check=FIXTURES)
@given(st.binary(max_size=60) | json_values | st.dictionaries(st.sampled_from(BODY), json_values))
@example({})
@example([])
@example(None)
@example({"output": '{"type":"card","view":["MATCH"]}.children'})
@example({**redraw("incidents", {}, BASE), "state": []})
@example({**redraw("incidents", {}, BASE), "outputs": [{"id": 1}]})
def test_hostile_bodies_are_refused(server: Flask, body: Any) -> None:
    assert send(server, body)[0] in (200, 204, 400)


def test_a_body_beyond_measure_is_refused(server: Flask) -> None:
    assert send(server, redraw("incidents", {"district": "x" * 2_000_000}, BASE))[0] == 413


def page(path: Any, search: Any) -> dict[str, Any]:
    location = part("location", "page")
    return {
        "output": json.dumps(part("page", "page"), sort_keys=True, separators=(",", ":")) + ".children",
        "outputs": {"id": part("page", "page"), "property": "children"},
        "inputs": [{"id": location, "property": "pathname", "value": path}],
        "changedPropIds": [json.dumps(location, sort_keys=True, separators=(",", ":")) + ".pathname"],
        "state": [{"id": location, "property": "search", "value": search}],
    }


@settings(max_examples=examples(40), suppress_health_check=FIXTURES)
@given(path=st.sampled_from(PAGES) | json_values, search=queries.map(lambda query: "?" + query) | json_values)
def test_the_page_callback_takes_any_address(server: Flask, path: Any, search: Any) -> None:
    assert send(server, page(path, search))[0] in (200, 204, 400)


def test_the_page_callback_gives_the_page_of_the_address(server: Flask) -> None:
    status, text = send(server, page("/safety", "?district=Harbor&path=/data"))
    assert status == 200
    assert "in the Harbor police district" in text
