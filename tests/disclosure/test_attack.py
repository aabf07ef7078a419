"""No hidden count can be worked out to less than three, from all tables that the site serves, of two snapshots at once.

The attack asks over HTTP and solves linear programs; it knows nothing of how
counts are hidden. The same attack does break weaker ways of hiding.
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from tests.disclosure.conftest import DAYS, again, snapshots, weak
from tests.support.attacked import attacked
from tests.support.effort import CI, THOROUGH, declared, some

pytestmark = pytest.mark.slow

ODD = (
    "&since=2024-05-01",
    "&until=2025-06-30",
    "&since=2023-07-01&until=2025-02-03",
    "&since=2026-10-01&until=2026-10-31",
    "&district=Harbor",
    "&offense=robbery&since=2022-01-01&until=2025-12-31",
    "&compare=year&measure=rate",
)
SUBJECTS = {"arrests", "complaints", "force", "victims"}
PAIRS = list(combinations(range(len(DAYS)), 2))


def test_no_hidden_count_of_a_snapshot_can_be_worked_out(sample_cache: Path) -> None:
    found = list(attacked(sample_cache, "sample", snapshots(sample_cache)[-1], free=declared(ODD)))
    assert {one.subject for one in found} >= SUBJECTS
    assert all(one.hidden > 20 and len(one.tables) >= 12 for one in found), "the attack has something to find out"
    assert [breach for one in found for breach in one.breaches] == []


@pytest.mark.parametrize("pair", PAIRS if THOROUGH else PAIRS[1:2] if CI else some(PAIRS)[:1])
def test_nor_from_two_snapshots_together(months: Path, pair: tuple[int, int]) -> None:
    kept = snapshots(months)
    found = list(attacked(months, "sample", *(kept[one] for one in pair)))
    assert sum(one.hidden for one in found) > 300
    assert [breach for one in found for breach in one.breaches] == []


@pytest.mark.parametrize("alone", declared((False, True)), ids=lambda alone: "by itself" if alone else "small only")
def test_the_attack_breaks_weaker_hiding(
    months: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: bool
) -> None:
    with weak(monkeypatch, alone=alone):
        cache = again(months, tmp_path / "weak")
    (found,) = attacked(cache, "sample", snapshots(cache)[-1], only="victims")
    assert len(found.breaches) >= (1 if alone else 30)


def test_the_attack_breaks_tables_that_are_made_anew_with_every_snapshot(months: Path, tmp_path: Path) -> None:
    cache = again(months, tmp_path / "anew")
    first, *_, last = snapshots(cache)
    (found,) = attacked(cache, "sample", first, last, only="victims")
    assert found.breaches
