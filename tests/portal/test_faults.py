"""Every fault the local portal knows, alone: each row exactly once, or an error that says why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dashboard.data.portal import (
    Damaged,
    Gone,
    Moved,
    PortalError,
    Refused,
    SchemaChanged,
    Short,
    Stale,
    Unavailable,
    Unsettled,
)  # fmt: skip
from dashboard.data.staging.pull import WALKS, stage
from tests.portal.conftest import DATASET, OTHER
from tests.portal.reading import client, rows_of
from tests.support.portal import SERVE, PortalProcess

ROW_PATH = r"^/resource/|^/api/v3/"
PAGES = {"path": ROW_PATH, "query": "order"}
NOTHING_LISTENS = "127.0.0.1:9"


@dataclass(frozen=True)
class Case:
    """Faults, and what must come of them: None for all rows, else the error."""

    name: str
    faults: tuple[dict[str, Any], ...]
    outcome: type[PortalError] | None = None
    says: str = ""
    api: tuple[str, ...] = ("2", "3")


def one(kind: str, outcome: type[PortalError] | None = None, says: str = "", name: str = "", **fault: Any) -> Case:
    return Case(name or kind, ({"kind": kind, "match": {"path": ROW_PATH}, **fault},), outcome, says)


def change(op: str, outcome: type[PortalError] | None = None, says: str = "", name: str = "", **how: Any) -> Case:
    """A change just before the second page, which is the third row request."""
    told = {"dataset": DATASET, "op": op, **how}
    return one("mutate", outcome, says, name or f"mutate {op}", nth=3, change=told)


CASES = [
    one("throttle", retry_after=7, nth=[1, 3]),
    one("throttle", retry_after="date", seconds=30, nth=[2, 3], name="throttle until a date"),
    one("throttle", nth=[2, 4], name="throttle without header"),
    one("throttle", Unavailable, "429", name="throttle always"),
    one("throttle", Unavailable, "asked to wait 86400 s", retry_after=86400, name="throttle for a day"),
    one("accepted", count=2),
    one("accepted", Unavailable, "202", name="accepted always"),
    one("timeout", nth=[1, 2, 4]),
    one("timeout", Unavailable, "408", name="timeout always"),
    one("error", nth=[1, 3]),
    one("error", status=503, every=2, name="error 503 every other"),
    one("error", Unavailable, "500", name="error always"),
    one("error", Refused, "400 req.bad", status=400, code="req.bad", nth=2, name="error 400"),
    one("error", SchemaChanged, "columns have changed", status=400, code="query.soql.no-such-column", nth=2,
        name="error 400 no such column"),
    one("gateway", nth=[1, 3]),
    one("gateway", status=504, nth=2, name="gateway 504"),
    one("gateway", Unavailable, "502", name="gateway always"),
    one("forbidden", Gone, "private or withdrawn", nth=2),
    one("forbidden", Gone, "not yours", message="not yours", name="forbidden with a message"),
    one("html", nth=[1, 3]),
    one("html", Damaged, "HTML", name="html always"),
    one("object", nth=[1, 3]),
    one("object", Damaged, "", name="object always"),
    one("redirect", Moved, NOTHING_LISTENS, location=NOTHING_LISTENS, nth=2),
    one("redirect", Moved, "data.example.org", location="https://data.example.org", name="redirect to https"),
    one("slow_start", seconds=0.05, every=2),
    one("drip", bytes=20, seconds=0.005, total=60),
    *(one("truncate", mode=mode, after_rows=after, nth=2, name=f"truncate {mode} after {after}")
      for mode in ("clean", "eof", "reset") for after in (0, 3, 40)),
    *(one("truncate", Damaged, "", mode=mode, after_rows=5, name=f"truncate {mode} always")
      for mode in ("clean", "eof", "reset")),
    one("charset"),
    one("no_content_type"),
    one("bom"),
    one("header", headers={"X-Odd": "1"}),
    one("header", Stale, "behind the data", headers={"X-SODA2-Data-Out-Of-Date": "true"}, name="header out of date"),
    one("stale", nth=[1, 3]),
    one("stale", Stale, "behind the data", name="stale always"),
    one("empty_page", nth=[1, 3]),
    one("empty_page", Damaged, "", name="empty always"),
    Case("empty pages always", ({"kind": "empty_page", "match": PAGES},), Short, "empty page", api=("2",)),
    one("duplicate_page", nth=[2, 3, 5]),
    one("duplicate_page", name="duplicate always"),
    one("cap", rows=17, nth=[2, 4]),
    one("cap", rows=40, name="cap always"),
    one("cap", Damaged, "Set page_size", rows=2, name="cap at two rows"),
    change("insert", sql="SELECT '9' || number AS number FROM this LIMIT 7"),
    change("insert", sql="SELECT '9' || number AS number FROM this LIMIT 7", touch=False, name="insert, undated"),
    change("update", set={"narrative": "'changed'"}, where="number > '000100'"),
    change("update", set={"narrative": "'changed'"}, touch=False, name="update, undated"),
    change("update", set={"narrative": "'changed'"}, touch=False, bump=False, name="update, unmarked"),
    change("delete", where="number < '000050'"),
    change("delete", where="number < '000050'", touch=False, name="delete, undated"),
    change("full_replace"),
    change("rename_column", SchemaChanged, "narrative is gone", column="narrative", to="story"),
    change("drop_column", SchemaChanged, "narrative is gone", column="narrative"),
    change("reuse", SchemaChanged, "'Trees'", **{"from": OTHER}),
    change("private", Gone, "private"),
    change("vanish", Gone, "No such dataset"),
    change("stale", requests=2),
    change("touch"),
    change("touch_metadata"),
    Case("always changing", ({"kind": "mutate", "match": PAGES, "change": {
        "dataset": DATASET, "op": "touch"}},), Unsettled, "quieter hour", api=("2",)),
]  # fmt: skip
KINDS_CODE = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)


def documented() -> set[str]:
    """The kinds in the fault table of the portal's README."""
    text = (SERVE.parent / "README.md").read_text().partition("## Faults")[2].partition("## How it works")[0]
    return set(KINDS_CODE.findall(text))


def test_the_table_has_every_documented_fault(local: PortalProcess) -> None:
    assert {fault["kind"] for case in CASES for fault in case.faults} == documented()


def check_requests(log: list[dict[str, Any]], outcome: PortalError | None) -> None:
    """Bounded, and nothing refused sent again."""
    pages = 8 + 10 * 4
    assert len(log) <= 6 * (pages + 6) * WALKS
    refused = Counter((entry["path"], entry["query"]) for entry in log if entry["status"] == 400)
    assert all(times == 1 for times in refused.values()), refused
    assert sum(refused.values()) <= 1
    assert not refused or isinstance(outcome, PortalError)


def runs() -> Iterator[Any]:
    """Every case on SODA2; on SODA3 the first of each kind and every change."""
    seen: set[str] = set()
    for case in CASES:
        (kind,) = (fault["kind"] for fault in case.faults)
        new = kind not in seen or kind == "mutate"
        seen.add(kind)
        for api in case.api if new else ("2",):
            yield pytest.param(case, api, id=f"{case.name} v{api}")


@pytest.mark.parametrize(("case", "api"), list(runs()))
def test_fault(case: Case, api: str, local: PortalProcess, tmp_path: Path) -> None:
    local.faults(*case.faults)
    portal, clock = client(local.url, api=api)
    failure: PortalError | None = None
    try:
        staged = stage(portal, DATASET, tmp_path)
    except PortalError as problem:
        failure = problem
    log = local.log()
    check_requests(log, failure)
    assert sum(clock.slept) <= 6 * 60 * len(log)
    if case.outcome is None:
        assert failure is None, failure
        assert rows_of(staged) == local.truth(DATASET)
    else:
        assert type(failure) is case.outcome, failure
        assert case.says in str(failure)
        assert local.url in str(failure)
