"""Clients that never wait, and staged rows as plain values."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import duckdb

from dashboard.data.portal import Portal
from dashboard.data.staging import Staged, staged_sql
from tests.support.portal import TOKEN, FastClock, Row

PAGE = 60


def client(url: str, **options: Any) -> tuple[Portal, FastClock]:
    """A portal client on a fast clock, and that clock."""
    clock = FastClock()
    asked = {"token": TOKEN, "page_size": PAGE, "requests_per_second": 1e6, "clock": clock.clock, **options}
    return Portal(url, **asked), clock


def rows_of(staged: Staged) -> Counter[Row]:
    """Every staged row, as the portal's ``truth`` gives them: columns in name order, an empty cell None."""
    with _engine().cursor() as con:
        found = con.execute(staged_sql(staged)).fetchall()
    assert len(found) == staged.rows == staged.source_count
    return Counter(tuple(sorted(zip(staged.header, row, strict=True))) for row in found)


def ask(staged: Staged, query: str) -> list[tuple[object, ...]]:
    with _engine().cursor() as con:
        return con.execute(f"SELECT {query} FROM ({staged_sql(staged)})").fetchall()


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()
