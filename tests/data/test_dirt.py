"""The dirt of real portals, each sort by name: on a file of the cities that has it, else on rows made here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.catalog import CATALOG
from dashboard.catalog.people import AGES
from dashboard.cities import load
from dashboard.cities.schema import Dataset
from dashboard.data.mapping import canonical_sql, mapping
from dashboard.data.places.boundaries import places_sql

FETCHED = date(2026, 10, 20)
BASE = {
    "dataset": "abcd-1234", "name": "Records", "publisher": "Police", "covers_from": date(1900, 1, 1),
}  # fmt: skip
NINE = {
    "Central", "Eastern", "Northeastern", "Northern", "Northwestern", "Southeastern", "Southern", "Southwestern",
    "Western",
}  # fmt: skip


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as open_one:
        yield open_one


def derived(
    connection: duckdb.DuckDBPyConnection, raw: str, columns: dict[str, str], subject: str = "incidents", **more: Any
) -> None:
    """Make ``rows``: the canonical rows of the relation ``raw``, every field of it as text."""
    unit = CATALOG.subject(subject).units[0]
    required = {"occurred_at": "'2020-05-06'", "offense": "'homicide'"}
    dataset = Dataset(**BASE, unit=unit, columns={**required, **columns}, **more)
    how = mapping(CATALOG.subject(subject), dataset, "America/New_York")
    connection.execute("CREATE OR REPLACE SEQUENCE numbers")
    text = f"SELECT CAST(COLUMNS(*) AS VARCHAR), CAST(nextval('numbers') AS VARCHAR) AS \":id\" FROM ({raw})"
    connection.execute(f"CREATE OR REPLACE TABLE raw AS {text}")
    connection.execute(f"CREATE OR REPLACE TABLE rows AS {canonical_sql(how, 'raw', fetched=FETCHED)}")


def counts(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[Any, int]:
    return dict(connection.execute(sql).fetchall())


def file(shared: Path, name: str) -> str:
    return f"read_parquet('{shared / 'portal-data' / name}.parquet')"


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "column", "spelling", "means"),
    [
        ("baltimore/crime", "district", "Northeast", "Northeastern"),
        ("baltimore/arrests", "district", "Southwest", "Southwestern"),
        ("baltimore/requests", "policedistrict", "Northeastern", "Northeastern"),
        ("baltimore/requests", "policedistrict", "NORTHERN", "Northern"),
        ("baltimore/requests", "policedistrict", "CENTRAL", "Central"),
    ],
)
def test_a_district_named_three_ways_is_one(
    connection: duckdb.DuckDBPyConnection, shared: Path, name: str, column: str, spelling: str, means: str
) -> None:
    source, city = file(shared, name), load("baltimore")
    assert counts(connection, f"SELECT {column}, count(*) FROM {source} GROUP BY 1")[spelling] > 0
    derived(
        connection, f"SELECT {column} AS district FROM {source}",
        {"district": city.subjects["incidents"].columns["district"]},
    )  # fmt: skip
    found = counts(connection, "SELECT district, count(*) FROM rows WHERE district IS NOT NULL GROUP BY 1")
    stem = means.removesuffix("ern")
    expected = counts(
        connection,
        f"SELECT '{means}', count(*) FROM {source} WHERE lower({column}) IN (lower('{stem}'), lower('{means}'))",
    )
    assert found[means] == expected[means]
    boundaries = f"(SELECT CAST(COLUMNS(*) AS VARCHAR) FROM {file(shared, 'baltimore/police_districts')})"
    areas = connection.execute(places_sql(city.places["district"], boundaries)).fetchall()
    assert set(found) == {row[0] for row in areas} == NINE


@pytest.mark.shared
@pytest.mark.parametrize("name", ["chicago/crimes", "chicago/homicides"])
def test_keys_padded_three_ways_are_one(connection: duckdb.DuckDBPyConnection, shared: Path, name: str) -> None:
    source, city = file(shared, name), load("chicago")
    expression = {"district": city.subjects["incidents"].columns["district"]}
    assert connection.execute(f"SELECT count(*) FROM {source} WHERE district = '007'").fetchall() > [(0,)]
    derived(connection, f"SELECT district FROM {source}", expression)
    found = set(counts(connection, "SELECT district, count(*) FROM rows WHERE district IS NOT NULL GROUP BY 1"))
    map_of = file(shared, "chicago/police_districts")
    assert connection.execute(f"SELECT count(*) FROM {map_of} WHERE dist_num = '07'").fetchall() == [(1,)]
    areas = places_sql(city.places["district"], f"(SELECT CAST(COLUMNS(*) AS VARCHAR) FROM {map_of})")
    drawn = {row[0] for row in connection.execute(areas).fetchall()}
    assert "7" in found & drawn
    assert not [key for key in found | drawn if key.startswith("0") or not key.isdigit()]
    if name == "chicago/crimes":
        assert found == drawn


@pytest.mark.parametrize(
    ("published", "key"),
    [("007", "7"), ("07", "7"), ("7.0", "7"), (" 7 ", "7"), ("7", "7"), ("000", None), ("UNK", None), ("", None)],
)
def test_a_key_is_read_as_its_number(connection: duckdb.DuckDBPyConnection, published: str, key: str | None) -> None:
    columns = load("chicago").subjects["incidents"].columns
    derived(
        connection, f"SELECT '{published}' AS district, '{published}' AS ward",
        {"district": columns["district"], "council_district": columns["council_district"]},
    )  # fmt: skip
    found = connection.execute("SELECT district, nullif(council_district, '0') FROM rows").fetchall()
    assert found == [(key, key)]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "where", "rows"),
    [
        ("chicago/homicides", "latitude < 37", 53),
        ("baltimore/arrests", "latitude = 0", 19),
    ],
)
def test_a_placeholder_point_is_no_point(
    connection: duckdb.DuckDBPyConnection, shared: Path, name: str, where: str, rows: int
) -> None:
    source = file(shared, name)
    derived(connection, f"SELECT latitude, longitude FROM {source}", {"latitude": "latitude", "longitude": "longitude"})
    ((there, placeholders),) = connection.execute(
        f"SELECT count(latitude), count(*) FILTER ({where}) FROM {source}"
    ).fetchall()
    ((kept, paired, south),) = connection.execute(
        "SELECT count(latitude), count(longitude), count(*) FILTER (latitude < 37) FROM rows"
    ).fetchall()
    assert placeholders == rows
    assert (kept, paired, south) == (there - rows, there - rows, 0)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "column", "odd"),
    [
        ("new-orleans/complaints", "complainant_age", "-100"),
        ("new-orleans/use_of_force", "subject_age", "-1"),
        ("baltimore/arrests", "age", None),
    ],
)
def test_an_impossible_age_is_unknown_and_still_counted(
    connection: duckdb.DuckDBPyConnection, shared: Path, name: str, column: str, odd: str | None
) -> None:
    source = file(shared, name)
    listed = counts(connection, f"SELECT {column}, count(*) FROM {source} GROUP BY 1")
    assert odd in {None if age is None else str(age) for age in listed}
    derived(connection, f"SELECT {column} AS age FROM {source}", {"age": "age"}, "victims")
    bands = counts(connection, "SELECT age_band, count(*) FROM rows GROUP BY 1")
    known = {
        age: rows for age, rows in listed.items() if age is not None and str(age).isdigit() and 1 <= int(age) <= 120
    }
    assert bands["unknown"] == sum(listed.values()) - sum(known.values()) > 0
    assert bands["18-24"] == sum(rows for age, rows in known.items() if 18 <= int(age) <= 24)
    assert sum(bands.values()) == sum(listed.values())
    assert set(bands) <= {value.code for value in AGES}


@pytest.mark.parametrize(
    ("age", "band"),
    [("-100", "unknown"), ("-1", "unknown"), ("0", "unknown"), ("1", "0-14"), ("14", "0-14"), ("15", "15-17"),
     ("17.0", "15-17"), ("120", "65-120"), ("121", "unknown"), ("999", "unknown"), ("24|31", "unknown"),
     ("(null)", "unknown"), ("UNKNOWN", "unknown"), ("", "unknown")],
)  # fmt: skip
def test_an_age_falls_in_its_band(connection: duckdb.DuckDBPyConnection, age: str, band: str) -> None:
    derived(connection, f"SELECT '{age}' AS age", {"age": "age"}, "victims")
    assert connection.execute("SELECT age_band FROM rows").fetchall() == [(band,)]


@pytest.mark.shared
def test_a_word_for_nothing_is_nothing(connection: duckdb.DuckDBPyConnection, shared: Path) -> None:
    source = file(shared, "baltimore/requests")
    ((expected,),) = connection.execute(f"SELECT count(*) FROM {source} WHERE councildistrict = 'NA'").fetchall()
    derived(connection, f"SELECT councildistrict FROM {source}", {"council_district": "councildistrict"})
    ((found,),) = connection.execute("SELECT count(*) FROM rows WHERE council_district IS NULL").fetchall()
    assert found == expected == 155


@pytest.mark.parametrize("nothing", ["(null)", "(NULL)", " (null) ", "null", "-", "UNKNOWN", "N/A", "", "\n"])
def test_nothing_said_is_told_as_unknown_of_people_and_left_empty_of_places(
    connection: duckdb.DuckDBPyConnection, nothing: str
) -> None:
    derived(
        connection, f"SELECT '{nothing}' AS race, '{nothing}' AS place",
        {"race_source": "race", "neighborhood": "place"}, "victims", codes={"race_source": {"black": ("B",)}},
    )  # fmt: skip
    assert connection.execute("SELECT race, neighborhood FROM rows").fetchall() == [("unknown", None)]


def test_a_line_break_ends_no_row_and_hides_no_code(connection: duckdb.DuckDBPyConnection) -> None:
    words = "'ROBBERY' || chr(13) || chr(10) || 'WITH A KNIFE' || chr(10)"
    derived(
        connection, f"SELECT {words} AS o", {"offense": "o", "offense_source": "o", "weapon": "o"},
        codes={"offense": {"robbery": ("ROBBERY*",)}, "weapon": {"knife": ("*KNIFE",)}},
    )  # fmt: skip
    found = connection.execute("SELECT offense, weapon, offense_source FROM rows").fetchall()
    assert found == [("robbery", "knife", "ROBBERY\r\nWITH A KNIFE")]


@pytest.mark.parametrize(
    ("weapon", "code"),
    [("CROSSBOW", "other"), ("handgun", "firearm"), ("unknown", "unknown"), ("-", None), (None, None)],
)
def test_a_weapon_that_no_code_fits_stays_visible(
    connection: duckdb.DuckDBPyConnection, weapon: str | None, code: str | None
) -> None:
    told = "NULL" if weapon is None else f"'{weapon}'"
    derived(
        connection, f"SELECT {told} AS w", {"weapon": "w"},
        codes={"weapon": {"firearm": ("HANDGUN",), "unknown": ("UNKNOWN",)}},
    )  # fmt: skip
    assert connection.execute("SELECT weapon FROM rows").fetchall() == [(code,)]
