"""Nothing crosses a break."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.model import Window, add_months, last_months, month_end
from dashboard.stats.breaks import Break, BreakKind, between, concerning, segments, split, unbroken

NIBRS = Break(date(2021, 1, 1), BreakKind.COUNTING, {"en": "Counted by NIBRS from January 1, 2021."})
OUTAGE = Break(date(2019, 5, 7), BreakKind.OUTAGE, {"en": "Ransomware."}, until=date(2019, 5, 31))
BOUNDARIES = Break(date(2023, 7, 9), BreakKind.BOUNDARIES, {"en": "New districts."})

DAYS = st.dates(date(2018, 1, 1), date(2024, 12, 31))
WINDOWS = st.tuples(DAYS, st.integers(0, 900)).map(lambda one: Window(one[0], one[0] + timedelta(days=one[1])))
CHANGES = st.builds(Break, DAYS, st.sampled_from([BreakKind.COUNTING, BreakKind.RESTATEMENT]))
OUTAGES = st.tuples(DAYS, st.integers(0, 90)).map(
    lambda one: Break(one[0], BreakKind.OUTAGE, until=one[0] + timedelta(days=one[1]))
)
BREAKS = st.lists(CHANGES | OUTAGES, max_size=4)


def year(end: date) -> Window:
    return last_months(end, 12)


@pytest.mark.parametrize(
    ("end", "refused"),
    [
        (date(2020, 12, 31), None),
        (date(2021, 1, 31), NIBRS),
        (date(2021, 12, 31), NIBRS),
        (date(2022, 11, 30), NIBRS),
        (date(2022, 12, 31), None),
    ],
)
def test_a_comparison_across_a_break_is_refused_by_name(end: date, refused: Break | None) -> None:
    now = year(end)
    assert between([NIBRS], now.earlier(1), now) == refused


def test_an_outage_forbids_only_the_periods_it_takes_days_from() -> None:
    december = Window(date(2019, 12, 1), date(2019, 12, 31))
    may = Window(date(2019, 5, 1), date(2019, 5, 31))
    assert between([OUTAGE], december.earlier(1), december) is None
    assert between([OUTAGE], may.earlier(1), may) == OUTAGE
    assert between([OUTAGE], may, may.earlier(-1)) == OUTAGE


def test_the_first_break_is_named() -> None:
    assert between([BOUNDARIES, NIBRS], year(date(2018, 12, 31)), year(date(2024, 12, 31))) == NIBRS


def test_boundaries_concern_only_places() -> None:
    assert concerning([BOUNDARIES, NIBRS], by_place=True) == (NIBRS, BOUNDARIES)
    assert concerning([BOUNDARIES, NIBRS], by_place=False) == (NIBRS,)


def test_splitting() -> None:
    whole = Window(date(2019, 1, 1), date(2021, 12, 31))
    assert split(whole, [NIBRS, OUTAGE]) == (
        Window(date(2019, 1, 1), date(2019, 5, 6)),
        Window(date(2019, 6, 1), date(2020, 12, 31)),
        Window(date(2021, 1, 1), date(2021, 12, 31)),
    )
    assert split(whole, []) == (whole,)
    assert unbroken(whole, [NIBRS, OUTAGE]) == Window(date(2021, 1, 1), date(2021, 12, 31))
    assert unbroken(Window(date(2019, 5, 8), date(2019, 5, 9)), [OUTAGE]) is None
    assert split(whole, [Break(whole.since, BreakKind.COUNTING)]) == (whole,)


def test_lines_are_cut_and_half_months_left_out() -> None:
    starts = [add_months(date(2019, 1, 1), index) for index in range(36)]
    months = [Window(start, month_end(start)) for start in starts]
    assert segments(months, []) == [list(range(36))]
    assert segments(months, [NIBRS]) == [list(range(24)), list(range(24, 36))]
    assert segments(months, [OUTAGE]) == [list(range(4)), list(range(5, 36))]
    middle = Break(date(2020, 3, 15), BreakKind.RESTATEMENT)
    assert segments(months, [middle]) == [list(range(14)), list(range(15, 36))]
    assert segments([], [NIBRS]) == []


def test_an_outage_has_an_end_and_nothing_else_has() -> None:
    with pytest.raises(ValueError, match="2020-01-01"):
        Break(date(2020, 1, 1), BreakKind.OUTAGE)
    with pytest.raises(ValueError, match="2020-01-01"):
        Break(date(2020, 1, 1), BreakKind.COUNTING, until=date(2020, 2, 1))
    with pytest.raises(ValueError, match="2019-01-01"):
        Break(date(2020, 1, 1), BreakKind.OUTAGE, until=date(2019, 1, 1))


@given(WINDOWS, BREAKS)
def test_parts_are_whole_apart_and_comparable(window: Window, breaks: list[Break]) -> None:
    parts = split(window, breaks)
    lost = {
        window.since + timedelta(days=day)
        for day in range(window.days)
        if any(one.until and one.on <= window.since + timedelta(days=day) <= one.until for one in breaks)
    }
    assert sum(part.days for part in parts) == window.days - len(lost)
    for part in parts:
        assert between(breaks, part, part) is None
    assert all(first.until < second.since for first, second in pairwise(parts))


@given(WINDOWS, BREAKS)
def test_refusal_does_not_depend_on_the_order(window: Window, breaks: list[Break]) -> None:
    before = window.earlier(1)
    assert between(breaks, before, window) == between(breaks[::-1], before, window) or len(
        {one.on for one in breaks}
    ) < len(breaks)


@given(BREAKS)
def test_no_line_joins_months_that_may_not_be_compared(breaks: list[Break]) -> None:
    starts = [add_months(date(2018, 1, 1), index) for index in range(84)]
    months = [Window(start, month_end(start)) for start in starts]
    for line in segments(months, breaks):
        assert line == list(range(line[0], line[-1] + 1))
        assert all(between(breaks, months[line[0]], months[index]) is None for index in line)
