"""The checks before a publish, as values: each limit at, below and above its edge."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from dashboard.cities.schema import Checks, Dataset
from dashboard.data.quality import findings, identity
from dashboard.data.receipt import SubjectReceipt

BASE: dict[str, Any] = {
    "subject": "incidents", "dataset": "abcd-1234", "name": "Crimes", "portal": "https://x.gov", "publisher": "Police",
    "unit": "incident", "source_rows": 1000, "published_rows": 1000, "columns": ("occurred_at",),
    "first": date(2020, 1, 1), "newest": date(2026, 6, 30), "covers_from": date(2020, 1, 1), "settles_after": 14,
    "fetched_at": datetime(2026, 7, 1, tzinfo=UTC), "mapping": {}, "mapping_hash": "m",
}  # fmt: skip
DATASET = Dataset(
    dataset="abcd-1234", name="Crimes", publisher="Police", unit="incident", key="id", covers_from=date(2020, 1, 1),
    columns={"occurred_at": "date"}, checks=Checks(),
)  # fmt: skip


def told(**changes: Any) -> SubjectReceipt:
    return SubjectReceipt(**(BASE | changes))


@pytest.mark.parametrize(
    ("good", "bad", "words"),
    [
        ({"source_rows": 900}, {"source_rows": 899}, "rows fell from 1,000 to 899 (by 10.1%); at most 10.0%"),
        ({"newest": date(2026, 6, 23)}, {"newest": date(2026, 6, 22)}, "went back from 2026-06-30 to 2026-06-22"),
        (
            {"source_rows": 1000, "rejected": {"no date": 20}},
            {"source_rows": 1000, "rejected": {"no date": 21}},
            "rejected rows rose from 0.0% to 2.1% (no date 21)",
        ),
        (
            {"source_rows": 1000, "rejected": {"no date": 20}},
            {"source_rows": 1000, "rejected": {"no date": 30, "in the future": 30}},
            "6.0% of rows are rejected (no date 30, in the future 30); at most 5.0%",
        ),
        ({"nulls": {"block": 0.1}}, {"nulls": {"block": 0.11}}, "rows without block rose from 0.0% to 11.0%"),
        (
            {"unmapped": {"offense": {"X": 50}}},
            {"unmapped": {"offense": {"X": 51}}},
            "5.1% of rows have a value of offense that no code fits (X 51)",
        ),
        ({"duplicate_keys": 10}, {"duplicate_keys": 11}, "11 rows repeat a value of id"),
        ({}, {"published_rows": 0}, "no usable rows among 1,000"),
    ],
)
def test_each_limit_at_its_edge(good: dict[str, Any], bad: dict[str, Any], words: str) -> None:
    assert findings(told(**good), told(), DATASET) == []
    found = findings(told(**bad), told(), DATASET)
    assert [finding for finding in found if words in finding.told]
    assert all(finding.told.startswith("incidents (abcd-1234): ") for finding in found)


def test_limits_against_the_last_snapshot_need_one_of_the_same_dataset() -> None:
    few = told(source_rows=10, published_rows=10, newest=date(2021, 1, 1))
    assert findings(few, None, DATASET) == []
    assert findings(few, told(dataset="othe-r000"), DATASET) == []


def test_nulls_of_another_mapping_are_not_compared() -> None:
    assert findings(told(nulls={"block": 0.9}, mapping_hash="n"), told(), DATASET) == []


@pytest.mark.parametrize(
    ("name", "columns", "words"),
    [
        ("Crimes", {"date": "text", "id": "text"}, []),
        (" Crimes ", {"date": "text", "id": "text", "new": "text"}, []),
        ("Trees", {"date": "text", "id": "text"}, ["calls this dataset 'Trees', the city file 'Crimes'"]),
        ("Crimes", {"date": "text"}, ["no longer has column id"]),
        ("Crimes", {"date": "number", "id": "text"}, ["column date was text and is now number"]),
        ("Crimes", {}, ["no longer has columns date, id"]),
    ],
)
def test_identity_of_a_dataset(name: str, columns: dict[str, str], words: list[str]) -> None:
    found = identity("incidents", DATASET, {"Crimes"}, name, columns, {"date": "text", "id": "text"})
    assert len(found) == len(words)
    assert all(word in finding.told for word, finding in zip(words, found, strict=True))
