"""CSV: RFC 4180, UTF-8, ISO dates, stable names, one tidy record a row, nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from dashboard.answer import Answer
from dashboard.answer.value import Cell
from dashboard.export.cells import heads, lines, provenance, safe
from dashboard.export.form import Form


def csv_bytes(answer: Answer) -> bytes:
    """Every record of the view, with its name where it has one, and on each row what it is and where from."""
    facts = provenance(answer)
    return written([*heads(answer), *facts], ((*line, *facts.values()) for line in lines(answer)))


def written(head: Iterable[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    """A small table as a file, made whole in memory."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(map(safe, row) for row in rows)
    return out.getvalue().encode()


FORMS = (Form("csv", "text/csv", lambda answer, _: csv_bytes(answer)),)
