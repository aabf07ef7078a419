"""What the site reads: snapshots, tables and plain rows, from threads and other processes, past and present."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from dashboard.data.warehouse import GRACE, UnknownSnapshot, Warehouse
from tests.data.changing import ChangingPortal, city
from tests.support.effort import examples

pytestmark = pytest.mark.slow


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    warehouse = Warehouse(city(), tmp_path)
    yield warehouse
    warehouse.close()


def count(warehouse: Warehouse) -> int:
    snapshot = warehouse.current()
    assert snapshot is not None
    return int(str(warehouse.run(warehouse.table("incidents", snapshot).count().name("n"))[0]["n"]))


def test_an_empty_cache_has_nothing_and_says_so(warehouse: Warehouse, tmp_path: Path) -> None:
    assert warehouse.current() is None
    assert warehouse.snapshots() == []
    assert warehouse.last_error() is None
    with pytest.raises(UnknownSnapshot, match="no snapshot 'x' is kept; there are: none yet"):
        warehouse.snapshot("x")
    assert list(tmp_path.iterdir()) == []


def test_a_new_snapshot_is_seen_without_restart(portal: ChangingPortal, warehouse: Warehouse, tmp_path: Path) -> None:
    seen = []
    for _ in range(3):
        portal.refresh(tmp_path)
        seen.append(count(warehouse))
        portal.insert(1)
    assert seen == [30, 31, 32]
    assert [len(s.subjects) for s in warehouse.snapshots()] == [1, 1, 1]


def test_unknown_snapshot_names_it_and_the_kept(portal: ChangingPortal, warehouse: Warehouse, tmp_path: Path) -> None:
    first = portal.refresh(tmp_path).snapshot
    assert first is not None
    with pytest.raises(UnknownSnapshot) as caught:
        warehouse.snapshot("20200101T000000Z")
    assert isinstance(caught.value, KeyError)
    assert str(caught.value) == f"no snapshot '20200101T000000Z' is kept; there are: {first.id}"
    with pytest.raises(KeyError, match="has no 'calls'"):
        warehouse.table("calls", first)


def test_values_are_plain(portal: ChangingPortal, warehouse: Warehouse, tmp_path: Path) -> None:
    portal.refresh(tmp_path)
    snapshot = warehouse.current()
    assert snapshot is not None
    rows = warehouse.table("incidents", snapshot)
    told = rows.aggregate(
        n=rows.count(),
        total=rows.occurred_at.day().sum(),
        mean=rows.occurred_at.day().mean(),
        last=rows.occurred_at.max(),
        day=rows.occurred_at.max().date(),
        none=rows.offense.nullif(rows.offense).max(),
        some=(rows.offense == "larceny").any(),
    )
    (row,) = warehouse.run(told)
    kinds = {key: type(value) for key, value in row.items()}
    assert kinds == {
        "n": int, "total": int, "mean": float, "last": datetime, "day": date, "none": type(None), "some": bool,
    }  # fmt: skip


def test_every_thread_gets_right_answers_while_snapshots_are_published(
    portal: ChangingPortal, warehouse: Warehouse, tmp_path: Path
) -> None:
    portal.refresh(tmp_path)
    expected = {}
    wrong: list[object] = []
    done = threading.Event()
    asked = threading.Barrier(5)

    def read() -> None:
        first = True
        while first or not done.is_set():
            snapshot = warehouse.current()
            assert snapshot is not None
            (row,) = warehouse.run(warehouse.table("incidents", snapshot).count().name("n"))
            if row["n"] != snapshot.subjects["incidents"].published_rows:
                wrong.append((snapshot.id, row))
            if first:
                asked.wait(30)
                first = False

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    asked.wait(30)
    rounds = examples(5)
    for _ in range(rounds):
        portal.insert(1)
        outcome = portal.refresh(tmp_path, city(history={"keep_snapshots": 1, "keep_days": 0, "compact_files": 2}))
        assert outcome.snapshot is not None
        expected[outcome.snapshot.id] = outcome.snapshot.subjects["incidents"].published_rows
    done.set()
    for thread in threads:
        thread.join(30)
    assert wrong == []
    assert count(warehouse) == 30 + rounds


def test_another_process_reads_the_same(portal: ChangingPortal, tmp_path: Path) -> None:
    portal.refresh(tmp_path)
    program = (
        "import sys; from pathlib import Path; from dashboard.data.warehouse import Warehouse\n"
        "from tests.data.changing import city\n"
        "warehouse = Warehouse(city(), Path(sys.argv[1]))\n"
        "for line in sys.stdin:\n"
        "    print(warehouse.current().subjects['incidents'].published_rows, flush=True)\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    environ = {**os.environ, "PYTHONPATH": os.getcwd()}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environ) as process:
        assert process.stdin
        assert process.stdout
        for expected in (30, 31):
            print("now", file=process.stdin, flush=True)
            assert process.stdout.readline() == f"{expected}\n"
            portal.insert(1)
            portal.refresh(tmp_path)
        process.stdin.close()


def test_an_old_table_is_derived_again(portal: ChangingPortal, warehouse: Warehouse, tmp_path: Path) -> None:
    first = portal.refresh(tmp_path).snapshot
    assert first is not None
    before = warehouse.run(warehouse.table("incidents", first).order_by("_row_id"))
    portal.replace_all()
    portal.update(portal.ids[:5], offense="MURDER")
    portal.refresh(tmp_path, city(codes={"offense": {"larceny": ["*"]}}))
    for path in (tmp_path / "changing" / "tables" / "incidents").glob(f"{first.id}*.parquet"):
        path.unlink()
    assert warehouse.run(warehouse.table("incidents", first).order_by("_row_id")) == before
    other = Warehouse(city(), tmp_path)
    assert other.run(other.table("incidents", first).order_by("_row_id")) == before
    other.close()


def test_another_engine_gives_the_same_rows(portal: ChangingPortal, warehouse: Warehouse, tmp_path: Path) -> None:
    snapshot = portal.refresh(tmp_path / "cache").snapshot
    assert snapshot is not None
    told = []
    for url in (None, f"duckdb://{tmp_path}/elsewhere.db"):
        other = Warehouse(city(), tmp_path / "cache", url)
        rows = other.table("incidents", snapshot)
        told.append(other.run(rows.group_by("offense").aggregate(n=rows.count()).order_by("offense")))
        other.close()
    assert told[0] == told[1]
    assert sum(int(str(row["n"])) for row in told[0]) == 30


def test_a_snapshot_dropped_while_it_is_read_can_be_read_to_the_end(portal: ChangingPortal, tmp_path: Path) -> None:
    brief = city(history={"keep_snapshots": 1, "keep_days": 0})
    moment = [0.0]
    warehouse = Warehouse(brief, tmp_path, monotonic=lambda: moment[0])
    first = portal.refresh(tmp_path, brief).snapshot
    assert first is not None
    assert warehouse.current() == first
    portal.insert(1)
    second = portal.refresh(tmp_path, brief).snapshot
    assert warehouse.snapshots() == [second]
    assert warehouse.snapshot(first.id) == first
    assert warehouse.run(warehouse.table("incidents", first).count().name("n")) == [{"n": 30}]
    moment[0] = GRACE + 1
    portal.insert(1)
    portal.refresh(tmp_path, brief)
    warehouse.current()
    with pytest.raises(UnknownSnapshot):
        warehouse.table("incidents", first)


def test_a_subject_taken_out_of_the_city_file_is_not_in_its_snapshots(portal: ChangingPortal, tmp_path: Path) -> None:
    one = city().subjects["incidents"]
    other = one.model_copy(update={"columns": {"received_at": "happened", "type": "offense"}, "codes": {}})
    both = city().model_copy(update={"subjects": {"incidents": one, "calls": other}})
    portal.refresh(tmp_path, both)
    for path in (tmp_path / "changing" / "tables" / "calls").glob("*.parquet"):
        path.write_bytes(b"damaged")
    warehouse = Warehouse(city(), tmp_path)
    assert count(warehouse) == 30
    assert [set(snapshot.subjects) for snapshot in warehouse.snapshots()] == [{"incidents"}]
    warehouse.close()
