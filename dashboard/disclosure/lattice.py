"""The few tables about people that a site may give: every declared view, by every kind of row, over a few periods.

Free dates would give single days away by subtraction, so a table is of one
whole calendar year or of the settled 12 months. Knows declarations and the
receipt; runs no query.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.catalog import Catalog
from dashboard.cities.schema import City
from dashboard.data.receipt import Snapshot, SubjectReceipt
from dashboard.model import Dimension, Shape, Subject, View, Window, last_months


@dataclass(frozen=True, slots=True)
class Place:
    """A table of the lattice: its view, what its rows go by, its period; ``latest`` if of the settled months."""

    view: View
    down: Dimension
    across: Dimension
    window: Window
    latest: bool = False

    @property
    def key(self) -> str:
        """A name that no other table of the city has."""
        return key(self.view.key, self.down.key, self.window)

    @property
    def line(self) -> str:
        """What it has in common with the same table of other periods."""
        return line(self.view.key, self.down.key)


def key(view: str, down: str, window: Window) -> str:
    """The name of a table: view, what its rows go by, first and last day."""
    return f"{line(view, down)}/{window.since}/{window.until}"


def line(view: str, down: str) -> str:
    """The name that the tables of one view by one kind of row share."""
    return f"{view}/{down}"


def protects(subject: Subject, view: View) -> bool:
    """Whether a view shows a protected dimension."""
    return any(subject.dimension(one).protected for one in view.by)


def latest(receipt: SubjectReceipt) -> Window | None:
    """The settled 12 months, shorter where the data begin later; None without settled data."""
    coverage, settled = receipt.coverage, receipt.settled
    if coverage is None or settled is None or settled < coverage.since:
        return None
    return last_months(settled, 12).within(coverage)


def years(receipt: SubjectReceipt) -> tuple[Window, ...]:
    """Every whole calendar year that is covered and settled, oldest first."""
    coverage, settled = receipt.coverage, receipt.settled
    if coverage is None or settled is None:
        return ()
    span = range(coverage.since.year, settled.year + 1)
    whole = (Window(date(year, 1, 1), date(year, 12, 31)) for year in span)
    return tuple(one for one in whole if one.since >= coverage.since and one.until <= settled)


def places(subject: Subject, receipt: SubjectReceipt) -> tuple[Place, ...]:
    """Every table about people that a city may give of a subject; shape of each: one view by one kind of row."""
    newest, found = latest(receipt), []
    windows = [(one, False) for one in years(receipt)] + ([(newest, True)] if newest else [])
    for view in subject.views:
        if view.shape is not Shape.TABLE or not protects(subject, view):
            continue
        *downs, across = (subject.dimension(one) for one in view.by)
        if across.column not in receipt.columns:
            continue
        for down in (one for one in downs if one.column in receipt.columns):
            found += [Place(view, down, across, window, rolling) for window, rolling in windows]
    return tuple(found)


def lattice(catalog: Catalog, snapshot: Snapshot) -> tuple[Place, ...]:
    """Every table about people that the site may give of a snapshot, subject by subject."""
    known = (catalog.subject(one) for one in snapshot.subjects if one in catalog.subjects)
    return tuple(place for subject in known for place in places(subject, snapshot.subjects[subject.key]))


def given(city: City, catalog: Catalog, snapshot: Snapshot) -> tuple[Place, ...]:
    """The lattice of a city: with what it protects besides, without what it switched off."""
    off = city.disclosure.withheld
    every = lattice(catalog.protecting(city.disclosure.protected), snapshot)
    return tuple(one for one in every if one.across.key not in off.get(one.view.subject, {}))
