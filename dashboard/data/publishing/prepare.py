"""Everything a snapshot needs, made beside the last one: places, raw rows, canonical rows, receipts, findings.

Publishes nothing. Raises Held when a check fails that no operator accepted.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping as Table
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date, datetime
from zoneinfo import ZoneInfo

import duckdb
from duckdb import DuckDBPyConnection

from dashboard.catalog import CATALOG
from dashboard.cities.schema import City, Dataset
from dashboard.data import quality
from dashboard.data.canonical.counting import Counted, Counting
from dashboard.data.canonical.derive import recipe, table_file
from dashboard.data.canonical.layers import Layers
from dashboard.data.mapping import Mapping, MappingError, canonical_sql, mapping
from dashboard.data.places import points
from dashboard.data.portal import Gone, Metadata, Portal
from dashboard.data.publishing.bounds import Bounds
from dashboard.data.publishing.intake import Intake, Taken, columns_of, unchanged
from dashboard.data.publishing.progress import Reporter
from dashboard.data.publishing.publish import Prepared
from dashboard.data.publishing.summary import Source, receipt, recounted
from dashboard.data.receipt import Cause, Snapshot, SubjectReceipt
from dashboard.data.sql.engine import name
from dashboard.data.store.folder import Store
from dashboard.data.store.manifest import History
from dashboard.data.store.shelf import StoreError

LOG = logging.getLogger(__name__)
SYSTEM = (":id", ":created_at", ":updated_at", ":version")


class Held(Exception):
    """Checks failed; ``causes`` has one for each."""

    def __init__(self, causes: tuple[Cause, ...]) -> None:
        super().__init__("; ".join(map(str, causes)))
        self.causes = causes


class Preparation:
    """The next snapshot of one city in the making; ``findings`` are what an operator accepted."""

    def __init__(
        self, city: City, store: Store, portal: Portal, connection: DuckDBPyConnection, now: datetime, report: Reporter
    ) -> None:
        self.city, self.store, self.portal, self.connection = city, store, portal, connection
        self.now, self.report = now, report
        self.manifest = store.manifest()
        self.newest = self.manifest.newest
        self.id = store.next_id(now)
        self.before = self._before()
        self.intake = Intake(connection, portal, store.folder, self.id, now, city.history, report)
        self.findings: list[Cause] = []
        self.bounds = Bounds(city, store, portal, connection, self.manifest)
        self.pool = ThreadPoolExecutor(1)
        self.sound: Future[bool] | None = None

    def _before(self) -> Snapshot | None:
        """The last receipt; without it everything is counted anew."""
        try:
            return self.store.receipt(self.newest.id) if self.newest else None
        except StoreError as error:
            self.report.message(str(error))
            return None

    def everything(self, subjects: tuple[str, ...], full: bool, accept: str | None) -> dict[str, Prepared]:
        """Prepare places and subjects. Raises Held, PortalError, MappingError, BadBoundary."""
        self.bounds.update(self.id, self.report)
        with self.pool:
            prepared = self._subjects(subjects, full, accept)
        if self.findings and accept is None:
            raise Held(tuple(self.findings))
        return prepared

    def _subjects(self, subjects: tuple[str, ...], full: bool, accept: str | None) -> dict[str, Prepared]:
        """What could be prepared. A subject never published whose dataset is marked unverified may fail alone."""
        prepared, left_out = {}, []
        for key in subjects:
            known = len(self.findings)
            try:
                made = self._subject(key, self.city.subjects[key], full, accept)
                if self._on_trial(key) and accept is None and len(self.findings) > known:
                    raise Held(tuple(self.findings[known:]))
                prepared[key] = made
            except (Gone, Held, MappingError) as error:
                if not self._on_trial(key):
                    raise
                del self.findings[known:]
                told = f"{key} is left out, its dataset is not verified: {error}"
                left_out.append(Cause(kind="left_out", told=told, subject=key))
                self.report.message(told)
        if left_out and not prepared:
            raise Held(tuple(left_out))
        return prepared

    def _on_trial(self, key: str) -> bool:
        published = self.before is not None and key in self.before.subjects
        return "dataset" in self.city.subjects[key].unverified and not published

    def differs(self, prepared: Table[str, Prepared]) -> bool:
        """Whether a reader would see anything new: rows, how they are counted, what is said of them, places."""
        if self.newest is None or self.before is None or self.bounds.file != self.newest.tables.get("places"):
            return True
        return any(
            one.state != self.newest.states.get(key)
            or one.table != self.newest.tables.get(key)
            or _lasting(one.receipt) != _lasting(self.before.subjects.get(key))
            for key, one in prepared.items()
        )

    def _subject(self, key: str, dataset: Dataset, full: bool, accept: str | None) -> Prepared:
        history = self.manifest.history.get(key, History())
        metadata = self.portal.metadata(dataset.dataset)
        self.report.subject(key, metadata.name)
        found = self._identity(key, dataset, history, metadata)
        if found and accept is None:
            raise Held(tuple(found))
        placed = points.expressions(CATALOG.subject(key), dataset, self.bounds.areas, self.store.folder)
        points.register(self.connection, self.store.folder, placed.values())
        mapped = mapping(CATALOG.subject(key), dataset, self.city.timezone, placed)
        if not self._known_to_fit(key, mapped, history, metadata):
            self._try_out(mapped, metadata)
        self._look_over(key, not unchanged(history, metadata, dataset))
        taken = self.intake.take(key, dataset, history, metadata, full)
        told = {"subject": key, "dataset": dataset.dataset, "changes": taken.change.told}
        LOG.info("%s taken by %s", key, taken.way, extra=told | taken.told)
        prepared = self._derived(key, mapped, taken)
        old = self.before.subjects.get(key) if self.before else None
        if old is None or prepared.state == self.id or prepared.recounted:
            found += quality.findings(prepared.receipt, old, dataset)
            found += quality.stray(key, dataset, prepared.points, self.bounds.extent)
        self.findings += found
        return prepared.noting(found)

    def _identity(self, key: str, dataset: Dataset, history: History, metadata: Metadata) -> list[Cause]:
        """What is wrong with the dataset itself; a name accepted once is not asked about again."""
        same = history.dataset == dataset.dataset
        known = history.columns if same else {}
        names = {dataset.name.strip(), *([history.name.strip()] if same else [])}
        return quality.identity(key, dataset, names, metadata.name, columns_of(metadata), known)

    def _known_to_fit(self, key: str, mapped: Mapping, history: History, metadata: Metadata) -> bool:
        """Whether this very mapping was published over these very columns: then it need not be tried out."""
        old = self.before.subjects.get(key) if self.before else None
        same = history.dataset == mapped.dataset.dataset and history.columns == columns_of(metadata)
        return old is not None and old.mapping_hash == mapped.digest and same

    def _try_out(self, mapped: Mapping, metadata: Metadata) -> None:
        """Refuse a mapping that does not fit the portal's columns before a single row is fetched."""
        served = [*SYSTEM, *(column.field for column in metadata.columns)]
        columns = ", ".join(f"NULL::VARCHAR AS {name(column)}" for column in served)
        try:
            query = canonical_sql(mapped, f"(SELECT {columns})", fetched=self._date(self.now))
            self.connection.execute(f"EXPLAIN {query}")
        except duckdb.Error as error:
            told = str(error).strip().split("\n\nLINE")[0].replace("\n", " ")
            raise MappingError(
                f"{mapped.subject.key} ({mapped.dataset.dataset}, {metadata.name}): {told}. "
                f"Correct [subjects.{mapped.subject.key}.columns] in the city file; dashboard check suggests names"
            ) from error

    def _derived(self, key: str, mapped: Mapping, taken: Taken) -> Prepared:
        """Canonical rows and receipt of one subject: those of before where nothing changed."""
        old = self.before.subjects.get(key) if self.before else None
        known = self.newest.states.get(key) if self.newest else None
        state = self.id if taken.change.changed or not known or old is None else known
        table = table_file(key, state, mapped.digest)
        at = self.now if old is None or state == self.id else old.fetched_at
        made = recipe(mapped, self._date(at))
        anew = old is not None and old.mapping_hash != mapped.digest
        history = taken.change.history.model_copy(update={"key": mapped.dataset.key})
        if old and self.newest and self.newest.tables.get(key) == table:
            carried = self._carried(mapped, old, taken, self._date(at))
            return Prepared(carried, history, state, table, made, self.newest.layers.get(key))
        counted = self._counted(key, mapped, taken, None if anew else old, at, table)
        source = Source(self.portal.url, history.live_rows, at, taken.metadata.rows_updated_at)
        told = receipt(mapped, counted.tally, source, self.bounds.areas, counted.duplicates, taken.change.told)
        return Prepared(told, history, state, table, made, self._names(counted.layers), anew, counted.points)

    def _carried(self, mapped: Mapping, old: SubjectReceipt, taken: Taken, fetched: date) -> SubjectReceipt:
        """The last receipt, with what city file and boundaries say today; what a person let pass still stands."""
        history, duplicates = taken.change.history, old.duplicate_keys
        if history.key != mapped.dataset.key:
            duplicates = Counting(self.connection, self.store.folder, mapped, fetched).duplicates(history)
        source = Source(old.portal, old.source_rows, old.fetched_at, taken.metadata.rows_updated_at)
        told = receipt(mapped, recounted(old), source, self.bounds.areas, duplicates, {})
        return told.model_copy(update={"checks": old.checks, "found": old.found})

    def _counted(
        self, key: str, mapped: Mapping, taken: Taken, old: SubjectReceipt | None, at: datetime, table: str
    ) -> Counted:
        """Canonical rows: a small change laid over the last ones, else all of them."""
        path, known = self.store.path(table), self._known(key, old) if old else None
        counting = Counting(self.connection, self.store.folder, mapped, self._date(at), self.bounds.extent)
        laid = counting.changed(taken.change, known, path) if known else None
        return laid or counting.whole(taken.change.history, path)

    def _layers(self, key: str) -> Layers | None:
        """The canonical files of the last snapshot."""
        if self.newest is None or key not in self.newest.tables:
            return None
        files = self.newest.layers.get(key, (self.newest.tables[key],))
        return Layers(*(self.store.path(file) for file in files))

    def _look_over(self, key: str, wanted: bool) -> None:
        """Begin to hold the bytes of the last files against what was written, while the portal answers."""
        layers = self._layers(key) if wanted else None
        self.sound = self.pool.submit(lambda: layers.intact) if layers else None

    def _known(self, key: str, old: SubjectReceipt) -> Counted | None:
        """What was counted last, as the receipt tells it."""
        layers = self._layers(key)
        if layers is None or not (self.sound.result() if self.sound else layers.intact):
            return None
        return Counted(recounted(old), old.duplicate_keys, layers, self._date(old.fetched_at))

    def _names(self, layers: Layers) -> tuple[str, str, str] | None:
        if layers.part is None:
            return None
        base, part, gone = (path.relative_to(self.store.folder).as_posix() for path in layers.files)
        return base, part, gone

    def _date(self, moment: datetime) -> date:
        return moment.astimezone(ZoneInfo(self.city.timezone)).date()


def _lasting(told: SubjectReceipt | None) -> dict[str, object] | None:
    """A receipt without what changes at every refresh."""
    passing = {"fetched_at", "rows_updated_at", "changes", "portal", "checks", "found"}
    return told.model_dump(exclude=passing) if told else None
