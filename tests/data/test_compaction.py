"""A history put together: small files become one, large files stay until much of them is shown by no snapshot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dashboard.cities.schema import City
from dashboard.data.store import Store
from dashboard.data.store.manifest import History
from tests.data.changing import ChangingPortal, city, held

START = datetime(2026, 7, 1, tzinfo=UTC)
FILES = 4
Rows = Counter[tuple[str | None, ...]]


@pytest.fixture
def portal() -> Iterator[ChangingPortal]:
    with ChangingPortal() as portal:
        portal.insert(40)
        yield portal


def recorded(cache: Path) -> History:
    return Store(cache, "changing").manifest().history["incidents"]


def days(portal: ChangingPortal, cache: Path, told: City, share: int) -> dict[str, Rows]:
    """Refresh for six days, ``share`` rows changed each day; what each snapshot held."""
    truths: dict[str, Rows] = {}
    for day in range(1, 7):
        now = portal.store.now = START + timedelta(days=day)
        portal.update(portal.ids[day : day + share], number=str(1000 + day))
        if day % 3 == 2:
            portal.delete(portal.ids[-1:])
        outcome = portal.refresh(cache, told, now=now + timedelta(hours=2))
        assert outcome.snapshot is not None
        truths[outcome.snapshot.id] = portal.truth()
    return truths


@pytest.mark.parametrize(("keep", "share", "stays"), [(60, 30, True), (3, 1, True), (1, 30, False)])
def test_every_kept_snapshot_is_what_it_was_and_a_small_change_leaves_large_files_alone(
    portal: ChangingPortal, tmp_path: Path, keep: int, share: int, stays: bool
) -> None:
    told = city(history={"compact_files": FILES, "keep_snapshots": keep, "keep_days": 0, "full_days": 90})
    portal.store.now = START
    portal.refresh(tmp_path, told, now=START)
    first = recorded(tmp_path).pages
    truths = days(portal, tmp_path, told, share)
    kept = [entry.id for entry in Store(tmp_path, "changing").manifest().snapshots]
    assert kept[-len(truths) :] == sorted(truths)[-keep:]
    for id in kept[-len(truths) :]:
        assert held(tmp_path, told, id, portal.store.fields) == truths[id]
    found = recorded(tmp_path)
    assert len(found.rows) + len(found.closed) <= FILES + 2
    assert any("rows-c" in file for file in found.rows)
    assert found.pages == (first if stays else ())
