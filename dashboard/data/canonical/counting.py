"""Canonical rows written and counted: all of them, or only what a small change does to the last ones.

Knows mappings, tallies and one subject's history; knows nothing of portals,
receipts or publishing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from collections.abc import Mapping as Table
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from duckdb import DuckDBPyConnection

from dashboard.data.canonical.derive import RAW, keep_base, published_sql, show_raw, write_table
from dashboard.data.canonical.layers import Layers
from dashboard.data.canonical.leaving import GONE, Leaving
from dashboard.data.canonical.tally import Tally, tallied
from dashboard.data.history import every
from dashboard.data.mapping import TOO_LATE, Mapping, judged_sql, pointed
from dashboard.data.places.extent import NO_POINTS, Extent, Points, points
from dashboard.data.sql.engine import count, name, parquet, rows
from dashboard.data.store.manifest import History
from dashboard.data.versions.recorder import CLOSED, Change

JUDGED, COME, COMING = "_judged_rows", "_come_rows", "_coming_rows"
SMALL = 0.05
Counts = Table[str, int]


@dataclass(frozen=True, slots=True)
class Counted:
    """Written rows and their counts; ``duplicates`` are rows beyond the first of a value of the publisher's key.

    ``points`` counts those of the rows that were worked out now: all, or what a small change brought.
    """

    tally: Tally
    duplicates: int
    layers: Layers
    fetched: date
    points: Points = NO_POINTS


class Counting:
    """Writes and counts the canonical rows of one subject."""

    def __init__(
        self, connection: DuckDBPyConnection, folder: Path, mapping: Mapping, fetched: date, city: Extent | None = None
    ) -> None:
        self.connection, self.folder, self.mapping, self.fetched = connection, folder, mapping, fetched
        self.city = city or Extent()

    def whole(self, history: History, path: Path) -> Counted:
        """Derive every row of the current state into ``path``."""
        show_raw(self.connection, history, self.folder)
        counted = self._judge(self.connection, RAW, JUDGED, "TEMP TABLE")
        self.connection.execute("SET preserve_insertion_order = true")
        write_table(self.connection, published_sql(self.mapping, JUDGED), path)
        self.connection.execute("SET preserve_insertion_order = false")
        seen = self._points(JUDGED)
        self.connection.execute(f"DROP TABLE {JUDGED}")
        return Counted(counted, self.duplicates(history), Layers(path), self.fetched, seen)

    def changed(self, change: Change, known: Counted, path: Path) -> Counted | None:
        """Lay a small change over the last table; None where only the whole will do."""
        if not self._small(change, known):
            return None
        leaving = Leaving(self.connection, self.folder, self.mapping, change, known.tally, known.layers)
        come, gone = self._both(change, leaving)
        if gone is None:
            return None
        layers = self._lay(known.layers, path)
        pasted = layers.rows(self.connection)
        if pasted != known.tally.published - gone.published + come.published:
            return None
        if layers.part and count(self.connection, parquet([layers.part])) > SMALL * pasted:
            return None
        total = self._sum(known.tally, come, gone, layers)
        duplicates = self._duplicates_after(change, known.duplicates)
        return Counted(total, duplicates, layers, self.fetched, self._points(COMING))

    def _small(self, change: Change, known: Counted) -> bool:
        """Whether few rows changed, and no other row can have changed its place by the date alone."""
        few = change.added + change.closed <= SMALL * change.history.live_rows
        settled = self.fetched >= known.fetched and not known.tally.rejected.get(TOO_LATE)
        return few and settled and all(path.exists() for path in known.layers.files)

    def _judge(self, connection: DuckDBPyConnection, raw: str, judged: str, kind: str = "TABLE") -> Tally:
        """Work out the canonical rows of ``raw`` into the table ``judged`` and count them."""
        made = judged_sql(self.mapping, raw, fetched=self.fetched)
        connection.execute(f"CREATE OR REPLACE {kind} {judged} AS {made}")
        return tallied(connection, self.mapping, judged)

    def _both(self, change: Change, leaving: Leaving) -> tuple[Tally, Tally | None]:
        """What comes and what goes, side by side; a function of our own in the mapping is known to one connection."""
        if self.mapping.placed:
            return self._come(self.connection, change), leaving.tally(self.fetched)
        with ThreadPoolExecutor(1) as pool, self.connection.cursor() as beside:
            come = pool.submit(self._come, beside, change)
            gone = leaving.tally(self.fetched)
            return come.result(), gone

    def _points(self, judged: str) -> Points:
        return points(self.connection, judged, self.city) if pointed(self.mapping) else NO_POINTS

    def _come(self, connection: DuckDBPyConnection, change: Change) -> Tally:
        source = f"(SELECT * FROM {every(change.history, self.folder)} LIMIT 0)"
        if change.added_file:
            source = parquet([self.folder / change.added_file])
        connection.execute(f"CREATE OR REPLACE VIEW {COME} AS SELECT * FROM {source}")
        return self._judge(connection, COME, COMING)

    def _lay(self, last: Layers, path: Path) -> Layers:
        """Write what goes beside the last base: the places that do not count, the rows that came."""
        new = published_sql(self.mapping, COMING)
        left = last.left_sql(CLOSED)
        part, lost = path.with_suffix(".part.parquet"), path.with_suffix(".gone.parquet")
        write_table(self.connection, f"({new}) UNION ALL {left}" if left else new, part)
        write_table(self.connection, last.lost_sql(GONE), lost)
        keep_base(lost, last.base)
        return Layers(last.base, part, lost)

    def _sum(self, known: Tally, come: Tally, gone: Tally, layers: Layers) -> Tally:
        first, newest = self._span(known, come, gone, layers)
        return Tally(
            published=known.published + come.published - gone.published,
            rejected=_sum(known.rejected, come.rejected, gone.rejected),
            unmapped={key: told for key, told in _sums(known.unmapped, come.unmapped, gone.unmapped).items() if told},
            values=_sums(known.values, come.values, gone.values),
            nulls=_sum(known.nulls, come.nulls, gone.nulls),
            first=first,
            newest=newest,
            columns=come.columns,
        )

    def _span(self, known: Tally, come: Tally, gone: Tally, layers: Layers) -> tuple[date | None, date | None]:
        """First and newest day after the change; looked up in every row only when an outermost one may have gone."""
        first = _outermost(min, known.first, come.first, gone.first)
        newest = _outermost(max, known.newest, come.newest, gone.newest)
        if first and newest:
            return first, newest
        when = name(self.mapping.subject.when)
        span = f"SELECT CAST(min({when}) AS DATE), CAST(max({when}) AS DATE) FROM ({layers.sql()})"
        found: tuple[date | None, date | None] = rows(self.connection, span)[0]
        return found

    def duplicates(self, history: History) -> int:
        """Rows beyond the first of each value of the publisher's key; rows without one are not counted."""
        key = self._key(history)
        if key is None:
            return 0
        show_raw(self.connection, history, self.folder)
        return int(rows(self.connection, f"SELECT count({key}) - count(DISTINCT {key}) FROM {RAW}")[0][0])

    def _duplicates_after(self, change: Change, before: int) -> int:
        """The duplicates before, and what the change did to those of the keys it touched."""
        key = self._key(change.history)
        if key is None or change.history.key != self.mapping.dataset.key:
            return self.duplicates(change.history)
        touched = f"SELECT {key} AS k, 1 AS come, 0 AS gone FROM {COME} UNION ALL SELECT k, 0, 1 FROM {CLOSED}"
        sums = (
            f"SELECT k, sum(come) AS come, sum(gone) AS gone FROM ({touched}) WHERE k IS NOT NULL GROUP BY k "
            "HAVING sum(come) <> sum(gone)"
        )
        if not count(self.connection, f"({sums})"):
            return before
        show_raw(self.connection, change.history, self.folder)
        after = f"SELECT {key} AS k, count(*) AS n FROM {RAW} WHERE {key} IN (SELECT k FROM ({sums})) GROUP BY k"
        more = "greatest(n - 1, 0) - greatest(n - come + gone - 1, 0)"
        both = f"SELECT come, gone, coalesce(n, 0) AS n FROM ({sums}) LEFT JOIN ({after}) USING (k)"
        query = f"SELECT sum({more}) FROM ({both})"
        return before + int(rows(self.connection, query)[0][0] or 0)

    def _key(self, history: History) -> str | None:
        key = self.mapping.dataset.key
        return name(key) if key and key in history.columns else None


def _outermost(
    chosen: Callable[[Iterable[date]], date], known: date | None, come: date | None, gone: date | None
) -> date | None:
    """The outermost day after a change; None where the rows that stay decide it."""
    if known is None or (known == gone and chosen([day for day in (known, come) if day]) != come):
        return None
    return chosen([day for day in (known, come) if day])


def _sums(known: Table[str, Counts], come: Table[str, Counts], gone: Table[str, Counts]) -> dict[str, dict[str, int]]:
    keys = sorted({*known, *come})
    return {key: _sum(known.get(key, {}), come.get(key, {}), gone.get(key, {})) for key in keys}


def _sum(known: Counts, come: Counts, gone: Counts) -> dict[str, int]:
    """Counts after a change, largest first; zeros are left out but for values that the city declares."""
    total = Counter(known)
    total.update(come)
    total.subtract(gone)
    listed = sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))
    return {key: value for key, value in listed if value or key in come}
