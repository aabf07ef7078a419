"""Real boundaries: what lies in which district, how heavy the largest map is, and a file in meters that is refused."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from flask.testing import FlaskClient

from dashboard import cities
from dashboard.cities.schema import City, Places
from dashboard.data.check import check
from dashboard.data.places.placing import Placing
from dashboard.data.portal import Portal
from dashboard.data.refresh import refresh
from tests.cities_real.conftest import NOW, Sql, files
from tests.support.documents import read
from tests.support.portal import FastClock, PortalProcess, portal_process

pytestmark = pytest.mark.shared

HTML_BUDGET = 100_000
METERS = Places(dataset="badc-rs59", name="Community Statistical Areas, in metres", key="csa2010")
KINDS = ("neighborhoods", "police_districts", "police_districts_2023", "council_districts", "csas")
Shapes = Callable[[str], dict[str, str]]


@pytest.fixture(scope="module", name="files")
def baltimore_files(shared: Path) -> Iterator[Sql]:
    """SQL over Baltimore's files, named as they are."""
    names = [path.stem for path in (shared / "portal-data" / "baltimore").glob("*.parquet")]
    with files(shared, **{name: f"baltimore/{name}" for name in names}) as sql:
        yield sql


@pytest.fixture(scope="module")
def shapes(files: Sql) -> Shapes:
    return lambda name: dict(files(f"SELECT CAST(name AS VARCHAR), the_geom FROM {name} ORDER BY name"))


def full(name: str) -> str:
    """The name of a district as the map has it: "Southeast" is "Southeastern"."""
    return f"{name}ern" if name.endswith(("east", "west")) else name


def stated(files: Sql, shapes: dict[str, str]) -> float:
    """The share of arrests with a point that lie in the district they state; 230 of them state none."""
    rows = files(
        "SELECT district, longitude, latitude, count(*) FROM arrests WHERE longitude IS NOT NULL "
        "GROUP BY ALL ORDER BY ALL"
    )
    names, longitudes, latitudes, counts = zip(*rows, strict=True)
    found = Placing(shapes).keys(longitudes, latitudes)
    agree = sum(n for name, key, n in zip(names, found, counts, strict=True) if name and full(name) == key)
    return agree / sum(counts)


def test_arrests_lie_in_the_district_they_state_as_it_was_drawn_then(files: Sql, shapes: Shapes) -> None:
    assert round(stated(files, shapes("police_districts")), 3) == 0.978
    assert stated(files, shapes("police_districts_2023")) < 0.95


@pytest.mark.parametrize("kind", KINDS)
def test_ten_thousand_points_agree_with_shapely(shapes: Shapes, kind: str) -> None:
    known = shapes(kind)
    areas = shapely.make_valid(shapely.from_geojson(list(known.values())))
    west, south, east, north = shapely.total_bounds(areas)
    chance = np.random.default_rng(3559)
    longitudes, latitudes = chance.uniform(west, east, 10_000), chance.uniform(south, north, 10_000)
    points = shapely.points(longitudes, latitudes)
    inside = np.array([shapely.intersects(area, points) for area in areas])
    keys = list(known)
    expected = [keys[column.argmax()] if column.any() else None for column in inside.T]
    assert Placing(known).keys(list(longitudes), list(latitudes)) == expected
    assert 0.4 < inside.any(axis=0).mean() < 1


def test_the_map_of_279_neighborhoods_is_light(baltimore: FlaskClient) -> None:
    for path in ("/places?by=neighborhood", "/safety?by=neighborhood"):
        answer = baltimore.get(path)
        assert answer.get_data(as_text=True).count('href="/places/neighborhood/') >= 279
        assert len(gzip.compress(answer.data, 6)) <= HTML_BUDGET, path


def test_the_map_of_2021_shows_the_districts_of_2021(baltimore: FlaskClient) -> None:
    text = read(baltimore.get("/views/incidents-map?by=district").data).text
    assert "The map shows the boundaries that held until July 8, 2023." in text


def test_statistical_areas_and_council_districts_are_found_by_points(
    baltimore: FlaskClient, files: Sql, shapes: Shapes
) -> None:
    year = "crimedate >= '2020-06-01' AND crimedate < '2021-06-01'"
    rows = files(f"SELECT longitude, latitude FROM crime WHERE {year} AND longitude IS NOT NULL")
    longitudes, latitudes = zip(*rows, strict=True)
    expected = Placing(shapes("csas")).keys(longitudes, latitudes).count("Canton")
    told = baltimore.get("/views/incidents.csv?statistical=Canton").get_data(as_text=True)
    first = dict(zip(*(line.split(",") for line in told.splitlines()[:2]), strict=False))
    assert int(first["period_count"]) == expected > 0
    page = baltimore.get("/places/statistical/Canton")
    assert page.status_code == 200
    text = read(page.data).text
    assert "The records do not name the statistical area." in text
    assert "are not as published" in text
    assert baltimore.get("/places/council/1").status_code == 200


@pytest.fixture(scope="module")
def portal(shared: Path) -> Iterator[PortalProcess]:
    with portal_process(shared / "portal-data" / "baltimore") as running:
        yield running


def in_meters() -> City:
    found = cities.load("baltimore")
    return found.model_copy(update={"places": {"statistical": METERS}, "subjects": {}})


def test_check_refuses_boundaries_in_meters_and_says_why(portal: PortalProcess) -> None:
    with Portal(portal.url, requests_per_second=500) as client:
        (finding,) = check(in_meters(), client, today=date(2026, 11, 20))
    assert (finding.severity, finding.where) == ("error", "places.statistical.geometry")
    for part in ("badc-rs59", "is no longitude and latitude", "in metres or feet", "degrees (WGS 84)"):
        assert part in finding.message


def test_a_refresh_refuses_boundaries_in_meters_and_says_why(portal: PortalProcess, tmp_path: Path) -> None:
    outcome = refresh(in_meters(), tmp_path, portal_url=portal.url, clock=lambda: NOW, portal_clock=FastClock().clock)
    assert (outcome.status, outcome.exit_code, outcome.snapshot) == ("held", 3, None)
    (reason,) = outcome.reasons
    for part in ("badc-rs59", "[places.statistical]", "is no longitude and latitude", "in metres or feet"):
        assert part in reason
