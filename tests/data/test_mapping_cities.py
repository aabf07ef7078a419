"""The bundled cities against the rows their portals served, by SQL run straight on the source files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.catalog import CATALOG
from dashboard.cities import load
from dashboard.data.canonical.tally import Tally, tallied
from dashboard.data.mapping import Mapping, judged_sql, mapping
from dashboard.data.places.boundaries import places_sql

FETCHED = date(2026, 10, 20)
FILES = {"baltimore": "crime", "chicago": "crimes"}
MAPS = {
    ("baltimore", "district"): "police_districts",
    ("baltimore", "neighborhood"): "neighborhoods",
    ("baltimore", "council"): "council_districts",
    ("chicago", "district"): "police_districts",
    ("chicago", "neighborhood"): "community_areas",
    ("chicago", "council"): "wards",
}
pytestmark = pytest.mark.shared


class Derived:
    """One city's raw table, canonical table and tally on a connection of their own."""

    def __init__(self, folder: Path, city: str) -> None:
        self.folder, self.city = folder, load(city)
        dataset = self.city.subjects["incidents"]
        self.mapping: Mapping = mapping(CATALOG.subject("incidents"), dataset, self.city.timezone)
        self.connection = duckdb.connect()
        self.source = f"read_parquet('{folder / f'{FILES[city]}.parquet'}')"
        self.connection.execute(
            "CREATE TABLE raw AS SELECT CAST(COLUMNS(*) AS VARCHAR), "
            f"'row-' || {dataset.key} AS \":id\" FROM {self.source}"
        )
        self.connection.execute(f"CREATE TABLE judged AS {judged_sql(self.mapping, 'raw', fetched=FETCHED)}")
        self.connection.execute("CREATE VIEW incidents AS SELECT * FROM judged WHERE _reject IS NULL")
        self.tally: Tally = tallied(self.connection, self.mapping, "judged")

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of ``sql``, in which {source} is the publisher's file."""
        return self.connection.execute(sql.format(source=self.source)).fetchall()

    def areas(self, kind: str) -> set[str]:
        """The keys of the city's places of one kind."""
        file = self.folder / f"{MAPS[self.city.key, kind]}.parquet"
        relation = f"(SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet('{file}'))"
        return {row[0] for row in self.connection.execute(places_sql(self.city.places[kind], relation)).fetchall()}


@pytest.fixture(scope="module")
def baltimore(shared: Path) -> Iterator[Derived]:
    derived = Derived(shared / "portal-data" / "baltimore", "baltimore")
    yield derived
    derived.connection.close()


@pytest.fixture(scope="module")
def chicago(shared: Path) -> Iterator[Derived]:
    derived = Derived(shared / "portal-data" / "chicago", "chicago")
    yield derived
    derived.connection.close()


def test_every_row_of_baltimore_is_published_or_rejected(baltimore: Derived) -> None:
    assert baltimore.tally.rejected == {"no date": 152, "before the covered period": 97}
    assert baltimore.tally.published == 340_300 - 152 - 97
    assert (baltimore.tally.first, baltimore.tally.newest) == (date(2014, 1, 1), date(2021, 7, 14))
    assert baltimore.tally.unmapped == {}


def test_every_row_of_chicago_is_published(chicago: Derived) -> None:
    assert (chicago.tally.published, chicago.tally.rejected, chicago.tally.unmapped) == (125_590, {}, {})
    assert (chicago.tally.first, chicago.tally.newest) == (date(2018, 1, 1), date(2018, 6, 30))


@pytest.mark.parametrize(
    ("canonical", "source"),
    [
        ("offense = 'homicide'", "description = 'MURDER'"),
        ("offense = 'nonfatal_shooting'", "description = 'SHOOTING'"),
        (
            "offense = 'robbery' AND year(occurred_at) = 2019",
            "starts_with(description, 'ROBB') AND year(crimedate) = 2019",
        ),
        ("district = 'Southeastern'", "district = 'Southeast'"),
        (
            "district = 'Central' AND offense = 'larceny'",
            "district = 'Central' AND starts_with(description, 'LARCENY')",
        ),
        ("neighborhood = 'McElderry Park'", "neighborhood = 'Mcelderry Park'"),
        ("weekday = '7'", "dayname(crimedate) = 'Sunday'"),
        ("category = 'person'", "left(crimecode, 1) IN ('1', '2', '4', '9')"),
        ("latitude IS NOT NULL", "latitude IS NOT NULL"),
        (
            "weapon = 'firearm' AND offense = 'robbery'",
            "starts_with(description, 'ROBB') AND ends_with(description, 'FIREARM')",
        ),
        ("weapon = 'hands'", "description LIKE 'ROBB%(UA)' OR description = 'AGG. ASSLT.- HAND'"),
        ("weapon = 'knife' AND offense = 'homicide'", "description = 'MURDER' AND weapon = 'Knife/Cutting Device'"),
        ("weapon = 'firearm' AND offense = 'nonfatal_shooting'", "description = 'SHOOTING'"),
        ("weapon IS NULL AND offense = 'homicide'", "description = 'MURDER' AND weapon IS NULL"),
        ("weapon IS NOT NULL AND offense = 'larceny'", "description = 'SHOOTING' AND false"),
        ("premise = 'street'", "premise IN ('STREET', 'ALLEY', 'SKYWALK', 'MAILBOX-STREET/RES.')"),
        ("premise = 'food'", "regexp_matches(premise, '^(BAR$|TAVERN|RESTAUR|FAST F|CARRY|PIZZA|HOTEL)')"),
        ("premise IS NULL", "premise IS NULL OR premise = 'UNKNOWN'"),
    ],
)
def test_baltimore_counts_what_its_file_holds(baltimore: Derived, canonical: str, source: str) -> None:
    expected = baltimore.rows(f"SELECT count(*) FROM {{source}} WHERE crimedate >= '2014-01-01' AND ({source})")
    assert baltimore.rows(f"SELECT count(*) FROM incidents WHERE {canonical}") == expected
    assert (expected[0][0] > 0) != source.endswith("AND false")


@pytest.mark.parametrize(
    ("canonical", "source"),
    [
        ("offense = 'homicide'", "primary_type = 'HOMICIDE' AND fbi_code = '01A'"),
        ("offense = 'kidnapping'", "primary_type = 'KIDNAPPING'"),
        ("offense = 'simple_assault'", "fbi_code IN ('08A', '08B')"),
        ("district = '11' AND offense = 'robbery'", "district = '011' AND primary_type = 'ROBBERY'"),
        ("neighborhood = 'Austin'", "community_area = '25'"),
        ("neighborhood = 'O''Hare'", "community_area = '76'"),
        ("neighborhood IS NULL", "community_area IS NULL OR community_area = '0'"),
        ("council_district = '42'", "ward = 42"),
        ("hour = '12' AND weekday = '5'", "hour(date) = 12 AND dayname(date) = 'Friday'"),
        ("premise = 'food'", "regexp_matches(location_description, '^(RESTAURANT|BAR OR|TAVERN|HOTEL)')"),
        ("premise = 'transit' AND premise_source LIKE 'CTA%'", "starts_with(location_description, 'CTA ')"),
        ("premise = 'other'", "location_description IN ('OTHER', 'ABANDONED BUILDING')"),
        ("premise IS NULL", "location_description IS NULL"),
    ],
)
def test_chicago_counts_what_its_file_holds(chicago: Derived, canonical: str, source: str) -> None:
    expected = chicago.rows(f"SELECT count(*) FROM {{source}} WHERE {source}")
    assert chicago.rows(f"SELECT count(*) FROM incidents WHERE {canonical}") == expected
    assert expected[0][0] > 0


def test_baltimore_has_no_time_of_day_and_chicago_does(baltimore: Derived, chicago: Derived) -> None:
    assert "hour" not in baltimore.tally.columns
    assert len(chicago.tally.values["hour"]) == 24


@pytest.mark.parametrize("kind", ["district", "neighborhood", "council"])
def test_every_place_of_chicago_is_on_its_map(chicago: Derived, kind: str) -> None:
    assert set(chicago.tally.values[kind]) == chicago.areas(kind)


def test_community_areas_carry_the_names_of_their_numbers(chicago: Derived) -> None:
    file = chicago.folder / "community_areas.parquet"
    named = dict(chicago.rows(f"SELECT CAST(area_numbe AS VARCHAR), community FROM read_parquet('{file}')"))
    pairs = chicago.rows(
        "SELECT DISTINCT s.community_area, neighborhood FROM incidents "
        "JOIN {source} s ON _row_id = 'row-' || s.id WHERE neighborhood IS NOT NULL"
    )
    assert len(pairs) == 77
    for number, name in pairs:
        assert name.upper().replace("'", "") == named[number]


def test_the_places_of_baltimore_are_on_its_map(baltimore: Derived) -> None:
    assert set(baltimore.tally.values["district"]) == baltimore.areas("district")
    loose = set(baltimore.tally.values["neighborhood"]) - baltimore.areas("neighborhood")
    assert len(loose) == 12
    assert baltimore.areas("council") == {str(number) for number in range(1, 15)}


def test_what_a_city_cannot_tell_is_not_among_its_codes(baltimore: Derived, chicago: Derived) -> None:
    assert "nonfatal_shooting" in baltimore.mapping.codes["offense"]
    assert "drugs" not in baltimore.mapping.codes["offense"]
    assert "weapon" not in chicago.mapping.codes
    assert set(baltimore.mapping.codes["weapon"]) == {"firearm", "knife", "hands", "other", "unknown"}
    assert "nonfatal_shooting" not in chicago.mapping.codes["offense"]
