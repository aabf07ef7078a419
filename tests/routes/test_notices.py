"""What is wrong with the data stands on every page, view, embed and image, in the same words."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard import cities
from dashboard.catalog import CATALOG
from dashboard.data.store import Event
from dashboard.data.warehouse import Warehouse
from dashboard.factory import create_app
from dashboard.i18n import LANGUAGES
from dashboard.model import Shape
from dashboard.settings import Settings
from tests.support.documents import read
from tests.support.effort import declared
from tests.support.site import NOW

MUCH_LATER = date(2045, 3, 1)
ONE_EACH = sorted({view.shape: key for key, view in CATALOG.views.items()}.values())
QUIET = {"en": "Nothing newer has come.", "es": "No ha llegado nada más reciente."}
FAILED = {"en": "The last update did not succeed", "es": "La última actualización falló"}


@pytest.fixture(scope="module")
def late_server(sample_cache: Path) -> Flask:
    city = cities.load("sample")
    settings = Settings(city="sample", cache=sample_cache)
    app = create_app(city, Warehouse(city, sample_cache), settings, today=lambda: MUCH_LATER)
    return app.server


@pytest.fixture
def late(late_server: Flask) -> FlaskClient:
    return late_server.test_client()


@pytest.fixture(scope="module")
def pages_say(late_server: Flask) -> dict[str, str]:
    client = late_server.test_client()
    return {lang: read(client.get(f"/data?lang={lang}").data).notices for lang in LANGUAGES}


def name_of(view: str) -> str:
    return cities.load("sample").subjects[CATALOG.view(view).subject].name


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", declared(ONE_EACH))
def test_an_embed_and_a_view_of_a_quiet_source_say_so_as_pages_do(
    late: FlaskClient, pages_say: dict[str, str], view: str, lang: str
) -> None:
    for address in (f"/embed/{view}?lang={lang}", f"/views/{view}?lang={lang}"):
        found = read(late.get(address).data).notices
        assert QUIET[lang] in found, address
        assert f"“{name_of(view)}”" in found
        told = found[found.index(f"“{name_of(view)}”") : found.index(QUIET[lang])]
        assert told in pages_say[lang], "the words are those of the page"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_several_quiet_sources_a_view_names_its_own(late: FlaskClient, lang: str) -> None:
    found = read(late.get(f"/embed/requests-trend?lang={lang}").data).notices
    assert found.count(QUIET[lang]) == 1
    assert f"“{name_of('incidents-trend')}”" not in found


def drawn(answer: bytes) -> str:
    """The texts of a picture, its lines joined."""
    return " ".join(unescape(text).strip() for text in re.findall(r">([^<>]+)<", answer.decode()))


@pytest.mark.parametrize("view", declared(key for key in ONE_EACH if CATALOG.view(key).shape is not Shape.LIST))
def test_an_image_with_titles_of_a_quiet_source_says_so(late: FlaskClient, client: FlaskClient, view: str) -> None:
    address = f"/views/{view}.svg"
    assert QUIET["en"] in drawn(late.get(address).data)
    assert QUIET["en"] not in drawn(client.get(address).data)
    assert QUIET["en"] not in drawn(late.get(f"{address}?frame=none").data), "the page around it says so"


def test_a_quiet_source_changes_the_other_forms_of_an_image_too(late: FlaskClient, client: FlaskClient) -> None:
    address = "/views/incidents-trend.png"
    assert late.get(address).data != client.get(address).data


def test_fresh_data_carry_no_notice(client: FlaskClient) -> None:
    assert QUIET["en"] not in read(client.get("/embed/incidents-trend").data).text
    assert QUIET["en"] not in read(client.get("/views/incidents-trend").data).text


def test_a_snapshot_that_was_asked_for_is_not_called_quiet(late: FlaskClient) -> None:
    id = late.get("/embed/incidents-trend").headers["X-Snapshot"]
    fixed = f"as_of={id}"
    for address in (f"/safety?{fixed}", f"/views/incidents-trend?{fixed}", f"/embed/incidents-trend?{fixed}"):
        assert QUIET["en"] not in read(late.get(address).data).text, address
    assert QUIET["en"] not in drawn(late.get(f"/views/incidents-trend.svg?{fixed}").data)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_failed_update_is_told_on_pages_views_and_embeds(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    event = Event(at=NOW, status="held", snapshot=None, reasons=("the portal did not answer",))
    monkeypatch.setattr(Warehouse, "last_error", lambda self: event)
    for address in ("/safety", "/views/incidents", "/embed/incidents", "/embed/incidents-trend"):
        assert FAILED[lang] in read(client.get(f"{address}?lang={lang}").data).notices, address


@pytest.mark.parametrize(
    ("query", "told"),
    [("as_of=20200101T000000Z", "“20200101T000000Z” here: it is no longer kept"), ("district=Nowhere", "“Nowhere”")],
)
def test_what_was_left_out_is_told_on_pages_views_and_embeds(client: FlaskClient, query: str, told: str) -> None:
    """An embed whose snapshot is gone must not pass today's numbers for those that were asked for."""
    for address in ("/safety", "/views/incidents-trend", "/embed/incidents-trend"):
        assert told in read(client.get(f"{address}?{query}").data).notices, address
        assert told not in read(client.get(address).data).notices


def test_a_subject_taken_out_of_the_city_file_is_nowhere(sample_cache: Path) -> None:
    city = cities.load("sample")
    left = city.model_copy(update={"subjects": {key: one for key, one in city.subjects.items() if key != "arrests"}})
    warehouse = Warehouse(left, sample_cache)
    client = create_app(left, warehouse, Settings(city="sample", cache=sample_cache)).server.test_client()
    asked = ("/views/arrests-trend", "/views/arrests-trend.csv", "/rows/arrests.csv", "/embed/arrests-trend")
    assert {address: client.get(address).status_code for address in asked} == dict.fromkeys(asked, 404)
    for address in ("/", "/accountability", "/data"):
        assert client.get(address).status_code == 200
    warehouse.close()
