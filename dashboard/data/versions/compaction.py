"""A history in fewer files: the small ones that refreshes left are put together, the large ones stay.

The large ones (the staged pages, or the file that took their place) are written
anew only when much of them is shown by no snapshot any more, so that the cost
follows what changed and not what there is. Knows one history and its files.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection

from dashboard.data.history import every
from dashboard.data.sql.engine import count, literal, parquet, write
from dashboard.data.store.manifest import History

WORTH = 0.2
UNSEEN, ENDS = "_unseen_versions", "_ended_versions"


def overdue(history: History, files: int) -> bool:
    """Whether refreshes have left more than so many ``files``."""
    return len(history.rows) + len(history.closed) > files


@dataclass(frozen=True, slots=True)
class Compaction:
    """One history to be put together, as the kept ``snapshots`` (ids) show it; ``number`` names the new files."""

    connection: DuckDBPyConnection
    folder: Path
    subject: str
    history: History
    snapshots: Iterable[str]
    number: int

    def done(self) -> History:
        """The same history for every kept snapshot; versions that none shows are left out of what is written."""
        self._find_unseen()
        if self._worthwhile():
            return self._written(self.history, self._only())
        large = () if self.history.pages else self.history.rows[:1]
        recent = self._only(rows=self.history.rows[len(large) :])
        mine = f"(SELECT _v FROM {every(recent, self.folder)})" if recent.rows else "(SELECT NULL::BIGINT)"
        self.connection.execute(f"DELETE FROM {UNSEEN} WHERE _v NOT IN {mine}")
        return self._written(recent, self._only(pages=self.history.pages, rows=large))

    def _only(self, pages: tuple[str, ...] = (), rows: tuple[str, ...] = ()) -> History:
        return self.history.model_copy(update={"pages": pages, "rows": rows})

    def _find_unseen(self) -> None:
        ends = "SELECT 0::BIGINT AS _v, '' AS _to WHERE false"
        if self.history.closed:
            ends = f"SELECT _v, _to FROM {parquet(self.folder / file for file in self.history.closed)}"
        shown = ", ".join(f"({literal(id)})" for id in self.snapshots)
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {ENDS} AS {ends}")
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {UNSEEN} AS SELECT r._v FROM "
            f"(SELECT _v, _from FROM {every(self.history, self.folder)}) r JOIN {ENDS} e USING (_v) "
            f"WHERE NOT EXISTS (SELECT 1 FROM (VALUES {shown}) AS k(id) WHERE k.id >= r._from AND k.id < e._to)"
        )

    def _worthwhile(self) -> bool:
        """Whether writing all of it anew frees much."""
        held = count(self.connection, every(self.history, self.folder))
        return count(self.connection, UNSEEN) > WORTH * held

    def _written(self, source: History, beside: History) -> History:
        """The versions of ``source`` in one file after those of ``beside``, and all closings in another."""
        rows, closed = (f"history/{self.subject}/{kind}-c{self.number:08d}.parquet" for kind in ("rows", "closed"))
        kept = f"_v NOT IN (SELECT _v FROM {UNSEEN})"
        if not source.empty:
            write(self.connection, f"SELECT * FROM {every(source, self.folder)} WHERE {kept}", self.folder / rows)
        ended = write(self.connection, f"SELECT * FROM {ENDS} WHERE {kept}", self.folder / closed)
        grown = beside.rows if source.empty else (*beside.rows, rows)
        return beside.model_copy(update={"rows": grown, "closed": (closed,) if ended else ()})
