"""What is hidden stays hidden in every form there is: what the linear programs find of the CSV holds for all of them.

The forms of files and the addresses are those of the program itself; one that is not read here fails.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard import charts, pages
from dashboard.catalog import CATALOG
from dashboard.export import FORMS as OFFERED
from dashboard.model import Shape
from tests.routes.test_hostile import BASE, redraw
from tests.support import forms
from tests.support.documents import read
from tests.support.effort import THOROUGH, declared
from tests.support.forms import ADDRESSES, FORMS, PAGE, READ, Base, Silent
from tests.support.site import application

VIEWS = [view.key for view in CATALOG.views.values() if view.shape is Shape.TABLE]
YEAR = "since=2024-01-01&until=2024-12-31"
FULL = {"size": "wide", "theme": "light"}


@pytest.fixture(scope="module")
def client(server: Flask) -> FlaskClient:
    return server.test_client()


def questions(view: str) -> list[str]:
    """The latest months, by each kind of row, and a year."""
    return ["", *(f"by={down}" for down in CATALOG.view(view).by[:-1]), YEAR]


def bases(client: FlaskClient, view: str) -> dict[str, Base]:
    """Every table of a view, by the question that brings it."""
    return dict(forms.bases(client, view, questions(view)))


def test_every_form_of_file_is_read() -> None:
    assert set(FORMS) == set(OFFERED)
    assert all(one.reason for one in FORMS.values() if isinstance(one, Silent))


def test_every_address_is_read(server: Flask) -> None:
    assert {rule.rule for rule in server.url_map.iter_rules()} == set(ADDRESSES)
    assert {one for one in ADDRESSES.values() if isinstance(one, str)} == {READ, PAGE}


@pytest.mark.parametrize("view", declared(VIEWS))
def test_every_form_shows_what_the_csv_shows(client: FlaskClient, view: str) -> None:
    found = bases(client, view)
    assert found
    assert [told for query, base in found.items() if (told := forms.differences(client, view, query, base))] == []


def redrawn(client: FlaskClient, view: str, chosen: dict[str, Any], explored: Any) -> str:
    body = json.dumps(redraw(view, chosen, BASE, explored))
    answer = client.post("/_dash-update-component", data=body, content_type="application/json")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("view", declared(VIEWS))
def test_so_does_a_card_that_is_drawn_again(client: FlaskClient, view: str) -> None:
    found = bases(client, view)
    year = {"since": "2024-01-01", "until": "2024-12-31"}
    asked = [("", {}, None), ("", {}, FULL), (YEAR, year, None)]
    wrong = [
        told
        for query, chosen, explored in asked
        if query in found
        for told in forms.redrawn(redrawn(client, view, chosen, explored), found[query])
    ]
    assert wrong == []


def addresses() -> Iterator[str]:
    """Every page with every section it may show; of those with variable parts each subject, and one place."""
    sections = [section for subject in CATALOG.subjects.values() for section in subject.sections]
    for path in pages.load():
        if "{subject}" in path:
            yield from (f"{path.format(subject=key)}?" for key in CATALOG.subjects)
        elif "{" in path:
            yield "/places/district/Harbor?"
        else:
            yield from (f"{path}?about={one.key}&" for one in sections if one.page == path)
            yield f"{path}?"


def test_pages_show_these_tables_and_no_other(client: FlaskClient) -> None:
    """Other cards than these are asked for days without data, which are drawn in no time."""
    expected = {view: found[""].matrix for view in VIEWS if "" in (found := bases(client, view))}
    seen = []
    for path in addresses():
        answer = client.get(path if THOROUGH else f"{path}since=2030-01-01")
        assert answer.status_code in (200, 404), path
        tables = [[line[1:] for line in table[1:]] for table in read(answer.data).tables if len(table) > 1]
        seen += [table for table in tables if any("hidden" in line for line in table)]
        assert [table for table in seen if table not in expected.values()] == [], path
    hidden = [matrix for matrix in expected.values() if any("hidden" in line for line in matrix)]
    assert len(hidden) > 10
    assert [matrix for matrix in hidden if matrix not in seen] == []


@pytest.mark.parametrize("view", declared(VIEWS))
@pytest.mark.parametrize("lang", ["en", "es"])
def test_tables_about_people_have_no_revisions(client: FlaskClient, view: str, lang: str) -> None:
    for query in (f"lang={lang}", f"{YEAR}&lang={lang}"):
        answer = client.get(f"/revisions/{view}.csv?{query}")
        assert answer.status_code == 403
        assert not forms.NUMBER.search(answer.get_data(as_text=True))


@pytest.mark.parametrize("form", [key for key, one in FORMS.items() if one is forms.SAME_DRAWING])
def test_images_are_the_drawing_of_the_svg(sample_cache: Any, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    client, specs = application(sample_cache).test_client(), list[object]()

    def kept(spec: object, *_: object) -> bytes:
        specs.append(spec)
        return b"nothing"

    monkeypatch.setattr(charts.vega, "convert", kept)
    for key in ("svg", form):
        assert client.get(f"/views/victims-by-race.{key}").status_code == 200
    assert specs[0] == specs[1]


@pytest.mark.parametrize("change", ["shown", "more", "words"])
def test_a_form_that_shows_more_is_noticed(client: FlaskClient, change: str) -> None:
    """The checks themselves: a hidden count put into a body, a number put into words."""
    base = bases(client, "victims-by-race")[""]
    told = json.loads(client.get("/views/victims-by-race.json").data)
    hidden = next(record for record in told["records"] if record["hidden"])
    if change == "shown":
        hidden.update(hidden=False, count=4)
    if change == "more":
        hidden["count"] = 4
    if change == "words":
        told["headline"] += " (8,017)"
    check = FORMS["json"]
    assert not isinstance(check, Silent)
    assert check(json.dumps(told).encode(), base)
