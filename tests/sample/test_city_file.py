"""The bundled city file reads everything that the sample portal serves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
import requests

from dashboard import cities
from dashboard.catalog import CATALOG
from dashboard.cities.schema import Dataset, Places
from dashboard.data.mapping import judged_sql, mapping
from dashboard.sample.geography import harbor_city

Get = Callable[..., requests.Response]
CITY = cities.load("sample")


@pytest.fixture
def canonical(get: Get, tmp_path: Path) -> Callable[[str], list[tuple[Any, ...]]]:
    """SQL over ``rows`` (canonical) of the small city."""
    (tmp_path / "raw.csv").write_bytes(get("/resource/smpl-inc1.csv", soql_select=":*,*", soql_limit="100000").content)
    made = mapping(CATALOG.subject("incidents"), CITY.subjects["incidents"], CITY.timezone)
    con = duckdb.connect()
    con.execute(f"CREATE TABLE raw AS SELECT * FROM read_csv('{tmp_path / 'raw.csv'}', all_varchar=true)")
    con.execute(f"CREATE TABLE rows AS {judged_sql(made, 'raw', fetched=date(2026, 11, 20))}")
    return lambda sql: con.execute(sql).fetchall()


def test_it_is_marked_as_sample_data() -> None:
    assert CITY.sample
    assert CITY.state == ""
    assert any("does not exist" in caveat.en for caveat in CITY.caveats)


def test_every_spelling_of_a_place_becomes_one_name(canonical: Callable[[str], list[tuple[Any, ...]]]) -> None:
    def values(column: str) -> set[str]:
        return {value for (value,) in canonical(f"SELECT DISTINCT {column} FROM rows WHERE {column} IS NOT NULL")}

    assert values("district") == set(harbor_city().districts)
    assert values("council_district") == set(harbor_city().councils)
    assert values("neighborhood") <= {area.name for area in harbor_city().areas}


def test_every_offense_has_a_code_and_few_rows_are_rejected(canonical: Callable[[str], list[tuple[Any, ...]]]) -> None:
    assert canonical('SELECT "?offense" FROM rows WHERE "?offense" IS NOT NULL') == []
    ((rejected, everything),) = canonical("SELECT count(_reject), count(*) FROM rows")
    assert 0 < rejected < 0.005 * everything


def test_pinned_names_and_types_are_those_served(get: Get) -> None:
    pinned: list[Dataset | Places] = [*CITY.subjects.values(), *CITY.places.values()]
    for entry in pinned:
        assert get(f"/api/views/{entry.dataset}.json").json()["name"] == entry.name
    kinds = {"district": 9, "neighborhood": 60, "council": 7}
    for kind, number in kinds.items():
        place = CITY.places[kind]
        served = get(f"/resource/{place.dataset}.json").json()
        assert len({row[place.key] for row in served}) == number
        assert CITY.population is not None
        assert sum(int(row["residents"]) for row in served) == CITY.population.residents
