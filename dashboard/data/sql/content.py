"""What a published row says, as 16 bytes: equal rows have equal hashes, whatever ids and stamps they bear.

Writes DuckDB SQL; knows nothing of files, portals or history.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.data.sql.cleaning import identifier, literal

HASH = "_hash"
SEPARATOR = "\x1f"


def published(columns: Sequence[str]) -> list[str]:
    """The columns the content hash covers: not system fields, not computed regions."""
    return sorted(column for column in columns if not column.startswith(":"))


def hash_sql(columns: Sequence[str]) -> str:
    """SQL for the 16 bytes that stand for a row's content; nulls and column order do not matter.

    The type is UUID, which Parquet stores as 16 raw bytes. The number of values
    is hashed too, so that a value with separators inside does not pass for two.
    """
    covered = published(columns)
    if not covered:
        return "md5('')::UUID"
    said = ((identifier(column), literal(f"{SEPARATOR}{column}=")) for column in covered)
    parts = ", ".join(f"CASE WHEN {value} IS NOT NULL THEN {label} END, {value}" for value, label in said)
    values = " + ".join(f"({identifier(column)} IS NOT NULL)::INT" for column in covered)
    return f"md5(concat({parts}, {values}))::UUID"
