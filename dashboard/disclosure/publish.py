"""The audit of a snapshot: releases its tables about people, once, and keeps those that were released before.

Run after a publish, in a process of its own (``dashboard audit``): the
refresher holds no solver. Until it has run, the snapshot shows no such table.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from dashboard.catalog import Catalog
from dashboard.cities.schema import City
from dashboard.data.receipt import Snapshot
from dashboard.data.store.lock import Lock
from dashboard.data.warehouse import Warehouse
from dashboard.disclosure.audit import meet, secure
from dashboard.disclosure.draft import Draft, again, drafted
from dashboard.disclosure.lattice import Place, given
from dashboard.disclosure.records import Records, records
from dashboard.disclosure.release import Ledger, Releases, Table
from dashboard.model import add_months, month_end

SECONDS = 300.0
MONTHS_BETWEEN = 3


@dataclass(frozen=True, slots=True)
class Report:
    """What an audit came to: tables released now, kept from before, and withheld by reason."""

    snapshot: str
    released: int
    kept: int
    withheld: Counter[str]

    def __str__(self) -> str:
        told = f"tables about people: {self.released} released, {self.kept} kept as they were"
        reasons = [f"{count} withheld ({reason})" for reason, count in sorted(self.withheld.items())]
        return ", ".join([told, *reasons])


@dataclass(frozen=True, slots=True)
class Audit:
    """The audit of one snapshot; ``late`` says whether its time has run out."""

    city: City
    warehouse: Warehouse
    catalog: Catalog
    snapshot: Snapshot
    ledger: Ledger
    late: Callable[[], bool]

    def releases(self) -> Releases:
        """The tables of the snapshot: those kept, and new ones made safe."""
        known = {table.key: table for table in self.ledger.shown(self.snapshot.id)}
        places = given(self.city, self.catalog, self.snapshot)
        stays = self._latest(places, known)
        new = [one for one in places if one.key not in known and not (one.latest and one.line in stays)]
        made = [table for some in self._systems(places) for table in self._made(some, new, list(known.values()))]
        latest = {one.line: one.key for one in places if one.latest} | stays
        latest |= self._fallen({table.key for table in made if table.withheld}, latest, known)
        wanted = {*(one.key for one in places if not one.latest), *latest.values()}
        kept = {key: known[key].snapshot for key in sorted(wanted) if key in known}
        return Releases(snapshot=self.snapshot.id, tables=tuple(made), kept=kept, latest=latest)

    def _fallen(self, withheld: set[str], latest: dict[str, str], known: dict[str, Table]) -> dict[str, str]:
        """Where the newest 12 months are withheld, those shown before stay."""
        before = self.ledger.newest(self.snapshot.id)
        older = before.latest if before else {}
        return {line: older[line] for line, key in latest.items() if key in withheld and older.get(line) in known}

    def _latest(self, places: Sequence[Place], known: dict[str, Table]) -> dict[str, str]:
        """The tables of the latest 12 months that stay: the period moves on in steps of ``MONTHS_BETWEEN``."""
        before = self.ledger.newest(self.snapshot.id)
        stays = {}
        for place in places:
            shown = known.get(before.latest.get(place.line, "")) if before else None
            if place.latest and shown and place.window.until < month_end(add_months(shown.until, MONTHS_BETWEEN)):
                stays[place.line] = shown.key
        return stays

    def _made(self, places: Sequence[Place], new: Sequence[Place], known: Sequence[Table]) -> Iterator[Table]:
        """Release the new tables about one group of people, safe beside the earlier ones that share days with them."""
        wanted = list({place.key: place for place in places if place in new}.values())
        if not wanted:
            return
        now, lines = self.snapshot.id, {place.line for place in places}
        counted = {now: self._records(places, self.snapshot)}
        near = [one for one in known if one.line in lines and any(meet(one.window, new.window) for new in wanted)]
        older = {one.snapshot for one in near}
        counted |= {one.id: self._records(places, one) for one in self._alike(places[0]) if one.id in older}
        drafts = [drafted(place, counted[now], self.city.disclosure.smallest_shown, now) for place in wanted]
        fixed = [self._again(table, counted) for table in near]
        secure(counted, [*drafts, *fixed], self.late)
        mapping = self.snapshot.subjects[places[0].view.subject].mapping_hash
        yield from (draft.released(mapping, counted[now]) for draft in drafts)

    def _systems(self, places: Sequence[Place]) -> Iterator[list[Place]]:
        """The tables over the same people and the same protected dimension: they bind each other.

        Metrics that count different numbers are taken each by itself.
        """

        def people(place: Place) -> tuple[str, str, str]:
            view = place.view
            distinct = self.catalog.of(view).metric(view.metric).distinct
            return view.subject, view.metric if distinct else "", place.across.key

        for _, some in groupby(sorted(places, key=people), key=people):
            yield list(some)

    def _alike(self, place: Place) -> list[Snapshot]:
        """The earlier snapshots that are kept and have the same columns of a subject."""
        subject = place.view.subject
        columns = self.snapshot.subjects[subject].columns
        earlier = (one for one in self.warehouse.snapshots() if one.id < self.snapshot.id)
        return [one for one in earlier if subject in one.subjects and one.subjects[subject].columns == columns]

    def _again(self, table: Table, counted: Mapping[str, Records]) -> Draft:
        """A table shown before, over the records it counted; over those of today where they are no longer kept."""
        state = table.snapshot if table.snapshot in counted else self.snapshot.id
        return again(table, self.catalog.view(table.view).metric, counted[state], state)

    def _records(self, places: Sequence[Place], snapshot: Snapshot) -> Records:
        subject, across = self.catalog.of(places[0].view), places[0].across
        downs = list({place.down.key: place.down for place in places}.values())
        metrics = [subject.metric(key) for key in dict.fromkeys(place.view.metric for place in places)]
        return records(self.warehouse, snapshot, subject, metrics, downs, across)


def audit(
    city: City,
    warehouse: Warehouse,
    catalog: Catalog,
    *,
    seconds: float = SECONDS,
    monotonic: Callable[[], float] = time.monotonic,
) -> Report | None:
    """Release the tables of the current snapshot unless that was done; None without a snapshot or with nothing to do.

    Busy when another process is at it. What is not checked within ``seconds`` is withheld.
    """
    snapshot = warehouse.current()
    if snapshot is None:
        return None
    ledger = Ledger(warehouse.folder)
    with Lock(warehouse.folder / "audit.lock"):
        if ledger.releases(snapshot.id) is not None:
            return None
        end = monotonic() + seconds
        made = Audit(city, warehouse, catalog, snapshot, ledger, lambda: monotonic() > end).releases()
        ledger.write(made)
    withheld = Counter(table.withheld for table in made.tables if table.withheld)
    return Report(snapshot.id, len(made.tables) - withheld.total(), len(made.kept), Counter(withheld))
