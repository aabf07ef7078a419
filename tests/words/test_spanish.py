"""Spanish is complete: no text of any page, view, embed, chart or sentence stays English."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask

from dashboard import charts, cities, pages
from dashboard.catalog import CATALOG
from dashboard.data.warehouse import Warehouse
from dashboard.explain import explain
from dashboard.i18n import Words
from dashboard.model import Shape
from tests.support.answers import CASES as SHAPES_AND_STATES
from tests.support.answers import make
from tests.support.effort import declared, some
from tests.words.cases import CASES
from tests.words.recorder import recording

ES = Words("es")
QUERIES = (
    "",
    "offense=robbery",
    "offense=homicide&offense=robbery&weekday=5",
    "category=property&measure=rate",
    "since=2026-01-05&until=2026-03-10&compare=none",
    "since=1990-01-01&until=1990-02-01",
    "by=neighborhood&measure=rate",
    "district=nowhere&since=yesterday",
)
PATHS = tuple(path for path in pages.load() if "{" not in path)
VIEWS = tuple(CATALOG.views)
ONE_EACH = {view.shape: key for key, view in CATALOG.views.items()}.values()
PICTURED = ("", "since=1990-01-01&until=1990-02-01")
# words that are the same in both languages: names, file formats, the other language's own name
SAME = re.compile(r"^(?:CSV|JSON|Excel|ZIP|English|Español|NIBRS|Total|[\W\d_]*)$")

NUMBER = re.compile(r": [\d,.]+$")


def test_every_text_of_every_view_and_state_is_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    with recording(monkeypatch) as recorder:
        for case in some(CASES):
            explain(case.answer, ES)
    assert recorder.asked
    assert recorder.lacking == set()


def test_every_text_of_every_chart_is_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    with recording(monkeypatch) as recorder:
        for shape, state in SHAPES_AND_STATES:
            for size in ("wide", "narrow"):
                charts.figure(make(shape, state, sample=True), ES, size=size)
    assert recorder.asked
    assert recorder.lacking == set()


class Texts(HTMLParser):
    """The texts a reader of a language sees or hears, those marked as another language left out."""

    SPOKEN = ("alt", "aria-label", "title", "placeholder")
    QUIET = ("script", "style", "code")
    DOCUMENT = "prose"  # translated as a whole: names, titles and code stay as they are
    VOID = ("meta", "link", "img", "input", "br", "source", "hr")

    def __init__(self, html: str, lang: str) -> None:
        super().__init__()
        self.lang = lang
        self.found: list[str] = []
        self.open: list[bool] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        foreign = given.get("lang", self.lang) != self.lang
        if not foreign and not any(self.open):
            self.found += [value for name in self.SPOKEN if (value := given.get(name))]
        if tag not in self.VOID:
            self.open.append(tag in self.QUIET or foreign or given.get("class") == self.DOCUMENT)

    def handle_endtag(self, tag: str) -> None:
        if self.open and tag not in self.VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(self.open):
            self.found.append(data.strip())


def texts(server: Flask, address: str, lang: str) -> list[str]:
    joined = "&" if "?" in address else "?"
    answer = server.test_client().get(f"{address}{joined}lang={lang}")
    assert answer.status_code in (200, 404), address
    return Texts(answer.get_data(as_text=True), lang).found


def addresses() -> list[str]:
    """Every page; one with every query; every view and embed with a filter.

    What filters, periods and numbers make of the sentences is asked of hand-made answers instead.
    """
    alone = [
        f"/{route}/{key}?offense=robbery" for route, keys in (("embed", VIEWS), ("views", ONE_EACH)) for key in keys
    ]
    return [*PATHS, *(f"/?{query}" for query in QUERIES), "/safety?offense=robbery&by=neighborhood", *alone, "/nowhere"]


def test_every_text_of_every_page_view_and_embed_is_translated(server: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with recording(monkeypatch) as recorder:
        for address in declared(addresses()):
            texts(server, address, "es")
    assert len(recorder.asked) > 100
    assert recorder.lacking == set()


def test_every_text_of_every_picture_is_translated(server: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client = server.test_client()
    with recording(monkeypatch) as recorder:
        for address in (f"/views/{key}.svg?lang=es&{query}" for key in ONE_EACH for query in PICTURED):
            assert client.get(address).status_code in (200, 404), address
    assert recorder.lacking == set()


@pytest.fixture(scope="module")
def published(server: Flask, sample_cache: Path) -> set[str]:
    """Names shown as they are in every language: of the city, its datasets, columns and places."""
    city = cities.load("sample")
    snapshot = Warehouse(city, sample_cache).current()
    assert snapshot is not None
    names = {city.name, snapshot.id}
    for receipt in snapshot.subjects.values():
        names |= {receipt.name, receipt.publisher, receipt.portal, *receipt.columns}
        names |= {value.name for values in receipt.values.values() for value in values}
    return names | set(_listed(server))


def _listed(server: Flask) -> Iterator[str]:
    """What the city writes itself: the cells of its lists."""
    for key, view in CATALOG.views.items():
        if view.shape is Shape.LIST:
            answer = server.test_client().get(f"/views/{key}.csv")
            yield from (cell for row in csv.reader(answer.get_data(as_text=True).splitlines()) for cell in row)


@pytest.mark.parametrize("path", [*PATHS, *(f"/embed/{key}" for key in ONE_EACH), "/nowhere"])
def test_no_text_reads_the_same_in_both_languages(server: Flask, published: set[str], path: str) -> None:
    """What a page says in Spanish and also in English was written past the catalogs."""
    same = set(texts(server, path, "es")) & set(texts(server, path, "en"))
    assert {text for text in same if not SAME.match(text) and not _known(NUMBER.sub("", text), published)} == set()


def _known(text: str, published: set[str]) -> bool:
    return text in published or set(text.split(", ")) <= published
