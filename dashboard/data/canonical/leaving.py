"""What a small change takes away from the canonical rows, counted as it was counted when it came.

Published rows are read where they lie, in the canonical table; only what that
table cannot tell is worked out again from raw rows: rejected rows, and source
values that no code named. Knows one subject's layers, history and mapping.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from duckdb import DuckDBPyConnection

from dashboard.data.canonical.layers import Layers
from dashboard.data.canonical.tally import Tally, tallied, tally
from dashboard.data.history import every, versions_sql
from dashboard.data.mapping import OTHER, Mapping, canonical_sql, coded, present, unnamed
from dashboard.data.sql.cleaning import literal
from dashboard.data.sql.engine import count, name
from dashboard.data.versions.recorder import CLOSED, NONE_CLOSED, Change

GONE, AGAIN = "_gone_rows", "_again_rows"


@dataclass(frozen=True, slots=True)
class Leaving:
    """The rows that ``change`` closed. ``known`` counts the rows of ``layers``, all that there were before it."""

    connection: DuckDBPyConnection
    folder: Path
    mapping: Mapping
    change: Change
    known: Tally
    layers: Layers

    def tally(self, fetched: date) -> Tally | None:
        """Count them; the temporary table ``GONE`` holds ``_n`` and ``_row_id`` of those that were published.

        None where their ``:id`` does not tell them from other rows: then only all rows will do.
        """
        if not self.change.closed:
            self.connection.execute(NONE_CLOSED)
        elif self._shared():
            return None
        held = self.layers.held_sql(CLOSED, ", ".join(self._read()))
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {GONE} AS {held}")
        gone, loose = tallied(self.connection, self.mapping, GONE), self._loose()
        again = self._again(fetched, loose)
        rejected, unmapped = (again.rejected, again.unmapped) if again else ({}, {})
        told = again.published if again else 0
        if told != count(self.connection, f"{GONE} WHERE {loose}"):
            return None
        whole = gone.published + sum(rejected.values()) == self.change.closed
        return replace(gone, rejected=rejected, unmapped=unmapped) if whole else None

    def _shared(self) -> bool:
        """Whether another row had the ``:id`` of a closed one: only where a row was numbered anew may that be."""
        if not self.change.history.ids:
            return False
        old = self.change.history.next_version - self.change.added
        current = versions_sql(self.change.history, self.folder)
        others = f'({current}) WHERE _v < {old} AND ":id" IN (SELECT id FROM {CLOSED})'
        return bool(count(self.connection, others))

    def _read(self) -> Iterator[str]:
        """Terms for the columns that are counted by value or known to have nulls; no others are read."""
        read = {self.mapping.subject.when, *self.known.nulls}
        read |= {dimension.column for dimension in self.mapping.subject.dimensions}
        yield "_row_id"
        yield from (name(one.name) if one.name in read else f"'' AS {name(one.name)}" for one in present(self.mapping))
        yield "NULL::VARCHAR AS _reject"
        yield from (f"NULL::VARCHAR AS {unnamed(column.name)}" for column, _ in coded(self.mapping))

    def _loose(self) -> str:
        """A test of canonical rows: whether no code may have named a source value of theirs."""
        columns = [name(column) for column in self.known.unmapped]
        return " OR ".join(f"{column} IS NULL OR {column} = {literal(OTHER)}" for column in columns) or "false"

    def _again(self, fetched: date, loose: str) -> Tally | None:
        """The closed rows that were rejected, and published ones that are ``loose``; None without any."""
        plain = f"SELECT _row_id FROM {GONE} WHERE NOT ({loose})"
        odd = f"SELECT v FROM {CLOSED} WHERE id NOT IN ({plain})"
        if not count(self.connection, f"({odd})"):
            return None
        told = canonical_sql(self.mapping, AGAIN, fetched=fetched)
        columns = ", ".join(map(name, [":id", *(column for column in self.change.history.columns if column in told)]))
        source = every(self.change.history, self.folder)
        raw = f"SELECT {columns} FROM {source} WHERE _v IN ({odd})"
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {AGAIN} AS {raw}")
        return tally(self.connection, self.mapping, AGAIN, fetched=fetched)
