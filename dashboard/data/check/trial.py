"""A mapping tried on a few rows as a portal's JSON gives them, in memory, before a refresh takes them all."""

from __future__ import annotations

import json
from collections.abc import Mapping as Table
from collections.abc import Sequence
from datetime import date
from typing import Any

import duckdb

from dashboard.data.canonical.tally import Tally, tally
from dashboard.data.check.binding import SYSTEM
from dashboard.data.mapping import Mapping
from dashboard.data.sql.cleaning import identifier
from dashboard.data.sql.engine import scratch


def trial(mapping: Mapping, fields: Sequence[str], rows: Sequence[Table[str, Any]], *, today: date) -> Tally:
    """What the mapping makes of ``rows``. duckdb.Error when an expression fails on one of them."""
    columns = list(dict.fromkeys([*SYSTEM, *fields]))
    with scratch() as connection:
        load(connection, "sample", columns, rows)
        return tally(connection, mapping, "sample", fetched=today)


def load(
    connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str], rows: Sequence[Table[str, Any]]
) -> None:
    """A temporary table of ``rows`` with these columns, all text; a key that a row lacks is NULL."""
    listed = ", ".join(f"{identifier(name)} VARCHAR" for name in columns)
    connection.execute(f"CREATE TEMP TABLE {table} ({listed or 'nothing VARCHAR'})")
    if rows and columns:
        marks = ", ".join(["unnest(?::VARCHAR[])"] * len(columns))
        values = [[text(row.get(name)) for row in rows] for name in columns]
        connection.execute(f"INSERT INTO {table} SELECT {marks}", values)


def text(value: object) -> str | None:
    """A JSON value as the same portal's CSV writes it; a point stays JSON."""
    return value if value is None or isinstance(value, str) else json.dumps(value)
