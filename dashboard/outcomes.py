"""What a refresh came to and how the cache is, in lines on the console."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rich.console import Console

from dashboard.catalog import CATALOG
from dashboard.cities.schema import City
from dashboard.data.freshness import overdue, quiet
from dashboard.data.receipt import Snapshot, SubjectReceipt
from dashboard.data.refresh import Outcome
from dashboard.data.store import Event
from dashboard.data.warehouse import Warehouse
from dashboard.disclosure import Ledger
from dashboard.disclosure.held import Held, held


def tell(console: Console, outcome: Outcome) -> None:
    """Reasons, the snapshot that stands now, and its rows when it is new."""
    for reason in outcome.reasons:
        console.print(f"[bold]{'held' if outcome.exit_code else 'accepted'}[/bold]: ", end="")
        console.print(reason, highlight=False, markup=False)
    kept = outcome.snapshot.id if outcome.snapshot else "none"
    console.print(
        {"published": f"published snapshot {kept}", "unchanged": f"nothing changed; snapshot {kept} stays"}.get(
            outcome.status, f"kept snapshot {kept}"
        )
    )
    if outcome.snapshot and outcome.status == "published":
        rows(console, outcome.snapshot)


def tables(console: Console, city: City, cache: Path) -> Held | None:
    """Say which tables about people of the newest snapshot are not shown, for want of a check; None where none."""
    found = waiting(city, Warehouse(city, cache))
    if found:
        console.print("[bold]held[/bold]: ", end="")
        console.print(str(found), highlight=False, markup=False)
    return found


def waiting(city: City, warehouse: Warehouse) -> Held | None:
    """What of the newest snapshot is held back for want of a check."""
    snapshot = warehouse.current()
    return held(city, CATALOG, Ledger(warehouse.folder), snapshot) if snapshot else None


@dataclass(frozen=True, slots=True)
class Status:
    """How a city's cache is: ``well`` when a monitor has nothing to say."""

    current: Snapshot | None
    kept: int
    error: Event | None
    unchecked: Held | None
    quiet: Sequence[SubjectReceipt]
    overdue: str | None

    @classmethod
    def of(cls, city: City, warehouse: Warehouse, now: datetime) -> Status:
        """Look at it; ``now`` has a time zone."""
        current, log = warehouse.current(), warehouse.log()
        return cls(
            current=current,
            kept=len(warehouse.snapshots()),
            error=warehouse.last_error(),
            unchecked=waiting(city, warehouse),
            quiet=quiet(city, current, now.date()) if current else (),
            overdue=overdue(city, log[0].at if log else None, now),
        )

    @property
    def well(self) -> bool:
        """A snapshot, nothing failed, nothing held, no source gone quiet, and a refresh when it was due."""
        return bool(self.current) and not (self.error or self.unchecked or self.quiet or self.overdue)

    def told(self) -> dict[str, object]:
        """Plain values for a program."""
        return {
            "well": self.well,
            "current": self.current.model_dump(mode="json") if self.current else None,
            "last_error": self.error.model_dump(mode="json") if self.error else None,
            "quiet": [receipt.name for receipt in self.quiet],
            "held_tables": str(self.unchecked) if self.unchecked else None,
            "overdue": self.overdue,
        }

    def show(self, console: Console) -> None:
        """The snapshot that stands now and its rows; then a line for everything that is not well."""
        if self.current:
            console.print(f"snapshot {self.current.id}, {self.kept} kept")
            rows(console, self.current)
        else:
            console.print("no snapshot: run dashboard refresh")
        for line in self._troubles():
            console.print(line, highlight=False, markup=False)

    def _troubles(self) -> Iterator[str]:
        if self.error:
            why = "; ".join(self.error.reasons)
            yield f"last refresh, {self.error.at:%Y-%m-%d %H:%M}: {self.error.status}: {why}"
        if self.unchecked:
            yield f"held: {self.unchecked}"
        if self.overdue:
            yield self.overdue
        yield from (f"{one.name}: nothing newer than {one.newest} has come" for one in self.quiet)


def rows(console: Console, snapshot: Snapshot) -> None:
    """Rows at the portal = published + rejected by reason, a line a subject."""
    for key, receipt in snapshot.subjects.items():
        parts = [
            f"{receipt.published_rows:,} published",
            *(f"{rows:,} rejected ({reason})" for reason, rows in receipt.rejected.items()),
        ]
        console.print(
            f"{key} ({receipt.dataset}): {receipt.source_rows:,} rows at the portal = {' + '.join(parts)}",
            highlight=False,
        )
        console.print(f"  newest record {receipt.newest}, settled to {receipt.settled}", highlight=False)
