"""Rows of a dataset on disk, each exactly once, as the portal held them at one moment.

Knows how to walk a dataset by keyset pages and to prove the copy whole. Must not
know history, mappings or what a column means.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf
from pathlib import Path

import duckdb

from dashboard.data.portal import Metadata, Portal
from dashboard.data.staging.manifest import Manifest, Walk
from dashboard.data.staging.page import literal, quote
from dashboard.data.staging.question import SYSTEM, Question
from dashboard.data.staging.walk import Shifted, check_same, walk_pages
from dashboard.data.transport.errors import NotStaged, Short, Unsettled

WALKS = 4
Progress = Callable[[int, int], None]


class TooMany(Exception):
    """More rows than the caller wants to fetch in this way."""


def _silent(rows: int, total: int) -> None:
    """Report nothing."""


@dataclass(frozen=True)
class Staged:
    """A whole copy in ``folder``: Parquet pages, every column VARCHAR, an empty cell NULL.

    ``header`` is what every file holds beside ``_hash``: ``:id, :created_at, :updated_at, :version`` and ``columns``
    (the published fields in metadata order, then computed regions if served); for ids only ``:id, :updated_at``.
    ``started_at`` (UTC) is before the first request of the walk, killed runs included: the next watermark.
    ``source_count`` is the portal's ``count(*)`` of the same rows, ``total`` that of the whole dataset at that moment.
    """

    folder: Path
    files: tuple[Path, ...]
    rows: int
    columns: tuple[str, ...]
    metadata: Metadata
    started_at: datetime
    source_count: int
    total: int
    fetched_pages: int
    reused_pages: int
    header: tuple[str, ...]


def stage(
    portal: Portal, dataset: str, folder: Path, *, progress: Progress = _silent, expected: Metadata | None = None
) -> Staged:
    """Every row of ``dataset``. ``progress(rows so far, total)`` after each page.

    A killed run is resumed in the same ``folder`` while the dataset is unchanged.
    Raises PortalError; SchemaChanged also when the dataset is no longer the ``expected`` one.
    """
    return _Pull(portal, dataset, folder, Question("full"), progress, expected).settled()


def stage_delta(
    portal: Portal,
    dataset: str,
    folder: Path,
    *,
    since: datetime,
    most: float = inf,
    progress: Progress = _silent,
    expected: Metadata | None = None,
) -> Staged:
    """The rows with ``:updated_at`` at or after ``since``, which has a time zone. Deleted rows are never among them.

    Raises TooMany, before a row is fetched, when there are more than ``most``.
    """
    stamp = since.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return _Pull(portal, dataset, folder, Question("delta", stamp), progress, expected, most).settled()


def stage_ids(
    portal: Portal, dataset: str, folder: Path, *, progress: Progress = _silent, expected: Metadata | None = None
) -> Staged:
    """Only ``:id`` and ``:updated_at`` of every row, to find deletions."""
    return _Pull(portal, dataset, folder, Question("ids"), progress, expected).settled()


@dataclass(frozen=True)
class _Pull:
    """One staging job: walks until one finds the dataset unmoved."""

    portal: Portal
    dataset: str
    folder: Path
    question: Question
    progress: Progress
    expected: Metadata | None
    most: float = inf

    def settled(self) -> Staged:
        """Walk again while the data moves under the walk."""
        seen = ""
        for walk in range(1, WALKS + 1):
            try:
                return self.once(walk == WALKS)
            except Shifted as shift:
                seen = str(shift)
            except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as failure:
                raise NotStaged(
                    f"{self.folder}: {self.portal.url}, {self.dataset} could not be kept: "
                    f"{str(failure).splitlines()[0]}. Free disk space, make the folder writable, "
                    "or set a smaller page_size. Good pages are kept."
                ) from failure
        raise Unsettled(
            f"{self.portal.url}, {self.dataset}: the data changed during each of {WALKS} walks; last seen: {seen}. "
            "Nothing was taken over. Refresh at a quieter hour."
        )

    def once(self, last: bool) -> Staged:
        """One walk with its proof. Raises Shifted, its pages forgotten, when the data moved."""
        manifest, metadata = self._begin()
        reused = len(manifest.pages)
        try:
            walk_pages(self.portal, manifest, self.question, metadata, self.progress)
            total = self._check_still(manifest, metadata)
            self._check_version(manifest, last)
        except Shifted:
            manifest.discard()
            raise
        except Short:
            manifest.discard()
            self._check_still(manifest, metadata)
            raise
        return self._staged(manifest, metadata, reused, total)

    def _begin(self) -> tuple[Manifest, Metadata]:
        before = self.portal.clock.now()
        metadata = self.portal.metadata(self.dataset)
        check_same(self.portal, metadata, self.expected)
        count = self.portal.count(self.dataset, self.question.where())
        if count > self.most:
            raise TooMany(count)
        walk = Walk(
            portal=self.portal.url,
            dataset=self.dataset,
            kind=self.question.kind,
            since=self.question.since,
            rows_updated_at=metadata.rows_updated_at.isoformat(),
            fingerprint=metadata.fingerprint,
            page_size=self.portal.page_size,
            count=count,
        )
        return Manifest.resume(self.folder, walk, min(before, self.portal.now())), metadata

    def _check_still(self, manifest: Manifest, metadata: Metadata) -> int:
        """How many rows the dataset has. Raise Shifted unless it is as it was before the walk."""
        where, count = self.question.where(), manifest.walk.count
        counted = self.portal.count(self.dataset, where)
        total = self.portal.count(self.dataset) if where else counted
        after = self.portal.metadata(self.dataset)
        check_same(self.portal, after, metadata)
        if counted != count:
            raise Shifted(f"count(*) went from {count} to {counted}")
        if after.rows_updated_at != metadata.rows_updated_at:
            raise Shifted(f"rowsUpdatedAt went from {metadata.rows_updated_at} to {after.rows_updated_at}")
        return total

    def _check_version(self, manifest: Manifest, last: bool) -> None:
        """Raise Shifted when the first page would now come under another ETag.

        It tells of changes that the portal dates nowhere. On the ``last`` walk the tag is not held against a portal
        that gives a new one each time.
        """
        etag = manifest.pages[0].etag if manifest.pages else ""
        first = self.question.soql((), self.portal.page_size)
        if etag and not last and not self.portal.unchanged(self.dataset, first, etag):
            raise Shifted("the ETag of the first page changed")

    def _staged(self, manifest: Manifest, metadata: Metadata, reused: int, total: int) -> Staged:
        header = manifest.header or self.question.header(metadata, ())
        return Staged(
            folder=manifest.folder,
            files=tuple(manifest.folder / page.file for page in manifest.pages),
            rows=manifest.rows,
            columns=tuple(name for name in header if name not in SYSTEM),
            metadata=metadata,
            started_at=manifest.started_at,
            source_count=manifest.walk.count,
            total=total,
            fetched_pages=len(manifest.pages) - reused,
            reused_pages=reused,
            header=header,
        )


def staged_sql(staged: Staged) -> str:
    """A SELECT over the staged rows: the columns of ``header``, all VARCHAR, exactly the text that was served."""
    if not staged.files:
        return "SELECT " + ", ".join(f"NULL::VARCHAR AS {quote(name)}" for name in staged.header) + " WHERE false"
    files = ", ".join(literal(str(path)) for path in staged.files)
    return f"SELECT {', '.join(quote(name) for name in staged.header)} FROM read_parquet([{files}])"
