"""docs/coverage.md names views, sections and filters that exist, and every view of public safety."""

from __future__ import annotations

import re
from pathlib import Path

from dashboard.answer import Answers
from dashboard.catalog import CATALOG
from dashboard.pages import load

TEXT = (Path(__file__).parents[2] / "docs" / "coverage.md").read_text(encoding="utf-8")


def test_every_view_named_answers_and_none_of_public_safety_is_missing(answers: Answers) -> None:
    named = set(re.findall(r"/views/([a-z-]+)(?:\.csv)?`", TEXT))
    assert named <= set(CATALOG.views)
    shown = {
        card.view
        for subject in CATALOG.subjects.values()
        for section in subject.sections
        for card in section.cards
        if section.page == "/safety"
    }
    assert shown - named == set()
    snapshot = answers.warehouse.current()
    assert snapshot is not None
    assert {CATALOG.view(view).subject for view in named} <= set(snapshot.subjects)


def test_every_section_named_is_on_its_page() -> None:
    named = set(re.findall(r"`(/[a-z]+)\?about=([a-z-]+)`", TEXT))
    sections = {(one.page, one.key) for subject in CATALOG.subjects.values() for one in subject.sections}
    assert named
    assert named - sections == set()
    assert {page for page, _ in named} <= set(load())


def test_every_filter_named_is_a_dimension() -> None:
    assert set(re.findall(r"`([a-z]+)=\w+`", TEXT)) - {"by"} <= set(CATALOG.dimensions)


def test_no_section_has_more_than_ten_charts() -> None:
    sections = [section for subject in CATALOG.subjects.values() for section in subject.sections]
    assert [section.key for section in sections if len(section.cards) > 10] == []
