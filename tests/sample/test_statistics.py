"""The numbers of the sample city tell an honest, plausible story."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

Query = Callable[[str], list[tuple[Any, ...]]]

YEARS = (
    "SELECT count(*) FROM incidents, range(2021, 2027) AS t(y) WHERE {what} "
    "AND occurred_date >= make_date(y::INT - 1, 11, 1) AND occurred_date < make_date(y::INT, 11, 1) "
    "GROUP BY y ORDER BY y"
)


def years(city: Query, what: str) -> list[int]:
    """Twelve months to the end of October, 2021 to 2026."""
    return [count for (count,) in city(YEARS.format(what=what))]


def test_about_as_many_as_asked_for(city: Query) -> None:
    ((count,),) = city("SELECT count(*) FROM published")
    assert 140_000 < count < 160_000


@pytest.mark.parametrize("words", ["MURDER", "NON-FATAL SHOOTING"])
def test_lethal_violence_falls_over_the_last_three_years(city: Query, words: str) -> None:
    last = years(city, f"words = '{words}'")[2:]
    assert all(later < earlier for earlier, later in pairwise(last))
    assert last[-1] < 0.7 * last[0]


def test_vehicle_theft_rises_then_falls_a_little(city: Query) -> None:
    counts = years(city, "words = 'MOTOR VEHICLE THEFT'")
    assert max(counts) > 1.8 * counts[0]
    assert 0.8 * max(counts) < counts[-1] < 0.97 * max(counts)


@pytest.mark.parametrize(
    "what", ["words IN ('AGGRAVATED ASSAULT', 'SIMPLE ASSAULT')", "words LIKE 'BURGLARY%'", "words = 'VANDALISM'"]
)
def test_the_rest_is_roughly_flat(city: Query, what: str) -> None:
    counts = years(city, what)
    assert max(counts) < 1.25 * min(counts)


def test_summer_and_weekend_nights_have_more_assaults(city: Query) -> None:
    by_month: dict[int, int] = dict(
        city("SELECT month(occurred_date), count(*) FROM incidents WHERE words LIKE '%ASSAULT%' GROUP BY 1")
    )
    assert by_month[7] > 1.15 * by_month[1]
    by_hour: dict[int, int] = dict(
        city("SELECT hour(occurred_date), count(*) FROM incidents WHERE words = 'NON-FATAL SHOOTING' GROUP BY 1")
    )
    assert by_hour[23] > 4 * by_hour[6]
    by_day: dict[int, int] = dict(
        city("SELECT isodow(occurred_date), count(*) FROM incidents WHERE words LIKE '%ASSAULT%' GROUP BY 1")
    )
    assert by_day[6] > 1.1 * by_day[2]


@pytest.mark.parametrize(("period", "area"), [("day", "''"), ("month", "neighborhood")])
def test_counts_vary_somewhat_more_than_poisson(city: Query, period: str, area: str) -> None:
    ((dispersion,),) = city(f"""
        WITH counts AS (
            SELECT date_trunc('{period}', occurred_date) AS start, {area} AS place, count(*) AS n
            FROM incidents WHERE occurred_date < DATE '2026-10-01' GROUP BY ALL
        ), expected AS (
            SELECT n, avg(n) OVER (PARTITION BY place ORDER BY start ROWS BETWEEN 5 PRECEDING AND 5 FOLLOWING) AS usual
            FROM counts WHERE place NOT IN ('-', 'UNKNOWN', '(null)')
        ) SELECT sum((n - usual) ** 2 / usual) / count(*) * 11 / 10 FROM expected""")
    assert 1.1 < dispersion < 2.5


def test_neighborhoods_differ(city: Query) -> None:
    counts = [
        n for (n,) in city("SELECT count(*) AS n FROM incidents GROUP BY neighborhood HAVING n > 1000 ORDER BY n")
    ]
    assert len(counts) > 45
    assert counts[-1] > 4 * counts[0]


def test_most_are_reported_within_days_and_some_after_weeks(city: Query) -> None:
    shares = "SELECT avg(CASE WHEN reported_date < occurred_date + INTERVAL {} THEN 1.0 ELSE 0.0 END) FROM incidents " \
        "WHERE occurred_date < DATE '2026-06-01'"  # fmt: skip
    ((days,),) = city(shares.format("3 DAY"))
    ((settled,),) = city(shares.format("14 DAY"))
    assert 0.6 < days < 0.9
    assert 0.93 < settled < 0.99


def test_the_last_days_look_incomplete(city: Query) -> None:
    ((last, usual),) = city("""
        SELECT count(*) FILTER (occurred_date >= DATE '2026-11-10') / 10,
               count(*) FILTER (occurred_date >= DATE '2026-09-01' AND occurred_date < DATE '2026-11-01') / 61
        FROM incidents""")
    assert 0.6 * usual < last < 0.93 * usual
