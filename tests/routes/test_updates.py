"""The public change log: what every update came to, why one was held, and who let it pass, in the reader's language."""

from __future__ import annotations

import io
import re
import string
from datetime import UTC, date, datetime
from typing import Literal

import pytest
from flask.testing import FlaskClient
from rich.console import Console

from dashboard.cities.schema import Checks
from dashboard.data import quality
from dashboard.data.places.extent import Extent, Points
from dashboard.data.receipt import Cause, SubjectReceipt
from dashboard.data.refresh import Outcome
from dashboard.data.store import Event
from dashboard.data.transport.errors import PortalError
from dashboard.data.warehouse import Warehouse
from dashboard.factory import create_app
from dashboard.i18n import LANGUAGES, Words
from dashboard.outcomes import tell
from dashboard.page.causes import CHECKS, FAILURES, told
from dashboard.settings import Settings
from tests.data.changing import PATIENT, SHARES, ChangingPortal, city
from tests.support.documents import read
from tests.support.portal import FastClock

STRICT = city(checks=dict.fromkeys(SHARES, 1.0) | PATIENT | {"rows_may_fall": 0.1})
OPERATOR = {"en": "What the operator was told, in English", "es": "Lo que se le dijo al operador, en inglés"}
FELL = {
    "en": "Reported crime: the portal has 20 records. Before, it had 40.",
    "es": "Delitos denunciados: el portal tiene 20 registros. Antes tenía 40.",
}
DOWN = {
    "en": "The portal could not be reached, or took too long.",
    "es": "No se pudo llegar al portal, o tardó demasiado.",
}
COUNTED = {"en": "The way we count changed.", "es": "Cambió la forma de contar."}
WITHDRAWN = {"en": "20 records withdrawn", "es": "20 registros retirados"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A site after a first update, one held by a check, the same let pass, one that counts anew, and a portal down."""
    cache = tmp_path_factory.mktemp("cache")
    with ChangingPortal() as portal:
        portal.insert(40)
        portal.refresh(cache, STRICT)
        portal.delete(portal.ids[:20])
        assert portal.refresh(cache, STRICT).status == "held"
        assert portal.refresh(cache, STRICT, accept="the city <b>cleaned</b> up").status == "published"
        anew = city(codes={"offense": {"larceny": ["THEFT", "MURDER"]}}, checks=STRICT.subjects["incidents"].checks)
        assert portal.refresh(cache, anew).status == "published"
    down = portal.refresh(cache, anew, now=datetime(2026, 6, 2, tzinfo=UTC), portal_clock=FastClock().clock)
    assert down.status == "held"
    settings = Settings(city="changing", cache=cache)
    return create_app(anew, Warehouse(anew, cache), settings).server.test_client()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", ["/data", "/data/incidents"])
def test_every_update_says_what_it_came_to_and_why(client: FlaskClient, page: str, lang: str) -> None:
    answer = client.get(f"{page}?lang={lang}")
    text = re.sub(r"\s+", " ", read(answer.data).text)
    assert FELL[lang] in text
    assert DOWN[lang] in text
    assert COUNTED[lang] in text
    assert OPERATOR[lang] in text
    assert "“the city <b>cleaned</b> up”" in text
    assert text.count("rows fell from 40 to 20") >= 2
    assert (WITHDRAWN[lang] in text) == (page != "/data")


def causes() -> list[Cause]:
    """One of every kind that a check can find."""
    column = {"a": "text", "b": "text"}
    dataset = city(key="number", checks=Checks().model_dump()).subjects["incidents"]
    base = {
        "subject": "incidents", "dataset": dataset.dataset, "name": "Reports", "portal": "https://x.gov",
        "publisher": "Police", "unit": "incident", "columns": ("occurred_at",), "first": date(2020, 1, 1),
        "covers_from": date(2020, 1, 1), "settles_after": 14, "fetched_at": datetime(2026, 7, 1, tzinfo=UTC),
        "mapping": {}, "mapping_hash": "m",
    }  # fmt: skip
    old = SubjectReceipt(**base, source_rows=1000, published_rows=1000, newest=date(2026, 6, 30))
    new = SubjectReceipt(
        **base, source_rows=500, published_rows=400, newest=date(2026, 5, 1), rejected={"no date": 100},
        unmapped={"offense": {"X": 100}}, nulls={"district": 0.5}, duplicate_keys=50,
    )  # fmt: skip
    none = SubjectReceipt(**base, source_rows=5, published_rows=0, newest=None)
    return [
        *quality.identity("incidents", dataset, {"Reports"}, "Trees", {"a": "number"}, column),
        *quality.findings(new, old, dataset),
        *quality.findings(none, None, dataset),
        *quality.stray("incidents", dataset, Points(100, 50), Extent()),
        Cause(kind="left_out", told="", subject="incidents"),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_finding_is_said_in_every_language(lang: str) -> None:
    from dashboard.catalog import CATALOG

    found = causes()
    assert {one.kind for one in found} == set(CHECKS)
    for one in found:
        assert {field for _, field, *_ in string.Formatter().parse(CHECKS[one.kind]) if field} <= set(one.figures)
        said = told(one, CATALOG, Words(lang))
        assert re.fullmatch(r"(Reported crime|Delitos denunciados): .*\.", said), said
        assert not re.search(r"\d{4}-\d\d|\d\.\d{2}|[{}]", said), said


def test_every_failure_of_a_portal_has_its_words() -> None:
    def kinds(kind: type[PortalError]) -> set[str]:
        return {kind.__name__, *(name for one in kind.__subclasses__() for name in kinds(one))}

    assert kinds(PortalError) - {"PortalError", "NotStaged"} <= set(FAILURES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_that_says_an_update_failed_leads_to_why(client: FlaskClient, lang: str) -> None:
    page = client.get(f"/safety?lang={lang}").get_data(as_text=True)
    notice = re.search(r'<div class="notice".*?</div>', page, re.DOTALL)
    assert notice
    assert re.search(r'href="/data(\?lang=es)?#updates"', notice.group())
    assert 'id="updates"' in client.get(f"/data?lang={lang}").get_data(as_text=True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_log_of_an_older_version_is_told_in_its_own_words(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    at, why = datetime(2026, 11, 19, 6, 30, tzinfo=UTC), "incidents: rows fell from 20 to 3 <b>so</b>"
    held = Event(at=at, status="held", reasons=(why,), accepted="in vain")
    same = Event(at=at, status="unchanged", accepted="not needed")
    monkeypatch.setattr(Warehouse, "log", lambda _: [*[same] * 50, held, same])
    text, words = read(client.get(f"/data?lang={lang}").data).text, Words(lang)
    assert text.count(why) == 1
    assert words("Nothing was published. The last good data stay.") in text
    assert text.count(words("Nothing had changed.")) == 2
    assert not re.search("in vain|not needed", text)


def test_a_reason_is_told_where_nothing_but_the_name_had_changed(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed = Event(
        at=datetime(2026, 11, 19, tzinfo=UTC), status="unchanged", reasons=("renamed",), accepted="the same"
    )
    monkeypatch.setattr(Warehouse, "log", lambda _: [renamed])
    text = read(client.get("/data").data).text
    assert "a person let it pass for this reason: “the same”" in re.sub(r"\s+", " ", text)


@pytest.mark.parametrize(("status", "word"), [("published", "accepted"), ("unchanged", "accepted"), ("held", "held")])
def test_the_command_calls_a_finding_held_only_when_it_held(
    status: Literal["published", "unchanged", "held"], word: str
) -> None:
    out = io.StringIO()
    tell(Console(file=out), Outcome(status, None, (Cause(kind="renamed", told="another name"),)))
    assert out.getvalue().startswith(f"{word}: another name")
