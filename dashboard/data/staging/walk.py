"""The walk over one dataset by keyset pages, from the last page kept to the last there is.

Knows which page to ask for next and which answer can be that page. Must not know
whether the dataset stood still meanwhile: the caller compares before and after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from math import ceil

import duckdb

from dashboard.data.portal import Portal
from dashboard.data.staging.manifest import Manifest
from dashboard.data.staging.page import Page, literal, to_page
from dashboard.data.staging.question import OPTIONAL, Question
from dashboard.data.staging.raw import MODIFIED, Cursor, Raw, header_of, last_values, receive
from dashboard.data.transport.errors import Damaged, SchemaChanged, Short, Trouble
from dashboard.data.transport.metadata import REGION, Metadata

MEMORY = "128MB"
TELLING = 8
EMPTY_TRIES = 4


class Shifted(Exception):
    """The data moved under the walk: begin again."""


def check_same(portal: Portal, found: Metadata, expected: Metadata | None) -> None:
    """Raise SchemaChanged when the id now means other data than ``expected``."""
    difference = found.difference(expected) if expected else ""
    if difference:
        raise SchemaChanged(
            f"{portal.url}, {found.id} ({found.name}): {difference}. "
            "Hold the city file against the portal and correct it, or find the dataset's new id."
        )


def walk_pages(
    portal: Portal, manifest: Manifest, question: Question, metadata: Metadata, progress: Callable[[int, int], None]
) -> None:
    """Fetch pages into the manifest until it holds as many rows as were counted.

    Raises Shifted when there are more or the data changed; PortalError when a page cannot be had.
    """
    total = manifest.walk.count
    most = len(manifest.pages) + 8 + 10 * ceil((total - manifest.rows) / portal.page_size)
    progress(manifest.rows, total)
    with _reader(portal) as pool:
        walk = _Walk(portal, manifest, question, metadata, pool.submit(_database), pool)
        while manifest.rows < total:
            walk.check_length(most)
            manifest.add(walk.next_page())
            progress(manifest.rows, total)
        if manifest.rows > total:
            raise Shifted(f"{manifest.rows} rows served where count(*) was {total}")
        walk.check_unique()


@contextmanager
def _reader(portal: Portal) -> Iterator[ThreadPoolExecutor]:
    """A thread that reads ahead. When the walk fails or is stopped, it stops at once, whatever it waits for."""
    try:
        with ThreadPoolExecutor(1) as pool:
            try:
                yield pool
            except BaseException:
                portal.give_up()
                raise
    finally:
        portal.resume()


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """The database that reads pages, opened once in a process; it keeps none of them."""
    return duckdb.connect(config={"memory_limit": MEMORY, "threads": 2, "enable_external_file_cache": False})


@dataclass
class _Walk:
    """One walk: the portal asked, the pages so far, the database that reads them, opened while the first page comes.

    While one page is looked into, the next is received: ``ahead`` holds its cursor and its coming.
    """

    portal: Portal
    manifest: Manifest
    question: Question
    metadata: Metadata
    database: Future[duckdb.DuckDBPyConnection]
    pool: ThreadPoolExecutor
    ahead: tuple[Cursor, Future[Raw]] | None = None

    def next_page(self) -> Page:
        """The page after the last one kept, checked and on disk."""
        raw = self.manifest.raw or self._received()
        self.manifest.hold(raw, self._header(raw.served))
        self._look_ahead(raw)
        try:
            return self._checked(raw)
        except Trouble:
            self._wait()
            return self._ask_checked()

    def _received(self) -> Raw:
        after = self.manifest.after
        if self.ahead is None:
            return self._ask(after, len(self.manifest.pages))
        self._wait()
        (cursor, coming), self.ahead = self.ahead, None
        return coming.result() if cursor == after else self._ask(after, len(self.manifest.pages))

    def _look_ahead(self, raw: Raw) -> None:
        """Begin to receive the page after ``raw`` when it is certain that there is one."""
        if self.manifest.rows + self.portal.page_size < self.manifest.walk.count:
            number = len(self.manifest.pages) + 1
            self.ahead = raw.last, self.pool.submit(self._ask, raw.last, number)

    def _wait(self) -> None:
        """Leave the portal to one thread at a time."""
        if self.ahead is not None:
            wait([self.ahead[1]])

    def _ask(self, after: Cursor, number: int) -> Raw:
        def use(pieces: Iterator[bytes], headers: Mapping[str, str]) -> Raw:
            return self._take(after, number, pieces, headers)

        return self.portal.page(self.metadata.id, self.question.soql(after, self.portal.page_size), use)

    def _ask_checked(self) -> Page:
        """The next page again, until one stands every check or tries run out."""
        after, number = self.manifest.after, len(self.manifest.pages)

        def use(pieces: Iterator[bytes], headers: Mapping[str, str]) -> Page:
            return self._checked(self._take(after, number, pieces, headers))

        return self.portal.page(self.metadata.id, self.question.soql(after, self.portal.page_size), use)

    def _take(self, after: Cursor, number: int, pieces: Iterator[bytes], headers: Mapping[str, str]) -> Raw:
        """Receive a page into its file. Raises Trouble for what can be told from its first and last lines."""
        path = self.manifest.folder / f"page-{number:05d}.csv"
        part = path.with_suffix(".part")
        receive(pieces, headers, part)
        served = header_of(part)
        self._check_columns(served)
        last = last_values(part, served, self.question.order)
        if not last:
            raise Trouble(Short, "an empty page where rows are missing", most_tries=EMPTY_TRIES)
        if last == after or any(last == old.last for old in self.manifest.pages):
            raise Trouble(Damaged, f"a page that came before (to {last})")
        part.replace(path)
        said = headers.get(MODIFIED, ""), headers.get("ETag", "")
        return Raw(path.name, path.stat().st_size, served, after, last, *said)

    def _header(self, served: tuple[str, ...]) -> tuple[str, ...]:
        return self.manifest.header or self.question.header(self.metadata, served)

    def _check_columns(self, served: tuple[str, ...]) -> None:
        """Raise SchemaChanged when the dataset has other columns now, else Trouble when some are odd."""
        odd = {name for name in (set(self._header(served)) ^ set(served)) - OPTIONAL if not name.startswith(REGION)}
        if odd or len(set(served)) < len(served):
            check_same(self.portal, self.portal.peek(self.metadata.id), self.metadata)
            raise Trouble(Damaged, f"a page with other columns than the metadata: {', '.join(sorted(odd)[:5])}")

    def _checked(self, raw: Raw) -> Page:
        with self.database.result().cursor() as con:
            page = to_page(con, self.manifest.folder, raw, self._header(raw.served), self.question.order)
        self._check_place(page)
        return page

    def _check_place(self, page: Page) -> None:
        """Raise Trouble unless the page can follow those before; Shifted when the data changed since the first."""
        pages, limit = self.manifest.pages, self.portal.page_size
        if page.rows > limit:
            raise Trouble(Damaged, f"a page of {page.rows} rows where {limit} were asked for")
        if not self.question.covers(page.first):
            raise Trouble(Damaged, f"rows that were not asked for (from {page.first})")
        if any(page.first == old.first for old in pages):
            raise Trouble(Damaged, f"a page that came before (from {page.first} to {page.last})")
        if self._ascending() and (not page.ordered or page.first <= pages[-1].last):
            raise Trouble(Damaged, f"a page out of order (from {page.first}, after {pages[-1].last})")
        if pages and page.modified != pages[0].modified:
            raise Shifted(f"{MODIFIED} went from {pages[0].modified} to {page.modified}")

    def _ascending(self) -> bool:
        """Whether this portal's order is that of the text, judged by the pages so far that can tell."""
        telling = [page.ordered for page in self.manifest.pages if page.rows >= TELLING]
        return bool(telling) and all(telling)

    def check_length(self, most: int) -> None:
        """Raise Damaged when the portal serves so few rows a page that the walk has no end in sight."""
        pages = self.manifest.pages
        if len(pages) >= most:
            raise Damaged(
                f"{self.portal.url}, {self.manifest.walk.dataset}: {len(pages)} pages of about {pages[-1].rows} rows "
                f"where {self.portal.page_size} were asked for. Set page_size under [portal] to what the portal serves."
            )

    def check_unique(self) -> None:
        """Raise Shifted when an ``:id`` came twice, as when a row was changed under the walk."""
        if not self.manifest.pages or (self.question.order == (":id",) and self._ascending()):
            return
        files = ", ".join(literal(str(self.manifest.folder / page.file)) for page in self.manifest.pages)
        with self.database.result().cursor() as con:
            found = con.execute(f'SELECT count(DISTINCT ":id") FROM read_parquet([{files}])').fetchone()
        assert found is not None
        if found[0] != self.manifest.rows:
            raise Shifted(f"{self.manifest.rows} rows served with {found[0]} different :id")
