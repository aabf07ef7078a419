"""The one place every answer about people passes through before anything of it is shown.

Protected dimensions (sex, race, ethnicity, age of people) are answered only by
tables that the catalog declares, for whole years or the settled 12 months, and
with small numbers hidden so that the rest does not give them away.
"""

from __future__ import annotations

from dashboard.disclosure.suppress import SMALLEST_SHOWN, WIDTH, Hidden, Unsafe, grouped, intervals, suppress
from dashboard.model import Shape, Subject, View
from dashboard.selection import Selection

__all__ = [
    "SMALLEST_SHOWN",
    "WIDTH",
    "Hidden",
    "Protected",
    "Unsafe",
    "grouped",
    "intervals",
    "permit",
    "protects",
    "suppress",
]


class Protected(Exception):
    """A question that would break down or filter by a protected dimension."""


def protects(subject: Subject, view: View) -> bool:
    """Whether a view shows a protected dimension."""
    return any(subject.dimension(key).protected for key in view.by)


def permit(subject: Subject, view: View, selection: Selection) -> None:
    """Raise :class:`Protected`, naming the dimension, unless a declared table or a harmless question is asked."""
    protected = {dimension.key for dimension in subject.dimensions if dimension.protected}
    declared = set(view.by) if view.shape is Shape.TABLE else set()
    asked = {*view.by, *(key for key, _ in selection.chosen)} | ({selection.by} if selection.by else set())
    for key in sorted((protected & asked) - declared):
        raise Protected(f"{key} describes people; it is not answered with free filters")
