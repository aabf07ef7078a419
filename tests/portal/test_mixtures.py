"""Seeded random mixtures of faults: each row exactly once, or an error; requests bounded; a 400 sent once."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from dashboard.data.portal import PortalError
from dashboard.data.staging import stage
from tests.portal.conftest import DATASET, OTHER
from tests.portal.reading import client, rows_of
from tests.portal.test_faults import check_requests
from tests.support.effort import examples
from tests.support.portal import PortalProcess

MIXTURES = 200
CHUNK = 20
MIXED_PAGE = 80

SIMPLE: tuple[dict[str, Any], ...] = (
    {"kind": "throttle"}, {"kind": "throttle", "retry_after": 3}, {"kind": "throttle", "retry_after": "date"},
    {"kind": "accepted"}, {"kind": "timeout"}, {"kind": "error"}, {"kind": "error", "status": 503},
    {"kind": "error", "status": 400}, {"kind": "gateway"}, {"kind": "gateway", "status": 504}, {"kind": "forbidden"},
    {"kind": "html"}, {"kind": "object"}, {"kind": "redirect", "location": "127.0.0.1:9"},
    {"kind": "slow_start", "seconds": 0.005}, {"kind": "drip", "bytes": 9, "seconds": 0.001, "total": 30},
    {"kind": "truncate", "after_rows": 0}, {"kind": "truncate", "after_rows": 9, "mode": "eof"},
    {"kind": "truncate", "after_rows": 30, "mode": "clean"}, {"kind": "truncate", "after_rows": 2, "mode": "reset"},
    {"kind": "charset"}, {"kind": "no_content_type"}, {"kind": "bom"}, {"kind": "stale"}, {"kind": "empty_page"},
    {"kind": "duplicate_page"}, {"kind": "cap", "rows": 11}, {"kind": "cap", "rows": 1},
    {"kind": "header", "headers": {"ETag": '"odd"'}},
)  # fmt: skip
CHANGES: tuple[dict[str, Any], ...] = (
    {"op": "insert", "sql": "SELECT '7' || number AS number, narrative FROM this LIMIT 5"},
    {"op": "insert", "sql": "SELECT '8' || number AS number FROM this LIMIT 90", "touch": False},
    {"op": "update", "set": {"narrative": "narrative || 'x'"}, "where": "number LIKE '%3'"},
    {"op": "update", "set": {"narrative": "upper(narrative)"}, "touch": False, "bump": False},
    {"op": "delete", "where": "number LIKE '%4'"}, {"op": "delete", "where": "number LIKE '%5'", "touch": False},
    {"op": "full_replace"}, {"op": "rename_column", "column": "amount", "to": "sum"},
    {"op": "drop_column", "column": "amount"}, {"op": "reuse", "from": OTHER}, {"op": "private"}, {"op": "vanish"},
    {"op": "stale", "requests": 3}, {"op": "touch"}, {"op": "touch_metadata"},
)  # fmt: skip


def mixture(chance: random.Random) -> list[dict[str, Any]]:
    """One to four faults, each on some of the requests."""
    return [fault(chance) for _ in range(chance.randint(1, 4))]


def fault(chance: random.Random) -> dict[str, Any]:
    if chance.random() < 0.3:
        told = {"dataset": DATASET, **chance.choice(CHANGES)}
        return {"kind": "mutate", "change": told, "nth": chance.randint(1, 9), "count": 1}
    schedules: list[dict[str, Any]] = [
        {"nth": sorted(chance.sample(range(1, 12), 3))},
        {"every": chance.randint(2, 4)},
        {"p": chance.choice([0.1, 0.3, 0.5]), "seed": chance.randrange(1000)},
        {"after": chance.randint(0, 6), "count": chance.randint(1, 4)},
    ]
    where = chance.choice(["", "^/resource/|^/api/v3", "^/api/views"])
    return {**chance.choice(SIMPLE), **chance.choice(schedules), "match": {"path": where}}


@pytest.mark.parametrize("first", range(0, MIXTURES, CHUNK))
def test_mixtures(first: int, local: PortalProcess, tmp_path: Path) -> None:
    for seed in random.sample(range(first, first + CHUNK), examples(CHUNK)):
        local.reset()
        check_mixture(random.Random(seed), local, tmp_path / str(seed))


def check_mixture(chance: random.Random, local: PortalProcess, folder: Path) -> None:
    """``chance`` is seeded; the folder is named by the seed."""
    faults = mixture(chance)
    local.faults(*faults)
    portal, _ = client(local.url, api=chance.choice("23"), page_size=MIXED_PAGE)
    failure: PortalError | None = None
    try:
        staged = stage(portal, DATASET, folder)
    except PortalError as problem:
        failure = problem
    check_requests(local.log(), failure)
    told = (folder.name, faults)
    if failure is None:
        assert rows_of(staged) == local.truth(DATASET), told
    else:
        assert local.url in str(failure), told
        assert len(str(failure)) > len(local.url) + 40
