"""SODA3 behind the same interface: one POST with a query and a page.

Source: the vendor's ``POST /api/v3/views/<id>/query.json`` with ``{"query", "page"}``; needs an app token.
Knows addresses and parameters only; sends nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from dashboard.data.transport.soda import Wanted

PAGED = ("limit", "offset")
WORDS = {"select": "SELECT", "where": "WHERE", "group": "GROUP BY", "having": "HAVING", "order": "ORDER BY"}


def soda3(dataset: str, form: Literal["csv", "json"], soql: Mapping[str, str]) -> Wanted:
    """The first page of a query, as long as ``limit``; keyset paging moves on by ``where``."""
    asked = {"select": "*", **soql}
    unknown = asked.keys() - WORDS.keys() - set(PAGED)
    if unknown or "offset" in asked:
        raise ValueError(f"SODA3 reads take {', '.join(WORDS)} and limit, not {sorted(unknown) or 'offset'}")
    query = " ".join(f"{word} {asked[key]}" for key, word in WORDS.items() if asked.get(key))
    page = {"pageNumber": 1, "pageSize": int(asked.get("limit", 1000))}
    body = {"query": query, "page": page, "includeSystem": False}
    return Wanted("POST", f"/api/v3/views/{dataset}/query.{form}", json=body)
