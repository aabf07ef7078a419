"""Every view of the later subjects, in every state and language: words, table, CSV and picture."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from typing import Any

import pytest

from dashboard import charts, export
from dashboard.answer import Answer
from dashboard.catalog import CATALOG
from dashboard.explain import explain
from dashboard.html import render
from dashboard.i18n import Words
from dashboard.model import Shape
from dashboard.page.listing import listing
from dashboard.page.table import table
from tests.subjects.conftest import Ask
from tests.support.effort import THOROUGH, declared
from tests.words.test_reading import HIGHEST_GRADE, grade, length, plain

LATER = [subject for subject in CATALOG.subjects.values() if subject.key not in ("incidents", "victims")]
VIEWS = [view.key for subject in LATER for view in subject.views]
STATES: dict[str, dict[str, Any]] = {
    "usual": {},
    "a whole year": {"since": date(2025, 1, 1), "until": date(2025, 12, 31)},
    "one place": {"chosen": (("district", ("Harbor",)),)},
    "not of these records": {"chosen": (("weekday", ("6",)), ("category", ("property",)))},
    "one day": {"since": date(2026, 5, 1), "until": date(2026, 5, 1)},
    "still counting": {"since": date(2026, 11, 1)},
    "outside": {"since": date(2030, 1, 1)},
}


@pytest.mark.parametrize("state", STATES if THOROUGH else declared(("usual", "one day", "still counting", "outside")))
@pytest.mark.parametrize("view", declared(VIEWS))
def test_it_is_told_shown_and_exported(ask: Ask, view: str, state: str) -> None:
    for lang in ("en", "es"):
        answer, words = ask(view, lang=lang, **STATES[state]), Words(lang)
        told = explain(answer, words)
        texts = (told.headline, told.subtitle, told.alt, told.source, *told.sentences, *told.know, *told.cautions)
        assert all(texts)
        assert not [text for text in texts if re.search(r"[{}]|None|\bnan\b", text)]
        shown = render(table(answer, told.caption, words))
        assert "<table" in shown or answer.state == "outside"
        assert len(_rows(answer)) == len(answer.records)
        size = "wide" if lang == "en" else "narrow"
        assert charts.static(answer, words, size=size).startswith(b"<svg")


@pytest.mark.parametrize("view", declared(VIEWS))
def test_both_languages_tell_the_same_numbers(ask: Ask, view: str) -> None:
    english, spanish = (explain(ask(view, lang=lang), Words(lang)) for lang in ("en", "es"))
    numbers = re.compile(r"\d[\d,.]*\d|\d")
    found = [sorted(numbers.findall(" ".join((told.headline, *told.sentences)))) for told in (english, spanish)]
    assert found[0] == found[1]


@pytest.mark.parametrize("view", declared(VIEWS))
def test_english_is_easy(ask: Ask, view: str) -> None:
    told = explain(ask(view), Words("en"))
    text = plain((told.headline, *told.cautions, *told.sentences, *told.know))
    assert grade(text) <= HIGHEST_GRADE, text
    assert length(text) < 20, text


def test_no_picture_but_the_list_stands_for_a_directory(ask: Ask) -> None:
    answer = ask("programs", lang="es")
    shown = render(listing(answer, Words("es")))
    for record in answer.records:
        assert str(record["name"]) in shown
        assert f'href="tel:{str(record["phone"]).replace("-", "")}"' in shown
        assert str(record["does_es"]) in shown
    assert "Workers who know" not in shown
    assert not Shape.LIST.explorable


def test_programs_are_points_on_the_map_where_they_lie(ask: Ask) -> None:
    answer = ask("programs")
    shown = render(listing(answer, Words("en")))
    drawn = {name for name in (str(record["name"]) for record in answer.records) if f'aria-label="{name}"' in shown}
    assert drawn == {str(record["name"]) for record in answer.records if record["longitude"]}
    assert "1 of the 14 places is not on this map" in shown
    assert answer.areas is not None
    for record in answer.records:
        if record["longitude"]:
            at = answer.areas.at(float(str(record["longitude"])), float(str(record["latitude"])))
            assert at is not None
            outline = answer.areas.outlines[str(record["district"])]
            assert abs(at[0] - outline.x) + abs(at[1] - outline.y) < 500
    assert answer.areas.at(0.0, 0.0) is None


def test_the_address_of_a_shelter_is_not_told(ask: Ask) -> None:
    shelter = next(record for record in ask("programs").records if record["name"] == "Safe Door")
    where = ("address", "neighborhood", "district", "longitude", "latitude")
    assert [shelter[key] for key in where] == [None] * 5


def _rows(answer: Answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export.csv_bytes(answer).decode(), newline="")))
