"""Files of a view in every form: the cells of the CSV, headers, and a package that describes itself."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.catalog import CATALOG
from dashboard.export import FORMS
from dashboard.i18n import LANGUAGES
from dashboard.model import Shape
from tests.support.forms import sheets

VIEWS = [next(view.key for view in CATALOG.views.values() if view.shape is shape) for shape in Shape if shape != "path"]
VIEWS += ["incidents-by-place", "response-time" if "response-time" in CATALOG.views else "case-days"]
QUERIES = ("", "since=2025-01-01&until=2025-06-30&district=Harbor", "since=1999-01-01&until=1999-12-31")


def rows(client: FlaskClient, view: str, query: str) -> list[list[str]]:
    text = client.get(f"/views/{view}.csv?{query}").get_data(as_text=True)
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def text(cell: Any) -> str:
    """A cell of JSON as CSV writes it."""
    if isinstance(cell, bool):
        return str(cell).lower()
    return "" if cell is None else str(cell)


def same(one: str, other: str) -> bool:
    """Equal, or the same number: a workbook writes them shorter."""
    try:
        return one == other or float(one) == pytest.approx(float(other))
    except ValueError:
        return False


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("view", VIEWS)
def test_every_file_has_the_cells_of_the_csv(client: FlaskClient, view: str, query: str) -> None:
    head, *lines = rows(client, view, query)
    own = head[: head.index("metric")]
    told = client.get(f"/views/{view}.json?{query}").json
    assert told is not None
    assert [[text(one[key]) for key in own] for one in told["records"]] == [line[: len(own)] for line in lines]
    facts = dict(zip(head[len(own) :], lines[0][len(own) :], strict=True)) if lines else {}
    assert {key: text(told[key]) for key in facts} == facts
    book = sheets(client.get(f"/views/{view}.xlsx?{query}").data)["data"]
    assert book[:1] == ([own] if own else [])
    assert all(same(*pair) for row, line in zip(book[1:], lines, strict=True) for pair in zip(row, line, strict=False))
    with zipfile.ZipFile(io.BytesIO(client.get(f"/views/{view}.zip?{query}").data)) as archive:
        assert archive.testzip() is None
        assert archive.read(f"{view}.csv") == client.get(f"/views/{view}.csv?{query}").data


CASTS: dict[str, Callable[[str], object]] = {
    "string": str,
    "date": date.fromisoformat,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_a_package_describes_itself(client: FlaskClient, view: str, lang: str) -> None:
    answer = client.get(f"/views/{view}.zip?lang={lang}")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert set(parts) == {f"{view}.csv", "datapackage.json", "README.md", "CITATION.txt", "LICENSE.txt"}
    package = json.loads(parts["datapackage.json"])
    (resource,) = package["resources"]
    data = parts[resource["path"]].encode()
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", package["created"])
    assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
    head, *lines = csv.reader(io.StringIO(data.decode(), newline=""))
    fields = resource["schema"]["fields"]
    assert [field["name"] for field in fields] == head
    for line in lines:
        for field, cell in zip(fields, line, strict=True):
            assert cell == "" or CASTS[field["type"]](cell) is not None
    assert package["sources"][0]["path"].startswith("http")
    assert all(license["name"] and license["title"] for license in package["licenses"])
    mark = {"en": "Sample data.", "es": "Datos de muestra."}[lang]
    assert mark in parts["README.md"]
    snapshot = answer.headers["X-Snapshot"]
    assert f"as_of={snapshot}" in parts["CITATION.txt"]
    assert parts["LICENSE.txt"].strip()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_are_those_of_the_card(client: FlaskClient, lang: str) -> None:
    told = client.get(f"/views/incidents-by-offense.json?lang={lang}").json
    shown = client.get(f"/views/incidents-by-offense.txt?lang={lang}").get_data(as_text=True)
    page = client.get(f"/views/incidents-by-offense?lang={lang}").get_data(as_text=True)
    assert told is not None
    assert told["headline"] in shown
    assert all(line in shown for line in (*told["sentences"], *told["what_to_know"], told["source"]))
    assert f"<h1>{told['headline']}</h1>" in page


@pytest.mark.parametrize("form", FORMS)
def test_headers_are_those_of_every_file(client: FlaskClient, form: str) -> None:
    query = "?district=Harbor&lang=es"
    answer = client.get(f"/views/incidents-by-offense.{form}{query}")
    headers = answer.headers
    assert answer.status_code == 200
    assert answer.mimetype == FORMS[form].mimetype
    assert headers["Link"] == f'</views/incidents-by-offense.{form}{query}>; rel="canonical"'
    assert headers["X-Total-Rows"] == str(len(rows(client, "incidents-by-offense", query[1:])) - 1)
    kind, name = re.fullmatch(r'(attachment|inline); filename="([\w.-]+)"', headers["Content-Disposition"]).groups()  # type: ignore[union-attr]
    assert kind == ("attachment" if FORMS[form].attachment else "inline")
    assert name.endswith(f"-rows_{headers['X-Snapshot']}.{form}")
    again = client.get(f"/views/incidents-by-offense.{form}{query}", headers={"If-None-Match": headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("form", FORMS)
def test_a_card_leads_to_every_form_it_names(client: FlaskClient, form: str) -> None:
    page = client.get("/views/incidents-by-offense?district=Harbor").get_data(as_text=True)
    named = bool(FORMS[form].link) or form in ("csv", "svg")
    assert (f'href="/views/incidents-by-offense.{form}?district=Harbor"' in page) == named
    assert 'href="/revisions/incidents-by-offense.csv?district=Harbor"' in page
    assert "/revisions/" not in client.get("/views/arrests-by-sex").get_data(as_text=True)
