"""Refreshes from the real local portal over real rows, and while it misbehaves in every way it knows."""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.cities.schema import City
from dashboard.data.history import versions_sql
from dashboard.data.refresh import Outcome, refresh
from dashboard.data.sql.content import hash_sql
from dashboard.data.store import Store
from tests.support.effort import examples
from tests.support.portal import TOKEN, FastClock, PortalProcess, portal_process

pytestmark = pytest.mark.shared
FORCE, FEW, NAME = "9mnw-mbde", "few0-rows", "NOPD Use of Force Incidents"
PAGES = {FORCE: 1500, FEW: 200}
MIXTURES = int(os.environ.get("MIXTURES", examples(12)))
Rows = Counter[tuple[tuple[str, str | None], ...]]
NOW = datetime(2026, 11, 22, tzinfo=UTC)
PATIENT = {"rejects_may_reach": 1.0, "unmapped_may_reach": 1.0, "rejects_may_rise": 1.0, "nulls_may_rise": 1.0}
FAULTS: tuple[dict[str, Any], ...] = (
    {"kind": "throttle", "every": 3}, {"kind": "throttle", "retry_after": 2, "nth": [2, 5]},
    {"kind": "throttle", "retry_after": "date", "seconds": 2, "nth": 3}, {"kind": "accepted", "count": 2},
    {"kind": "timeout", "nth": [2, 3]}, {"kind": "error", "every": 3}, {"kind": "error", "status": 400, "nth": 3},
    {"kind": "gateway", "nth": [2, 4]}, {"kind": "forbidden", "nth": 4}, {"kind": "html", "every": 3},
    {"kind": "object", "nth": 3}, {"kind": "redirect", "location": "127.0.0.1:9", "nth": 3},
    {"kind": "slow_start", "seconds": 0.01, "every": 2}, {"kind": "truncate", "after_rows": 50, "every": 3},
    {"kind": "truncate", "mode": "eof", "nth": 3}, {"kind": "truncate", "mode": "reset", "nth": [3, 4]},
    {"kind": "charset"}, {"kind": "no_content_type"}, {"kind": "bom"}, {"kind": "header", "headers": {"X-Odd": "1"}},
    {"kind": "stale", "nth": [3, 4]}, {"kind": "empty_page", "nth": 3}, {"kind": "duplicate_page", "nth": 4},
    {"kind": "cap", "rows": 70, "nth": 3}, {"kind": "drip", "bytes": 9, "seconds": 0.001, "total": 30},
    {"kind": "mutate", "nth": 4, "count": 1, "change": {"dataset": FEW, "op": "delete", "where": "random() < 0.1"}},
    {"kind": "mutate", "nth": 4, "count": 1, "change": {"dataset": FEW, "op": "full_replace"}},
    {"kind": "mutate", "nth": 4, "count": 1, "change": {"dataset": FEW, "op": "vanish"}},
    {"kind": "mutate", "nth": 5, "count": 1, "change": {"dataset": FEW, "op": "drop_column", "column": "shift"}},
    {"kind": "mutate", "nth": 4, "count": 1, "change": {"dataset": FEW, "op": "touch"}},
    {"kind": "mutate", "nth": 3, "count": 1, "change": {
        "dataset": FEW, "op": "update", "set": {"shift": "'x'"}, "where": "true", "touch": False, "bump": False}},
)  # fmt: skip


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalProcess]:
    file = Path(__file__).resolve().parents[3] / "shared" / "portal-data" / "new-orleans" / "use_of_force.parquet"
    folder = tmp_path_factory.mktemp("catalog")
    few = f"SELECT * FROM '{file}' ORDER BY ALL LIMIT 700"
    (folder / "portal.toml").write_text(
        f'[[dataset]]\nid = "{FORCE}"\nname = "{NAME}"\nfile = "{file}"\nmodified = "2020-11-20T06:00:00Z"\n'
        f'[[dataset]]\nid = "{FEW}"\nname = "{NAME}"\nsql = "{few}"\nmodified = "2020-11-20T06:00:00Z"\n'
    )
    with portal_process(folder, "--token", TOKEN) as running:
        yield running


@pytest.fixture(autouse=True)
def _fresh(portal: PortalProcess) -> None:
    portal.reset()


def city(dataset: str, api: str = "2") -> City:
    """New Orleans' use of force, counted as if it were offenses: what is tested is below the catalog."""
    return City.model_validate({
        "key": "new-orleans", "name": "New Orleans", "timezone": "America/Chicago",
        "portal": {
            "url": "https://data.nola.gov", "api": api, "page_size": PAGES[dataset], "requests_per_second": 100_000,
        },
        "subjects": {"incidents": {
            "dataset": dataset, "name": NAME, "publisher": "NOPD", "unit": "incident",
            "covers_from": date(2010, 1, 1), "checks": PATIENT,
            "columns": {"occurred_at": "date_occurred", "offense": "'other'", "incident_id": "pib_file_number"},
        }},
    })  # fmt: skip


def run(portal: PortalProcess, cache: Path, dataset: str, days: int = 0, full: bool = False, api: str = "2") -> Outcome:
    now = NOW + timedelta(days=days)
    clock = FastClock().clock
    told, token = city(dataset, api), TOKEN if api == "3" else None
    return refresh(told, cache, portal_url=portal.url, token=token, full=full, clock=lambda: now, portal_clock=clock)


def truth(portal: PortalProcess, dataset: str) -> Rows:
    """What the portal holds: published fields only, so that equal rows count as equal."""
    rows: Rows = Counter()
    for row, count in portal.truth(dataset).items():
        rows[tuple(pair for pair in row if not pair[0].startswith(":"))] += count
    return rows


def kept(cache: Path, outcome: Outcome) -> Rows:
    """What history holds for the snapshot of an outcome; the columns the portal had then."""
    assert outcome.snapshot is not None
    store = Store(cache, "new-orleans")
    history = store.manifest().history["incidents"]
    with duckdb.connect() as connection:
        columns = ", ".join(f'"{name}"' for name in sorted(history.columns))
        query = f"SELECT {columns} FROM ({versions_sql(history, store.folder, outcome.snapshot.id)})"
        found = connection.execute(query).fetchall()
        wrong = f"({versions_sql(history, store.folder)}) WHERE _hash <> {hash_sql([*history.columns])}"
        assert connection.execute(f"SELECT count(*) FROM {wrong}").fetchall() == [(0,)]
    return Counter(tuple(zip(sorted(history.columns), row, strict=True)) for row in found)


def test_force_survives_a_full_replace_with_no_change_recorded(portal: PortalProcess, tmp_path: Path) -> None:
    first = run(portal, tmp_path, FORCE)
    assert first.status == "published"
    rows = kept(tmp_path, first)
    assert (rows.total(), len(rows)) == (5860, 5539)
    assert rows == truth(portal, FORCE)
    for _ in range(2):
        portal.mutate(FORCE, "full_replace")
        outcome = run(portal, tmp_path, FORCE, days=1)
        assert (outcome.status, outcome.snapshot) == ("unchanged", first.snapshot)
    history = Store(tmp_path, "new-orleans").manifest().history["incidents"]
    assert (len(history.pages), history.rows, history.closed) == (4, (), ())
    portal.mutate(FORCE, "update", set={"shift": "'Changed'"}, where="hash(pib_file_number) % 500 = 0")
    after = run(portal, tmp_path, FORCE, days=2)
    assert after.status == "published"
    assert kept(tmp_path, after) == truth(portal, FORCE)
    assert kept(tmp_path, first) == rows


WAYS = ("full", "none", "delta", "ids", "full")


def test_every_way_of_a_refresh_over_soda3(
    portal: PortalProcess, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """All rows, nothing, a delta, a delta with removed rows, a publisher's full replace."""
    changes: tuple[dict[str, Any], ...] = (
        {"op": "touch_metadata"},
        {"op": "update", "set": {"shift": "'Changed'"}, "where": "hash(pib_file_number) % 50 = 0"},
        {"op": "delete", "where": "hash(pib_file_number) % 70 = 0"},
        {"op": "full_replace"},
    )
    caplog.set_level("INFO")
    for day, change in enumerate(({}, *changes)):
        if change:
            portal.control({"action": "mutate", "dataset": FEW, **change})
        outcome = run(portal, tmp_path, FEW, day, api="3")
        assert outcome.status in ("published", "unchanged"), outcome.reasons
        assert kept(tmp_path, outcome) == truth(portal, FEW)
    assert tuple(vars(record)["way"] for record in caplog.records if hasattr(record, "way")) == WAYS
    rows = [entry for entry in portal.log() if "/resource/" in entry["path"] or "/api/v3/" in entry["path"]]
    assert {entry["method"] for entry in rows if "$limit=10000000" not in entry["query"]} == {"POST"}


@dataclass(frozen=True)
class Begun:
    """A cache with a published snapshot of the portal as it starts, and what it holds; to be copied."""

    cache: Path
    first: Outcome
    rows: Rows


@pytest.fixture(scope="module")
def begun(portal: PortalProcess, tmp_path_factory: pytest.TempPathFactory) -> Begun:
    portal.reset()
    cache = tmp_path_factory.mktemp("begun")
    first = run(portal, cache, FEW)
    assert first.status == "published"
    return Begun(cache, first, kept(cache, first))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault['kind']} {fault.get('change', {}).get('op', '')}")
def test_every_fault_gives_the_truth_or_the_last_snapshot(
    portal: PortalProcess, begun: Begun, tmp_path: Path, fault: dict[str, Any]
) -> None:
    check(portal, begun, tmp_path / "cache", [fault])


@pytest.mark.parametrize("seed", range(MIXTURES))
def test_mixtures_of_faults_and_changes(portal: PortalProcess, begun: Begun, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    check(portal, begun, tmp_path / "cache", chance.sample(FAULTS, 3))


def check(portal: PortalProcess, begun: Begun, cache: Path, faults: list[dict[str, Any]]) -> None:
    """Over a published snapshot and a changed portal: exactly its rows, or the snapshot before with a reason.

    A change that the publisher dates nowhere can only be seen by a full copy.
    """
    shutil.copytree(begun.cache, cache)
    first, before = begun.first, begun.rows
    portal.mutate(FEW, "delete", where="hash(pib_file_number) % 30 = 0")
    portal.mutate(FEW, "update", set={"shift": "'Night'"}, where="hash(pib_file_number) % 40 = 1")
    portal.log(clear=True)
    portal.faults(*faults)
    undated = any(not fault.get("change", {}).get("bump", True) for fault in faults)
    outcome = run(portal, cache, FEW, days=1, full=undated)
    requests = portal.log()
    assert len(requests) < 200
    refused = [request["query"] for request in requests if request["status"] == 400]
    assert len(refused) == len(set(refused))
    if outcome.status == "published":
        assert kept(cache, outcome) == truth(portal, FEW)
        assert kept(cache, first) == before
    else:
        assert (outcome.status, outcome.snapshot) == ("held", first.snapshot)
        assert outcome.reasons
        portal.faults()
        assert kept(cache, first) == before
