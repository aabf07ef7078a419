"""What a file is called and what its HTTP headers say: rows, filters, snapshot."""

from __future__ import annotations

import re
from urllib.parse import quote

from dashboard import urls
from dashboard.answer import Answer


def file_name(answer: Answer, form: str) -> str:
    """``baltimore_incidents-trend_district-Eastern_60-rows_20261122T023015Z.csv``; ASCII, at most 150 characters."""
    filters = [f"{key}-{value}" for key, value in answer.selection.query() if key not in ("lang", "as_of")]
    sample = ["sample-data"] if answer.sample else []
    parts = [answer.city, answer.view.key, *filters, *sample]
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", "_".join(parts))[:100].rstrip("-_")
    return f"{plain}_{len(answer.records)}-rows_{answer.snapshot}.{form}"


def headers(answer: Answer, form: str) -> dict[str, str]:
    """Headers of every data answer; the ETag belongs to one rendering of one snapshot."""
    pairs = answer.selection.query()
    canonical = urls.view(answer.view.key, form, pairs)
    return {
        "X-Total-Rows": str(len(answer.records)),
        "X-Snapshot": answer.snapshot,
        "X-Filters": quote("&".join(f"{key}={value}" for key, value in pairs), safe="=&-_.,:"),
        "Link": f'<{canonical}>; rel="canonical"',
    }
