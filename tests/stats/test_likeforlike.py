"""This year so far against last year at the same age of data."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.model import Window
from dashboard.stats.dispersion import Dispersion
from dashboard.stats.likeforlike import (
    Known,
    Method,
    Snapshot,
    Stamps,
    choose,
    from_history,
    from_known,
    from_settled,
    judge_stamps,
    known_by,
    same_age,
    settled_windows,
    snapshot_at,
)
from dashboard.stats.verdict import Verdict, judge

pytestmark = pytest.mark.slow

AS_OF = date(2024, 6, 20)
YTD = Window(date(2024, 1, 1), AS_OF)
LAST = YTD.earlier(1)


def lagged(window: Window, lags: list[int], each: int = 2) -> list[Known]:
    days = [window.since + timedelta(days=day) for day in range(window.days)]
    return [Known(day, day + timedelta(days=lag), each) for day in days for lag in lags]


def test_the_same_age() -> None:
    assert same_age(YTD, AS_OF) == date(2023, 6, 20)
    may = Window(date(2024, 1, 1), date(2024, 5, 31))
    assert same_age(may, AS_OF) == date(2023, 6, 20)
    february = Window(date(2024, 1, 1), date(2024, 2, 29))
    assert same_age(february, date(2024, 3, 1)) == date(2023, 3, 1)


def test_both_years_are_cut_at_the_same_age() -> None:
    cells = [*lagged(YTD, [0, 30]), *lagged(LAST, [0, 30])]
    found = from_known(cells, YTD, AS_OF, Method.REPORTED)
    assert found.before_as_of == date(2023, 6, 20)
    assert (found.before_window.days, found.now_window.days) == (171, 172)
    assert (found.now, found.before) == (172 * 2 + 142 * 2, 171 * 2 + 141 * 2)
    assert known_by(cells, LAST, AS_OF) == 171 * 4


def test_a_record_without_a_known_day_counts_at_once() -> None:
    assert known_by([Known(date(2024, 1, 5), None, 3)], YTD, date(2024, 1, 4)) == 0
    assert known_by([Known(date(2024, 1, 5), None, 3)], YTD, date(2024, 1, 5)) == 3


def test_a_period_that_is_not_over_is_refused() -> None:
    with pytest.raises(ValueError, match="2024-06-20"):
        from_known([], YTD, date(2024, 6, 19), Method.REPORTED)


def test_the_nearest_snapshot_that_knows_the_period() -> None:
    kept = [Snapshot("a", date(2023, 6, 12)), Snapshot("b", date(2023, 6, 19)), Snapshot("c", date(2023, 6, 23))]
    may = Window(date(2024, 1, 1), date(2024, 5, 31))
    assert snapshot_at(kept, may, AS_OF) == kept[1]
    assert snapshot_at(kept, YTD, AS_OF) == kept[2], "the nearer one does not know June 20"
    assert snapshot_at(kept[:1], may, AS_OF) is None
    assert snapshot_at([], may, AS_OF) is None
    used = from_history(may, 500, 480, kept[1], AS_OF)
    assert (used.method, used.now, used.before, used.days_off) == (Method.HISTORY, 500, 480, -1)
    assert used.before_as_of == date(2023, 6, 19)


def test_settled_cuts_both_years_at_one_day() -> None:
    assert settled_windows(YTD, date(2023, 12, 31)) is None
    windows = settled_windows(YTD, date(2024, 2, 29))
    assert windows == (
        Window(date(2024, 1, 1), date(2024, 2, 29)),
        Window(date(2023, 1, 1), date(2023, 2, 28)),
    )
    daily = [(date(2023, 1, 1) + timedelta(days=day), 1) for day in range(600)]
    found = from_settled(daily, YTD, date(2024, 2, 29))
    assert found
    assert (found.now, found.before, found.before_as_of) == (60, 59, None)
    assert from_settled(daily, YTD, date(2023, 12, 31)) is None


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ([], "none"),
        (lagged(YTD, [0, 3, 9, 20]), ""),
        (lagged(YTD, [0, 6 * 7]), ""),
        ([Known(cell.occurred, AS_OF, 2) for cell in lagged(YTD, [0])], "late"),
        ([Known(cell.occurred, AS_OF + timedelta(days=365), 2) for cell in lagged(YTD, [0])], "late"),
        (lagged(YTD, [-2, 3]), "early"),
        ([*lagged(YTD, [3]), *(Known(cell.occurred, None, 1) for cell in lagged(YTD, [0]))], "undated"),
    ],
)
def test_stamps_that_cannot_be_true_are_not_used(cells: list[Known], why: str) -> None:
    stamps = judge_stamps(cells, YTD)
    assert stamps.why_not == why
    assert stamps.plausible == (not why)


def test_a_batch_load_of_a_short_period_is_seen() -> None:
    spring = Window(date(2024, 3, 1), date(2024, 4, 20))
    cells = [Known(cell.occurred, date(2024, 4, 21), 2) for cell in lagged(spring, [0])]
    assert judge_stamps(cells, spring).why_not == "batch"
    weekly = [
        Known(cell.occurred, cell.occurred + timedelta(days=7 - cell.occurred.weekday()), 2)
        for cell in lagged(spring, [0])
    ]
    assert judge_stamps(weekly, spring).plausible


def test_people_report_late_so_report_dates_may_be_late() -> None:
    cells = [*lagged(YTD, [1] * 4), *lagged(YTD, [400])]
    assert judge_stamps(cells, YTD).why_not == "late"
    assert judge_stamps(cells, YTD, max_lag=None).plausible


def test_the_best_method_that_serves() -> None:
    good, bad, kept = Stamps(""), Stamps("late"), Snapshot("a", AS_OF)
    assert choose(kept, [good, good], [good, good]) is Method.HISTORY
    assert choose(None, [good, good], [good, good]) is Method.REPORTED
    assert choose(None, [good, bad], [good, good]) is Method.CREATED
    assert choose(None, [], [good, bad]) is Method.SETTLED
    assert choose(None, [], []) is Method.SETTLED


CELLS = st.lists(
    st.builds(
        Known,
        st.dates(date(2023, 1, 1), date(2024, 6, 30)),
        st.none() | st.dates(date(2023, 1, 1), date(2024, 12, 31)),
        st.integers(0, 5),
    ),
    max_size=30,
)


@given(CELLS, st.integers(0, 60))
def test_an_older_view_never_knows_more(cells: list[Known], days: int) -> None:
    earlier = known_by(cells, YTD, AS_OF)
    later = known_by(cells, YTD, AS_OF + timedelta(days=days))
    assert 0 <= earlier <= later <= sum(cell.count for cell in cells)


LAGS, SHARES = (0, 14, 45, 90), (0.2, 0.2, 0.3, 0.3)


def reported_series(seed: int) -> list[Known]:
    """No change in 18 months: 5 events a day; two in ten known at once, three in ten after 90 days."""
    rng = np.random.default_rng(seed)
    days = Window(date(2023, 1, 1), AS_OF).days
    starts = [date(2023, 1, 1) + timedelta(days=day) for day in range(days)]
    counts = rng.poisson(5 * np.array(SHARES), (len(starts), len(LAGS))).tolist()
    return [
        Known(day, day + timedelta(days=lag), count)
        for day, row in zip(starts, counts, strict=True)
        for lag, count in zip(LAGS, row, strict=True)
    ]


def test_naive_year_to_date_reports_a_fall_and_ours_none() -> None:
    """200 seeds. The lags hide some 25% of what happened in 172 days, so naive always falls.

    Like for like, 5% of 200 verdicts may be wrong by chance: at most 20 with 99.9% probability.
    """
    yardstick = Dispersion(1.0, 0.0, 46, 60)
    naive: list[Verdict] = []
    ours: dict[Method, list[Verdict]] = {Method.REPORTED: [], Method.SETTLED: []}
    changes = []
    for seed in range(200):
        today = [cell for cell in reported_series(seed) if cell.known and cell.known <= AS_OF]
        now, before = known_by(today, YTD, AS_OF), known_by(today, LAST, AS_OF)
        naive.append(judge(now, before, yardstick, YTD.days, LAST.days).verdict)
        settled = from_settled(((cell.occurred, cell.count) for cell in today), YTD, date(2024, 2, 29))
        assert settled
        for found in (from_known(today, YTD, AS_OF, Method.REPORTED), settled):
            days = found.now_window.days, found.before_window.days
            ours[found.method].append(judge(found.now, found.before, yardstick, *days).verdict)
            changes.append(found.now * days[1] / found.before / days[0] - 1)
    assert naive == [Verdict.LOWER] * 200
    for verdicts in ours.values():
        assert sum(verdict is not Verdict.USUAL for verdict in verdicts) <= 20
    assert abs(float(np.mean(changes))) < 0.015, "two standard errors are 1 point"


def test_history_reports_no_fall_either() -> None:
    """Weekly snapshots of the same series: the count that each kept is the count then."""
    kept = [Snapshot(str(week), date(2023, 3, 1) + timedelta(days=7 * week)) for week in range(60)]
    may = Window(date(2024, 1, 1), date(2024, 5, 31))
    changes, naive = [], []
    for seed in range(100):
        every = reported_series(seed)
        used = snapshot_at(kept, may, AS_OF)
        assert used
        now = known_by(every, may, AS_OF)
        found = from_history(may, now, known_by(every, may.earlier(1), used.as_of), used, AS_OF)
        assert abs(found.days_off) <= 3
        changes.append(found.now * 151 / found.before / 152 - 1)
        naive.append(now * 151 / known_by(every, may.earlier(1), AS_OF) / 152 - 1)
    assert abs(float(np.mean(changes))) < 0.03, "up to 3 days off the wanted age"
    assert float(np.mean(naive)) < -0.1
