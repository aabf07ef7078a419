"""Raw row versions of one subject over time: a system-versioned table in immutable Parquet files.

A version is one published row as served, valid for snapshots [from, to). A
publish appends at most a file of versions added and one of versions closed.
Knows nothing of portals, mappings or receipts; :mod:`dashboard.data.recorder`
writes what is read here.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dashboard.data.engine import literal, name, parquet
from dashboard.data.manifest import History

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
    parts = ", ".join(f"{literal(f'{SEPARATOR}{column}=')} || {name(column)}" for column in covered)
    values = " + ".join(f"({name(column)} IS NOT NULL)::INT" for column in covered)
    return f"md5(concat({parts}) || ({values}))::UUID"


def versions_sql(history: History, folder: Path, snapshot: str | None = None) -> str:
    """A query for the raw rows valid at ``snapshot``, or now; with ``_v``, ``_from`` and ``_hash``.

    ``:id`` is the one the row had when this version was first seen.
    """
    if not history.rows:
        raise ValueError("an empty history has no rows")
    conditions = [] if snapshot is None else [f"_from <= {literal(snapshot)}"]
    if history.closed:
        until = "" if snapshot is None else f" WHERE _to <= {literal(snapshot)}"
        gone = f"SELECT _v FROM {parquet(folder / file for file in history.closed)}{until}"
        conditions.append(f"_v NOT IN ({gone})")
    source = f"SELECT * FROM {parquet(folder / file for file in history.rows)}"
    return source + (" WHERE " + " AND ".join(conditions) if conditions else "")


def live_sql(history: History, folder: Path) -> str:
    """A query for ``v``, ``id`` (the portal's newest) and ``h`` of every current version."""
    current = versions_sql(history, folder)
    if not history.ids:
        return f'SELECT _v AS v, ":id" AS id, _hash AS h FROM ({current})'
    newer = parquet([folder / history.ids])
    return (
        f'SELECT c._v AS v, coalesce(n.":id", c.":id") AS id, c._hash AS h FROM ({current}) c '
        f"LEFT JOIN {newer} n ON n._v = c._v"
    )


def closed_sql(history: History, folder: Path, file: str) -> str:
    """A query for the raw rows whose versions the closing ``file`` ended."""
    gone = f"SELECT _v FROM {parquet([folder / file])}"
    return f"SELECT * FROM {parquet(folder / one for one in history.rows)} WHERE _v IN ({gone})"
