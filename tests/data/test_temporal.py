"""Temporal truth: whatever the publisher does, every kept snapshot gives back what the portal held when it was made."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from dashboard.cities.schema import City
from dashboard.data.canonical import counting
from dashboard.data.warehouse import Warehouse
from tests.data.changing import ChangingPortal, city, held
from tests.support.effort import examples

EXAMPLES = int(os.environ.get("TEMPORAL_EXAMPLES", examples(9)))
MAPPINGS = (
    {"homicide": ["MURDER"], "larceny": ["THEFT"], "aggravated_assault": ["ASSAULT"]},
    {"homicide": ["MURDER"], "larceny": ["THEFT", "LITTERING"]},
    {"larceny": ["*"]},
)
Rows = Counter[tuple[str | None, ...]]


def offenses(rows: Rows, codes: dict[str, list[str]]) -> Counter[str]:
    """What a mapping makes of the offense of every row: the model of the canonical rows."""

    def code(value: str | None) -> str:
        fits = (key for key, listed in codes.items() if value in listed or "*" in listed)
        return next(fits, "other")

    counts: Counter[str] = Counter()
    for row, count in published(rows).items():
        counts[code(row[2])] += count
    return counts


def unmapped(rows: Rows, codes: dict[str, list[str]]) -> Counter[str | None]:
    """The published offenses that no code names."""
    named = {value for listed in codes.values() for value in listed}
    odd: Counter[str | None] = Counter()
    for row, count in published(rows).items():
        odd[row[2]] += count if not named & {row[2], "*"} else 0
    return +odd


def published(rows: Rows) -> Rows:
    """Rows with a date; the others are rejected."""
    return Counter({row: count for row, count in rows.items() if row[1] is not None})


def outermost(rows: Rows) -> tuple[str, str]:
    """The first and the newest moment of published rows."""
    moments = [str(row[1]) for row in published(rows)]
    return min(moments), max(moments)


def nulls(rows: Rows) -> int:
    """Published rows without a district."""
    return sum(count for row, count in published(rows).items() if row[3] is None)


def duplicates(rows: Rows) -> int:
    """Rows beyond the first of each number."""
    return rows.total() - len({row[0] for row in rows})


class Portal(RuleBasedStateMachine):
    """A publisher and a refresher; ``truths`` is the model: what every snapshot must give back."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.cache = Path(tempfile.mkdtemp())
        self.stack.callback(shutil.rmtree, self.cache)
        self.portal = self.stack.enter_context(ChangingPortal())
        self.portal.insert(6)
        self.codes, self.key, self.small = MAPPINGS[0], False, counting.SMALL
        self.truths: dict[str, tuple[Rows, dict[str, list[str]], int]] = {}

    def teardown(self) -> None:
        self.every_snapshot_is_what_it_was()
        self.stack.close()

    @property
    def told(self) -> City:
        history = {"compact_files": 6, "reconcile_days": 1, "full_days": 3, "overlap_minutes": 2}
        return city(codes={"offense": self.codes}, key="number" if self.key else None, history=history)

    @rule(count=st.integers(1, 4))
    def insert(self, count: int) -> None:
        self.portal.insert(count)

    @precondition(lambda self: self.portal.ids)
    @rule(data=st.data(), offense=st.sampled_from(["THEFT", "ASSAULT", "MURDER", "LITTERING"]))
    def update(self, data: st.DataObject, offense: str) -> None:
        chosen = data.draw(st.lists(st.sampled_from(self.portal.ids), min_size=1, max_size=3))
        self.portal.update(chosen, offense=offense)

    @precondition(lambda self: self.portal.ids)
    @rule(data=st.data(), happened=st.sampled_from([None, "2026-05-02T10:00:00"]))
    def date_anew(self, data: st.DataObject, happened: str | None) -> None:
        chosen = data.draw(st.lists(st.sampled_from(self.portal.ids[1:] or self.portal.ids), min_size=1, max_size=2))
        self.portal.update(chosen, happened=happened)

    @precondition(lambda self: len(self.portal.ids) > 3)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        self.portal.delete(data.draw(st.lists(st.sampled_from(self.portal.ids), min_size=1, max_size=2, unique=True)))

    @rule()
    def replace_all(self) -> None:
        self.portal.replace_all()

    @rule(mapping=st.sampled_from(MAPPINGS))
    def edit_mapping(self, mapping: dict[str, list[str]]) -> None:
        self.codes = mapping

    @rule()
    def declare_key(self) -> None:
        self.key = not self.key

    @rule(small=st.sampled_from([0.05, 0.7]))
    def call_more_changes_small(self, small: float) -> None:
        self.small = small

    @precondition(lambda self: bool(published(self.portal.truth())))
    @rule(days=st.sampled_from([0, 0, 1, 2, 5]))
    def refresh(self, days: int) -> None:
        self.portal.store.now += timedelta(days=days)
        before, known = len(self.truths), next(reversed(self.truths.values()), None)
        with mock.patch.object(counting, "SMALL", self.small):
            outcome = self.portal.refresh(self.cache, self.told)
        rows = self.portal.truth()
        truth = (rows, self.codes, duplicates(rows) if self.key else 0)
        counts = offenses(rows, self.codes)
        assert outcome.status == ("unchanged" if truth == known else "published"), outcome.reasons
        assert outcome.snapshot is not None
        self.truths[outcome.snapshot.id] = truth
        assert len(self.truths) == before + (outcome.status == "published")
        receipt = outcome.snapshot.subjects["incidents"]
        kept = published(rows).total()
        assert (receipt.source_rows, receipt.published_rows) == (rows.total(), kept)
        assert sum(receipt.rejected.values()) == rows.total() - kept
        assert receipt.unmapped.get("offense", {}) == unmapped(rows, self.codes)
        assert receipt.first is not None
        assert [str(receipt.first), str(receipt.newest)] == [told[:10] for told in outermost(rows)]
        assert {one.key: one.records for one in receipt.values["offense"] if one.records} == counts
        assert receipt.nulls.get("district", 0) == pytest.approx(nulls(rows) / kept)
        assert receipt.duplicate_keys == truth[2]

    @rule()
    def every_snapshot_is_what_it_was(self) -> None:
        warehouse = Warehouse(self.told, self.cache)
        for snapshot in warehouse.snapshots():
            rows, codes, _ = self.truths[snapshot.id]
            assert held(self.cache, self.told, snapshot.id, self.portal.store.fields) == rows
            table = warehouse.table("incidents", snapshot)
            counted = warehouse.run(table.group_by("offense").aggregate(n=table.count()))
            assert {row["offense"]: row["n"] for row in counted} == offenses(rows, codes)
        warehouse.close()


TestTemporal = Portal.TestCase
TestTemporal.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
