"""English that a neighbor reads with ease: grade 8 or below on every card, sentences under 20 words.

Grades are Flesch-Kincaid by textstat. Names of places and offenses are
replaced by a short word first: they are given, not chosen.
"""

from __future__ import annotations

import re
from functools import cache

import pytest
import textstat

from dashboard import cities
from dashboard.catalog import CATALOG
from dashboard.explain import Explanation, explain
from dashboard.i18n import Words
from dashboard.model import Dimension
from tests.support.effort import some
from tests.words.cases import CASES, NAMES
from tools import messages

EN = Words("en")
HIGHEST_GRADE = 8.0
LONGEST_SENTENCE = 20
MOST_WORDS = 32
NOT_NAMES = re.compile(r"^(?:victims? of (?:a )?|reports? of )|(?: victims?)$")
MODULES = ("pages/", "page/", "explain/", "catalog/")


@cache
def names() -> re.Pattern[str]:
    """Places, the city, and every word for an offense."""
    dimensions = [dimension for subject in CATALOG.subjects.values() for dimension in subject.dimensions]
    known = {name for dimension in dimensions if dimension.key == "offense" for name in _offenses(dimension)}
    places = {name for name in NAMES if not name.isdigit()} | {"Harbor City", "Eastern", "Western"}
    longest = sorted(known | places, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")\b", re.IGNORECASE)


def _offenses(dimension: Dimension) -> set[str]:
    nouns = {form for value in dimension.values for forms in value.nouns.values() for form in forms}
    return {value.label for value in dimension.values} | {NOT_NAMES.sub("", noun) for noun in nouns}


def plain(texts: tuple[str, ...]) -> str:
    """Texts as sentences, names replaced."""
    return " ".join(names().sub("Park", text).rstrip(".:") + "." for text in texts)


def grade(text: str) -> float:
    return float(textstat.flesch_kincaid_grade(text))


def length(text: str) -> float:
    return float(textstat.lexicon_count(text)) / max(1, textstat.sentence_count(text))


def card(told: Explanation) -> tuple[str, ...]:
    return (told.headline, *told.cautions, *told.sentences, *told.know)


def too_hard(found: dict[str, str], highest: float = HIGHEST_GRADE) -> dict[str, tuple[float, str]]:
    """The texts that read above the grade."""
    graded = {name: (grade(text), text) for name, text in found.items()}
    return {name: pair for name, pair in graded.items() if pair[0] > highest}


def too_long(found: dict[str, str], longest: float = LONGEST_SENTENCE) -> dict[str, tuple[float, str]]:
    """The texts whose sentences are not shorter, on average, than so many words."""
    measured = {name: (length(text), text) for name, text in found.items()}
    return {name: pair for name, pair in measured.items() if pair[0] >= longest}


@cache
def told() -> dict[str, Explanation]:
    return {case.name: explain(case.answer, EN) for case in some(CASES)}


@cache
def cards() -> dict[str, str]:
    """The words of each card, once where several have the same."""
    found = {plain(card(one)): name for name, one in told().items()}
    return {name: text for text, name in found.items()}


def test_every_card_in_every_state_reads_at_grade_eight_or_below() -> None:
    assert too_hard(cards()) == {}


def test_sentences_of_every_card_are_short() -> None:
    assert too_long(cards()) == {}


def test_what_a_card_says_unfolded_is_short_too() -> None:
    """Without the notes below it: the names of all that a reader may filter by leave less room."""
    said = {name: plain((one.headline, *one.sentences)) for name, one in told().items()}
    assert too_long(said, LONGEST_SENTENCE + 2) == {}
    assert too_hard(said, HIGHEST_GRADE + 1.5) == {}


def test_headlines_fit_a_heading() -> None:
    said = {name: names().sub("Park", one.headline) for name, one in told().items()}
    assert {name: text for name, text in said.items() if len(text.split()) > MOST_WORDS} == {}


@pytest.mark.parametrize("module", MODULES)
def test_fixed_texts_read_at_grade_eight_or_below(module: str) -> None:
    """Whole sentences of the code, those of one file together; a field counts as a short word."""
    found: dict[str, list[str]] = {}
    for entry in messages.extract():
        text = entry.id if isinstance(entry.id, str) else entry.id[-1]
        for path, _ in entry.locations:
            if text.endswith(".") and path.startswith(f"dashboard/{module}"):
                found.setdefault(path, []).append(re.sub(r"\{\w+\}", "it", text))
    texts = {path: plain(tuple(lines)) for path, lines in found.items()}
    assert too_hard(texts) == {}
    assert too_long(texts) == {}


@pytest.mark.parametrize("key", cities.keys())
def test_caveats_of_the_cities_read_at_grade_eight_or_below(key: str) -> None:
    city = cities.load(key)
    texts = [*city.caveats, *(text for subject in city.subjects.values() for text in subject.caveats)]
    caveats = plain(tuple(text.en for text in texts)).replace(city.name, "Park")
    assert too_hard({key: caveats}) == {}
    assert too_long({key: caveats}) == {}


def test_a_hard_text_is_noticed() -> None:
    text = "Notwithstanding considerable methodological heterogeneity, longitudinal comparability deteriorated."
    assert too_hard({"hard": text})
    assert too_long({"long": " ".join(["word"] * 40) + "."})
