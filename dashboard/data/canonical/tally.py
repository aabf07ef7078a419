"""What a mapping made of a raw relation, counted: published, rejected by reason, unmapped, values of every dimension.

Knows the SQL of :mod:`dashboard.data.mapping` and one DuckDB connection; knows
nothing of receipts' files, snapshots or portals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from dashboard.data.mapping import Mapping, coded, judged_sql, present, unnamed
from dashboard.data.sql.cleaning import identifier


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


def tally(connection: duckdb.DuckDBPyConnection, mapping: Mapping, raw: str, *, fetched: date) -> Tally:
    """Count what the mapping makes of ``raw``."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE _tallied AS {judged_sql(mapping, raw, fetched=fetched)}")
    try:
        return tallied(connection, mapping, "_tallied")
    finally:
        connection.execute("DROP TABLE IF EXISTS _tallied")


def tallied(connection: duckdb.DuckDBPyConnection, mapping: Mapping, judged: str) -> Tally:
    """Count the relation ``judged``, made by ``judged_sql``, rejected rows included."""
    have = {column.name for column in present(mapping)}
    dimensions = {one.key: one.column for one in mapping.subject.dimensions if one.column in have}
    odd = sorted(column.name for column, _ in coded(mapping))
    rejected, *counts = _counted(
        connection,
        judged,
        [("_reject", "true")]
        + [(identifier(column), "_reject IS NULL") for column in dimensions.values()]
        + [(unnamed(column), "true") for column in odd],
    )
    values, unmapped = counts[: len(dimensions)], counts[len(dimensions) :]
    nulls, published, first, newest = _whole(connection, mapping, judged)
    return Tally(
        published=published,
        rejected=rejected,
        unmapped={column: found for column, found in zip(odd, unmapped, strict=True) if found},
        values=dict(zip(dimensions, values, strict=True)),
        nulls=nulls,
        first=first,
        newest=newest,
        columns=tuple(column.name for column in present(mapping)),
    )


def _counted(
    connection: duckdb.DuckDBPyConnection, judged: str, columns: Sequence[tuple[str, str]]
) -> list[dict[str, int]]:
    """Rows by value, most first, for each column and the condition it is counted under; in one query."""
    parts = [
        f"SELECT {place} AS place, CAST({column} AS VARCHAR) AS value, count(*) AS n FROM {judged} "
        f"WHERE {where} AND {column} IS NOT NULL GROUP BY ALL"
        for place, (column, where) in enumerate(columns)
    ]
    counts: list[dict[str, int]] = [{} for _ in columns]
    for place, value, n in connection.execute(f"{' UNION ALL '.join(parts)} ORDER BY n DESC, value").fetchall():
        counts[place][value] = n
    return counts


def _whole(
    connection: duckdb.DuckDBPyConnection, mapping: Mapping, judged: str
) -> tuple[dict[str, int], int, date | None, date | None]:
    """Of published rows: those without a value by column, how many there are, the first and the newest day."""
    names, when = [column.name for column in present(mapping)], f"CAST({identifier(mapping.subject.when)} AS DATE)"
    counts = ", ".join(f"count(*) - count({identifier(name)})" for name in names)
    select = f"SELECT count(*), min({when}), max({when}), {counts} FROM {judged} WHERE _reject IS NULL"
    published, first, newest, *nulls = connection.execute(select).fetchall()[0]
    return dict(zip(names, nulls, strict=True)), published, first, newest
