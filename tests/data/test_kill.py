"""A refresh killed at random moments and started again ends as one that nobody disturbed."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from dashboard.data.refresh import Outcome
from dashboard.data.warehouse import Warehouse
from tests.data.changing import ChangingPortal, city, held
from tests.data.killing import NOW
from tests.support.effort import examples

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("KILLS", examples(15)))
ROWS, PAGE = 430, 100
AFTER = NOW + timedelta(minutes=1)  # a clock that went back would have every row fetched anew
ROOT = Path(__file__).parents[2]


class Refresher:
    """The forking process of :mod:`tests.data.killing`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def run(self, last: int, cache: Path, portal: ChangingPortal) -> list[str]:
        """What it prints: the child's line, unless it was killed, and its status."""
        assert self.process.stdin
        assert self.process.stdout
        print(last, cache, portal.url, file=self.process.stdin, flush=True)
        lines: list[str] = []
        while not lines or not lines[-1].startswith("status"):
            lines.append(self.process.stdout.readline().strip())
        return lines


@pytest.fixture(scope="module")
def refresher() -> Iterator[Refresher]:
    command = [sys.executable, "-m", "tests.data.killing"]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environ
    ) as process:
        yield Refresher(process)
        assert process.stdin
        process.stdin.close()


@pytest.fixture
def portal() -> Iterator[ChangingPortal]:
    with ChangingPortal() as portal:
        portal.insert(ROWS)
        yield portal


def staged(cache: Path) -> int:
    """Pages of a full walk that are whole on disk."""
    try:
        told = json.loads((cache / "changing/staging/incidents/full/manifest.json").read_text())
    except FileNotFoundError:
        return 0
    return len(told["pages"])


def canonical(cache: Path) -> list[object]:
    warehouse = Warehouse(city(), cache)
    snapshot = warehouse.current()
    assert snapshot is not None
    rows = warehouse.run(warehouse.table("incidents", snapshot).order_by("_row_id"))
    warehouse.close()
    return [sorted(row.items()) for row in rows]


def test_a_killed_refresh_is_taken_up_where_it_was(
    refresher: Refresher, portal: ChangingPortal, tmp_path: Path
) -> None:
    line, status = refresher.run(0, tmp_path / "calm", portal)
    assert status == "status 0"
    calls, told = line.split()
    assert told == "published"
    undisturbed, pages = canonical(tmp_path / "calm"), -(-ROWS // PAGE)
    chance = random.Random(3)
    for number in range(KILLS):
        cache = tmp_path / str(number)
        last = chance.randrange(1, int(calls))
        assert refresher.run(last, cache, portal) == ["status -9"]
        kept, asked = staged(cache), len(portal.store.pages)
        served = Warehouse(city(), cache)
        before = served.current()
        served.close()
        outcome = portal.refresh(cache, now=AFTER)
        assert outcome.status == ("published" if before is None else "unchanged"), outcome.reasons
        assert canonical(cache) == undisturbed
        assert outcome.snapshot is not None
        assert held(cache, city(), outcome.snapshot.id, portal.store.fields) == portal.truth()
        fetched = len(set(portal.store.pages[asked:]))
        assert fetched <= (0 if before else pages - kept), f"killed at call {last} of {calls}"


def test_a_refresh_killed_over_a_published_snapshot_keeps_serving_it(
    refresher: Refresher, portal: ChangingPortal, tmp_path: Path
) -> None:
    def begin(cache: Path) -> Outcome:
        return portal.refresh(cache, now=portal.store.now)

    first = begin(tmp_path / "calm").snapshot
    assert first is not None
    caches = [tmp_path / str(number) for number in range(KILLS // 2)]
    for cache in caches:
        begin(cache)
    portal.update(portal.ids[:9], district="West")
    portal.delete(portal.ids[20:22])
    line, _ = refresher.run(0, tmp_path / "calm", portal)
    calls = int(line.split()[0])
    undisturbed = canonical(tmp_path / "calm")
    chance = random.Random(5)
    for cache in caches:
        assert refresher.run(chance.randrange(1, calls), cache, portal) == ["status -9"]
        warehouse = Warehouse(city(), cache)
        (row,) = warehouse.run(warehouse.table("incidents", warehouse.snapshot(first.id)).count().name("n"))
        assert row["n"] == ROWS
        warehouse.close()
        outcome = portal.refresh(cache)
        assert outcome.status in ("published", "unchanged")
        assert canonical(cache) == undisturbed
