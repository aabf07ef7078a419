"""Months and periods: arithmetic of whole calendar units."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.model import Kind, Window, add_months, last_months, month_end, month_start, settled_through

days = st.dates(date(1950, 1, 1), date(2080, 12, 31))
windows = st.tuples(days, days).map(lambda pair: Window(min(pair), max(pair)))


@pytest.mark.parametrize(
    ("day", "months", "moved"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), -48, date(2020, 2, 29)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
    ],
)
def test_months_are_added_by_the_calendar(day: date, months: int, moved: date) -> None:
    assert add_months(day, months) == moved


@given(days, st.integers(-240, 240))
def test_moving_by_months_moves_the_month_by_as_many(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == min(day.day, month_end(moved).day)


@given(days)
def test_a_month_lies_between_its_ends(day: date) -> None:
    assert month_start(day) <= day <= month_end(day)
    assert (month_end(day) + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("newest", "settles_after", "settled"),
    [
        (date(2026, 11, 19), 14, date(2026, 10, 31)),
        (date(2026, 11, 13), 14, date(2026, 9, 30)),
        (date(2026, 11, 14), 14, date(2026, 10, 31)),
        (date(2021, 7, 13), 40, date(2021, 5, 31)),
        (date(2024, 3, 1), 1, date(2024, 2, 29)),
        (date(2024, 3, 31), 0, date(2024, 3, 31)),
    ],
)
def test_settled_means_a_month_end_old_enough(newest: date, settles_after: int, settled: date) -> None:
    assert settled_through(newest, settles_after) == settled


@given(days, st.integers(0, 120))
def test_the_settled_day_is_the_last_month_end_that_is_old_enough(newest: date, settles_after: int) -> None:
    settled = settled_through(newest, settles_after)
    following = month_end(settled + timedelta(days=1))
    assert settled == month_end(settled)
    assert (newest - settled).days >= settles_after > (newest - following).days


def test_a_period_may_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match=r"2026-01-01.*2026-01-02"):
        Window(date(2026, 1, 2), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("window", "earlier"),
    [
        ((date(2024, 2, 1), date(2024, 2, 29)), (date(2023, 2, 1), date(2023, 2, 28))),
        ((date(2025, 2, 1), date(2025, 2, 28)), (date(2024, 2, 1), date(2024, 2, 29))),
        ((date(2024, 3, 1), date(2025, 2, 28)), (date(2023, 3, 1), date(2024, 2, 29))),
        ((date(2024, 2, 10), date(2024, 2, 29)), (date(2023, 2, 10), date(2023, 2, 28))),
    ],
)
def test_a_year_earlier_keeps_whole_months(window: tuple[date, date], earlier: tuple[date, date]) -> None:
    assert Window(*window).earlier(1) == Window(*earlier)


@given(windows, st.integers(1, 20))
def test_earlier_keeps_whole_months_and_their_number(window: Window, years: int) -> None:
    earlier = window.earlier(years)
    assert earlier.months == window.months
    assert earlier.until < window.until
    if window.whole_months:
        assert earlier.whole_months


@given(windows)
def test_days_count_both_ends(window: Window) -> None:
    assert window.days >= 1
    assert window.since + timedelta(days=window.days - 1) == window.until


@given(windows, windows, days)
def test_within_is_the_part_that_both_have(one: Window, other: Window, day: date) -> None:
    def holds(window: Window | None) -> bool:
        return window is not None and window.since <= day <= window.until

    assert holds(one.within(other)) == (holds(one) and holds(other))
    assert one.within(other) == other.within(one)


@given(days.map(month_end), st.integers(1, 120))
def test_last_months_are_whole_and_as_many_as_asked(until: date, months: int) -> None:
    window = last_months(until, months)
    assert window.whole_months
    assert (window.months, window.until) == (months, until)


def test_every_kind_has_a_type_of_the_database() -> None:
    assert {kind.value: kind.sql for kind in Kind} == {
        "text": "VARCHAR",
        "code": "VARCHAR",
        "timestamp": "TIMESTAMP",
        "date": "DATE",
        "number": "DOUBLE",
        "flag": "BOOLEAN",
    }
