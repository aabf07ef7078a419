"""What a refresh came to, in lines on the console."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from dashboard.catalog import CATALOG
from dashboard.cities.schema import City
from dashboard.data.receipt import Snapshot, SubjectReceipt
from dashboard.data.refresh import Outcome
from dashboard.data.store import Event
from dashboard.data.warehouse import Warehouse
from dashboard.disclosure import Ledger
from dashboard.disclosure.held import Held, held


def tell(console: Console, outcome: Outcome) -> None:
    """Reasons, the snapshot that stands now, and its rows when it is new."""
    for reason in outcome.reasons:
        console.print(f"[bold]{'accepted' if outcome.status == 'published' else 'held'}[/bold]: ", end="")
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


def state(console: Console, current: Snapshot | None, kept: int) -> None:
    """The snapshot that stands now and how many are kept."""
    console.print(f"snapshot {current.id}, {kept} kept" if current else "no snapshot: run dashboard refresh")
    if current:
        rows(console, current)


def troubles(console: Console, error: Event | None, unchecked: Held | None, silent: Sequence[SubjectReceipt]) -> None:
    """The last error, tables that wait for a check, sources gone quiet; a line each."""
    lines = [f"{one.name}: nothing newer than {one.newest} has come" for one in silent]
    if unchecked:
        lines.insert(0, f"held: {unchecked}")
    if error:
        why = "; ".join(error.reasons)
        lines.insert(0, f"last refresh, {error.at:%Y-%m-%d %H:%M}: {error.status}: {why}")
    for line in lines:
        console.print(line, highlight=False, markup=False)


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
