"""Which tables about people of a snapshot wait for a check that was not done, or not in time.

Knows what the audit left behind; runs no audit and no query.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dashboard.catalog import Catalog
from dashboard.cities.schema import City
from dashboard.data.receipt import Snapshot
from dashboard.disclosure.lattice import given
from dashboard.disclosure.release import Ledger

TOLD = {
    "missing": (
        "the check of the tables about people did not end well, so {tables} of them are not shown; "
        "run: dashboard audit --city {city}"
    ),
    "unchecked": (
        "{tables} tables about people could not be checked in time and are not shown; "
        "they are checked again with the next new data"
    ),
}


@dataclass(frozen=True, slots=True)
class Held:
    """How many tables are not shown: no audit of the snapshot ended ("missing"), or it had no time for them."""

    why: Literal["missing", "unchecked"]
    tables: int
    city: str

    def __str__(self) -> str:
        return TOLD[self.why].format(tables=self.tables, city=self.city)


def held(city: City, catalog: Catalog, ledger: Ledger, snapshot: Snapshot) -> Held | None:
    """What is held back of a snapshot for want of a check; None where every table was checked or there is none."""
    released = ledger.releases(snapshot.id)
    if released is None:
        tables = len({place.key for place in given(city, catalog, snapshot)})
        return Held("missing", tables, city.key) if tables else None
    unchecked = sum(table.withheld == "unchecked" for table in released.tables)
    return Held("unchecked", unchecked, city.key) if unchecked else None
