"""Every text of the program is translated, and the translation fills in the same fields."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from babel.messages.catalog import Message

from tools import messages

FOREIGN = messages.foreign()


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def translated(entry: Message) -> list[tuple[str, str]]:
    """Each form of the translation beside the original whose fields it must have."""
    original = entry.id if isinstance(entry.id, str) else entry.id[-1]
    return [(original, form) for form in messages.forms(entry)]


def test_every_language_offered_has_a_catalog() -> None:
    assert FOREIGN
    assert [language for language in FOREIGN if not messages.catalog_path(language).exists()] == []


@pytest.mark.parametrize("language", FOREIGN)
def test_nothing_is_left_to_translate(language: str) -> None:
    catalog = messages.read(messages.catalog_path(language), language)
    catalog.update(messages.extract(), no_fuzzy_matching=True)
    assert messages.open_texts(catalog) == []


@pytest.mark.parametrize("language", FOREIGN)
def test_no_translation_is_left_over(language: str) -> None:
    catalog = messages.read(messages.catalog_path(language), language)
    catalog.update(messages.extract(), no_fuzzy_matching=True)
    assert list(catalog.obsolete) == []


@pytest.mark.parametrize("language", FOREIGN)
def test_translations_fill_in_the_same_fields(language: str) -> None:
    catalog = messages.read(messages.catalog_path(language), language)
    pairs = [pair for entry in catalog if entry.id for pair in translated(entry)]
    assert [(one, other) for one, other in pairs if fields(one) - {"n"} != fields(other) - {"n"}] == []


def test_the_template_is_up_to_date() -> None:
    kept = messages.read(messages.TRANSLATIONS / "dashboard.pot")
    assert {entry.id for entry in kept} == {entry.id for entry in messages.extract()}, "run: make messages"


SOURCE = """
title = N_("Homicides")
NOUNS = P_("homicide", "homicides")
def told(words, up, when):
    more = words("more {a}" if up else "fewer {a}", a=words("than {when}", when=when))
    days = self.words.plural("{n} day", "{n} days", 3)
    return words(title) + words.number(3) + words("")
"""


def test_marked_texts_are_found_wherever_they_stand() -> None:
    assert [message for message, _ in messages.messages(SOURCE)] == [
        "Homicides", ("homicide", "homicides"), "more {a}", "fewer {a}", "than {when}", ("{n} day", "{n} days"),
    ]  # fmt: skip


def test_a_text_put_together_at_run_time_is_not_a_message() -> None:
    assert list(messages.messages('words(f"{count} homicides")')) == []


def test_plural_forms_of_a_choice_stay_in_pairs() -> None:
    source = 'words.plural("a" if x else "b", "as" if x else "bs", n)'
    assert [message for message, _ in messages.messages(source)] == [("a", "as"), ("b", "bs")]


def test_no_text_is_cut_together_from_pieces() -> None:
    """A translated text next to a bare word would be half English in the other language."""
    pieces = re.compile(r'words\("[^"]*"\)\s*\+\s*"[A-Za-z]')
    assert [path.name for path in messages.PACKAGE.rglob("*.py") if pieces.search(path.read_text("utf-8"))] == []
