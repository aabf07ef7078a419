"""The usual range on a trend: learned from the months before, never across a break, blind to the months themselves."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import charts
from dashboard.answer import Answers
from dashboard.answer.period import Period
from dashboard.answer.usual import usual, whole_months
from dashboard.catalog import CATALOG
from dashboard.i18n import Words
from dashboard.model import Window, add_months, month_end
from dashboard.selection import Selection
from dashboard.stats.breaks import Break, BreakKind

ALL = Window(date(2019, 1, 1), date(2025, 12, 31))
MONTHS = {add_months(ALL.since, index): 100 + 10 * (index % 7) for index in range(84)}


def period(*breaks: Break, coverage: Window = ALL) -> Period:
    return Period(Window(date(2025, 1, 1), date(2025, 12, 31)), None, "", coverage, coverage, breaks=breaks)


def test_the_first_three_years_have_no_range_and_the_rest_one() -> None:
    found = usual(MONTHS, period())
    assert min(found) == date(2022, 1, 1)
    assert max(found) == date(2025, 12, 1)
    assert all(one.low < one.expected < one.high for one in found.values())


@given(st.integers(36, 83), st.integers(0, 5_000))
def test_a_month_never_moves_its_own_range_nor_one_before_it(index: int, count: int) -> None:
    month = add_months(ALL.since, index)
    before, after = usual(MONTHS, period()), usual({**MONTHS, month: count}, period())
    assert {start: one for start, one in before.items() if start <= month} == {
        start: one for start, one in after.items() if start <= month
    }


def test_nothing_is_learned_across_a_break() -> None:
    mended = Break(date(2021, 6, 1), BreakKind.COUNTING)
    found = usual(MONTHS, period(mended))
    alone = usual(MONTHS, period(coverage=Window(date(2021, 6, 1), ALL.until)))
    assert {start: one for start, one in found.items() if start >= mended.on} == alone
    assert min(alone) == date(2024, 6, 1)


@pytest.mark.parametrize(
    ("since", "until", "first", "count"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), date(2024, 1, 1), 12),
        (date(2024, 1, 2), date(2024, 12, 30), date(2024, 2, 1), 10),
        (date(2024, 1, 2), date(2024, 1, 31), date(2024, 2, 1), 0),
    ],
)
def test_only_whole_months_count(since: date, until: date, first: date, count: int) -> None:
    assert whole_months(Window(since, until)) == [add_months(first, index) for index in range(count)]


def test_a_trend_shows_it_for_complete_months_only(answers: Answers) -> None:
    answer = answers.answer(CATALOG.view("incidents-trend"), Selection())
    known = [record for record in answer.records if record["usual_low"] is not None]
    assert len(known) >= 30
    assert all(record["complete"] for record in known)
    assert {field.key for field in answer.fields} >= {"usual_low", "usual_high"}
    for lang, name in (("en", "usual range"), ("es", "rango habitual")):
        assert name in charts.static(answer, Words(lang)).decode()
        assert name in str(charts.figure(answer, Words(lang)).layout.annotations)
    inside = sum(int(str(one["usual_low"])) <= int(str(one["count"])) <= int(str(one["usual_high"])) for one in known)
    assert inside > 0.8 * len(known)


def test_shares_and_figures_have_none(answers: Answers) -> None:
    for view in ("incidents", "response-trend", "staffing-trend"):
        if view in CATALOG.views:
            keys = {field.key for field in answers.answer(CATALOG.view(view), Selection()).fields}
            assert "usual_low" not in keys


def test_the_range_ends_with_the_settled_months(answers: Answers) -> None:
    answer = answers.answer(CATALOG.view("incidents-trend"), Selection())
    last = max(record["month"] for record in answer.records if record["usual_low"] is not None)  # type: ignore[type-var]
    assert month_end(last) == answer.period.settled.until  # type: ignore[arg-type]
