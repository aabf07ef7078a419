"""The one place every answer about people passes through before anything of it is shown.

Protected dimensions (sex, race, ethnicity, age of people) are answered only by
tables that the catalog declares, for whole years or the settled 12 months, and
with small numbers hidden so that the rest does not give them away. The tables
are made safe and released once a snapshot (:mod:`dashboard.disclosure.publish`);
what answers a reader only reads them.
"""

from __future__ import annotations

from dashboard.disclosure.lattice import key as table_key
from dashboard.disclosure.lattice import latest, line, protects
from dashboard.disclosure.limits import SMALLEST_SHOWN, WIDTH
from dashboard.disclosure.release import Ledger, Table
from dashboard.i18n import N_
from dashboard.model import Dimension, Shape, Subject, View
from dashboard.selection import Selection

__all__ = [
    "SMALLEST_SHOWN",
    "WIDTH",
    "Ledger",
    "Protected",
    "Table",
    "latest",
    "line",
    "permit",
    "protects",
    "table_key",
]


REFUSED = N_("This would tell about people by {what}. Such numbers are given only in fixed tables.")


class Protected(Exception):
    """A question that would break down or filter by a protected dimension.

    ``reason`` is a message id shown to the reader, ``fields`` are what it fills in, message ids too.
    """

    def __init__(self, dimension: Dimension, reason: str = REFUSED) -> None:
        super().__init__(f"{dimension.key} describes people; it is not answered with free filters")
        self.reason, self.fields = reason, {"what": dimension.label}


def permit(subject: Subject, view: View, selection: Selection) -> None:
    """Raise :class:`Protected`, naming the dimension, unless a declared table or a harmless question is asked."""
    protected = {dimension.key for dimension in subject.dimensions if dimension.protected}
    declared = set(view.by) if view.shape is Shape.TABLE else set()
    asked = {*view.by, *(key for key, _ in selection.chosen)} | ({selection.by} if selection.by else set())
    for key in sorted((protected & asked) - declared):
        raise Protected(subject.dimension(key))
