"""Canonical rows of one subject at one snapshot: derived from history by a recipe, kept as a file.

The recipe is the very SQL of the snapshot's mapping, kept beside the file, so
that a rebuild gives the same rows whatever has become of the city file since.
A file counts only with the checksum beside it. Rows are sorted by the subject's
time column, but for the last few changes: a scan of a period reads few row groups.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from datetime import date
from pathlib import Path

from duckdb import DuckDBPyConnection

from dashboard.data.history import versions_sql
from dashboard.data.mapping import Mapping, canonical_sql, present
from dashboard.data.sql.engine import name, write
from dashboard.data.store.folder import write_atomic
from dashboard.data.store.manifest import History

RAW = "_raw"


def table_file(subject: str, state: str, digest: str) -> str:
    """The file of canonical rows for a state of the raw rows and a mapping, relative to the city's folder."""
    return f"tables/{subject}/{state}-{digest[:16]}.parquet"


def recipe(mapping: Mapping, fetched: date) -> str:
    """SQL for the published canonical rows of the view ``_raw``, in the order they are kept."""
    return published_sql(mapping, f"({canonical_sql(mapping, RAW, fetched=fetched)})")


def published_sql(mapping: Mapping, judged: str) -> str:
    """SQL for the rows that are kept of the relation ``judged``, in the order they are kept."""
    names = ", ".join(["_row_id", *(name(column.name) for column in present(mapping))])
    return f"SELECT {names} FROM {judged} WHERE _reject IS NULL ORDER BY {name(mapping.subject.when)}"


def keep_recipe(path: Path, sql: str) -> None:
    """Keep the recipe beside the table it makes."""
    write_atomic(path.with_suffix(".sql"), sql)


def show_raw(connection: DuckDBPyConnection, history: History, folder: Path, snapshot: str | None = None) -> None:
    """Let ``_raw`` stand for the raw rows valid at ``snapshot``, or now."""
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {RAW} AS {versions_sql(history, folder, snapshot)}")


def write_table(connection: DuckDBPyConnection, query: str, path: Path) -> int:
    """Write canonical rows with their checksum; returns the rows written."""
    fresh = path.with_name(f".{path.stem}.{os.getpid()}.parquet")
    try:
        written = write(connection, query, fresh)
        write_atomic(path.with_suffix(".sum"), checksum(fresh))
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return written


def checksum(path: Path) -> str:
    """Hex SHA-256 of a file's bytes."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def intact(path: Path) -> bool:
    """Whether the file has the bytes that were written."""
    try:
        return path.with_suffix(".sum").read_text(encoding="utf-8").strip() == checksum(path)
    except (OSError, UnicodeDecodeError):
        return False


def keep_base(gone: Path, base: Path) -> None:
    """Keep beside ``gone`` the checksum of the base in which it counts places."""
    write_atomic(gone.with_suffix(".base"), base.with_suffix(".sum").read_text(encoding="utf-8"))


def same_base(gone: Path, base: Path) -> bool:
    """Whether ``base`` is the very file in which ``gone`` counts places."""
    with suppress(OSError, UnicodeDecodeError):
        kept = gone.with_suffix(".base").read_text(encoding="utf-8")
        return kept == base.with_suffix(".sum").read_text(encoding="utf-8")
    return False


def rebuild(
    connection: DuckDBPyConnection, history: History, folder: Path, snapshot: str, source: Path, target: Path
) -> None:
    """Make the table of an older snapshot again, by the recipe kept beside ``source``."""
    show_raw(connection, history, folder, snapshot)
    write_table(connection, source.with_suffix(".sql").read_text(encoding="utf-8"), target)
