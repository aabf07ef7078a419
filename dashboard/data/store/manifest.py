"""Which files make up which snapshot: the one document that a publish replaces.

Values only; :mod:`dashboard.data.store.folder` reads and writes them. File names are
relative to the city's folder of the cache. Files once written never change.
"""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from dashboard.data.receipt import Frozen


class History(Frozen):
    """Every raw row version of one subject, over all kept snapshots.

    ``rows`` files hold versions with ``_v`` (number), ``_from`` (snapshot id) and
    ``_hash``; ``pages`` are staged pages of the snapshot ``pages_from``, numbered by
    their place; ``closed`` files hold ``_v`` and ``_to``; ``ids`` is the file of the
    portal's newer ``:id`` of versions that a full replace renumbered. The rest
    is what the next refresh needs to know of the last; times are UTC.
    """

    pages: tuple[str, ...] = ()
    pages_from: str = ""
    rows: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    ids: str | None = None
    next_version: int = 1
    live_rows: int = 0
    dataset: str = ""
    name: str = ""
    key: str | None = None
    columns: dict[str, str] = Field(default_factory=dict)
    rows_updated_at: datetime | None = None
    watermark: datetime | None = None
    reconciled_at: datetime | None = None
    full_at: datetime | None = None

    @property
    def files(self) -> tuple[str, ...]:
        """Every data file of this history."""
        return self.pages + self.rows + self.closed + ((self.ids,) if self.ids else ())

    @property
    def empty(self) -> bool:
        """Whether no row was ever recorded."""
        return not self.pages and not self.rows


class Entry(Frozen):
    """One kept snapshot: for each subject the snapshot whose raw rows it shows, and its canonical rows.

    ``tables`` names the file of the rows, which may have to be derived first;
    ``layers``, where there are any, the three files that stand for it.
    """

    id: str
    states: dict[str, str] = Field(default_factory=dict)
    tables: dict[str, str] = Field(default_factory=dict)
    layers: dict[str, tuple[str, str, str]] = Field(default_factory=dict)

    @property
    def files(self) -> set[str]:
        """Every file of canonical rows."""
        return {*self.tables.values(), *(file for layers in self.layers.values() for file in layers)}


class Manifest(Frozen):
    """The whole cache of a city at one moment; ``snapshots`` oldest first.

    ``places`` says by kind which version of the boundaries the newest snapshot shows.
    """

    number: int = 0
    snapshots: tuple[Entry, ...] = ()
    history: dict[str, History] = Field(default_factory=dict)
    places: dict[str, str] = Field(default_factory=dict)

    @property
    def newest(self) -> Entry | None:
        """The snapshot that is served."""
        return self.snapshots[-1] if self.snapshots else None

    def entry(self, id: str) -> Entry | None:
        """The kept snapshot with this id, if any."""
        return next((entry for entry in self.snapshots if entry.id == id), None)

    def after(self, **update: object) -> Manifest:
        """The manifest to publish next: this one with ``update``."""
        return self.model_copy(update={"number": self.number + 1, **update})
