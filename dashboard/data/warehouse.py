"""What the site reads: published snapshots and their canonical rows, as Ibis tables.

Never fetches from a portal and never changes what was published; a table of an
older snapshot that is not at hand is derived again from history. Safe to share
between threads: each gets its own connection. A new snapshot is seen without a
restart.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ibis import Expr
from ibis.expr.types import Scalar, Table

from dashboard.cities.schema import City
from dashboard.data.canonical.backend import Backend, connect
from dashboard.data.canonical.tables import Tables
from dashboard.data.receipt import Snapshot
from dashboard.data.store.folder import Event, Store
from dashboard.data.store.manifest import Entry, Manifest
from dashboard.data.store.shelf import Lease, StoreError

GRACE = 600.0
AGAIN = 60.0
Plain = str | int | float | bool | date | datetime | None


class UnknownSnapshot(KeyError):
    """No snapshot with this id is kept."""

    def __init__(self, id: str, kept: list[str]) -> None:
        super().__init__(id)
        self.id, self.kept = id, kept

    def __str__(self) -> str:
        listed = ", ".join(self.kept) or "none yet"
        return f"no snapshot {self.id!r} is kept; there are: {listed}"


class Warehouse:
    """Snapshots of one city in ``cache``; ``url`` is an Ibis URL of another engine than the embedded DuckDB."""

    def __init__(
        self, city: City, cache: Path, url: str | None = None, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.city = city
        self._store = Store(cache, city.key)
        self._backend: Backend = connect(url, city.key)
        self._tables = Tables(self._store)
        self._monotonic = monotonic
        self._guard = threading.RLock()
        self._stamp: tuple[int, int] | None = None
        self._lease: Lease | None = None
        self._leaving: list[tuple[float, Lease]] = []
        self._receipts: dict[str, Snapshot] = {}
        self._current: tuple[Manifest, Snapshot | None] | None = None
        self._damage: Event | None = None
        self._looked = 0.0

    @property
    def folder(self) -> Path:
        """The city's folder in the cache."""
        return self._store.folder

    def current(self) -> Snapshot | None:
        """The newest published snapshot that can be read; None before the first. Costs one ``stat``.

        While what is newest is damaged, it is looked at again every minute.
        """
        manifest = self._manifest()
        with self._guard:
            again = self._damage is not None and self._monotonic() - self._looked > AGAIN
            if self._current is None or self._current[0] is not manifest or again:
                self._looked = self._monotonic()
                self._current = (manifest, self._newest(manifest))
            return self._current[1]

    def snapshot(self, id: str) -> Snapshot:
        """The kept snapshot with this id, or one dropped while it was read; :class:`UnknownSnapshot` otherwise."""
        self._found(id)
        return self._receipt(id)

    def snapshots(self) -> list[Snapshot]:
        """Every kept snapshot that can be read, newest first."""
        found = []
        for entry in reversed(self._manifest().snapshots):
            try:
                found.append(self._receipt(entry.id))
            except StoreError:
                continue
        return found

    def table(self, subject: str, snapshot: Snapshot) -> Table:
        """The canonical published rows of ``subject``, or the ``places``, in a snapshot; KeyError when it has none."""
        manifest, entry = self._found(snapshot.id)
        if subject not in entry.tables:
            raise KeyError(f"snapshot {snapshot.id} has no {subject!r}; it has: {', '.join(sorted(entry.tables))}")
        return self._backend.table(subject, self._tables.find(manifest, entry, subject))

    def held(self, subject: str, snapshot: Snapshot) -> tuple[str, bool]:
        """The name of a subject's rows, the same where they are, and whether they lie there or must be derived."""
        _, entry = self._found(snapshot.id)
        if subject not in entry.tables:
            raise KeyError(f"snapshot {snapshot.id} has no {subject!r}")
        return entry.tables[subject], subject in entry.layers or self._store.path(entry.tables[subject]).exists()

    def run(self, expression: Expr) -> list[dict[str, Plain]]:
        """Execute an expression; one dict of plain values a row. A scalar is one row of one value."""
        query = expression.as_table() if isinstance(expression, Scalar) else expression
        return [{key: plain(value) for key, value in row.items()} for row in self._backend.rows(query)]

    def stream(self, expression: Expr) -> Iterator[dict[str, list[Plain]]]:
        """The rows of an expression by column, never more than some thousand of them at a time."""
        for batch in self._backend.batches(expression):
            yield {key: list(map(plain, cells)) for key, cells in batch.items()}

    def last_error(self) -> Event | None:
        """Why and when the last refresh was held, or what of the cache is damaged; None when all is well."""
        return self._store.last_error() or self._damage

    def log(self) -> list[Event]:
        """The change log: what every refresh came to, newest first."""
        return self._store.log()

    def close(self) -> None:
        """Release connections and files."""
        with self._guard:
            for _, lease in self._leaving:
                lease.release()
            if self._lease:
                self._lease.release()
            self._lease, self._leaving, self._stamp = None, [], None
        self._backend.close()
        self._tables.close()

    def _found(self, id: str) -> tuple[Manifest, Entry]:
        """A snapshot of the manifest in force, or of one that is held for queries still under way."""
        manifest = self._manifest()
        with self._guard:
            held = [lease.manifest for _, lease in reversed(self._leaving)]
        for one in (manifest, *held):
            entry = one.entry(id)
            if entry is not None:
                return one, entry
        raise UnknownSnapshot(id, [kept.id for kept in reversed(manifest.snapshots)])

    def _newest(self, manifest: Manifest) -> Snapshot | None:
        """The newest snapshot whose receipt and tables are whole; StoreError when none is.

        Only the tables of subjects that the city file still has are looked at.
        """
        self._damage, problem = None, None
        for entry in reversed(manifest.snapshots):
            try:
                snapshot = self._receipt(entry.id)
                for subject in (key for key in entry.tables if key in snapshot.subjects or key == "places"):
                    self._tables.find(manifest, entry, subject)
            except StoreError as error:
                problem = problem or error
                continue
            if problem:
                told = (str(problem),)
                self._damage = Event(at=snapshot.published_at, status="damaged", snapshot=entry.id, reasons=told)
            return snapshot
        if problem:
            raise problem
        return None

    def _receipt(self, id: str) -> Snapshot:
        """A receipt, without the subjects that were taken out of the city file since."""
        with self._guard:
            if id not in self._receipts:
                told = self._store.receipt(id)
                left = {key: one for key, one in told.subjects.items() if key in self.city.subjects}
                self._receipts[id] = told.model_copy(update={"subjects": left})
            return self._receipts[id]

    def _manifest(self) -> Manifest:
        with self._guard:
            stamp = self._store.stamp()
            if stamp != self._stamp or self._lease is None:
                self._reload(stamp)
            return self._lease.manifest if self._lease else Manifest()

    def _reload(self, stamp: tuple[int, int] | None) -> None:
        """Take the new manifest; the one before is held for a while, for queries still under way."""
        now = self._monotonic()
        try:
            fresh = self._store.lease()
        except StoreError:
            if self._lease is None:
                raise
            return
        if fresh is None:
            return
        if self._lease is not None:
            self._leaving.append((now, self._lease))
        self._lease, self._stamp = fresh, stamp
        for since, lease in [pair for pair in self._leaving if now - pair[0] > GRACE]:
            lease.release()
            self._leaving.remove((since, lease))


def plain(value: Any) -> Plain:
    """A value of an Arrow row as int, str, float, bool, date, datetime or None."""
    if value is None or isinstance(value, str | int | float | date):
        return value
    if isinstance(value, bytes):
        return value.hex()
    number = float(value)
    return int(number) if number.is_integer() else number
