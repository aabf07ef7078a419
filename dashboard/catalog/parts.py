"""What several subjects declare alike: places, dimensions that are no filter, durations, what has not ended yet."""

from __future__ import annotations

from dashboard.catalog.incidents import DIMENSIONS
from dashboard.i18n import N_, P_
from dashboard.model import Dimension, LeftOut, Stage, Value

_PLACES = {one.key: one for one in DIMENSIONS if one.place}
DISTRICT, NEIGHBORHOOD = _PLACES["district"], _PLACES["neighborhood"]
COUNCIL, STATISTICAL = _PLACES["council"], _PLACES["statistical"]

YES_NO = (Value("yes", N_("Yes")), Value("no", N_("No")))
DAYS = P_("{n} day", "{n} days")


def coded(
    key: str,
    label: str,
    all_label: str,
    values: tuple[Value, ...],
    phrase: str = N_("with this mark: {name}"),
    *,
    column: str = "",
    ordered: bool = False,
    stages: tuple[Stage, ...] = (),
) -> Dimension:
    """A dimension of codes to break down by, without a control of its own; its column is named like it unless given."""
    return Dimension(
        key, column or key, label, all_label, phrase, values=values, control=False, ordered=ordered, stages=stages
    )


def unended(dimension: str, code: str = "open") -> LeftOut:
    """Rows that are still open, whose time to the end is not known yet."""
    return LeftOut(
        ((dimension, (code,)),),
        P_(
            "{n} more is still open and has no length yet: the newest months look faster than they are.",
            "{n} more are still open and have no length yet: the newest months look faster than they are.",
        ),
    )
