"""A card has the width that its picture needs to be read."""

from __future__ import annotations

import pytest

from dashboard.catalog import CATALOG
from dashboard.model import Card, Shape

WIDE = (Shape.TREND, Shape.GRID, Shape.FLOW, Shape.MAP, Shape.LIST)
CARDS = [card for subject in CATALOG.subjects.values() for section in subject.sections for card in section.cards]


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.view)
def test_a_picture_of_many_months_or_columns_has_the_whole_row(card: Card) -> None:
    assert card.width == "full" or CATALOG.view(card.view).shape not in WIDE


def test_a_section_has_at_most_ten_charts() -> None:
    for subject in CATALOG.subjects.values():
        for section in subject.sections:
            assert len(section.cards) <= 10, (subject.key, section.key)
