"""Walks over portals that behave unlike the local one."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from dashboard.data.portal import Damaged, Short, Unsettled
from dashboard.data.staging import stage
from tests.portal.conftest import DATASET
from tests.portal.odd import OddPortal, odd
from tests.portal.reading import ask, client

SYSTEM = (":id", ":created_at", ":updated_at", ":version")


def test_an_order_that_is_not_that_of_the_text(tmp_path: Path) -> None:
    portal = OddPortal()
    with odd(portal) as running:
        staged = stage(client(running.url, page_size=9)[0], DATASET, tmp_path)
    assert [row for (row,) in ask(staged, '":id"')] == portal.ids


def test_ids_that_come_again_are_never_taken(tmp_path: Path) -> None:
    portal = OddPortal(40)
    portal.ids[33] = portal.ids[3]
    with odd(portal) as running, pytest.raises((Unsettled, Damaged)):
        stage(client(running.url, page_size=9)[0], DATASET, tmp_path)


def test_regions_and_versions_come_and_go(tmp_path: Path) -> None:
    portal = OddPortal(20)
    portal.fields = ["name", ":id", ":updated_at", ":@computed_region_aaaa_bbbb"]
    with odd(portal) as running:
        staged = stage(client(running.url, page_size=9)[0], DATASET, tmp_path)
    assert staged.columns == ("name", ":@computed_region_aaaa_bbbb")
    assert staged.header == (*SYSTEM, *staged.columns)
    assert set(ask(staged, '":version", name, ":@computed_region_aaaa_bbbb"')) == {(None, "x", "x")}


@pytest.mark.parametrize("first", [True, False])
def test_a_region_that_only_some_pages_have(first: bool, tmp_path: Path) -> None:
    portal, plain, region = OddPortal(27), OddPortal().fields, ":@computed_region_aaaa_bbbb"

    def tag() -> str:
        portal.fields = [*plain, region] if (portal.pages % 2 == 0) is first else plain
        return ""

    portal.tag = tag
    with odd(portal) as running:
        staged = stage(client(running.url, page_size=9)[0], DATASET, tmp_path)
    assert staged.header == ((*SYSTEM, "name", region) if first else (*SYSTEM, "name"))
    assert len(ask(staged, '":id"')) == 27
    assert len({row for (row,) in ask(staged, "name")}) == 1
    files = [duckdb.read_parquet(str(path)) for path in staged.files]
    hashes = {found for page in files for (found,) in page.project("_hash").fetchall()}
    assert len(hashes) == 1, "a computed region is no part of what a row says"


def test_a_column_the_metadata_does_not_know(tmp_path: Path) -> None:
    portal = OddPortal(20)
    portal.fields = [*portal.fields, "surprise"]
    with odd(portal) as running, pytest.raises(Damaged, match="other columns than the metadata: surprise"):
        stage(client(running.url, page_size=9)[0], DATASET, tmp_path)


def test_a_tag_that_is_new_each_time_does_not_stop_a_walk(tmp_path: Path) -> None:
    portal = OddPortal(20)
    count = iter(range(1000))
    portal.tag = lambda: f'"{next(count)}"'
    with odd(portal) as running:
        assert stage(client(running.url, page_size=9)[0], DATASET, tmp_path).rows == 20


def test_no_tag_at_all(tmp_path: Path) -> None:
    portal = OddPortal(20)
    portal.tag = lambda: ""
    with odd(portal) as running:
        assert stage(client(running.url, page_size=9)[0], DATASET, tmp_path).rows == 20
    assert len([asked for asked in running.asked if "$order" in asked.query]) == 3


@pytest.mark.parametrize("at", [1, 3, 5])
@pytest.mark.parametrize("damage", ["a cell missing inside", "a row twice", "an older page", "no id"])
def test_a_page_damaged_inside_is_fetched_again(damage: str, at: int, tmp_path: Path) -> None:
    portal = OddPortal(44)
    first: list[list[str]] = []

    def spoil(number: int, rows: list[list[str]]) -> list[list[str]]:
        if number == 1:
            first.extend(rows)
        if number != at:
            return rows
        if damage == "a cell missing inside":
            return [rows[0], rows[1][:-1], *rows[2:]]
        if damage == "a row twice":
            return [rows[0], *rows]
        if damage == "no id":
            return [["", *rows[0][1:]], *rows[1:]]
        return first if at > 1 else rows[:0]

    portal.spoil = spoil
    with odd(portal) as running:
        staged = stage(client(running.url, page_size=9)[0], DATASET, tmp_path)
    assert [row for (row,) in ask(staged, '":id"')] == portal.ids
    assert portal.pages <= 5 + 2


def test_a_portal_that_ignores_the_limit(tmp_path: Path) -> None:
    portal = OddPortal(40)
    portal.rows = lambda asked: [[row, *"xxxx"] for row in portal.ids]  # type: ignore[method-assign]
    with odd(portal) as running, pytest.raises(Damaged, match="40 rows where 9 were asked for"):
        stage(client(running.url, page_size=9)[0], DATASET, tmp_path)
    assert portal.pages <= 1 + 2 * 6


def test_fewer_rows_than_are_counted(tmp_path: Path) -> None:
    portal = OddPortal(40)
    portal.spoil = lambda number, rows: [row for row in rows if row[0] != portal.ids[-1]]
    with odd(portal) as running, pytest.raises(Short, match="empty page where rows are missing"):
        stage(client(running.url, page_size=9)[0], DATASET, tmp_path)
    portal.spoil = lambda number, rows: rows
    with odd(portal) as running:
        assert stage(client(running.url, page_size=9)[0], DATASET, tmp_path).rows == 40
