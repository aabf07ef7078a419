"""The same city for the same seed and date, a past that stays, and rows as portals publish them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
import requests

from dashboard.sample.dataset import Context
from dashboard.sample.geography import harbor_city
from dashboard.sample.store import prepare

pytestmark = pytest.mark.slow

DAY = date(2026, 11, 20)
Snapshot = Callable[[date], dict[str, tuple[Any, ...]]]
Query = Callable[[str], list[tuple[Any, ...]]]
Get = Callable[..., requests.Response]


def files(context: Context, parent: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(prepare(context, parent).iterdir())}


def test_same_seed_and_date_give_the_same_bytes(tmp_path: Path) -> None:
    context = Context(DAY, incidents=2000)
    first, second = files(context, tmp_path / "a"), files(context, tmp_path / "b")
    assert first == second
    assert {"manifest.json", "smpl-inc1.parquet", "smpl-nbh1.parquet"} <= first.keys()


def test_another_seed_gives_other_incidents_in_the_same_city(tmp_path: Path) -> None:
    first, second = (files(Context(DAY, seed=seed, incidents=2000), tmp_path) for seed in (7, 8))
    assert first["smpl-inc1.parquet"] != second["smpl-inc1.parquet"]
    read = "SELECT name, residents, the_geom FROM read_parquet('{}') ORDER BY name"
    with duckdb.connect() as con:
        areas = [con.execute(read.format(folder / "smpl-nbh1.parquet")).fetchall() for folder in tmp_path.iterdir()]
    assert areas[0] == areas[1]


def test_rows_are_made_once_a_folder(tmp_path: Path) -> None:
    context = Context(DAY, incidents=500)
    made = prepare(context, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in made.iterdir()}
    assert prepare(context, tmp_path) == made
    assert {path: path.stat().st_mtime_ns for path in made.iterdir()} == before
    assert list(tmp_path.iterdir()) == [made]


@pytest.mark.parametrize(
    ("now", "cutoff"),
    [
        (date(2026, 11, 20), date(2026, 11, 20)),
        (datetime(2026, 11, 20, 23, 59), date(2026, 11, 20)),
        (datetime(2026, 11, 20, 3, 0, tzinfo=UTC), date(2026, 11, 19)),
    ],
)
def test_the_clock_counts_by_the_day_of_the_city(now: date, cutoff: date) -> None:
    assert Context.at(now, 7, 6, 2000).cutoff == cutoff


def test_the_past_stays_over_a_new_year(snapshot: Snapshot) -> None:
    before, after = snapshot(date(2026, 12, 30)), snapshot(date(2027, 1, 5))
    assert len(before.keys() - after.keys()) < 10
    assert len(after.keys() - before.keys()) < 80


@pytest.mark.parametrize("wrong", [{"years": 0, "incidents": 10}, {"years": 6, "incidents": 0}])
def test_no_years_or_incidents_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Context.at(DAY, 7, **wrong)


def test_later_records_are_added_corrected_and_withdrawn_and_the_rest_stays(snapshot: Snapshot) -> None:
    before, after = snapshot(DAY - timedelta(days=92)), snapshot(DAY)
    stamp = max(row[2] for row in before.values())
    added, gone = after.keys() - before.keys(), before.keys() - after.keys()
    kept = before.keys() & after.keys()
    changed = {key for key in kept if before[key] != after[key]}
    assert 600 < len(added) < 1000
    assert 0 < len(gone) < 15
    assert 3 < len(changed) < 40
    assert all(after[key][1] > stamp for key in added)
    assert all(after[key][2] > stamp and after[key][3] != before[key][3] for key in changed)
    assert all(after[key][4] == before[key][4] for key in kept), "record numbers never change"


def test_small_cities_have_every_district(get: Get) -> None:
    asked = {"soql_select": "police_district", "soql_group": "police_district"}
    served = get("/resource/smpl-inc1.json", **asked).json()
    assert set(harbor_city().districts) <= {row.get("police_district") for row in served}


def test_identifiers_are_unique(city: Query) -> None:
    found = city(
        'SELECT count(*), count(DISTINCT ":id"), count(DISTINCT ":version"), count(DISTINCT incident_number) '
        "FROM published"
    )
    assert len(set(found[0])) == 1
    assert city("SELECT count(*) FROM published WHERE NOT regexp_matches(incident_number, '^2[0-6]-[0-9]{7}$')") == [
        (0,)
    ]


def test_nothing_is_published_before_it_is_reported(city: Query) -> None:
    early = f"reported_date >= DATE '{DAY}' OR \":created_at\" < reported_date"
    assert city(f"SELECT count(*) FROM published WHERE {early}") == [(0,)]
    assert city('SELECT count(*) FROM published WHERE ":updated_at" < ":created_at"') == [(0,)]
    assert city("SELECT count(*) FROM incidents WHERE reported_date < occurred_date") == [(0,)]


def test_many_rows_share_the_stamp_of_the_first_load(city: Query) -> None:
    ((most,),) = city('SELECT max(n) FROM (SELECT count(*) AS n FROM published GROUP BY ":updated_at")')
    assert most > 5000


@pytest.mark.parametrize(
    ("what", "low", "high"),
    [
        ("latitude IS NULL", 0.028, 0.05),
        ("latitude = 0", 0.001, 0.003),
        ("occurred_date IS NULL", 0.0002, 0.001),
        ("year(occurred_date) = 1900", 0.0001, 0.001),
        (f"occurred_date > DATE '{DAY}'", 0.00005, 0.001),
        ("police_district IN ('-', 'UNKNOWN', '(null)')", 0.002, 0.006),
        ("neighborhood IN ('-', 'UNKNOWN', '(null)')", 0.005, 0.012),
        ("council_district LIKE '%.0'", 0.002, 0.006),
        ("offense <> upper(trim(offense))", 0.0001, 0.01),
        ('":updated_at" > ":created_at"', 0.02, 0.06),
    ],
)
def test_dirt_is_as_frequent_as_said(city: Query, what: str, low: float, high: float) -> None:
    ((share,),) = city(f"SELECT avg(CASE WHEN {what} THEN 1.0 ELSE 0.0 END) FROM published")
    assert low < share < high


def test_one_district_in_a_hundred_is_spelled_otherwise(city: Query) -> None:
    listed = ", ".join(f"'{name}'" for name in harbor_city().districts)
    ((share,),) = city(
        f"SELECT avg(CASE WHEN police_district IN ({listed}) THEN 0.0 ELSE 1.0 END) FROM published "
        "WHERE police_district NOT IN ('-', 'UNKNOWN', '(null)')"
    )
    assert 0.008 < share < 0.012
