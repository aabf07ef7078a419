"""Raw row versions of one subject over time: a system-versioned table in immutable Parquet files.

A version is one published row as served, valid for snapshots [from, to). A
publish appends at most a file of versions added and one of versions closed; the
first takes the staged pages as they are.
Knows nothing of portals, mappings or receipts; :mod:`dashboard.data.versions.recorder`
writes what is read here.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dashboard.data.sql.engine import literal, name, parquet
from dashboard.data.store.manifest import History

PAGE_BITS = 24


def versions_sql(history: History, folder: Path, snapshot: str | None = None) -> str:
    """A query for the raw rows valid at ``snapshot``, or now; with ``_v``, ``_from`` and ``_hash``.

    ``:id`` is the one the row had when this version was first seen.
    """
    conditions = [] if snapshot is None else [f"_from <= {literal(snapshot)}"]
    if history.closed:
        until = "" if snapshot is None else f" WHERE _to <= {literal(snapshot)}"
        gone = f"SELECT _v FROM {parquet(folder / file for file in history.closed)}{until}"
        conditions.append(f"_v NOT IN ({gone})")
    return f"SELECT * FROM {every(history, folder)}" + (" WHERE " + " AND ".join(conditions) if conditions else "")


def every(history: History, folder: Path) -> str:
    """The FROM item of every version there is. Pages are numbered by their place, as they carry no numbers.

    All pages have the same columns, for one walk wrote them; files of later rows may have others. The item has
    every column of the history, those too that came after the last row was written.
    """
    sources = [_none(history.columns)]
    if history.pages:
        files = ", ".join(literal(folder / file) for file in history.pages)
        place = f"(file_index << {PAGE_BITS}) + file_row_number + 1"
        sources.append(
            f"SELECT {place} AS _v, {literal(history.pages_from)} AS _from, * "
            f"FROM read_parquet([{files}], hive_partitioning = false)"
        )
    if history.rows:
        sources.append(f"SELECT * FROM {parquet(folder / file for file in history.rows)}")
    return "(" + " UNION ALL BY NAME ".join(sources) + ")"


def _none(columns: Iterable[str]) -> str:
    """No row of these columns and those that every version has."""
    texts = ", ".join(f"NULL::VARCHAR AS {name(column)}" for column in ("_from", ":id", *columns))
    return f"SELECT NULL::BIGINT AS _v, NULL::UUID AS _hash, {texts} WHERE false"


def live_sql(history: History, folder: Path, key: str | None = None) -> str:
    """A query for every current version: ``v``, ``id`` (the portal's newest), ``h``, ``first`` (``:id``), ``k``.

    ``first`` is the ``:id`` as first seen, ``k`` the value of the column ``key``.
    """
    current = versions_sql(history, folder)
    told = f'c._hash AS h, c.":id" AS first, {f"c.{name(key)}" if key else "NULL::VARCHAR"} AS k'
    if not history.ids:
        return f'SELECT c._v AS v, c.":id" AS id, {told} FROM ({current}) c'
    newer = parquet([folder / history.ids])
    return (
        f'SELECT c._v AS v, coalesce(n.":id", c.":id") AS id, {told} FROM ({current}) c '
        f"LEFT JOIN {newer} n ON n._v = c._v"
    )
