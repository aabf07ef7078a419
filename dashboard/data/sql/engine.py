"""DuckDB as the refresh uses it: bounded memory, spilling to the cache, files written whole.

Knows SQL quoting and safe file writing; knows nothing of what is stored.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from dashboard.data.store.folder import sync

MEMORY = "128MB"
THREADS = 2
PARQUET = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 40960"


def name(identifier: str) -> str:
    """``identifier`` as a quoted SQL name."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(value: str | Path) -> str:
    """``value`` as an SQL text literal."""
    return "'" + str(value).replace("'", "''") + "'"


def parquet(files: Iterable[Path]) -> str:
    """The FROM item that reads these files as one table, columns matched by name."""
    listed = ", ".join(literal(path) for path in files)
    return f"read_parquet([{listed}], union_by_name = true, hive_partitioning = false)"


@contextmanager
def engine(work: Path, memory: str = MEMORY) -> Iterator[duckdb.DuckDBPyConnection]:
    """An in-memory database that spills to ``work`` and stays near ``memory``."""
    work.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect(
        config={
            "memory_limit": memory,
            "threads": THREADS,
            "temp_directory": str(work),
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            # long lists of codes as hash joins: slower, and 5 MB each; twenty of them fill the memory
            "disabled_optimizers": "in_clause",
        }
    )
    try:
        yield connection
    finally:
        connection.close()


@cache
def _scratch() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"threads": 1})


@contextmanager
def scratch() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection for small work in memory; its temporary tables are its own and go with it."""
    connection = _scratch().cursor()
    try:
        yield connection
    finally:
        connection.close()


def rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    """Every row a query gives."""
    return connection.execute(sql).fetchall()


def count(connection: duckdb.DuckDBPyConnection, source: str) -> int:
    """Rows of a FROM item."""
    return int(rows(connection, f"SELECT count(*) FROM {source}")[0][0])


def write(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> int:
    """Write a query's rows to ``path`` as Parquet, whole or not at all; returns the rows written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        written = rows(connection, f"COPY ({query}) TO {literal(temporary)} ({PARQUET})")[0][0]
        sync(temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return int(written)
