"""Points far from the city: swapped, in feet, or somewhere else; counted, and held when they are many."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboard.catalog import CATALOG
from dashboard.data.mapping import judged_sql, mapping, pointed
from dashboard.data.places.boundaries import Area
from dashboard.data.places.extent import Extent, Points, extent, points
from dashboard.data.quality import FEW, stray
from tests.data.changing import ChangingPortal, city

FIELDS = ("number", "happened", "offense", "district", "lon", "lat")
COLUMNS = {"occurred_at": "happened", "offense": "offense", "longitude": "lon", "latitude": "lat"}
BOX = Extent(-77.1, 38.7, -76.0, 39.9)


def area(kind: str, *corners: tuple[float, ...]) -> Area:
    shape = json.dumps({"type": "MultiPolygon", "coordinates": [[list(corners)]]}, separators=(",", ":"))
    return Area(kind, corners[0][0].hex(), kind, None, None, shape)


def test_the_box_of_the_simplest_kind_half_a_degree_wider() -> None:
    plain = area("district", (-76.5, 39.2), (-76.4, 39.4, 12.5), (-76.6, 39.3))
    fine = area("neighborhood", *((-10.0 + n / 1000, 3.0e-2) for n in range(90)))
    assert extent([fine, plain]) == Extent(-77.1, 38.7, -75.9, 39.9)
    empty = Area("district", "2", "Two", None, None, '{"type":"MultiPolygon","coordinates":[]}')
    assert extent([plain, empty]) == extent([plain])
    assert extent([]) == extent([empty]) == extent([Area("district", "1", "One", None, None, None)]) == Extent()


@pytest.mark.parametrize(
    ("lon", "lat", "expected"),
    [
        ("-76.6", "39.3", (1, 0)),
        ("39.3", "-76.6", (1, 1)),
        ("1433000.5", "593000", (1, 1)),
        ("-76.6", "593000", (1, 1)),
        ("-87.6", "41.9", (1, 1)),
        ("0", "0", (0, 0)),
        (None, None, (0, 0)),
        ("-76.6", None, (0, 0)),
        ("nowhere", "39.3", (0, 0)),
    ],
)
def test_which_points_stray(lon: str | None, lat: str | None, expected: tuple[int, int]) -> None:
    told = mapping(CATALOG.subject("incidents"), city(columns=COLUMNS).subjects["incidents"], "America/New_York")
    assert pointed(told)
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE raw AS SELECT ? AS lon, ? AS lat, 'x' AS \":id\"", [lon, lat])
        connection.execute("ALTER TABLE raw ADD happened VARCHAR DEFAULT '2026-01-02'")
        connection.execute("ALTER TABLE raw ADD offense VARCHAR DEFAULT 'THEFT'")
        judged = judged_sql(told, "raw", fetched=date(2026, 7, 1))
        connection.execute(f"CREATE TABLE judged AS {judged}")
        assert points(connection, "judged", BOX) == Points(*expected)


def test_a_few_are_no_pattern_and_the_limit_is_the_city_files() -> None:
    dataset = city(checks={"points_may_stray": 0.1}).subjects["incidents"]
    assert stray("incidents", dataset, Points(10, FEW - 1), BOX) == []
    assert stray("incidents", dataset, Points(100, 10), BOX) == []
    (found,) = stray("incidents", dataset, Points(100, 11), BOX)
    assert "11 of 100 points read (11.0%)" in found.told
    assert "longitude -77.1 to -76.0, latitude 38.7 to 39.9" in found.told
    assert "at most 10.0%" in found.told


def test_feet_for_degrees_are_held_until_accepted(tmp_path: Path) -> None:
    told = city(columns=COLUMNS)
    told = city(columns=COLUMNS, checks=told.subjects["incidents"].checks.model_dump() | {"points_may_stray": 0.05})
    with ChangingPortal(fields=FIELDS) as portal:
        portal.insert(500, lon="-76.6", lat="39.3")
        assert portal.refresh(tmp_path, told).status == "published"
        portal.insert(12, lon="1433000.5", lat="593000")
        held = portal.refresh(tmp_path, told)
        assert held.status == "held"
        assert "12 of 12 points read (100.0%) cannot be longitude and latitude" in held.reasons[0]
        assert portal.refresh(tmp_path, told, accept="the city moved").status == "published"
        assert portal.refresh(tmp_path, told).status == "unchanged"
