"""A level where the city left months out: read on the last day there is, empty where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

import ibis
import pytest
from ibis.backends.duckdb import Backend

from dashboard.answer.level import read, stands
from dashboard.answer.monthly import trend
from dashboard.answer.period import resolve
from dashboard.answer.shapes import Ask
from dashboard.catalog import CATALOG
from dashboard.data.warehouse import Warehouse
from dashboard.model import month_end
from dashboard.selection import Selection
from tests.support.answers import receipt

STAFFING = CATALOG.subject("staffing")
GAP = ("2024-11", "2025-09", "2025-10")


@dataclass(frozen=True)
class Engine:
    """What a question needs of a warehouse."""

    backend: Backend

    def run(self, expression: Any) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = self.backend.to_pyarrow(expression).to_pylist()
        return made


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    connection = ibis.duckdb.connect()
    yield Engine(connection)
    connection.disconnect()


def asked(engine: Engine, since: date, until: date) -> Ask:
    """Officers by month from 2024 to 2025, 100 and then one more each month, without the months of the gap."""
    ends = [month_end(date(2024 + index // 12, index % 12 + 1, 1)) for index in range(24)]
    rows = [
        {"month": datetime(end.year, end.month, end.day), "number": 100.0 + index}
        for index, end in enumerate(ends)
        if end.isoformat()[:7] not in GAP
    ]
    table = ibis.memtable(rows, schema={"month": "timestamp", "number": "float64"})
    of = receipt(date(2025, 12, 31), date(2024, 1, 31)).model_copy(update={"monthly": True, "settles_after": 0})
    period = resolve(Selection(since=since, until=until), of)
    assert period is not None
    warehouse, metric = cast(Warehouse, engine), STAFFING.metric("sworn")
    return read(
        Ask(warehouse, table, table, STAFFING, metric, Selection(since=since, until=until), of, period, (), None)
    )


def test_the_last_day_that_has_a_number_counts(engine: Engine) -> None:
    ask = asked(engine, date(2025, 6, 1), date(2025, 10, 31))
    found = stands(ask)
    assert found is not None
    assert (found.on, found.before_on, found.against) == (date(2025, 8, 31), date(2024, 10, 31), None)
    assert ask.counts() == [{"count": 119, "before": 109}]


def test_nothing_is_compared_with_a_period_without_numbers(engine: Engine) -> None:
    ask = asked(engine, date(2025, 11, 1), date(2025, 11, 30))
    assert ask.period.before is None
    assert ask.counts() == [{"count": 122, "before": None}]


def test_a_period_without_numbers_has_none(engine: Engine) -> None:
    ask = asked(engine, date(2025, 9, 1), date(2025, 10, 31))
    assert stands(ask) is None
    assert ask.counts() == [{"count": 0, "before": None}]


def test_a_month_without_a_number_is_empty_and_not_zero(engine: Engine) -> None:
    shaped = trend(asked(engine, date(2024, 6, 1), date(2025, 12, 31)))
    records = {str(record["month"])[:7]: record for record in shaped.records}
    assert [month for month, record in records.items() if record["count"] is None] == list(GAP)
    assert records["2025-11"]["before"] is None
    assert records["2025-12"]["before"] == 111
    assert all(record["last_12_months"] is None for record in records.values())
