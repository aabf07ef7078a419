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
from dashboard.data import counting
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
    for row, count in rows.items():
        counts[code(row[2])] += count
    return counts


def nulls(rows: Rows) -> int:
    """Rows without a district."""
    return sum(count for row, count in rows.items() if row[3] is None)


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
        assert receipt.source_rows == receipt.published_rows == truth[0].total()
        assert {one.key: one.records for one in receipt.values["offense"] if one.records} == counts
        assert receipt.nulls.get("district", 0) == pytest.approx(nulls(truth[0]) / truth[0].total())
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
