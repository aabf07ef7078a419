"""No page has more than ten charts, in any city: where its sections have more, they are shown one at a time."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from dashboard import cities, pages
from dashboard.catalog import CATALOG
from dashboard.page import Page, sections
from dashboard.page.declare import Request
from dashboard.page.sections import ABOUT, MOST_CHARTS
from tests.support.documents import read
from tests.support.effort import declared

PAGES = pages.load()
OF_SECTIONS = [path for path in PAGES if any(one.page == path for s in CATALOG.subjects.values() for one in s.sections)]
CHART = re.compile(r"<figure|class=\"directory\"")


def asked(city: str, page: Page, about: str = "") -> Request:
    """A reading of a page over a snapshot that has every subject of a city file; draws nothing."""
    stub = SimpleNamespace(
        context=SimpleNamespace(answers=SimpleNamespace(catalog=CATALOG)),
        snapshot=SimpleNamespace(subjects=dict.fromkeys(cities.load(city).subjects)),
        page=page,
        own=((ABOUT, about),) if about else (),
    )
    return cast(Request, cast(Any, stub))


@pytest.mark.parametrize("path", declared(PAGES))
@pytest.mark.parametrize("city", cities.keys())
def test_no_page_of_any_city_has_more_than_ten_charts(city: str, path: str) -> None:
    page = PAGES[path]
    keys = [section.key for section, _ in sections.published(asked(city, page))]
    for about in ("", *keys):
        request = asked(city, page, about)
        charts = [card.view for section, _ in sections.shown(request) for card in section.cards]
        charts += [card.view for card in page.cards[: page.most or None]]
        assert len(charts) <= MOST_CHARTS, (about, charts)
        assert not about or about in [section.key for section, _ in sections.shown(request)]
        assert sections.lead(request) in CATALOG.views
    assert len(cities.load(city).promises) <= MOST_CHARTS, "the page of promises draws each"


def test_sections_with_few_charts_stay_on_one_page() -> None:
    request = asked("chicago", PAGES["/accountability"])
    assert not sections.apart(sections.published(request))
    assert sections.lead(request) == PAGES["/accountability"].lead


@pytest.mark.parametrize("path", OF_SECTIONS)
def test_the_server_draws_ten_charts_at_most_and_links_to_the_others(client: FlaskClient, path: str) -> None:
    first = client.get(path).get_data(as_text=True)
    assert len(CHART.findall(first)) <= MOST_CHARTS
    links = [urlsplit(link) for link in read(first).links]
    others = {dict(parse_qsl(link.query))[ABOUT] for link in links if link.path == path and ABOUT in link.query}
    declared = [one for subject in CATALOG.subjects.values() for one in subject.sections if one.page == path]
    front = min(declared, key=lambda one: one.order)
    assert others == {one.key for one in declared} - {front.key}
    assert all(f'id="{one.key}"' in first for one in declared), "an old link to an anchor still leads somewhere"
    views = [card.view for one in declared if one.key != front.key for card in one.cards]
    assert not any(f'"view":"{view}"' in first.replace("&quot;", '"') for view in views)


def test_a_chosen_section_is_drawn_with_its_own_count_and_controls(client: FlaskClient) -> None:
    shown = client.get("/safety?about=arrests&district=Harbor").get_data(as_text=True)
    found = read(shown)
    assert "Arrests" in found.headings
    assert "Reported crime" not in found.headings
    assert re.search(r"[\d,]+ arrests in the Harbor police district", found.text)
    names = [one.get("name") for one in found.fields]
    assert "district" in names
    assert "weekday" not in names
    kept = next(one for one in found.fields if one.get("name") == ABOUT)
    assert (kept["type"], kept["value"]) == ("hidden", "arrests"), "the form without JavaScript keeps the section"
    other = next(link for link in found.links if "lang=es" in link and link.startswith("/safety"))
    assert dict(parse_qsl(urlsplit(other).query)) == {ABOUT: "arrests", "district": "Harbor", "lang": "es"}
    assert not [link for link in found.links if f"{ABOUT}=" in link and not link.startswith("/safety")]


@pytest.mark.parametrize("value", ["nothing", "<b>", "a" * 5_000, "hiring"])
def test_a_section_that_the_page_does_not_have_is_told(client: FlaskClient, value: str) -> None:
    answer = client.get("/safety", query_string={ABOUT: value})
    assert answer.status_code == 200
    found = read(answer.data)
    assert "Reported crime" in found.headings
    assert value[:40] in found.notices


def test_a_page_without_sections_knows_no_choice(client: FlaskClient) -> None:
    assert read(client.get("/places?about=arrests").data).notices == ""
