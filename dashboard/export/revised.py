"""The revisions of a view as CSV: a line a snapshot, and a line a month of it where the view goes by months."""

from __future__ import annotations

from dashboard.answer.revisions import Revised, Revision
from dashboard.answer.value import Cell
from dashboard.export.cells import provenance
from dashboard.export.delimited import written

HEADS = (
    "snapshot", "published_at", "month", "period_since", "period_until", "count", "value", "complete", "note",
)  # fmt: skip
SHARED = ("metric", "unit", "filters", "city", "dataset", "portal", "status")


def revisions_bytes(revised: Revised) -> bytes:
    """Every revision; the line of the whole period has no month."""
    facts = {key: cell for key, cell in provenance(revised.answer).items() if key in SHARED}
    shared = (revised.answer.view.key, *facts.values())
    return written([*HEADS, "view", *facts], ((*_cells(one), *shared) for one in revised.revisions))


def _cells(one: Revision) -> tuple[Cell, ...]:
    told = (one.snapshot, one.published_at, one.month, one.since, one.until)
    return (*told, one.count, one.value, one.complete, one.note)
