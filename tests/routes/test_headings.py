"""Every document has one heading of the first level, and no level is skipped."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from dashboard import pages
from dashboard.catalog import CATALOG
from dashboard.model import Shape
from tests.support.documents import read
from tests.support.effort import declared

ONE_EACH = sorted({view.shape: key for key, view in CATALOG.views.items()}.values())
PAGES = [path for path in pages.load() if "{" not in path]
ADDRESSES = [
    *PAGES,
    *(f"{path}?lang=es&since=1990-01-01&until=1990-02-01" for path in ("/safety", "/services")),
    "/data/incidents",
    "/nowhere",
    *(f"/{route}/{key}" for route in ("views", "embed") for key in ONE_EACH),
    "/views/incidents-trend?since=1990-01-01&until=1990-02-01",
]


def skipped(levels: list[int]) -> list[tuple[int, int]]:
    """Each heading that stands more than one level below the one before it."""
    return [(above, level) for above, level in zip([0, *levels], levels, strict=False) if level > above + 1]


@pytest.mark.parametrize("address", declared(ADDRESSES))
def test_a_document_has_one_first_heading_and_skips_none(client: FlaskClient, address: str) -> None:
    levels = read(client.get(address).data).levels
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert skipped(levels) == []


def test_the_page_of_a_place_has_one_too(client: FlaskClient) -> None:
    links = read(client.get("/places").data).links
    place = next(link for link in links if link.startswith("/places/"))
    levels = read(client.get(place).data).levels
    assert levels.count(1) == 1
    assert skipped(levels) == []


def test_a_directory_has_kinds_below_its_headline(client: FlaskClient) -> None:
    view = next(key for key, view in CATALOG.views.items() if view.shape is Shape.LIST)
    for route in ("views", "embed"):
        assert set(read(client.get(f"/{route}/{view}").data).levels) == {1, 2}


def test_a_skipped_level_is_noticed() -> None:
    assert skipped([1, 2, 3, 2]) == []
    assert skipped([1, 3]) == [(1, 3)]
    assert read("<h1>a</h1><h3>b</h3><header>x</header><hr>").levels == [1, 3]
