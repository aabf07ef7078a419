"""When the machine fails: a clear error or none, and the last good snapshot served."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from dashboard.data import refresh
from dashboard.data.sql import engine
from dashboard.data.store import Store, StoreError
from dashboard.data.store import folder as store
from dashboard.data.store.lock import Busy, Lock
from dashboard.data.warehouse import Warehouse
from tests.data.changing import ChangingPortal, city, files, held

pytestmark = pytest.mark.slow


def spoil(path: Path) -> None:
    """Damage a file in its middle, its size kept."""
    body = bytearray(path.read_bytes())
    middle = len(body) // 2
    body[middle : middle + 8] = bytes(255 - byte for byte in body[middle : middle + 8])
    path.write_bytes(body)


def served(cache: Path) -> int:
    warehouse = Warehouse(city(), cache)
    snapshot = warehouse.current()
    assert snapshot is not None
    (row,) = warehouse.run(warehouse.table("incidents", snapshot).count().name("n"))
    warehouse.close()
    assert row["n"] == snapshot.subjects["incidents"].published_rows
    return int(str(row["n"]))


@pytest.mark.parametrize("damage", ["spoil", "cut", "remove"])
def test_damaged_canonical_rows_are_derived_again(portal: ChangingPortal, tmp_path: Path, damage: str) -> None:
    portal.refresh(tmp_path)
    (table,) = files(tmp_path, "tables/incidents/*.parquet")
    {"spoil": spoil, "cut": lambda path: os.truncate(path, 50), "remove": Path.unlink}[damage](table)
    assert served(tmp_path) == 30


def test_damaged_layers_do_not_stop_the_next_refresh(portal: ChangingPortal, tmp_path: Path) -> None:
    portal.refresh(tmp_path)
    (table,) = files(tmp_path, "tables/incidents/*.parquet")
    spoil(table)
    portal.insert(1)
    assert portal.refresh(tmp_path).status == "published"
    assert served(tmp_path) == 31


def test_damaged_receipt_serves_the_snapshot_before_and_the_next_refresh_mends_it(
    portal: ChangingPortal, tmp_path: Path
) -> None:
    first = portal.refresh(tmp_path)
    portal.insert(1)
    second = portal.refresh(tmp_path)
    assert second.snapshot is not None
    (tmp_path / "changing" / "receipts" / f"{second.snapshot.id}.json").write_text('{"id": ')
    warehouse = Warehouse(city(), tmp_path)
    assert warehouse.current() == first.snapshot
    error = warehouse.last_error()
    assert error is not None
    assert error.status == "damaged"
    assert second.snapshot.id in error.reasons[0]
    third = portal.refresh(tmp_path)
    assert third.status == "published"
    assert warehouse.current() == third.snapshot
    assert warehouse.last_error() is None
    warehouse.close()


def test_damaged_manifest_falls_back_to_the_one_before(portal: ChangingPortal, tmp_path: Path) -> None:
    portal.refresh(tmp_path)
    portal.insert(1)
    portal.refresh(tmp_path)
    newest = files(tmp_path, "manifests/*.json")[-1]
    newest.write_text("{}x")
    assert served(tmp_path) == 30


def test_damaged_history_holds_the_refresh_and_names_the_file(portal: ChangingPortal, tmp_path: Path) -> None:
    portal.refresh(tmp_path)
    (rows,) = files(tmp_path, "history/incidents/page-*.parquet")
    os.truncate(rows, 40)
    portal.insert(1)
    outcome = portal.refresh(tmp_path)
    assert outcome.status == "held"
    assert rows.name in outcome.reasons[0]
    assert "restore it, or delete" in outcome.reasons[0]
    assert served(tmp_path) == 30


def test_a_cache_that_is_all_damaged_says_so(portal: ChangingPortal, tmp_path: Path) -> None:
    portal.refresh(tmp_path)
    for path in files(tmp_path, "manifests/*.json"):
        path.write_text("not json")
    warehouse = Warehouse(city(), tmp_path)
    with pytest.raises(StoreError, match="cannot be read"):
        warehouse.current()
    outcome = portal.refresh(tmp_path)
    assert outcome.status == "held"
    assert "delete" in outcome.reasons[0]
    warehouse.close()


def test_two_refreshers_at_once(portal: ChangingPortal, tmp_path: Path) -> None:
    first = portal.refresh(tmp_path)
    portal.insert(1)
    with Lock(tmp_path / "changing" / "lock"):
        outcome = portal.refresh(tmp_path)
    assert (outcome.status, outcome.exit_code, outcome.snapshot) == ("held", 3, first.snapshot)
    assert f"another refresh is running (process {os.getpid()}" in outcome.reasons[0]
    assert portal.refresh(tmp_path).status == "published"


def test_lock_is_free_after_its_holder_is_killed(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from dashboard.data.store.lock import Lock\n"
        "with Lock(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()\n"
    )
    path = tmp_path / "lock"
    command = [sys.executable, "-c", program, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        with pytest.raises(Busy, match=str(process.pid)), Lock(path):
            pass
        process.kill()
        process.wait()
        with Lock(path):
            pass


def test_cache_that_cannot_be_written(portal: ChangingPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a read-only disk, which root can only have by a mount: every opening for writing fails."""
    portal.refresh(tmp_path)
    (table,) = files(tmp_path, "tables/incidents/*.parquet")
    portal.insert(1)
    plain = os.open

    def refuse(path: str, flags: int, *rest: int, **options: int) -> int:
        if flags & (os.O_RDWR | os.O_WRONLY):
            raise OSError(30, "Read-only file system", str(path))
        return plain(path, flags, *rest, **options)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        outcome = portal.refresh(tmp_path)
        assert (outcome.status, outcome.exit_code) == ("held", 3)
        assert "Read-only file system" in outcome.reasons[0]
        assert str(tmp_path) in outcome.reasons[0]
    table.unlink()
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_: False)
        assert served(tmp_path) == 30
        assert not table.exists()


@pytest.mark.parametrize("after", range(0, 12, 2))
def test_disk_that_fills_up(
    portal: ChangingPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """The disk is full from the n-th write on, whichever file that is."""
    first = portal.refresh(tmp_path)
    portal.insert(2)
    left = iter([None] * after)
    sync, write = store.sync, engine.rows

    def full(*_: object) -> None:
        if next(left, "full"):
            raise OSError(28, "No space left on device", str(tmp_path))

    def copy(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[object, ...]]:
        if sql.startswith("COPY") and next(left, "full"):
            raise duckdb.IOException("IO Error: Could not write file: No space left on device")
        return write(connection, sql)

    def checked(path: Path) -> None:
        full()
        sync(path)

    with monkeypatch.context() as patch:
        patch.setattr(store, "sync", checked)
        patch.setattr(engine, "rows", copy)
        outcome = portal.refresh(tmp_path)
    if outcome.status == "held":
        assert "No space left on device" in outcome.reasons[0]
        assert "Free disk space" in outcome.reasons[0]
        assert outcome.snapshot == first.snapshot
        assert served(tmp_path) == 30
        assert portal.refresh(tmp_path).status == "published"
    assert served(tmp_path) == 32


def test_nothing_is_left_behind_by_a_held_refresh(portal: ChangingPortal, tmp_path: Path) -> None:
    strict = city(checks={**city().subjects["incidents"].checks.model_dump(), "rows_may_fall": 0.0})
    portal.refresh(tmp_path, strict)
    before = files(tmp_path, "history/**/*") + files(tmp_path, "tables/**/*")
    portal.delete(portal.ids[:3])
    assert portal.refresh(tmp_path, strict).status == "held"
    assert files(tmp_path, "history/**/*") + files(tmp_path, "tables/**/*") == before


def test_retention_keeps_the_newest_the_young_and_the_pinned(portal: ChangingPortal, tmp_path: Path) -> None:
    truths = {}
    pinned = ""
    for day in range(7):
        habits = {"keep_snapshots": 2, "keep_days": 0, "compact_files": 4, "pinned": [pinned] if pinned else []}
        now = datetime(2026, 7, 1, tzinfo=UTC) + timedelta(days=day)
        portal.store.now = now
        portal.update(portal.ids[day * 3 : day * 3 + 3], number=str(100 + day))
        outcome = portal.refresh(tmp_path, city(history=habits), now=now + timedelta(hours=1))
        assert outcome.snapshot is not None
        truths[outcome.snapshot.id] = portal.truth()
        pinned = pinned or outcome.snapshot.id
    told = city(history={"pinned": [pinned]})
    manifest = Store(tmp_path, "changing").manifest()
    kept = [entry.id for entry in manifest.snapshots]
    assert kept == [pinned, *sorted(truths)[-2:]]
    for id in kept:
        assert held(tmp_path, told, id, portal.store.fields) == truths[id]
    assert len(manifest.history["incidents"].rows) < 4
    warehouse = Warehouse(told, tmp_path)
    for snapshot in warehouse.snapshots():
        (row,) = warehouse.run(warehouse.table("incidents", snapshot).count().name("n"))
        assert row["n"] == 30
    warehouse.close()
    assert len(files(tmp_path, "receipts/*.json")) == 7


def test_files_of_a_snapshot_being_read_are_not_deleted(portal: ChangingPortal, tmp_path: Path) -> None:
    habits = city(history={"keep_snapshots": 1, "keep_days": 0, "compact_files": 2})
    reader = Warehouse(habits, tmp_path)
    portal.refresh(tmp_path, habits)
    first = reader.current()
    assert first is not None
    table = reader.table("incidents", first)
    for _ in range(4):
        portal.update(portal.ids, number=str(portal.chance.random()))
        portal.refresh(tmp_path, habits)
    assert reader.run(table.count().name("n")) == [{"n": 30}]
    old = files(tmp_path, f"tables/incidents/{first.id}*.parquet")
    assert old
    reader.close()
    for path in files(tmp_path, "tables/incidents/*.used"):
        os.utime(path, (0, 0))
    portal.update(portal.ids, number="1")
    portal.refresh(tmp_path, habits)
    assert not any(path.exists() for path in old)


def test_refresh_keeps_its_promises_by_name() -> None:
    assert refresh.Outcome("held", None).exit_code == 3
    assert refresh.Outcome("published", None).exit_code == 0
    assert refresh.Outcome("unchanged", None).exit_code == 0
