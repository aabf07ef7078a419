"""The one place every answer passes through before anything of it is shown.

Protected dimensions (sex, race, ethnicity, age of people) may be answered only
through tables declared for them; until such tables exist they are refused.
"""

from __future__ import annotations

from dashboard.model import Subject, View
from dashboard.selection import Selection


class Protected(Exception):
    """A question that would break down or filter by a protected dimension."""


def permit(subject: Subject, view: View, selection: Selection) -> None:
    """Raise :class:`Protected`, naming the dimension, unless the question is harmless."""
    protected = {dimension.key for dimension in subject.dimensions if dimension.protected}
    asked = {*view.by, *(key for key, _ in selection.chosen)} | ({selection.by} if selection.by else set())
    for key in sorted(protected & asked):
        raise Protected(f"{key} describes people; it is not answered with free filters")
