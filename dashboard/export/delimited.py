"""CSV: RFC 4180, UTF-8, ISO dates, stable names, one tidy record a row, nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from datetime import date

from dashboard.answer import Answer
from dashboard.answer.value import Cell

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_bytes(answer: Answer) -> bytes:
    """Every record of the view, with its name where it has one, and on each row what it is and where from."""
    named = answer.by.key if answer.by and answer.by.place else None
    keys = [field.key for field in answer.fields]
    facts = provenance(answer)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*keys, *([f"{named}_name"] if named else []), *facts])
    names = answer.names(answer.by) if answer.by else {}
    for record in answer.records:
        cells = [record.get(key) for key in keys]
        label = [names.get(str(record[named]), str(record[named]))] if named else []
        writer.writerow([safe(cell) for cell in (*cells, *label, *facts.values())])
    return out.getvalue().encode()


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
        "status": "sample data, made up" if answer.sample else answer.status,
        "snapshot": answer.snapshot,
        **({"released_with": answer.released} if answer.released else {}),
    }


def safe(cell: Cell) -> str | int | float:
    """A cell as written: ISO dates, true/false, and no text that starts like a formula."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str) and cell.startswith(RISKY):
        return "'" + cell
    return cell
