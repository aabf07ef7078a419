"""What a file is called and what its HTTP headers say: rows, filters, snapshot."""

from __future__ import annotations

import re
from urllib.parse import quote

from dashboard import urls
from dashboard.answer import Answer
from dashboard.selection import Selection


def file_name(answer: Answer, form: str) -> str:
    """``baltimore_incidents-trend_district-Eastern_60-rows_20261122T023015Z.csv``; ASCII, at most 150 characters."""
    rows = len(answer.records)
    return named(answer.city, answer.view.key, answer.selection, rows, answer.snapshot, form, answer.sample)


def named(city: str, what: str, selection: Selection, rows: int, snapshot: str, form: str, sample: bool) -> str:
    """The name of any file of data: city, what it holds, filters, rows, snapshot."""
    filters = [f"{key}-{value}" for key, value in selection.query() if key not in ("lang", "as_of")]
    parts = [city, what, *filters, *(["sample-data"] if sample else [])]
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", "_".join(parts))[:100].rstrip("-_")
    return f"{plain}_{rows}-rows_{snapshot}.{form}"


def headers(answer: Answer, form: str) -> dict[str, str]:
    """Headers of every data answer; the ETag belongs to one rendering of one snapshot."""
    pairs = answer.selection.query()
    return stated(len(answer.records), answer.snapshot, pairs, urls.view(answer.view.key, form, pairs))


def stated(rows: int, snapshot: str, pairs: list[tuple[str, str]], canonical: str) -> dict[str, str]:
    """How many rows, of which snapshot, by which filters, and the one address of the file."""
    return {
        "X-Total-Rows": str(rows),
        "X-Snapshot": snapshot,
        "X-Filters": quote("&".join(f"{key}={value}" for key, value in pairs), safe="=&-_.,:"),
        "Link": f'<{canonical}>; rel="canonical"',
    }
