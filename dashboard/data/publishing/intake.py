"""From a portal to the history of one subject: nothing, a delta, a reconciliation of ids, or everything.

Decides which, fetches, and records what it changed. Knows nothing of canonical
rows or receipts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from duckdb import DuckDBPyConnection

from dashboard.cities.schema import Dataset
from dashboard.cities.schema import History as Habits
from dashboard.data.history import live_sql
from dashboard.data.portal import Metadata, Portal
from dashboard.data.publishing.progress import Reporter
from dashboard.data.sql.content import HASH
from dashboard.data.sql.engine import count, name, parquet
from dashboard.data.staging.pull import Staged, TooMany, stage, stage_delta, stage_ids
from dashboard.data.store.manifest import History
from dashboard.data.versions.recorder import Change, Recorder

RAW, IDS, GONE = "_staged", "_ids", "_gone"
MOSTLY = 0.5
Way = Literal["none", "delta", "ids", "full"]


@dataclass(frozen=True, slots=True)
class Taken:
    """One subject after its intake; ``way`` says how it was brought up to date, with how many pages of rows.

    ``reused`` pages were there from a refresh that was killed.
    """

    change: Change
    metadata: Metadata
    way: Way
    pages: int = 0
    reused: int = 0

    @property
    def told(self) -> dict[str, object]:
        """For the log."""
        rows = self.change.history.live_rows
        return {"way": self.way, "rows": rows, "pages": self.pages, "pages_reused": self.reused}


class Shifting(Exception):
    """The portal changed between two reads of a delta."""


def columns_of(metadata: Metadata) -> dict[str, str]:
    """Field name to portal type, computed regions left out."""
    wanted = set(metadata.fields)
    return {column.field: column.type for column in metadata.columns if column.field in wanted}


def unchanged(history: History, metadata: Metadata, dataset: Dataset) -> bool:
    """Whether the portal says that nothing happened since the last intake."""
    return (
        not history.empty
        and history.dataset == dataset.dataset
        and history.rows_updated_at == metadata.rows_updated_at
        and history.columns == columns_of(metadata)
    )


class Intake:
    """Fetches and records one subject at a time, under the id of the snapshot to be published."""

    def __init__(
        self,
        connection: DuckDBPyConnection,
        portal: Portal,
        folder: Path,
        snapshot: str,
        now: datetime,
        habits: Habits,
        report: Reporter,
    ) -> None:
        self.connection, self.portal, self.folder = connection, portal, folder
        self.snapshot, self.now, self.habits, self.report = snapshot, now, habits, report

    def take(self, subject: str, dataset: Dataset, history: History, metadata: Metadata, full: bool) -> Taken:
        """Bring the history of ``subject`` up to the portal. Raises PortalError."""
        if full or self._must_be_full(history, metadata, dataset):
            return self._full(subject, dataset, history)
        due = _overdue(history.reconciled_at, self.habits.reconcile_days, self.now)
        if not due and unchanged(history, metadata, dataset):
            return Taken(Change(history), metadata, "none")
        try:
            return self._delta(subject, dataset, history, due) or self._full(subject, dataset, history)
        except TooMany as many:
            self.report.message(f"{subject}: {many} rows are new or changed; fetching all of them")
        except Shifting:
            self.report.message(f"{subject}: the portal changed between two reads; fetching all rows")
        return self._full(subject, dataset, history)

    def _must_be_full(self, history: History, metadata: Metadata, dataset: Dataset) -> bool:
        """No copy yet, another dataset or schema, a clock that went back, or simply the time for it."""
        return (
            history.empty
            or history.dataset != dataset.dataset
            or history.columns != columns_of(metadata)
            or history.watermark is None
            or history.watermark > self.now
            or _overdue(history.full_at, self.habits.full_days, self.now)
        )

    def _full(self, subject: str, dataset: Dataset, history: History) -> Taken:
        staged = stage(self.portal, dataset.dataset, self._room(subject, "full"), progress=self._progress)
        self._show(staged)
        recorder = self._recorder(subject)
        history = history.model_copy(update={"columns": history.columns | columns_of(staged.metadata)})
        change = (
            recorder.adopt(history, staged.files)
            if history.empty
            else recorder.full(history, RAW, staged.header, _key(dataset, staged))
        )
        if change.renumbered > MOSTLY * change.history.live_rows:
            differ = change.added + change.closed
            self.report.message(f"{subject}: the publisher replaced every row; {differ:,} truly differ")
        change = self._noted(change, dataset, staged, full_at=self.now, reconciled_at=self.now)
        return Taken(change, staged.metadata, "full", staged.fetched_pages, staged.reused_pages)

    def _delta(self, subject: str, dataset: Dataset, history: History, due: bool) -> Taken | None:
        """Changed rows; removed ones too where counts disagree or when due. None when only all rows will do.

        Raises TooMany when that would be most rows.
        """
        assert history.watermark is not None
        room, since = self._room(subject, "delta"), history.watermark - timedelta(minutes=self.habits.overlap_minutes)
        most = MOSTLY * history.live_rows
        staged = stage_delta(self.portal, dataset.dataset, room, since=since, most=most, progress=self._progress)
        total = staged.total
        self._show(staged)
        recorder, key = self._recorder(subject), _key(dataset, staged)
        met = recorder.meet(history, RAW, key)
        gone = due or history.live_rows + staged.rows - met != total
        if gone and not self._reconciled(subject, dataset, staged, history):
            return None
        change = recorder.delta(history, RAW, staged.header, GONE if gone else None, key)
        if change.history.live_rows != (total if not gone else count(self.connection, IDS)):
            return None
        reconciled = {"reconciled_at": self.now} if gone else {}
        change = self._noted(change, dataset, staged, **reconciled)
        return Taken(change, staged.metadata, "ids" if gone else "delta", staged.fetched_pages, staged.reused_pages)

    def _reconciled(self, subject: str, dataset: Dataset, staged: Staged, history: History) -> bool:
        """Find the ids that are gone; False when the portal has rows that neither we nor the delta have."""
        known = f"(SELECT id FROM ({live_sql(history, self.folder)}))"
        ids = stage_ids(self.portal, dataset.dataset, self._room(subject, "ids"), progress=self._progress)
        if ids.metadata.rows_updated_at != staged.metadata.rows_updated_at:
            raise Shifting
        self.connection.execute(f"CREATE OR REPLACE TEMP VIEW {IDS} AS {_hashed(ids)}")
        self.connection.execute(
            f'CREATE OR REPLACE TEMP TABLE {GONE} AS SELECT id FROM {known} WHERE id NOT IN (SELECT ":id" FROM {IDS})'
        )
        covered = f'SELECT id FROM {known} UNION ALL SELECT ":id" FROM {RAW}'
        return not count(self.connection, f'{IDS} WHERE ":id" NOT IN ({covered})')

    def _noted(self, change: Change, dataset: Dataset, staged: Staged, **times: datetime) -> Change:
        """The change with what the next intake needs to know."""
        history = change.history.model_copy(
            update={
                "dataset": dataset.dataset,
                "name": staged.metadata.name,
                "columns": columns_of(staged.metadata),
                "rows_updated_at": staged.metadata.rows_updated_at,
                "watermark": min(staged.started_at, self.now),
                **times,
            }
        )
        return replace(change, history=history)

    def _show(self, staged: Staged) -> None:
        self.connection.execute(f"CREATE OR REPLACE TEMP VIEW {RAW} AS {_hashed(staged)}")

    def _recorder(self, subject: str) -> Recorder:
        return Recorder(self.connection, self.folder, subject, self.snapshot)

    def _room(self, subject: str, kind: str) -> Path:
        return self.folder / "staging" / subject / kind

    def _progress(self, done: int, total: int) -> None:
        self.report.total(total)
        self.report.rows(done)


def _hashed(staged: Staged) -> str:
    """A SELECT over staged rows and the hashes their pages carry."""
    columns = ", ".join(name(column) for column in staged.header)
    if not staged.files:
        nothing = ", ".join(f"NULL::VARCHAR AS {name(column)}" for column in staged.header)
        return f"SELECT {nothing}, NULL::UUID AS {HASH} WHERE false"
    return f"SELECT {columns}, {HASH} FROM {parquet(staged.files)}"


def _overdue(last: datetime | None, days: float, now: datetime) -> bool:
    return last is None or now - last >= timedelta(days=days)


def _key(dataset: Dataset, staged: Staged) -> str | None:
    return dataset.key if dataset.key in staged.columns else None
