"""Baltimore's arrests, through its portal, against SQL run straight on the source file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.cities_real.conftest import Sql, files
from tests.support.documents import read
from tests.support.served import rows

pytestmark = pytest.mark.shared

YEAR = "arrestdate >= '2020-08-01' AND arrestdate < '2021-08-01'"


@pytest.fixture(scope="module")
def arrests(shared: Path) -> Iterator[Sql]:
    """SQL over the source file as ``arrests``."""
    with files(shared, arrests="baltimore/arrests") as sql:
        yield sql


def test_the_data_page_tells_arrests_rows_and_rows_without_a_number(baltimore: FlaskClient, arrests: Sql) -> None:
    ((numbers, everything, unnumbered),) = arrests(
        "SELECT count(DISTINCT arrest), count(*), count(*) FILTER (arrest IS NULL) FROM arrests"
    )
    assert (numbers, everything, unnumbered) == (165_068, 173_197, 8_090)
    told = "165,068 numbered arrests from 173,197 rows; 8,090 rows without a number are not counted."
    assert told in read(baltimore.get("/data/arrests").data).text


def test_a_year_is_counted_by_number(baltimore: FlaskClient, arrests: Sql) -> None:
    ((numbers, everything, unnumbered),) = arrests(
        f"SELECT count(DISTINCT arrest), count(*), count(*) FILTER (arrest IS NULL) FROM arrests WHERE {YEAR}"
    )
    first = rows(baltimore, "arrests-trend")[0]
    assert (first["period_since"], first["period_until"]) == ("2020-08-01", "2021-07-31")
    told = ("period_count", "period_rows", "period_rows_without_number")
    assert [int(first[key]) for key in told] == [numbers, everything, unnumbered]
    sentence = f"{numbers:,} numbered arrests from {everything:,} rows; {unnumbered:,} rows without a number"
    assert sentence in read(baltimore.get("/views/arrests-trend").data).text


def test_districts_are_those_of_the_map(baltimore: FlaskClient, arrests: Sql) -> None:
    expected: dict[Any, Any] = dict(
        arrests(
            "SELECT regexp_replace(district, '(east|west)$', '\\1ern'), count(DISTINCT arrest) FROM arrests "
            f"WHERE {YEAR} AND district IS NOT NULL GROUP BY 1"
        )
    )
    assert {row["district"]: int(row["count"]) for row in rows(baltimore, "arrests-by-place")} == expected
    assert len(expected) == 9


@pytest.mark.parametrize(
    ("charge", "where"),
    [
        (
            "robbery",
            "regexp_matches(chargedescription, 'ROBB|CAR ?JACK')"
            " AND NOT regexp_matches(chargedescription, 'MURDER|HOMICIDE|MANSLA|RAPE|SEX')",
        ),
        ("homicide", "regexp_matches(chargedescription, 'MURDER|HOMICIDE|MANSLA')"),
    ],
)  # fmt: skip
def test_charges_are_grouped_by_their_words(baltimore: FlaskClient, arrests: Sql, charge: str, where: str) -> None:
    ((expected,),) = arrests(f"SELECT count(DISTINCT arrest) FROM arrests WHERE {YEAR} AND {where}")
    found = {row["charge"]: int(row["count"]) for row in rows(baltimore, "arrests-by-charge")}
    assert found[charge] == expected > 0


def test_few_charges_are_in_no_group(baltimore: FlaskClient, arrests: Sql) -> None:
    found = {row["charge"]: int(row["count"]) for row in rows(baltimore, "arrests-by-charge")}
    assert found["other"] < 0.02 * sum(found.values())


def test_sex_adds_up_to_every_arrest(baltimore: FlaskClient, arrests: Sql) -> None:
    table = rows(baltimore, "arrests-by-sex")
    totals = {row["sex"]: row["count"] for row in table if row["district"] == ""}
    expected: dict[Any, Any] = dict(
        arrests(f"SELECT sex, count(DISTINCT arrest) FROM arrests WHERE {YEAR} AND arrest IS NOT NULL GROUP BY 1")
    )
    assert int(totals["male"]) == expected["M"]
    assert int(totals["female"]) == expected["F"]
    assert int(totals[""]) == sum(expected.values())
