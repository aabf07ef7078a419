"""Questions to the sample city, one for each state an answer can be in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

Pairs = list[tuple[str, str]]

FIXED: dict[str, Pairs] = {
    "usual": [],
    "not compared": [("compare", "none")],
    "a year and part of months": [("since", "2024-02-10"), ("until", "2025-05-05")],
    "one day": [("since", "2026-05-01"), ("until", "2026-05-01")],
    "one month": [("since", "2024-02-01"), ("until", "2024-02-29")],
    "two years": [("since", "2024-11-01"), ("until", "2026-10-31")],
    "open end": [("since", "2026-01-01")],
    "open start": [("until", "2023-06-30")],
    "no earlier period": [("since", "2020-03-01"), ("until", "2020-03-31")],
    "still counting": [("since", "2026-11-01")],
    "past the settled days": [("since", "2026-01-01"), ("until", "2026-11-18")],
    "long before the data": [("since", "1999-01-01"), ("until", "1999-12-31")],
    "after the data": [("since", "2030-01-01")],
    "before the data": [("until", "2001-01-01")],
    "rate": [("measure", "rate")],
    "rate of a district": [("measure", "rate"), ("district", "Harbor"), ("by", "neighborhood")],
    "rate by council district": [("measure", "rate"), ("by", "council")],
    "several districts": [("district", "Harbor"), ("district", "Mill"), ("by", "neighborhood")],
    "two kinds of place": [("district", "Harbor"), ("council", "3"), ("measure", "rate")],
    "one offense": [("offense", "robbery")],
    "an offense without a name of its own": [("offense", "arson")],
    "several offenses": [("offense", "burglary"), ("offense", "larceny"), ("offense", "arson")],
    "a type of crime": [("category", "property")],
    "weekend nights": [("weekday", "5"), ("weekday", "6"), ("hour", "0"), ("hour", "23")],
    "by district": [("by", "district")],
    "by neighborhood": [("by", "neighborhood")],
    "by council district": [("by", "council"), ("council", "1"), ("council", "2")],
}
FOUND = ("one record", "none")
NAMES = (*FIXED, *FOUND)


def queries(sql: Callable[..., list[tuple[Any, ...]]]) -> dict[str, Pairs]:
    """Every question; the last two are looked up, so that they fit the data whatever it is."""
    by_day = "SELECT neighborhood, offense, CAST(occurred_at AS DATE) AS day, count(*) AS n FROM incidents GROUP BY ALL"
    place, offense, day = sql(
        f"WITH one AS ({by_day}), later AS (SELECT neighborhood, offense, day + INTERVAL 1 YEAR AS day FROM one) "
        "SELECT neighborhood, offense, day FROM one ANTI JOIN later USING (neighborhood, offense, day) "
        "WHERE n = 1 AND day BETWEEN '2024-01-01' AND '2025-12-31' "
        "AND neighborhood IS NOT NULL AND offense <> 'homicide' ORDER BY ALL LIMIT 1"
    )[0]
    return {**FIXED, "one record": _on(day, place, offense), "none": _on(day, place, "homicide")}


def _on(day: date, neighborhood: str, offense: str) -> Pairs:
    day_pairs = [("since", day.isoformat()), ("until", day.isoformat())]
    return [*day_pairs, ("neighborhood", neighborhood), ("offense", offense)]
