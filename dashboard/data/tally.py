"""What a mapping made of a raw relation, counted: published, rejected by reason, unmapped, values of every dimension.

Knows the SQL of :mod:`dashboard.data.mapping` and one DuckDB connection; knows
nothing of receipts' files, snapshots or portals.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from dashboard.data.cleaning import identifier
from dashboard.data.mapping import Mapping, canonical_sql, present, unmapped_sql


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one subject. ``published`` plus the sum of ``rejected`` is the number of raw rows.

    ``unmapped`` counts, per coded column, the source values that no pattern
    names. ``values`` counts published rows per dimension and value, most first;
    rows without a value are in none. ``first`` and ``newest`` are dates of published rows.
    """

    published: int
    rejected: dict[str, int]
    unmapped: dict[str, dict[str, int]]
    values: dict[str, dict[str, int]]
    nulls: dict[str, int]
    first: date | None
    newest: date | None
    columns: tuple[str, ...]


def tally(
    connection: duckdb.DuckDBPyConnection, mapping: Mapping, raw: str, *, fetched: date, canonical: str | None = None
) -> Tally:
    """Count what the mapping makes of ``raw``.

    ``canonical`` names a relation that already holds the result of
    ``canonical_sql`` for the same raw rows, rejected rows included; without it
    the rows are worked out here, in a temporary table that is dropped again.
    """
    if canonical is not None:
        return _tally(connection, mapping, raw, fetched, canonical)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE _tallied AS {canonical_sql(mapping, raw, fetched=fetched)}")
    try:
        return _tally(connection, mapping, raw, fetched, "_tallied")
    finally:
        connection.execute("DROP TABLE IF EXISTS _tallied")


def _tally(connection: duckdb.DuckDBPyConnection, mapping: Mapping, raw: str, fetched: date, canonical: str) -> Tally:
    rejected = dict(
        connection.execute(f"SELECT _reject, count(*) FROM {canonical} GROUP BY 1 ORDER BY 2 DESC, 1").fetchall()
    )
    published = rejected.pop(None, 0)
    first, newest = _span(connection, mapping, canonical)
    return Tally(
        published=published,
        rejected=rejected,
        unmapped=_unmapped(connection, mapping, raw, fetched),
        values=_values(connection, mapping, canonical),
        nulls=_nulls(connection, mapping, canonical),
        first=first,
        newest=newest,
        columns=tuple(column.name for column in present(mapping)),
    )


def _span(connection: duckdb.DuckDBPyConnection, mapping: Mapping, canonical: str) -> tuple[date | None, date | None]:
    when = f"CAST({identifier(mapping.subject.when)} AS DATE)"
    row = connection.execute(f"SELECT min({when}), max({when}) FROM {canonical} WHERE _reject IS NULL").fetchall()[0]
    return row[0], row[1]


def _unmapped(
    connection: duckdb.DuckDBPyConnection, mapping: Mapping, raw: str, fetched: date
) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for column, value, count in connection.execute(unmapped_sql(mapping, raw, fetched=fetched)).fetchall():
        found.setdefault(column, {})[value] = count
    return found


def _values(connection: duckdb.DuckDBPyConnection, mapping: Mapping, canonical: str) -> dict[str, dict[str, int]]:
    have = {column.name for column in present(mapping)}
    return {
        dimension.key: _grouped(connection, canonical, identifier(dimension.column))
        for dimension in mapping.subject.dimensions
        if dimension.column in have
    }


def _grouped(connection: duckdb.DuckDBPyConnection, canonical: str, column: str) -> dict[str, int]:
    where = f"_reject IS NULL AND {column} IS NOT NULL"
    select = f"SELECT CAST({column} AS VARCHAR), count(*) FROM {canonical} WHERE {where} GROUP BY 1 ORDER BY 2 DESC, 1"
    return dict(connection.execute(select).fetchall())


def _nulls(connection: duckdb.DuckDBPyConnection, mapping: Mapping, canonical: str) -> dict[str, int]:
    names = [column.name for column in present(mapping)]
    counts = ", ".join(f"count(*) - count({identifier(name)})" for name in names)
    row = connection.execute(f"SELECT {counts} FROM {canonical} WHERE _reject IS NULL").fetchall()[0]
    return dict(zip(names, row, strict=True))
