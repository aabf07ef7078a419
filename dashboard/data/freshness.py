"""Whether a source has gone quiet, by its newest record; and whether a refresh is overdue, by the last one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dashboard.cities.schema import City
from dashboard.data.receipt import Snapshot, SubjectReceipt


def stale(city: City, receipt: SubjectReceipt, today: date) -> bool:
    """Whether the newest record of a subject is older than the city file's ``stale_after`` days."""
    dataset, newest = city.subjects.get(receipt.subject), receipt.newest
    return dataset is not None and newest is not None and (today - newest).days > dataset.stale_after


def quiet(city: City, snapshot: Snapshot, today: date) -> list[SubjectReceipt]:
    """The subjects of a snapshot that are stale."""
    return [receipt for receipt in snapshot.subjects.values() if stale(city, receipt, today)]


def overdue(city: City, last: datetime | None, now: datetime) -> str | None:
    """A sentence when the ``last`` refresh, whatever came of it, is more than twice as long ago as it may be."""
    every = timedelta(hours=city.portal.refresh_hours)
    if last is None or now - last <= 2 * every:
        return None
    return f"no refresh since {last:%Y-%m-%d %H:%M} UTC; one is due every {city.portal.refresh_hours:g} hours"
