"""The engine that runs Ibis expressions: the embedded DuckDB over Parquet, or any other by its URL."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from typing import Any, Protocol

import duckdb
import ibis
from ibis import Expr
from ibis.common.exceptions import IbisError, TableNotFound
from ibis.expr.types import Table

from dashboard.data.canonical.layers import Layers
from dashboard.data.sql.engine import name

BATCH = 5_000


class Backend(Protocol):
    """Runs expressions over tables that were published as Parquet files."""

    def table(self, subject: str, files: Layers) -> Table:
        """Published rows as a table of this engine."""

    def rows(self, expression: Expr) -> list[dict[str, Any]]:
        """What an expression gives."""

    def batches(self, expression: Expr) -> Iterator[dict[str, list[Any]]]:
        """The same by column, some thousand rows at a time."""

    def close(self) -> None:
        """Let go of connections."""


def connect(url: str | None, city: str) -> Backend:
    """The embedded engine, or the one an Ibis URL names."""
    return Remote(url, city) if url else Embedded()


def _label(subject: str, files: Layers) -> str:
    return f"{subject}_{files.stem}".replace(".", "_").replace("-", "_").lower()


def _loaded(files: Layers) -> Any:
    """A published table as an Arrow table."""
    with duckdb.connect() as connection:
        rows = connection.sql(files.sql())
        assert rows is not None
        return rows.to_arrow_table()


class Embedded:
    """DuckDB in memory, a view for each file; a cursor for each thread, since a busy connection refuses a second."""

    def __init__(self) -> None:
        self._base = duckdb.connect()
        self._guard = threading.Lock()
        self._views: set[Layers] = set()
        self._local = threading.local()

    def table(self, subject: str, files: Layers) -> Table:
        """The files as a view that every thread sees."""
        label = _label(subject, files)
        with self._guard:
            if files not in self._views:
                self._base.execute(f"CREATE OR REPLACE VIEW {name(label)} AS {files.sql()}")
                self._views.add(files)
        connection = self._connection()
        if label not in self._local.tables:
            self._local.tables[label] = connection.table(label)
        return self._local.tables[label]

    def rows(self, expression: Expr) -> list[dict[str, Any]]:
        """Rows by way of Arrow."""
        found: list[dict[str, Any]] = self._connection().to_pyarrow(expression).to_pylist()
        return found

    def batches(self, expression: Expr) -> Iterator[dict[str, list[Any]]]:
        """Rows by way of Arrow, on a connection of their own: a reader may ask for more while these still come."""
        with self._guard:
            cursor = self._base.cursor()
        with closing(cursor):
            found = cursor.sql(ibis.to_sql(expression, dialect="duckdb"))
            assert found is not None
            for batch in found.to_arrow_reader(BATCH):
                yield batch.to_pydict()

    def close(self) -> None:
        """Close the database under every thread."""
        self._base.close()

    def _connection(self) -> Any:
        if not hasattr(self._local, "connection"):
            with self._guard:
                cursor = self._base.cursor()
            self._local.connection, self._local.tables = ibis.duckdb.from_connection(cursor), {}
        return self._local.connection


class Remote:
    """Another engine: a published file is loaded as a table of its own when it is first asked for."""

    def __init__(self, url: str, city: str) -> None:
        self.url, self.city = url, city.replace("-", "_")
        self._guard = threading.Lock()
        self._local = threading.local()

    def table(self, subject: str, files: Layers) -> Table:
        """The table with these rows, loaded once for every process."""
        label = f"{self.city}_{_label(subject, files)}"[-63:]
        connection = self._connection()
        with self._guard:
            try:
                return connection.table(label)
            except (IbisError, TableNotFound):
                return connection.create_table(label, ibis.memtable(_loaded(files)))

    def rows(self, expression: Expr) -> list[dict[str, Any]]:
        """Rows by way of Arrow."""
        found: list[dict[str, Any]] = self._connection().to_pyarrow(expression).to_pylist()
        return found

    def batches(self, expression: Expr) -> Iterator[dict[str, list[Any]]]:
        """Rows by way of Arrow, as the engine hands them out."""
        for batch in self._connection().to_pyarrow_batches(expression, chunk_size=BATCH):
            yield batch.to_pydict()

    def close(self) -> None:
        """Close this thread's connection; others close with their threads."""
        if hasattr(self._local, "connection"):
            self._local.connection.disconnect()

    def _connection(self) -> Any:
        if not hasattr(self._local, "connection"):
            self._local.connection = ibis.connect(self.url)
        return self._local.connection
