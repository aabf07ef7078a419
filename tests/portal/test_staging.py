"""Staged rows: exact text, whole deltas, ids, empty datasets, odd portals, full disks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from dashboard.data.portal import NotStaged, SchemaChanged
from dashboard.data.staging import stage, stage_delta, stage_ids
from tests.portal.conftest import DATASET, EMPTY, OTHER, ROWS, TEXTS
from tests.portal.reading import PAGE, ask, client, rows_of
from tests.support.portal import PortalProcess

API = pytest.mark.parametrize("api", ["2", "3"])
SYSTEM = (":id", ":created_at", ":updated_at", ":version")


@API
def test_every_row_as_served(api: str, local: PortalProcess, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    portal, _ = client(local.url, api=api)
    staged = stage(portal, DATASET, tmp_path / "a", progress=lambda rows, total: seen.append((rows, total)))
    assert rows_of(staged) == local.truth(DATASET)
    assert (staged.rows, staged.fetched_pages, staged.reused_pages) == (ROWS, 4, 0)
    assert seen == [(n, ROWS) for n in (0, 60, 120, 180, 230)]
    assert staged.header == SYSTEM + staged.columns
    assert staged.columns == ("number", "narrative", "amount", "closed", "seen", "place")
    files = [duckdb.read_parquet(str(path)).columns for path in staged.files]
    assert all(tuple(columns) == (*staged.header, "_hash") for columns in files)


def test_text_survives(local: PortalProcess, tmp_path: Path) -> None:
    staged = stage(client(local.url)[0], DATASET, tmp_path)
    found = {row[0]: row[1] for row in ask(staged, "number, narrative")}
    assert found == {f"{i:06d}": TEXTS[i % len(TEXTS)] or None for i in range(ROWS)}
    assert {type(value) for row in ask(staged, "*") for value in row} == {str, type(None)}


def test_the_watermark_is_before_the_first_request(local: PortalProcess, tmp_path: Path) -> None:
    portal, _ = client(local.url)
    before = datetime.now(UTC)
    staged = stage(portal, DATASET, tmp_path)
    assert before - timedelta(seconds=1) <= staged.started_at
    assert staged.started_at.timestamp() <= local.log()[0]["time"]


def test_an_empty_dataset(local: PortalProcess, tmp_path: Path) -> None:
    staged = stage(client(local.url)[0], EMPTY, tmp_path)
    assert (staged.rows, staged.files, staged.columns) == (0, (), ("tree", "kind"))
    assert ask(staged, "*") == []


@API
def test_delta_through_a_shared_stamp(api: str, local: PortalProcess, tmp_path: Path) -> None:
    """230 rows on three days: the pages of 60 are cut inside a stamp."""
    portal, _ = client(local.url, api=api)
    truth = local.truth(DATASET)
    for day, expected in ((1, 230), (2, 153), (3, 76), (4, 0)):
        since = datetime(2026, 9, day, tzinfo=UTC)
        staged = stage_delta(portal, DATASET, tmp_path / str(day), since=since)
        assert staged.rows == expected
        wanted = since.isoformat()[:19]
        late = {row: n for row, n in truth.items() if (dict(row)[":updated_at"] or "") >= wanted}
        assert rows_of(staged) == late
        assert staged.header[: len(SYSTEM)] == SYSTEM


def test_delta_has_what_changed_and_nothing_else(local: PortalProcess, tmp_path: Path) -> None:
    portal, _ = client(local.url)
    start = stage(portal, DATASET, tmp_path / "full").started_at
    local.mutate(DATASET, "update", set={"narrative": "'new'"}, where="number < '000090'")
    local.mutate(DATASET, "insert", sql="SELECT '9' || number AS number FROM this LIMIT 5")
    local.mutate(DATASET, "delete", where="number = '000100'")
    staged = stage_delta(portal, DATASET, tmp_path / "delta", since=start)
    assert staged.rows == staged.source_count == 95


@pytest.mark.parametrize("fault", ["duplicate_page", "stale", "empty_page", "truncate", "html"])
def test_delta_through_faults(fault: str, local: PortalProcess, tmp_path: Path) -> None:
    local.faults({"kind": fault, "nth": [2, 4, 5], "match": {"path": "^/resource/"}})
    staged = stage_delta(client(local.url)[0], DATASET, tmp_path, since=datetime(2026, 9, 2, tzinfo=UTC))
    assert staged.rows == 153
    assert ask(staged, 'count(DISTINCT ":id")') == [(153,)]


@API
def test_ids(api: str, local: PortalProcess, tmp_path: Path) -> None:
    staged = stage_ids(client(local.url, api=api)[0], DATASET, tmp_path)
    assert (staged.header, staged.columns, staged.rows) == ((":id", ":updated_at"), (), ROWS)
    truth = {(dict(row)[":id"], dict(row)[":updated_at"]) for row in local.truth(DATASET)}
    assert set(ask(staged, "*")) == truth


def test_other_data_than_expected(local: PortalProcess, tmp_path: Path) -> None:
    portal, _ = client(local.url)
    pinned = portal.metadata(DATASET)
    assert stage(portal, DATASET, tmp_path, expected=pinned).rows == ROWS
    local.mutate(DATASET, "reuse", **{"from": OTHER})
    with pytest.raises(SchemaChanged, match="the name was 'Reports' and is 'Trees'"):
        stage(portal, DATASET, tmp_path, expected=pinned)


def test_a_folder_that_cannot_be_written(local: PortalProcess, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(NotStaged, match="Free disk space"):
        stage(client(local.url)[0], DATASET, tmp_path / "file" / "pages")


def test_a_page_of_one_huge_line(local: PortalProcess, tmp_path: Path) -> None:
    local.mutate(DATASET, "update", set={"narrative": "repeat('ab\nc', 1000000)"}, where="number = '000009'")
    staged = stage(client(local.url)[0], DATASET, tmp_path)
    assert ask(staged, "max(length(narrative))") == [(4_000_000,)]
    assert staged.rows == ROWS


def test_a_walk_asks_no_more_than_it_must(local: PortalProcess, tmp_path: Path) -> None:
    stage(client(local.url)[0], DATASET, tmp_path)
    log = local.log()
    assert [entry["status"] for entry in log] == [200] * 7 + [304, 304]
    assert len([entry for entry in log if f"$limit={PAGE}" in entry["query"]]) == 5


def test_a_walk_over_changed_data_ends_early(local: PortalProcess, tmp_path: Path) -> None:
    told = {"dataset": DATASET, "op": "full_replace"}
    local.faults({"kind": "mutate", "nth": 4, "match": {"path": "^/resource/"}, "change": told})
    staged = stage(client(local.url, page_size=20)[0], DATASET, tmp_path)
    assert rows_of(staged) == local.truth(DATASET)
    assert len([entry for entry in local.log() if "$limit=20" in entry["query"]]) <= 4 + 12 + 1
