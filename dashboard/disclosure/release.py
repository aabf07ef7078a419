"""Tables about people as they were released, kept beside the snapshots and never changed.

A file for each snapshot that was audited: the tables released with it, and
which earlier ones it goes on showing. Hidden counts are in no file. Knows
nothing of how a table was made safe.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from dashboard.data.receipt import Frozen
from dashboard.data.store import StoreError, write_atomic
from dashboard.model import Window

Reason = Literal["", "few", "narrow", "unchecked"]


class Table(Frozen):
    """One table: ``counts`` by row and code, None where hidden; ``totals`` of the columns, ``sums`` of the rows.

    ``snapshot`` is the one whose records were counted, ``mapping`` how. ``rows`` and ``unnumbered`` are
    the rows of the period where different numbers are counted. ``withheld`` says why nothing is shown: too
    "few" records, a hidden count known too well ("narrow"), or a check that was not finished ("unchecked").
    """

    key: str
    view: str
    down: str
    across: str
    since: date
    until: date
    snapshot: str
    mapping: str
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    counts: tuple[tuple[int | None, ...], ...] = ()
    totals: tuple[int | None, ...] = ()
    sums: tuple[int, ...] = ()
    rows: int = 0
    unnumbered: int = 0
    withheld: Reason = ""

    @property
    def window(self) -> Window:
        """The period, both days included."""
        return Window(self.since, self.until)

    @property
    def line(self) -> str:
        """What it has in common with the same table of other periods."""
        return f"{self.view}/{self.down}"


class Releases(Frozen):
    """What a snapshot shows about people.

    ``tables`` were released with it; ``kept`` names, by key, the snapshot whose file has a table that
    stays; ``latest`` maps "view/down" to the key of the table that stands for the settled 12 months.
    """

    snapshot: str
    tables: tuple[Table, ...] = ()
    kept: dict[str, str] = Field(default_factory=dict)
    latest: dict[str, str] = Field(default_factory=dict)


class Ledger:
    """The released tables of one city, in ``folder/protected``; files are read once, for they never change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "protected"
        self._read: dict[str, Releases] = {}

    def releases(self, snapshot: str) -> Releases | None:
        """What was released for a snapshot; None before its audit. StoreError when the file is damaged."""
        if snapshot not in self._read:
            path = self._path(snapshot)
            if not path.exists():
                return None
            try:
                self._read[snapshot] = Releases.model_validate_json(path.read_bytes())
            except (OSError, ValidationError) as error:
                raise StoreError(f"{path} cannot be read: restore it from a copy of the cache") from error
        return self._read[snapshot]

    def table(self, snapshot: str, key: str) -> Table | None:
        """A table that a snapshot shows, or that was withheld from it; None when it is not in its lattice."""
        found = self.releases(snapshot)
        if found is None:
            return None
        source = self.releases(found.kept[key]) if key in found.kept else found
        return next((table for table in source.tables if table.key == key), None) if source else None

    def shown(self, before: str) -> Iterator[Table]:
        """Every table that was ever shown by a snapshot older than ``before``, oldest first."""
        for path in sorted(self.folder.glob("*.json")):
            found = self.releases(path.stem) if path.stem < before else None
            yield from (table for table in (found.tables if found else ()) if not table.withheld)

    def newest(self, before: str) -> Releases | None:
        """What the last audited snapshot older than ``before`` shows."""
        older = sorted(path.stem for path in self.folder.glob("*.json") if path.stem < before)
        return self.releases(older[-1]) if older else None

    def write(self, releases: Releases) -> None:
        """Keep what an audit released; a file that is there is never replaced."""
        path = self._path(releases.snapshot)
        if path.exists():
            raise StoreError(f"{path} is there already: what was released does not change")
        write_atomic(path, releases.model_dump_json())

    def _path(self, snapshot: str) -> Path:
        return self.folder / f"{snapshot}.json"
