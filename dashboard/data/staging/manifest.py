"""What a staging folder holds: which walk, and its good pages so far.

Knows its own JSON file only; a folder whose manifest is damaged or of another
walk counts as empty.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from dashboard.data.staging.page import Page, write_whole
from dashboard.data.staging.raw import Cursor, Raw

NAME = "manifest.json"


@dataclass(frozen=True)
class Walk:
    """What makes two walks the same: pages of one may serve the other."""

    portal: str
    dataset: str
    kind: str
    since: str
    rows_updated_at: str
    fingerprint: str
    page_size: int
    count: int


@dataclass
class Manifest:
    """The walk under way in ``folder``.

    ``started_at`` is when its first run began, UTC; ``header`` the columns of every page file, empty before the first;
    ``raw`` a page received and not yet turned into Parquet.
    """

    folder: Path
    walk: Walk
    started_at: datetime
    header: tuple[str, ...] = ()
    pages: list[Page] = field(default_factory=list)
    raw: Raw | None = None

    @property
    def after(self) -> Cursor:
        """The cursor of the next page; empty for the first."""
        return self.pages[-1].last if self.pages else ()

    @property
    def rows(self) -> int:
        """Rows on good pages so far."""
        return sum(page.rows for page in self.pages)

    def hold(self, raw: Raw, header: tuple[str, ...]) -> None:
        """Record a received page before it is looked into."""
        self.raw, self.header = raw, header
        self.save()

    def add(self, page: Page) -> None:
        """Record one more good page, at once and for good."""
        self.pages.append(page)
        self.raw = None
        self.save()

    def save(self) -> None:
        """Write the manifest over the old one."""
        told = {
            "walk": vars(self.walk),
            "started_at": self.started_at.isoformat(),
            "header": self.header,
            "pages": [page.as_json() for page in self.pages],
            "raw": self.raw.as_json() if self.raw else None,
        }
        write_whole(self.folder / NAME, json.dumps(told, indent=1).encode())

    def discard(self) -> None:
        """Forget the pages: the next walk begins anew."""
        self.pages, self.raw, self.header = [], None, ()
        self.save()

    @classmethod
    def resume(cls, folder: Path, walk: Walk, started_at: datetime) -> Manifest:
        """The walk left in ``folder`` with its intact pages, or a fresh one; other page files are removed."""
        folder.mkdir(parents=True, exist_ok=True)
        kept = _read(folder, walk) or cls(folder, walk, started_at)
        kept._drop_damaged()
        names = {page.file for page in kept.pages} | {kept.raw.file if kept.raw else NAME, NAME}
        for path in folder.glob("page-*"):
            if path.name not in names:
                path.unlink()
        kept.save()
        return kept

    def _drop_damaged(self) -> None:
        """Keep the pages before the first damaged one, and the received page if it is the next."""
        good = 0
        while good < len(self.pages) and self.pages[good].intact(self.folder):
            good += 1
        del self.pages[good:]
        if self.raw and (self.raw.after != self.after or not self.raw.intact(self.folder)):
            self.raw = None
        if not self.pages and not self.raw:
            self.header = ()


def _read(folder: Path, walk: Walk) -> Manifest | None:
    try:
        told = json.loads((folder / NAME).read_bytes())
        if told["walk"] != vars(walk):
            return None
        pages = [Page.from_json(page) for page in told["pages"]]
        raw = Raw.from_json(told["raw"]) if told["raw"] else None
        return Manifest(folder, walk, datetime.fromisoformat(told["started_at"]), tuple(told["header"]), pages, raw)
    except (OSError, ValueError, KeyError, TypeError):
        return None
