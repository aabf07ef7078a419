"""A killed run goes on where it was, and only where nothing changed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from dashboard.data.portal import Portal, Unavailable
from dashboard.data.staging import stage
from tests.portal.conftest import DATASET
from tests.portal.reading import PAGE, client, rows_of
from tests.support.portal import TOKEN, PortalProcess

ROOT = Path(__file__).parents[2]
SMALL = 20
PAGES = 12


def kill_after(pages: int, url: str, folder: Path, late: bool) -> None:
    """Kill -9 a walk that holds ``pages`` pages; ``late``: while it fetches the next, else before it asks."""
    command = [sys.executable, "-m", "tests.portal.walker", url, DATASET, str(folder), str(SMALL)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as walker:
        assert walker.stdin
        assert walker.stdout
        for page in range(pages + 1):
            assert walker.stdout.readline().startswith(f"{page * SMALL} of ")
            if page < pages or late:
                walker.stdin.write("\n")
                walker.stdin.flush()
        walker.send_signal(signal.SIGKILL)
    assert walker.returncode == -signal.SIGKILL


def page_requests(local: PortalProcess) -> Counter[str]:
    """How often each page was asked for; the look at its tag alone not counted."""
    return Counter(
        entry["query"]
        for entry in local.log()
        if "$order" in entry["query"] and "if-none-match" not in entry["headers"]
    )


@pytest.mark.parametrize(("pages", "late"), [(0, False), (1, True), (5, False), (7, True), (11, True)])
def test_a_killed_walk_goes_on(pages: int, late: bool, local: PortalProcess, tmp_path: Path) -> None:
    kill_after(pages, local.url, tmp_path, late)
    kept = len(json.loads((tmp_path / "manifest.json").read_text())["pages"])
    assert kept in ({pages, pages + 1} if late else {pages})
    staged = stage(client(local.url, page_size=SMALL)[0], DATASET, tmp_path)
    assert (staged.reused_pages, staged.fetched_pages) == (kept, PAGES - kept)
    asked = page_requests(local)
    assert len(asked) == PAGES
    assert sum(asked.values()) <= PAGES + 1, "only the page under way at the kill may be fetched again"
    assert rows_of(staged) == local.truth(DATASET)
    assert {path.name for path in tmp_path.iterdir()} == {"manifest.json", *(path.name for path in staged.files)}


def interrupted(local: PortalProcess, folder: Path) -> None:
    """A walk that got two pages and then met an outage."""
    local.faults({"kind": "gateway", "after": 3, "match": {"path": "^/resource/"}})
    with pytest.raises(Unavailable):
        stage(client(local.url)[0], DATASET, folder)
    local.faults()
    local.log(clear=True)


def test_an_outage_keeps_the_pages_and_the_first_start(local: PortalProcess, tmp_path: Path) -> None:
    interrupted(local, tmp_path)
    portal, clock = client(local.url)
    clock.slept.append(3600)
    staged = stage(portal, DATASET, tmp_path)
    assert (staged.reused_pages, staged.fetched_pages) == (2, 2)
    assert portal.clock.now().timestamp() - staged.started_at.timestamp() > 3590
    assert rows_of(staged) == local.truth(DATASET)


def test_a_walk_that_is_stopped_waits_for_nothing(local: PortalProcess, tmp_path: Path) -> None:
    """As by Ctrl-C while the portal has asked the thread that reads ahead to wait: the pages are kept."""
    local.faults({"kind": "throttle", "retry_after": 300, "nth": 4, "match": {"path": "^/resource/"}})
    portal = Portal(local.url, token=TOKEN, page_size=PAGE, requests_per_second=1e6)

    def stopped(rows: int, total: int) -> None:
        if rows == 2 * PAGE:
            while not any(entry["status"] == 429 for entry in local.log()):
                pass
            raise KeyboardInterrupt

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        stage(portal, DATASET, tmp_path, progress=stopped)
    assert time.monotonic() - began < 60
    staged = stage(portal, DATASET, tmp_path)
    assert (staged.reused_pages, staged.fetched_pages) == (2, 2)


def test_a_whole_copy_is_not_fetched_again(local: PortalProcess, tmp_path: Path) -> None:
    stage(client(local.url)[0], DATASET, tmp_path)
    local.log(clear=True)
    staged = stage(client(local.url)[0], DATASET, tmp_path)
    assert (staged.reused_pages, staged.fetched_pages) == (4, 0)
    assert not page_requests(local)


@pytest.mark.parametrize("damage", ["cut", "gone", "manifest", "manifest of another", "half a manifest"])
def test_damaged_pages_are_fetched_again(damage: str, local: PortalProcess, tmp_path: Path) -> None:
    interrupted(local, tmp_path)
    page, manifest = tmp_path / "page-00001.parquet", tmp_path / "manifest.json"
    if damage == "cut":
        page.write_bytes(page.read_bytes()[:-1])
    elif damage == "gone":
        page.unlink()
    elif damage == "manifest":
        manifest.write_text("[]")
    elif damage == "manifest of another":
        manifest.write_text(manifest.read_text().replace(DATASET, "else-0000"))
    else:
        manifest.write_bytes(manifest.read_bytes()[:200])
    staged = stage(client(local.url)[0], DATASET, tmp_path)
    assert staged.reused_pages == (1 if damage in ("cut", "gone") else 0)
    assert rows_of(staged) == local.truth(DATASET)


@pytest.mark.parametrize(
    "change",
    [
        {"op": "insert", "sql": "SELECT '9' AS number"},
        {"op": "insert", "sql": "SELECT '9' AS number", "touch": False},
        {"op": "update", "set": {"narrative": "'x'"}},
        {"op": "update", "set": {"narrative": "'x'"}, "touch": False, "bump": False},
        {"op": "full_replace"},
        {"op": "rename_column", "column": "amount", "to": "sum"},
    ],
    ids=lambda change: f"{change['op']}, dated {change.get('touch', True)}",
)
def test_pages_from_before_a_change_are_not_used(
    change: dict[str, object], local: PortalProcess, tmp_path: Path
) -> None:
    interrupted(local, tmp_path)
    local.control({"action": "mutate", "dataset": DATASET, **change})
    staged = stage(client(local.url)[0], DATASET, tmp_path)
    assert staged.reused_pages == 0
    assert rows_of(staged) == local.truth(DATASET)


def test_another_page_size_begins_anew(local: PortalProcess, tmp_path: Path) -> None:
    interrupted(local, tmp_path)
    staged = stage(client(local.url, page_size=PAGE + 1)[0], DATASET, tmp_path)
    assert staged.reused_pages == 0
    assert rows_of(staged) == local.truth(DATASET)
