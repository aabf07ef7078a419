"""Promises: the arithmetic, and the status at every edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.stats.breaks import Break, BreakKind
from dashboard.stats.targets import (
    Observation,
    Path,
    Standing,
    Status,
    Target,
    compounded,
    goal_of,
    path_at,
    since_when,
    standing,
    steps,
    years_between,
)

BASE, DUE = date(2020, 12, 31), date(2025, 12, 31)
FIFTEEN = Target(Path.YEARLY, BASE, DUE, base=335, change=-0.15)
STRAIGHT = Target(Path.LINEAR, BASE, DUE, base=200, goal=100)
ON_TIME = Target(Path.LEVEL, BASE, DUE, goal=0.9, at_most=False)


def seen(day: date, value: float) -> list[Observation]:
    return [Observation(day, value)]


def end(year: int) -> date:
    return date(year, 12, 31)


def test_fifteen_percent_a_year_for_five_years() -> None:
    assert round(compounded(-0.15, 5), 3) == -0.556
    goal = goal_of(FIFTEEN)
    assert goal is not None
    assert round(goal, 1) == 148.6
    assert [round(value) for _, value in steps(FIFTEEN)] == [335, 285, 242, 206, 175, 149]
    assert [day.year for day, _ in steps(FIFTEEN)] == list(range(2020, 2026))


def test_steps_end_on_the_due_date() -> None:
    short = Target(Path.LINEAR, BASE, date(2022, 6, 30), base=100, goal=70)
    assert [day for day, _ in steps(short)] == [BASE, end(2021), date(2022, 6, 30)]
    assert steps(short)[-1][1] == 70
    assert steps(replace(FIFTEEN, base=0)) == []


def test_years() -> None:
    assert years_between(BASE, end(2023)) == 3
    assert years_between(BASE, BASE) == years_between(DUE, BASE) == 0
    assert years_between(date(2020, 2, 29), date(2024, 2, 29)) == 4
    assert years_between(date(2020, 2, 29), date(2021, 2, 28)) == 1
    assert years_between(BASE, date(2021, 7, 1)) == pytest.approx(182 / 365)


@pytest.mark.parametrize(
    ("target", "day", "value", "status"),
    [
        (STRAIGHT, DUE, 100, "past_met"),
        (STRAIGHT, DUE, 101, "past_missed"),
        (STRAIGHT, DUE, 99, "past_met"),
        (STRAIGHT, date(2025, 11, 30), 100, "met"),
        (STRAIGHT, date(2025, 11, 30), 104, "behind"),
        (STRAIGHT, end(2022), 160, "on_path"),
        (STRAIGHT, end(2022), 161, "behind"),
        (STRAIGHT, end(2022), 159, "ahead"),
        (STRAIGHT, end(2022), 0, "met"),
        (STRAIGHT, BASE, 200, "not_due"),
        (STRAIGHT, end(2019), 90, "not_due"),
        (FIFTEEN, end(2023), 206, "on_path"),
        (FIFTEEN, end(2023), 205, "on_path"),
        (FIFTEEN, end(2023), 204, "ahead"),
        (FIFTEEN, end(2023), 207, "behind"),
        (FIFTEEN, end(2023), 148, "met"),
        (FIFTEEN, end(2025), 148, "past_met"),
        (FIFTEEN, end(2025), 149, "past_missed"),
        (replace(FIFTEEN, base=0), end(2023), 4, "base_zero"),
        (replace(FIFTEEN, base=0), end(2025), 0, "base_zero"),
        (replace(STRAIGHT, base=0, goal=50, at_most=False), end(2023), 30, "on_path"),
        (replace(STRAIGHT, base=0, goal=50, at_most=False), end(2023), 29, "behind"),
        (ON_TIME, end(2023), 0.9, "met"),
        (ON_TIME, end(2023), 0.899, "not_due"),
        (ON_TIME, DUE, 0.9, "past_met"),
        (ON_TIME, DUE, 0.899, "past_missed"),
    ],
)
def test_every_edge(target: Target, day: date, value: float, status: str) -> None:
    found = standing(target, seen(day, value))
    assert found.status == status
    assert (found.until, found.value) == (day, value)


def test_the_numbers_behind_a_status() -> None:
    found = standing(STRAIGHT, seen(end(2022), 201))
    assert found == Standing(Status.BEHIND, end(2022), 201, 160, 100)
    assert (found.off_path, found.off_goal) == (41, 101)
    assert Standing(Status.NO_DATA).off_path is None


def test_no_data() -> None:
    assert standing(STRAIGHT, []) == Standing(Status.NO_DATA, goal=100)
    assert standing(STRAIGHT, seen(end(2024), float("nan"))).status is Status.NO_DATA
    assert standing(STRAIGHT, seen(end(2024), 120), as_of=end(2023)).status is Status.NO_DATA


def test_a_target_in_the_past_is_judged_on_the_day_it_was_due() -> None:
    later = [Observation(end(2024), 90), Observation(DUE, 101), Observation(end(2026), 80)]
    assert standing(STRAIGHT, later).status is Status.PAST_MISSED
    assert standing(STRAIGHT, later).value == 101
    assert standing(STRAIGHT, later[:1], as_of=date(2027, 1, 1)).status is Status.NO_DATA
    assert standing(STRAIGHT, later[:1], as_of=DUE).status is Status.MET


def test_a_broken_series_has_no_standing_on_its_path() -> None:
    change = Break(date(2021, 1, 1), BreakKind.COUNTING, {"en": "NIBRS"})
    found = standing(STRAIGHT, seen(end(2022), 201), breaks=[change])
    assert (found.status, found.broken_by) == (Status.BROKEN_SERIES, change)
    early = replace(change, on=date(2019, 6, 1))
    assert standing(STRAIGHT, seen(end(2022), 201), breaks=[early]).status is Status.BEHIND
    late = replace(change, on=date(2023, 1, 1))
    assert standing(STRAIGHT, seen(end(2022), 201), breaks=[late]).status is Status.BEHIND
    assert standing(STRAIGHT, [], breaks=[change]).status is Status.NO_DATA
    assert standing(replace(FIFTEEN, base=0), seen(end(2022), 1), breaks=[change]).status is Status.BROKEN_SERIES


def test_a_level_only_needs_its_own_period_whole() -> None:
    change = Break(date(2021, 1, 1), BreakKind.COUNTING)
    assert standing(ON_TIME, seen(end(2022), 0.95), breaks=[change]).status is Status.MET
    assert standing(ON_TIME, seen(date(2021, 6, 30), 0.95), breaks=[change]).status is Status.BROKEN_SERIES


def test_since_when() -> None:
    values = [Observation(end(2021), 170), Observation(end(2022), 170), Observation(end(2023), 160)]
    assert standing(STRAIGHT, values).status is Status.BEHIND
    assert since_when(STRAIGHT, values) == end(2022)
    assert since_when(STRAIGHT, values[:1]) == end(2021)
    assert since_when(STRAIGHT, []) is None


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"due": BASE}, "2020-12-31"),
        ({"base": None}, "'base', not None"),
        ({"change": float("nan")}, "'change', not nan"),
        ({"change": -1.0}, "-100%"),
    ],
)
def test_a_target_that_makes_no_sense_is_refused_by_name(changes: dict, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        replace(FIFTEEN, **changes)


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1e6), st.dates(BASE, date(2030, 1, 1)), st.booleans())
def test_always_one_status_with_finite_numbers(
    base: float, goal: float, value: float, day: date, at_most: bool
) -> None:
    target = Target(Path.LINEAR, BASE, DUE, base=base, goal=goal, at_most=at_most)
    found = standing(target, seen(day, value))
    assert found.path is not None
    assert min(base, goal) - 1e-6 <= found.path <= max(base, goal) + 1e-6
    assert (day >= DUE) == (found.status in (Status.PAST_MET, Status.PAST_MISSED))


@given(st.floats(-0.9, 0.9), st.dates(BASE, DUE), st.dates(BASE, DUE))
def test_the_path_runs_one_way(change: float, first: date, second: date) -> None:
    target = Target(Path.YEARLY, BASE, DUE, base=335, change=change)
    early, late = path_at(target, min(first, second)), path_at(target, max(first, second))
    assert early is not None
    assert late is not None
    assert late <= early + 1e-9 if change <= 0 else late >= early - 1e-9
