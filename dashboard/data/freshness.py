"""Whether a source has gone quiet, by its newest record, not by the last fetch."""

from __future__ import annotations

from datetime import date

from dashboard.cities.schema import City
from dashboard.data.receipt import Snapshot, SubjectReceipt


def stale(city: City, receipt: SubjectReceipt, today: date) -> bool:
    """Whether the newest record of a subject is older than the city file's ``stale_after`` days."""
    dataset, newest = city.subjects.get(receipt.subject), receipt.newest
    return dataset is not None and newest is not None and (today - newest).days > dataset.stale_after


def quiet(city: City, snapshot: Snapshot, today: date) -> list[SubjectReceipt]:
    """The subjects of a snapshot that are stale."""
    return [receipt for receipt in snapshot.subjects.values() if stale(city, receipt, today)]
