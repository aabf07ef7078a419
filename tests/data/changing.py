"""A city of one small dataset whose portal we can change: the sample portal's HTTP over rows held in memory.

with ChangingPortal() as portal:
    portal.insert(5)
    outcome = portal.refresh(cache)
"""

from __future__ import annotations

import itertools
import random
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from dashboard.cities.schema import City
from dashboard.data.history import versions_sql
from dashboard.data.refresh import Outcome, refresh
from dashboard.data.store import Store
from dashboard.sample.dataset import Dataset, Field
from dashboard.sample.server import HOST, Server
from dashboard.sample.store import Published, view

DATASET = "chan-ging"
START = datetime(2026, 6, 1, 12, tzinfo=UTC)
Row = dict[str, Any]
OFFENSES = ("THEFT", "ASSAULT", "MURDER", "LITTERING")

SHARES = (
    "rows_may_fall", "rejects_may_reach", "rejects_may_rise", "nulls_may_rise", "unmapped_may_reach",
    "duplicates_may_reach",
)  # fmt: skip
SYSTEM = ((":id", "VARCHAR"), (":created_at", "TIMESTAMP"), (":updated_at", "TIMESTAMP"), (":version", "VARCHAR"))
PATIENT = {"newest_may_fall": 100_000}


def city(**dataset: Any) -> City:
    """The city file; keyword arguments replace keys of its only subject."""
    columns = {"occurred_at": "happened", "offense": "offense", "offense_source": "offense", "district": "district"}
    told: dict[str, Any] = {
        "dataset": DATASET, "name": "Reports", "publisher": "Police", "unit": "incident",
        "covers_from": date(2024, 1, 1), "columns": columns, "checks": dict.fromkeys(SHARES, 1.0) | PATIENT,
        "codes": {"offense": {"homicide": ["MURDER"], "larceny": ["THEFT"], "aggravated_assault": ["ASSAULT"]}},
    }  # fmt: skip
    history = dataset.pop("history", {})
    return City.model_validate(
        {
            "key": "changing",
            "name": "Changing",
            "timezone": "America/New_York",
            "history": history,
            "portal": {"url": "http://127.0.0.1:9", "page_size": 100, "requests_per_second": 100_000},
            "subjects": {"incidents": told | dataset},
        }
    )


class Listening:
    """A cursor that remembers what it was asked, and may do something first."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, store: ChangingStore) -> None:
        self._cursor, self._store = cursor, store

    def execute(self, sql: str, *values: Any) -> Any:
        self._store.asked.append(sql)
        self._store.before_answer(len(self._store.asked))
        return self._cursor.execute(sql, *values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)


class ChangingStore:
    """Rows by ``:id``, served as one dataset. Every change moves the portal's clock on by a minute."""

    def __init__(self, fields: tuple[str, ...] = ("number", "happened", "offense", "district")) -> None:
        self.fields, self.rows, self.now = fields, dict[str, Row](), START
        self.name, self.version, self.changes = "Reports", "1", itertools.count(1)
        self.database = duckdb.connect()
        self.database.execute("SET TimeZone = 'UTC'")
        self.guard = threading.Lock()
        self.published: dict[str, Published] = {}
        self.asked: list[str] = []
        self.before_answer: Callable[[int], None] = lambda _: None
        self.show()

    @property
    def pages(self) -> list[str]:
        """The queries for rows so far: neither counts nor ids alone."""
        return [sql for sql in self.asked if "count(*)" not in sql and '"number"' in sql]

    def cursor(self) -> Listening:
        return Listening(self.database.cursor(), self)

    def show(self, touch: bool = True) -> None:
        """Serve the rows as they are now."""
        if touch:
            self.now += timedelta(minutes=1)
        columns = [*SYSTEM, *((name, "VARCHAR") for name in self.fields)]
        listed = [[row.get(name) for name, _ in columns] for row in self.rows.values()]
        table = f"rows_{next(self.changes)}"
        told = ", ".join(f'"{name}" {kind}' for name, kind in columns)
        self.database.execute(f"CREATE TABLE {table} ({told})")
        if listed:
            self.database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", listed)
        self.database.execute(f"CREATE OR REPLACE VIEW {view(DATASET)} AS SELECT * FROM {table}")
        fields = tuple(Field(name, "text", name.title()) for name in self.fields)
        dataset = Dataset(DATASET, self.name, "", "Police", fields, lambda _: {})
        loaded = self.now if touch or DATASET not in self.published else self.published[DATASET].loaded
        self.version = table
        self.published = {DATASET: Published(dataset, len(self.rows), loaded)}


class ChangingPortal:
    """The store behind the sample portal's server, with the changes a publisher makes. ``chance`` is seeded."""

    def __init__(self, seed: int = 1, **fields: Any) -> None:
        self.store, self.chance = ChangingStore(**fields), random.Random(seed)
        self.server = Server(self.store, 0)  # type: ignore[arg-type]
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.url = f"http://{HOST}:{self.server.server_address[1]}"
        self.numbers = itertools.count(1)

    def __enter__(self) -> ChangingPortal:
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
        self.store.database.close()

    @property
    def ids(self) -> list[str]:
        return sorted(self.store.rows)

    def row(self, content: Mapping[str, str | None]) -> Row:
        """A new row with a fresh ``:id`` somewhere in the order."""
        id = f"row-{self.chance.getrandbits(60):015x}"
        stamp = (self.store.now + timedelta(minutes=1)).replace(tzinfo=None)
        return {":id": id, ":created_at": stamp, ":updated_at": stamp, ":version": f"rv-{id}", **content}

    def content(self) -> Row:
        """What a publisher writes; few different values, so that equal rows happen."""
        day = date(2026, 1, 1) + timedelta(days=self.chance.randrange(3))
        return {
            "number": str(self.chance.randrange(4)),
            "happened": f"{day}T10:00:00.000",
            "offense": self.chance.choice(OFFENSES),
            "district": self.chance.choice(["North", "South", None]),
        }

    def insert(self, count: int, **content: str | None) -> None:
        for _ in range(count):
            row = self.row(self.content() | content)
            self.store.rows[row[":id"]] = row
        self.store.show()

    def update(self, ids: list[str], **content: str | None) -> None:
        stamp = (self.store.now + timedelta(minutes=1)).replace(tzinfo=None)
        for id in ids:
            self.store.rows[id] = self.store.rows[id] | content | {":updated_at": stamp}
        self.store.show()

    def delete(self, ids: list[str]) -> None:
        for id in ids:
            del self.store.rows[id]
        self.store.show()

    def replace_all(self) -> None:
        """A full replace: the same rows, shuffled, each with a new ``:id``."""
        old = [{name: row[name] for name in self.store.fields if name in row} for row in self.store.rows.values()]
        self.chance.shuffle(old)
        self.store.rows = {row[":id"]: row for row in map(self.row, old)}
        self.store.show()

    def truth(self) -> Counter[tuple[str | None, ...]]:
        """The published fields of every row, as a multiset."""
        return Counter(tuple(row.get(name) or None for name in self.store.fields) for row in self.store.rows.values())

    def refresh(self, cache: Path, told: City | None = None, now: datetime | None = None, **options: Any) -> Outcome:
        """One refresh, a minute after the portal's last change unless told otherwise."""
        at = now or self.store.now + timedelta(minutes=1)
        return refresh(told or city(), cache, portal_url=self.url, clock=lambda: at, **options)


def files(cache: Path, pattern: str) -> list[Path]:
    """The files of that city's folder that fit ``pattern``."""
    return sorted(path for path in (cache / "changing").glob(pattern) if path.is_file())


def held(cache: Path, told: City, snapshot: str, fields: tuple[str, ...]) -> Counter[tuple[str | None, ...]]:
    """The raw rows that history has for a snapshot."""
    store = Store(cache, told.key)
    manifest = store.manifest()
    entry = manifest.entry(snapshot)
    assert entry is not None
    history = manifest.history["incidents"]
    names = ", ".join(f'"{name}"' for name in fields)
    with duckdb.connect() as connection:
        query = f"SELECT {names} FROM ({versions_sql(history, store.folder, entry.states['incidents'])})"
        return Counter(connection.execute(query).fetchall())
