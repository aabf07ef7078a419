"""Whether a source has gone quiet, by its newest record, not by the last fetch."""

from __future__ import annotations

from datetime import date

from dashboard.cities.schema import City
from dashboard.data.receipt import Snapshot, SubjectReceipt


def quiet(city: City, snapshot: Snapshot, today: date) -> list[SubjectReceipt]:
    """The subjects whose newest record is older than the city file's ``stale_after`` days."""
    limits = {key: dataset.stale_after for key, dataset in city.subjects.items()}
    return [
        receipt
        for key, receipt in snapshot.subjects.items()
        if key in limits and receipt.newest and (today - receipt.newest).days > limits[key]
    ]
