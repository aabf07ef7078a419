"""The codes of a city file held against the values a dataset holds: what fits nothing, what nothing names.

Works on grouped counts, in memory. Knows nothing of portals.
"""

from __future__ import annotations

from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from dashboard.data.check.trial import load
from dashboard.data.mapping import Mapping, patterns, source_sql, value_sql
from dashboard.data.sql import cleaning
from dashboard.data.sql.engine import scratch
from dashboard.model import Column, Dimension

COUNT = "check_count"


@dataclass(frozen=True, slots=True)
class Counted:
    """``unmapped`` counts rows per source value, most first; ``empty`` counts rows without a value.

    ``idle`` are (code, pattern) that fit no value; ``shadowed`` are codes whose
    values an earlier code takes.
    """

    unmapped: dict[str, int]
    idle: tuple[tuple[str, str], ...]
    shadowed: tuple[str, ...]
    empty: int


def count_codes(
    mapping: Mapping, column: Column, dimension: Dimension, reads: Sequence[str], groups: Sequence[Table[str, Any]]
) -> Counted:
    """Count what the codes of ``column`` make of ``groups``: rows of the columns ``reads`` with ``check_count``."""
    with scratch() as connection:
        load(connection, "seen", [*reads, COUNT], groups)
        connection.execute(
            f"CREATE TEMP TABLE sources AS SELECT {source_sql(mapping, column)} AS source, "
            f"sum({COUNT}::BIGINT)::BIGINT AS n "
            "FROM seen GROUP BY 1"
        )
        listed = patterns(mapping.dataset, dimension)
        fits = {
            (code, one): _rows(connection, cleaning.fits("source", [one])) for code in listed for one in listed[code]
        }
        made = value_sql(mapping, column, dimension, "source")
        taken = dict(connection.execute(f"SELECT {made}, sum(n)::BIGINT FROM sources GROUP BY 1").fetchall())
        return Counted(
            unmapped=_unmapped(connection, listed),
            idle=tuple(key for key, rows in fits.items() if rows == 0 and dimension.column in mapping.dataset.codes),
            shadowed=tuple(
                code for code in listed if code not in taken and any(fits[code, one] for one in listed[code])
            ),
            empty=taken.get(None, 0),
        )


def _rows(connection: duckdb.DuckDBPyConnection, test: str) -> int:
    found = connection.execute(f"SELECT coalesce(sum(n), 0)::BIGINT FROM sources WHERE {test}").fetchall()
    return int(found[0][0])


def _unmapped(connection: duckdb.DuckDBPyConnection, listed: Table[str, tuple[str, ...]]) -> dict[str, int]:
    test = cleaning.fits("source", [one for code in listed for one in listed[code]])
    select = f"SELECT source, n FROM sources WHERE {cleaning.text('source')} IS NOT NULL AND NOT {test}"
    return dict(connection.execute(f"{select} ORDER BY n DESC, source").fetchall())
