"""The revisions of a view as CSV: a line a snapshot, and a line a month of it where the view goes by months."""

from __future__ import annotations

import csv
import io

from dashboard.answer.revisions import Revised
from dashboard.export.cells import provenance, safe

HEADS = (
    "snapshot", "published_at", "month", "period_since", "period_until", "count", "value", "complete", "note",
)  # fmt: skip
SHARED = ("metric", "unit", "filters", "city", "dataset", "portal", "status")


def revisions_bytes(revised: Revised) -> bytes:
    """Every revision; the line of the whole period has no month."""
    facts = {key: cell for key, cell in provenance(revised.answer).items() if key in SHARED}
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*HEADS, "view", *facts])
    for one in revised.revisions:
        told = (one.snapshot, one.published_at, one.month, one.since, one.until)
        cells = (*told, one.count, one.value, one.complete, one.note)
        writer.writerow([safe(cell) for cell in (*cells, revised.answer.view.key, *facts.values())])
    return out.getvalue().encode()
