"""Writes what a refresh changed into a history: versions added, versions closed, ids renumbered.

Rows match by ``:id`` and content, then by content and ordinal among equal rows:
a shuffled full replace records no change. The publisher's key is part of the
content, so that matching by it would find the same changes; it tells an update
from a removal beside an addition.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from duckdb import DuckDBPyConnection

from dashboard.data.history import PAGE_BITS, every, live_sql
from dashboard.data.sql.content import HASH
from dashboard.data.sql.engine import count, literal, name, parquet, rows, write
from dashboard.data.store.folder import sync
from dashboard.data.store.manifest import History

CLOSED = "_closed_versions"
NONE_CLOSED = f"CREATE OR REPLACE TEMP TABLE {CLOSED} (v BIGINT, id VARCHAR, k VARCHAR)"
NOTHING = "SELECT 0::BIGINT AS v, ''::VARCHAR AS id, NULL::UUID AS h WHERE false"


@dataclass(frozen=True, slots=True)
class Change:
    """What a refresh did to a history.

    ``updated`` of the ``added`` versions share the publisher's key with closed
    ones; ``renumbered`` rows have a new ``:id`` and the same content. The files
    are those of this refresh, None where there was nothing to write.
    """

    history: History
    added: int = 0
    closed: int = 0
    updated: int = 0
    renumbered: int = 0
    added_file: str | None = None
    closed_file: str | None = None

    @property
    def changed(self) -> bool:
        """Whether any published row differs from before."""
        return bool(self.added or self.closed)

    @property
    def told(self) -> dict[str, int]:
        """The counts for the receipt, zeros left out."""
        counts = {
            "added": self.added - self.updated,
            "removed": self.closed - self.updated,
            "updated": self.updated,
            "renumbered": self.renumbered,
        }
        return {key: value for key, value in counts.items() if value}


class Recorder:
    """Records one refresh of one subject under the id of the snapshot to be published.

    Rows come as a FROM item with every column VARCHAR, ``:id`` among them, and ``_hash``. Afterwards the temporary
    table ``CLOSED`` holds ``v``, ``id`` (as first seen) and ``k`` (the publisher's key) of the versions that ended.
    """

    def __init__(self, connection: DuckDBPyConnection, folder: Path, subject: str, snapshot: str) -> None:
        self.connection, self.folder, self.subject, self.snapshot = connection, folder, subject, snapshot

    def adopt(self, history: History, pages: Sequence[Path]) -> Change:
        """Take staged pages, with ``_hash`` in them, as the first versions of an empty history."""
        names = tuple(f"history/{self.subject}/page-{self.snapshot}-{n:05d}.parquet" for n in range(len(pages)))
        for page, file in zip(pages, names, strict=True):
            link(page, self.folder / file)
        grown = history.model_copy(update={"pages": names, "pages_from": self.snapshot})
        added = count(self.connection, every(grown, self.folder)) if names else 0
        if not added:
            return Change(history)
        known = {"next_version": (len(names) << PAGE_BITS) + 1, "live_rows": added}
        return Change(grown.model_copy(update=known), added=added)

    def full(self, history: History, raw: str, columns: Sequence[str], key: str | None = None) -> Change:
        """Record that the portal now holds exactly the rows of ``raw``."""
        self._fresh(raw)
        live = NOTHING if history.empty else f"SELECT v, id, h FROM ({live_sql(history, self.folder)})"
        self._run(f"CREATE OR REPLACE TEMP TABLE live AS {live}")
        change = self._differ(history, raw, columns)
        if not change.closed:
            return self._finished(change, "", key)
        told = f'_v AS v, ":id" AS id, {name(key) if key else "NULL::VARCHAR"} AS k'
        versions = every(change.history, self.folder)
        return self._finished(change, f"SELECT {told} FROM {versions} WHERE _v IN (SELECT v FROM closed)", key)

    def meet(self, history: History, raw: str, key: str | None = None) -> int:
        """How many current versions bear an ``:id`` of ``raw``; a delta begins with it."""
        self._fresh(raw)
        current = live_sql(history, self.folder, key)
        met = f"SELECT * FROM ({current}) WHERE id IN (SELECT id FROM fresh)"
        return int(rows(self.connection, f"CREATE OR REPLACE TEMP TABLE live AS {met}")[0][0])

    def delta(
        self, history: History, raw: str, columns: Sequence[str], gone: str | None = None, key: str | None = None
    ) -> Change:
        """Record the rows that were met, new or changed by ``:id``; the ``id`` of the FROM item ``gone`` go."""
        if gone:
            more, current = f"SELECT id FROM {gone} EXCEPT SELECT id FROM fresh", live_sql(history, self.folder, key)
            self._run(f"INSERT INTO live SELECT * FROM ({current}) WHERE id IN ({more})")
        change = self._differ(history, raw, columns)
        return self._finished(change, "SELECT v, first AS id, k FROM live SEMI JOIN closed USING (v)", key)

    def _fresh(self, raw: str) -> None:
        self._run(f'CREATE OR REPLACE TEMP TABLE fresh AS SELECT ":id" AS id, {HASH} AS h FROM {raw}')

    def _differ(self, history: History, raw: str, columns: Sequence[str]) -> Change:
        """Split ``fresh`` and ``live`` into rows that stay, come, go and are only renumbered."""
        ordinal = "row_number() OVER (PARTITION BY h ORDER BY {0}) AS n"
        other = "ANTI JOIN {0} USING (id, h)"
        self._run(f"CREATE TEMP TABLE come AS SELECT id, h, {ordinal.format('id')} FROM fresh {other.format('live')}")
        self._run(f"CREATE TEMP TABLE go AS SELECT v, id, h, {ordinal.format('v')} FROM live {other.format('fresh')}")
        self._run("CREATE TEMP TABLE renamed AS SELECT go.v, come.id FROM come JOIN go USING (h, n)")
        self._run("CREATE TEMP TABLE added AS SELECT id, h FROM come ANTI JOIN go USING (h, n)")
        self._run("CREATE TEMP TABLE closed AS SELECT v FROM go ANTI JOIN come USING (h, n)")
        return self._append(history, raw, columns)

    def _finished(self, change: Change, ended: str, key: str | None) -> Change:
        """Keep what ``ended`` tells of the closed versions, and nothing else of the work."""
        self._run(f"CREATE OR REPLACE TEMP TABLE {CLOSED} AS {ended}" if change.closed else NONE_CLOSED)
        tables = ("fresh", "live", "come", "go", "renamed", "added", "closed")
        self._run("; ".join(f"DROP TABLE {table}" for table in tables))
        return self._with_updates(change, key) if key else change

    def _append(self, history: History, raw: str, columns: Sequence[str]) -> Change:
        added, closed, renumbered = (count(self.connection, table) for table in ("added", "closed", "renamed"))
        fields = ", ".join(f"raw.{name(column)}" for column in columns)
        new = self._write(
            "rows",
            added,
            (
                f"SELECT row_number() OVER () + {history.next_version - 1} AS _v, {literal(self.snapshot)} AS _from, "
                f'added.h AS _hash, {fields} FROM {raw} AS raw JOIN added ON added.id = raw.":id"'
            ),
        )
        ends = self._write("closed", closed, f"SELECT v AS _v, {literal(self.snapshot)} AS _to FROM closed")
        ids = self._write("ids", renumbered, self._ids(history))
        grown = history.model_copy(
            update={
                "rows": history.rows + ((new,) if new else ()),
                "closed": history.closed + ((ends,) if ends else ()),
                "ids": ids or history.ids,
                "next_version": history.next_version + added,
                "live_rows": history.live_rows + added - closed,
            }
        )
        return Change(grown, added, closed, 0, renumbered, new, ends)

    def _ids(self, history: History) -> str:
        """Every renumbered version that is still current, with its newest ``:id``."""
        query = 'SELECT v AS _v, id AS ":id" FROM renamed'
        if not history.ids:
            return query
        known = parquet([self.folder / history.ids])
        return f'{query} UNION ALL SELECT _v, ":id" FROM {known} WHERE _v NOT IN (SELECT v FROM go)'

    def _with_updates(self, change: Change, key: str) -> Change:
        """Tell removed rows whose key came back: they changed and are not gone."""
        if change.closed_file is None or change.added_file is None:
            return change
        after = f"SELECT {name(key)} AS k FROM {parquet([self.folder / change.added_file])}"
        both = f"(SELECT k FROM {CLOSED} INTERSECT {after})"
        updated = count(self.connection, f"{both} WHERE k IS NOT NULL")
        return replace(change, updated=updated)

    def _write(self, kind: str, rows: int, query: str) -> str | None:
        if not rows:
            return None
        file = self._name(kind)
        write(self.connection, query, self.folder / file)
        return file

    def _name(self, kind: str) -> str:
        return f"history/{self.subject}/{kind}-{self.snapshot}.parquet"

    def _run(self, sql: str) -> None:
        self.connection.execute(sql)


def link(source: Path, target: Path) -> None:
    """Give a file a second name; copies it where the file system knows no links."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)
    sync(target)
