"""Sums, levels, other dates: the queries against plain Python, over rows of any days and numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend

from dashboard.catalog import CATALOG
from dashboard.data import query
from dashboard.data.receipt import SubjectReceipt
from dashboard.model import Window, month_end, month_start, settled_through
from tests.support.answers import receipt
from tests.support.effort import examples

STAFFING = CATALOG.subject("staffing")
LEVEL, SUM = STAFFING.metric("sworn"), STAFFING.metric("officers-joined")
FIRST = date(2025, 1, 1)
days = st.integers(0, 150).map(lambda number: FIRST + timedelta(days=number))
rows = st.lists(st.tuples(days, st.integers(-50, 2000)), max_size=30)
windows = st.tuples(days, days).map(lambda pair: Window(min(pair), max(pair)))


@pytest.fixture(scope="module")
def engine() -> Iterator[Backend]:
    connection = ibis.duckdb.connect()
    yield connection
    connection.disconnect()


def table(found: list[tuple[date, int]]) -> Any:
    noon = [{"month": datetime(day.year, day.month, day.day, 12), "number": float(number)} for day, number in found]
    return ibis.memtable(noon, schema={"month": "timestamp", "number": "float64"})


def run(engine: Backend, expression: Any) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = engine.to_pyarrow(expression).to_pylist()
    return made


def one(engine: Backend, expression: Any) -> Any:
    (row,) = run(engine, expression)
    (value,) = row.values()
    return value


@settings(max_examples=examples(60), deadline=None)
@given(found=rows, window=windows)
def test_a_sum_is_of_the_days_of_the_period(engine: Backend, found: list[tuple[date, int]], window: Window) -> None:
    asked = table(found)
    told = one(engine, asked.aggregate(n=query.tally(asked, STAFFING, SUM, window)))
    assert told == sum(number for day, number in found if window.since <= day <= window.until)


@settings(max_examples=examples(60), deadline=None)
@given(found=rows, window=windows)
def test_a_level_is_read_on_the_last_day_that_has_one(
    engine: Backend, found: list[tuple[date, int]], window: Window
) -> None:
    asked = table(found)
    told = one(engine, asked.aggregate(day=query.last_day(asked, STAFFING, window)))
    assert told == max((day for day, _ in found if window.since <= day <= window.until), default=None)


@settings(max_examples=examples(60), deadline=None)
@given(found=rows)
def test_a_level_of_a_month_is_that_of_its_last_day(engine: Backend, found: list[tuple[date, int]]) -> None:
    asked = query.last_of_month(table(found), STAFFING)
    grouped = asked.group_by(month=query.month(asked, STAFFING)).aggregate(n=query.counted(asked, LEVEL))
    by_day: dict[date, int] = defaultdict(int)
    for day, number in found:
        by_day[day] += number
    last = {month_start(day): day for day in sorted(by_day)}
    told = {row["month"]: row["n"] for row in run(engine, grouped)}
    assert told == {month: by_day[day] for month, day in last.items()}


@settings(max_examples=examples(60), deadline=None)
@given(found=rows)
def test_rows_go_by_another_date_where_a_metric_says_so(engine: Backend, found: list[tuple[date, int]]) -> None:
    asked = table(found).mutate(ended=ibis.ifelse(ibis._.number > 0, ibis._.month + ibis.interval(days=3), ibis.null()))
    dated = query.dated(asked, STAFFING, replace(SUM, when="ended"))
    told = sorted(row["month"].date() for row in run(engine, dated))
    assert told == sorted(day + timedelta(days=3) for day, number in found if number > 0)
    assert query.dated(asked, STAFFING, SUM) is asked


def monthly(first: date, newest: date, settles_after: int = 0) -> SubjectReceipt:
    return receipt(newest, first).model_copy(update={"monthly": True, "settles_after": settles_after})


@given(pair=st.tuples(days, days), settles_after=st.integers(0, 60))
def test_figures_of_months_cover_whole_months(pair: tuple[date, date], settles_after: int) -> None:
    first, newest = min(pair), max(pair)
    made = monthly(first, newest, settles_after)
    assert made.coverage == Window(month_start(first), month_end(newest))
    assert made.settled == settled_through(month_end(newest), settles_after)


@pytest.mark.parametrize("day", [date(2026, 10, 1), date(2026, 10, 15), date(2026, 10, 31)])
def test_it_does_not_matter_which_day_of_the_month_a_city_writes(day: date) -> None:
    assert monthly(date(2020, 1, 1), day).settled == date(2026, 10, 31)
