"""Records as files that are written while they are read: CSV and JSON, each row saying where it is from."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from itertools import repeat

from dashboard.answer.records import Extract
from dashboard.answer.value import Cell
from dashboard.export.cells import MADE_UP, plain, safe
from dashboard.i18n import Words


def provenance(found: Extract) -> dict[str, Cell]:
    """The same on every row: city, source, filters, rows of the whole file, snapshot."""
    receipt = found.receipt
    return {
        "file_city": found.city,
        "file_dataset": receipt.dataset,
        "file_portal": receipt.portal,
        "file_status": MADE_UP if found.snapshot.sample else found.status,
        "file_filters": "&".join(f"{key}={value}" for key, value in found.filters),
        "file_rows": found.total,
        "file_snapshot": found.snapshot.id,
    }


def csv_rows(found: Extract) -> Iterator[bytes]:
    """RFC 4180, as :mod:`dashboard.export.delimited` writes the tables of views."""
    out, facts = io.StringIO(newline=""), [safe(cell) for cell in provenance(found).values()]
    writer = csv.writer(out, lineterminator="\r\n")
    names = [column.name for column in found.columns]
    writer.writerow([*names, *provenance(found)])
    for batch in found:
        columns = [map(safe, batch[name]) for name in names]
        writer.writerows(zip(*columns, *map(repeat, facts), strict=False))
        yield _taken(out)
    yield _taken(out)


def json_rows(found: Extract) -> Iterator[bytes]:
    """One object: provenance, ``fields`` and ``records``."""
    words, out = Words(found.selection.lang), io.StringIO()
    fields = [{"key": one.name, "label": words(one.about), "kind": one.kind.value} for one in found.columns]
    head = {"subject": found.subject.key, **{k: plain(cell) for k, cell in provenance(found).items()}, "fields": fields}
    out.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "records": [')
    for number, batch in enumerate(found):
        lines = (
            dict(zip(batch, cells, strict=True))
            for cells in zip(*(map(plain, one) for one in batch.values()), strict=True)
        )
        told = ",\n".join(json.dumps(line, ensure_ascii=False, allow_nan=False) for line in lines)
        out.write((",\n" if number else "\n") + told)
        yield _taken(out)
    out.write("\n]}\n")
    yield _taken(out)


def _taken(out: io.StringIO) -> bytes:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text.encode()


ROWS: dict[str, tuple[str, Callable[[Extract], Iterator[bytes]]]] = {
    "csv": ("text/csv", csv_rows),
    "json": ("application/json", json_rows),
}
"""The forms of a file of records: type and writer."""
