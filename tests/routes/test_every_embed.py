"""Every view as an embed, in every state and language: words, picture and table, or the reason why not."""

from __future__ import annotations

import re
from itertools import cycle

import pytest
from flask.testing import FlaskClient

from dashboard import cities
from dashboard.answer.promised import with_promises
from dashboard.catalog import CATALOG
from dashboard.i18n import LANGUAGES, Words
from tests.support.documents import read
from tests.support.effort import THOROUGH, declared

STATES = {
    "usual": "",
    "one day": "&since=2026-05-01&until=2026-05-01",
    "still counting": "&since=2026-11-01",
    "outside": "&since=2030-01-01",
}
VIEWS = with_promises(CATALOG, cities.load("sample")).views


def asked(view: str) -> list[tuple[str, str]]:
    """States and languages: every pair, or each state in one language, the other for the next view."""
    if THOROUGH:
        return [(state, lang) for state in STATES for lang in LANGUAGES]
    turned = sorted(LANGUAGES, reverse=len(view) % 2 == 0)
    return list(zip(STATES, cycle(turned), strict=False))


@pytest.mark.parametrize("view", declared(VIEWS))
def test_an_embed_stands_alone(client: FlaskClient, view: str) -> None:
    for state, lang in asked(view):
        answer = client.get(f"/embed/{view}?lang={lang}{STATES[state]}")
        text = answer.get_data(as_text=True)
        assert answer.status_code in (200, 403, 404), (state, lang)
        assert not re.search(r"\{\w+\}|\bNone\b|\bnan\b|Traceback", text), (state, lang)
        if answer.status_code != 200:
            continue
        found = read(answer.data)
        assert found.lang == lang
        assert found.headings[0]
        assert found.tables or Words(lang)("No data for the days you chose") in found.text, (state, lang)
        assert "<script" not in text
    assert client.get(f"/embed/{view}").status_code in (200, 404)
