"""Cells and columns that every file of an answer shares: tidy, ISO dates, nothing that a spreadsheet would run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from math import isfinite

from dashboard.answer import Answer
from dashboard.answer.value import Cell

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
MADE_UP = "sample data, made up"


def safe(cell: Cell) -> str | int | float:
    """A cell as written: ISO dates, true/false, and no text that starts like a formula."""
    if isinstance(cell, str):
        return "'" + cell if cell.startswith(RISKY) else cell
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell if isfinite(cell) else ""


def plain(cell: Cell) -> Cell:
    """A cell as JSON has it: dates as ISO text, what is no number as nothing, all else as it is."""
    if isinstance(cell, float) and not isfinite(cell):
        return None
    return cell.isoformat() if isinstance(cell, date) else cell


def moment(answer: Answer) -> datetime:
    """When the snapshot was published, UTC."""
    return datetime.strptime(answer.snapshot[:15], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)


def heads(answer: Answer) -> list[str]:
    """The columns of the view's table; a place comes with its name."""
    named = [f"{answer.by.key}_name"] if answer.by and answer.by.place else []
    return [*(field.key for field in answer.fields), *named]


def lines(answer: Answer) -> Iterator[list[Cell]]:
    """The records of the view, as cells under :func:`heads`."""
    named = answer.by.key if answer.by and answer.by.place else None
    names = answer.names(answer.by) if answer.by else {}
    for record in answer.records:
        label = [names.get(str(record[named]), str(record[named]))] if named else []
        yield [*(record.get(field.key) for field in answer.fields), *label]


def provenance(answer: Answer) -> dict[str, Cell]:
    """The same on every row: unit, period, totals, filters, source, snapshot."""
    period, before = answer.period, answer.period.before
    return {
        "metric": answer.metric.key,
        "unit": answer.unit,
        "period_since": period.now.since,
        "period_until": period.now.until,
        "period_count": answer.total,
        **({"period_rows": answer.rows, "period_rows_without_number": answer.unnumbered} if answer.rows else {}),
        **({"period_as_of": answer.stands.on, "before_as_of": answer.stands.before_on} if answer.stands else {}),
        **({"period_left_out": answer.apart.left_out} if answer.metric.left_out else {}),
        **({"period_unended": answer.apart.unended} if answer.metric.unended else {}),
        **({"before_as_known_on": answer.alike.known_on} if answer.alike else {}),
        "before_since": before.since if before else None,
        "before_until": before.until if before else None,
        "before_count": answer.total_before,
        "filters": "&".join(f"{key}={value}" for key, values in answer.applied for value in values),
        "city": answer.city,
        "dataset": answer.receipt.dataset,
        "portal": answer.receipt.portal,
        "status": MADE_UP if answer.sample else answer.status,
        "snapshot": answer.snapshot,
        **({"released_with": answer.released} if answer.released else {}),
    }
