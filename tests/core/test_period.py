"""Which days are counted and which they are compared with, for any selection over any data."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.answer.period import Period, resolve
from dashboard.data.receipt import SubjectReceipt
from dashboard.model import Window, month_end, month_start
from dashboard.selection import Selection
from tests.support.answers import receipt

days = st.dates(date(1995, 1, 1), date(2035, 12, 31))


def resolved(selection: Selection, newest: date = date(2026, 11, 19), since: date = date(2020, 1, 1)) -> Period:
    found = resolve(selection, receipt(newest, since))
    assert found is not None
    return found


@st.composite
def receipts(draw: st.DrawFn) -> SubjectReceipt:
    first, reach = draw(st.dates(date(2000, 1, 1), date(2026, 1, 1))), draw(st.integers(0, 4_000))
    made = receipt(first + timedelta(days=reach), first)
    return made.model_copy(update={"settles_after": draw(st.integers(0, 90))})


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    since, until = draw(st.none() | days), draw(st.none() | days)
    if since and until and since > until:
        since, until = until, since
    return Selection(since=since, until=until, compare=draw(st.sampled_from(["previous", "year", "none"])))


def test_no_rows_have_no_period() -> None:
    empty = receipt().model_copy(update={"first": None, "newest": None})
    assert resolve(Selection(), empty) is None


def test_the_usual_period_is_twelve_settled_months_and_the_twelve_before() -> None:
    period = resolved(Selection())
    assert period.now == Window(date(2025, 11, 1), date(2026, 10, 31))
    assert period.before == Window(date(2024, 11, 1), date(2025, 10, 31))
    assert (period.alone, period.late, period.early, period.usual) == ("", False, False, True)


@pytest.mark.parametrize(
    ("selection", "alone", "now"),
    [
        (Selection(compare="none"), "asked", Window(date(2025, 11, 1), date(2026, 10, 31))),
        (
            Selection(since=date(2020, 3, 1), until=date(2020, 3, 31)),
            "history",
            Window(date(2020, 3, 1), date(2020, 3, 31)),
        ),
        (Selection(since=date(2026, 11, 1)), "incomplete", Window(date(2026, 11, 1), date(2026, 11, 19))),
        (
            Selection(since=date(1999, 1, 1), until=date(1999, 2, 1)),
            "outside",
            Window(date(1999, 1, 1), date(1999, 2, 1)),
        ),
        (Selection(since=date(2030, 1, 1)), "outside", Window(date(2030, 1, 1), date(2030, 1, 1))),
        (Selection(until=date(2019, 12, 31)), "outside", None),
    ],
)
def test_a_period_without_comparison_says_why(selection: Selection, alone: str, now: Window | None) -> None:
    period = resolved(selection)
    assert (period.alone, period.before) == (alone, None)
    assert now is None or period.now == now


def test_only_an_end_means_the_twelve_months_to_then() -> None:
    period = resolved(Selection(until=date(2024, 6, 30)))
    assert period.now == Window(date(2023, 7, 1), date(2024, 6, 30))
    assert period.before == Window(date(2022, 7, 1), date(2023, 6, 30))


def test_days_after_the_settled_one_are_left_out_and_said() -> None:
    period = resolved(Selection(since=date(2026, 1, 1), until=date(2026, 12, 31)))
    assert period.now == Window(date(2026, 1, 1), date(2026, 10, 31))
    assert period.late
    assert not resolved(Selection(since=date(2026, 1, 1), until=date(2026, 10, 31))).late


def test_days_before_the_data_are_left_out_and_said() -> None:
    period = resolved(Selection(since=date(2015, 1, 1), until=date(2020, 12, 31)))
    assert period.now == Window(date(2020, 1, 1), date(2020, 12, 31))
    assert period.early


def test_six_months_of_data_have_nothing_to_be_compared_with() -> None:
    period = resolved(Selection(), newest=date(2018, 7, 1), since=date(2018, 1, 1))
    assert (period.alone, period.before) == ("history", None)
    assert period.now.until == period.settled.until


@given(receipts())
def test_the_usual_period_lies_inside_the_data(of: SubjectReceipt) -> None:
    period, coverage = resolve(Selection(), of), of.coverage
    assert period is not None
    assert coverage is not None
    assert period.now.within(coverage) == period.now


@given(selections(), receipts())
def test_periods_lie_inside_the_data_and_never_overlap(selection: Selection, of: SubjectReceipt) -> None:
    period, coverage = resolve(selection, of), of.coverage
    assert period is not None
    assert coverage is not None
    if period.alone == "outside":
        assert period.now.within(coverage) is None
    else:
        assert period.now.within(coverage) == period.now
    if period.alone not in ("outside", "incomplete"):
        assert period.now.until <= period.settled.until
    if period.before is not None:
        assert period.before.since >= coverage.since
        assert period.before.until < period.now.since
        assert period.before == period.now.earlier(period.years)
    assert (period.before is None) == (period.alone != "")
    assert period.alone in ("", "asked", "history", "incomplete", "outside")


@given(selections(), receipts())
def test_no_comparison_only_where_none_is_possible(selection: Selection, of: SubjectReceipt) -> None:
    period, coverage = resolve(selection, of), of.coverage
    assert period is not None
    assert coverage is not None
    if period.alone == "history":
        assert period.now.earlier(period.years).since < coverage.since
    assert (period.alone == "asked") <= (selection.compare == "none")


@given(selections(), receipts())
def test_the_months_drawn_lie_inside_the_data_and_hold_the_period(selection: Selection, of: SubjectReceipt) -> None:
    period, coverage = resolve(selection, of), of.coverage
    assert period is not None
    assert coverage is not None
    if period.alone != "outside":
        shown = period.shown(selection)
        assert shown.within(coverage) == shown
        assert period.now.within(shown) == period.now


def test_without_dates_five_years_and_the_months_still_counting_are_drawn() -> None:
    assert resolved(Selection(), since=date(2015, 1, 1)).shown(Selection()) == Window(
        date(2021, 11, 1), date(2026, 11, 19)
    )


def test_with_dates_those_are_drawn() -> None:
    selection = Selection(since=date(2024, 2, 10), until=date(2024, 5, 5))
    assert resolved(selection).shown(selection) == Window(date(2024, 2, 10), date(2024, 5, 5))


@given(receipts())
def test_the_settled_days_end_a_month_or_are_all_there_are(of: SubjectReceipt) -> None:
    period, coverage = resolve(Selection(), of), of.coverage
    assert period is not None
    assert coverage is not None
    assert period.settled.until in (month_end(period.settled.until), coverage.until)
    assert month_start(period.settled.since) <= period.settled.until
