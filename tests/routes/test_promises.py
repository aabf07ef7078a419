"""The table of promises: each with what measures it, where it stands, since when; the ways on from the first page."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard import cities
from dashboard.answer import Answers
from dashboard.answer.promised import view_key
from dashboard.catalog import CATALOG
from dashboard.data.warehouse import Warehouse
from dashboard.explain import promise as telling
from dashboard.i18n import LANGUAGES, Words
from dashboard.selection import Selection
from tests.support.documents import read

CITY = cities.load("sample")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ["/", "/promises"])
def test_every_promise_stands_in_the_table(client: FlaskClient, sample_cache: Path, path: str, lang: str) -> None:
    words, warehouse = Words(lang), Warehouse(CITY, sample_cache)
    answers = Answers(CITY, warehouse, CATALOG)
    found = read(client.get(f"{path}?lang={lang}").data)
    table = next(rows for rows in found.tables if rows[0][0] == words("Promise"))
    assert len(table) == len(CITY.promises) + 1
    for row, (key, promise) in zip(table[1:], CITY.promises.items(), strict=True):
        cells = " | ".join(row)
        assert getattr(promise, lang) in cells
        assert promise.source in cells
        if promise.metric is None:
            assert words("No data published") in cells
            continue
        answer = answers.answer(answers.catalog.view(view_key(key)), Selection(lang=lang))
        made = telling.of(answer)
        assert telling.measure(answer, words) in cells
        assert telling.label(made, words) in cells
        assert made.since is not None
        assert words.month(made.since) in cells
    warehouse.close()


def test_a_choice_of_a_place_does_not_change_it(client: FlaskClient) -> None:
    tables = [read(client.get(f"/{query}").data).tables for query in ("", "?district=Harbor")]
    whole, part = (next(rows for rows in found if rows[0][0] == "Promise") for found in tables)
    assert whole == part


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_page_leads_on(client: FlaskClient, lang: str) -> None:
    found = read(client.get(f"/?lang={lang}").data)
    links = {link.split("?")[0].split("#")[0] for link in found.links}
    assert {"/safety", "/accountability", "/services", "/promises", "/places", "/data"} <= links
    assert Words(lang)("What changed last") in found.headings
    assert len(found.headings) >= 10
