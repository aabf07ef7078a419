"""A cache that is damaged: what is whole is served, what can be made again is, and nothing more is lost."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from dashboard.data.receipt import Snapshot
from dashboard.data.store import Store, StoreError
from dashboard.data.warehouse import AGAIN, Warehouse
from tests.data.changing import ChangingPortal, city, files, held

pytestmark = pytest.mark.slow


def published(portal: ChangingPortal, cache: Path) -> Snapshot:
    snapshot = portal.refresh(cache).snapshot
    assert snapshot is not None
    return snapshot


def counts(cache: Path, snapshot: Snapshot) -> Counter[tuple[object, object]]:
    """The canonical rows of a snapshot by offense and district, as a process that just began reads them."""
    warehouse = Warehouse(city(), cache)
    table = warehouse.table("incidents", snapshot)
    rows = warehouse.run(table.group_by(["offense", "district"]).aggregate(n=table.count()))
    warehouse.close()
    return Counter({(row["offense"], row["district"]): int(str(row["n"])) for row in rows})


@pytest.mark.parametrize("text", [None, "", "0000", "\0\0\0\0\0\0\0\0\0\0\0\0\0", "garbage", "-1.json"])
def test_a_lost_pointer_loses_nothing(portal: ChangingPortal, tmp_path: Path, text: str | None) -> None:
    first = published(portal, tmp_path)
    portal.insert(1)
    second = published(portal, tmp_path)
    pointer = tmp_path / "changing" / "CURRENT"
    pointer.unlink() if text is None else pointer.write_text(text)
    warehouse = Warehouse(city(), tmp_path)
    assert warehouse.snapshots() == [second, first]
    warehouse.close()
    portal.insert(1)
    third = published(portal, tmp_path)
    assert [entry.id for entry in Store(tmp_path, "changing").manifest().snapshots] == [first.id, second.id, third.id]


def test_a_manifest_never_put_in_force_is_not_taken_for_one_later(portal: ChangingPortal, tmp_path: Path) -> None:
    first = published(portal, tmp_path)
    store = Store(tmp_path, "changing")
    (store.folder / "manifests" / "00000009.json").write_text(store.manifest().after(number=9).model_dump_json())
    assert portal.refresh(tmp_path).status == "unchanged"
    store.pointer.unlink()
    assert store.manifest().number < 9
    assert store.manifest().newest == store.manifest().entry(first.id)


@pytest.mark.parametrize("damaged", [1, 2])
def test_nothing_is_deleted_while_a_manifest_cannot_be_read(
    portal: ChangingPortal, tmp_path: Path, damaged: int
) -> None:
    published(portal, tmp_path)
    portal.insert(1)
    second = published(portal, tmp_path)
    manifests = files(tmp_path, "manifests/*.json")
    saved = {path: path.read_bytes() for path in manifests}
    for path in manifests[-damaged:]:
        path.write_text("not json")
    before = files(tmp_path, "history/**/*") + files(tmp_path, "tables/**/*")
    portal.store.name = "Trees"
    portal.store.show()
    assert portal.refresh(tmp_path).status == "held"
    assert files(tmp_path, "history/**/*") + files(tmp_path, "tables/**/*") == before
    for path, body in saved.items():
        path.write_bytes(body)
    assert held(tmp_path, city(), second.id, portal.store.fields) == portal.truth()


def test_a_running_reader_outlives_manifests_that_are_damaged(portal: ChangingPortal, tmp_path: Path) -> None:
    first = published(portal, tmp_path)
    warehouse = Warehouse(city(), tmp_path)
    assert warehouse.current() == first
    for path in (*files(tmp_path, "manifests/*.json"), tmp_path / "changing" / "CURRENT"):
        path.write_text("not json")
    assert warehouse.current() == first
    warehouse.close()


def test_layers_count_places_in_the_base_they_were_made_for(portal: ChangingPortal, tmp_path: Path) -> None:
    """The base of a past snapshot that is derived again has the same rows in another order."""
    portal.insert(1200)
    first = published(portal, tmp_path)
    portal.update(portal.ids[:15], offense="MURDER", number="9")
    second = published(portal, tmp_path)
    truth = [counts(tmp_path, first), counts(tmp_path, second)]
    entry = Store(tmp_path, "changing").manifest().newest
    assert entry is not None
    (tmp_path / "changing" / entry.layers["incidents"][0]).unlink()
    assert [counts(tmp_path, first), counts(tmp_path, second)] == truth
    portal.insert(1, offense="MURDER")
    third = published(portal, tmp_path)
    assert sum(counts(tmp_path, third).values()) == 1231
    assert [counts(tmp_path, first), counts(tmp_path, second)] == truth


def test_a_table_that_is_cut_under_a_reader_is_derived_again(portal: ChangingPortal, tmp_path: Path) -> None:
    first = published(portal, tmp_path)
    warehouse = Warehouse(city(), tmp_path)
    for length in (200, 0):
        assert warehouse.run(warehouse.table("incidents", first).count().name("n")) == [{"n": 30}]
        (table,) = files(tmp_path, "tables/incidents/*.parquet")
        os.truncate(table, length)
    assert warehouse.run(warehouse.table("incidents", first).count().name("n")) == [{"n": 30}]
    warehouse.close()


def test_a_damaged_recipe_says_so(portal: ChangingPortal, tmp_path: Path) -> None:
    first = published(portal, tmp_path)
    (table,) = files(tmp_path, "tables/incidents/*.parquet")
    table.unlink()
    table.with_suffix(".sql").write_bytes(b"\xff\xfe")
    with pytest.raises(StoreError, match="cannot be made again"):
        counts(tmp_path, first)


def test_a_snapshot_that_is_whole_again_is_served_without_a_restart(portal: ChangingPortal, tmp_path: Path) -> None:
    first = published(portal, tmp_path)
    portal.insert(1)
    second = published(portal, tmp_path)
    path = tmp_path / "changing" / "receipts" / f"{second.id}.json"
    saved, moment = path.read_bytes(), [0.0]
    path.write_text("{")
    warehouse = Warehouse(city(), tmp_path, monotonic=lambda: moment[0])
    assert warehouse.current() == first
    path.write_bytes(saved)
    moment[0] = AGAIN + 1
    assert warehouse.current() == second
    assert warehouse.last_error() is None
    warehouse.close()


def test_a_table_made_anew_after_a_lost_receipt_leaves_past_snapshots_alone(
    portal: ChangingPortal, tmp_path: Path
) -> None:
    """A record dated in the future at first, and no more when its subject is counted again."""
    portal.insert(3, happened="2026-06-10T00:00:00")
    first = published(portal, tmp_path)
    truth = counts(tmp_path, first)
    assert portal.refresh(tmp_path, city(unit="report")).status == "published"
    (tmp_path / "changing" / "receipts" / f"{max(r.stem for r in files(tmp_path, 'receipts/*'))}.json").unlink()
    again = portal.refresh(tmp_path, now=portal.store.now.replace(day=20)).snapshot
    assert again is not None
    assert (first.subjects["incidents"].published_rows, again.subjects["incidents"].published_rows) == (30, 33)
    assert counts(tmp_path, first) == truth
    assert sum(counts(tmp_path, again).values()) == 33


def test_why_a_refresh_failed_is_known_though_its_file_is_damaged(portal: ChangingPortal, tmp_path: Path) -> None:
    published(portal, tmp_path)
    portal.store.name = "Trees"
    portal.store.show()
    portal.refresh(tmp_path)
    store = Store(tmp_path, "changing")
    known = store.last_error()
    (store.folder / "last-error.json").write_text('{"at": ')
    assert known is not None
    assert store.last_error() == known
