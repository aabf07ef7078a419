"""Questions about people are refused, whichever way they are asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.disclosure import Protected, permit
from dashboard.model import Dimension
from dashboard.selection import Selection
from tests.support.answers import SUBJECT

AGE = Dimension("age", "age", "Age", "All ages", "aged {name}", protected=True)
PEOPLE = replace(SUBJECT, dimensions=(*SUBJECT.dimensions, AGE))
VIEW = next(view for view in PEOPLE.views if view.key == "incidents-by-offense")


@pytest.mark.parametrize(
    ("by", "selection"),
    [
        (("age",), Selection()),
        (("offense", "age"), Selection()),
        ((), Selection(chosen=(("district", ("Eastern",)), ("age", ("18",))))),
        ((), Selection(by="age")),
    ],
)
def test_a_protected_dimension_is_refused_by_name(by: tuple[str, ...], selection: Selection) -> None:
    with pytest.raises(Protected, match="age"):
        permit(PEOPLE, replace(VIEW, by=by), selection)


def test_other_questions_are_permitted() -> None:
    permit(PEOPLE, VIEW, Selection(chosen=(("district", ("Eastern",)),), by="district"))


def test_no_dimension_of_the_catalog_that_describes_people_is_open() -> None:
    words = ("sex", "race", "ethnicity", "age", "gender")
    assert [one.key for one in SUBJECT.dimensions if one.key in words and not one.protected] == []
