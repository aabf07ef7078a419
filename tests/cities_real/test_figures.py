"""Figures on the page and in the CSV against SQL run straight on the source files."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from dashboard import cities
from dashboard.catalog import CATALOG
from tests.cities_real.conftest import Sql
from tests.support.documents import Document, read
from tests.support.served import rows

pytestmark = pytest.mark.shared

YEAR = "crimedate >= '2020-06-01' AND crimedate < '2021-06-01'"
YEAR_BEFORE = "crimedate >= '2019-06-01' AND crimedate < '2020-06-01'"
MONTHS = "date >= '2018-01-01' AND date < '2018-06-01'"
DAY = "since=2018-03-05&until=2018-03-05"
FILLED_IN = "are not as published"


def number(text: str) -> int:
    return int(text.replace(",", ""))


def document(client: FlaskClient, path: str, **query: str) -> Document:
    answer = client.get(f"{path}?{urlencode(query)}")
    assert answer.status_code == 200
    return read(answer.data)


def counted(source: Sql, city: str, where: str) -> int:
    return int(source(f"SELECT count(*) FROM {city} WHERE {where}")[0][0])


def line(found: Document, name: str) -> list[str]:
    """The row of a table that begins with ``name``."""
    return next(row for table in found.tables for row in table if row[0].startswith(name))


BALTIMORE = {
    "all records": ("incidents", {}, "true"),
    "homicides": ("homicides", {}, "description = 'MURDER'"),
    "non-fatal shootings": ("shootings", {}, "description = 'SHOOTING'"),
    "robbery in Eastern": (
        "incidents",
        {"district": "Eastern", "offense": "robbery"},
        "description LIKE 'ROBB%' AND district = 'Eastern'",
    ),
    "property crime in Canton": (
        "property",
        {"neighborhood": "Canton"},
        "regexp_matches(description, '^(BURG|LARCENY|STOLEN|ARSON)') AND neighborhood = 'Canton'",
    ),
}


@pytest.mark.parametrize("figure", BALTIMORE)
def test_baltimore_counts_and_compares(baltimore: FlaskClient, source: Sql, figure: str) -> None:
    view, query, where = BALTIMORE[figure]
    now = counted(source, "baltimore", f"{YEAR} AND {where}")
    before = counted(source, "baltimore", f"{YEAR_BEFORE} AND {where}")
    first = rows(baltimore, view, urlencode(query))[0]
    assert (first["period_since"], first["period_until"]) == ("2020-06-01", "2021-05-31")
    assert (first["before_since"], first["before_until"]) == ("2019-06-01", "2020-05-31")
    assert (int(first["period_count"]), int(first["before_count"])) == (now, before)
    for path in (f"/views/{view}", f"/embed/{view}", "/" if "offense" not in query else "/safety"):
        text = document(baltimore, path, **query).text
        assert f"{now:,}" in text
        assert f"{before:,}" in text


def test_a_month_of_baltimore(baltimore: FlaskClient, source: Sql) -> None:
    july = counted(source, "baltimore", "crimedate >= '2020-07-01' AND crimedate < '2020-08-01'")
    year_earlier = counted(source, "baltimore", "crimedate >= '2019-07-01' AND crimedate < '2019-08-01'")
    rolling = counted(source, "baltimore", "crimedate >= '2019-08-01' AND crimedate < '2020-08-01'")
    row = next(row for row in rows(baltimore, "incidents-trend") if row["month"] == "2020-07-01")
    told = [july, year_earlier, rolling]
    assert [int(row[key]) for key in ("count", "before", "last_12_months")] == told
    found = document(baltimore, "/safety")
    assert [number(cell) for cell in line(found, "July 2020")[1:4]] == told


def test_a_district_of_baltimore(baltimore: FlaskClient, source: Sql) -> None:
    now = counted(source, "baltimore", f"{YEAR} AND district = 'Southeast'")
    before = counted(source, "baltimore", f"{YEAR_BEFORE} AND district = 'Southeast'")
    found = rows(baltimore, "incidents-by-place", "by=district")
    row = next(row for row in found if row["district"] == "Southeastern")
    assert (int(row["count"]), int(row["before"]), int(row["difference"])) == (now, before, now - before)
    told = line(document(baltimore, "/safety", by="district"), "Southeastern")
    assert [number(cell) for cell in told[1:3]] == [now, before]
    unplaced = counted(source, "baltimore", f"{YEAR} AND district IS NULL")
    assert sum(int(row["count"]) for row in found) + unplaced == int(row["period_count"])
    assert f"{unplaced:,}" in document(baltimore, "/safety", by="district").text


def test_every_row_of_baltimore_is_published_or_rejected_for_a_reason(baltimore: FlaskClient, source: Sql) -> None:
    rows_at_source = counted(source, "baltimore", "true")
    undated = counted(source, "baltimore", "crimedate IS NULL")
    early = counted(source, "baltimore", "crimedate < '2014-01-01'")
    assert (rows_at_source, undated, early) == (340_300, 152, 97)
    found = document(baltimore, "/data/incidents")
    told = [number(row[1]) for row in found.tables[0] if len(row) == 2]
    assert sorted(told) == sorted([rows_at_source, rows_at_source - undated - early, undated, early])
    assert "340,300" in found.text


@pytest.mark.parametrize(
    ("path", "query", "cautioned"),
    [
        ("/views/incidents-by-place", {}, True),
        ("/embed/incidents-by-place", {"by": "neighborhood"}, True),
        ("/safety", {}, True),
        ("/views/incidents-trend", {"district": "Eastern"}, True),
        ("/embed/homicides", {"neighborhood": "Canton"}, True),
        ("/", {"district": "Eastern"}, True),
        ("/data/incidents", {}, True),
        ("/views/incidents-trend", {}, False),
        ("/", {}, False),
    ],
)
def test_filled_in_places_are_cautioned(
    baltimore: FlaskClient, path: str, query: dict[str, str], cautioned: bool
) -> None:
    assert (FILLED_IN in document(baltimore, path, **query).text) == cautioned
    spanish = document(baltimore, path, **query, lang="es").text
    assert ("no son los publicados" in spanish) == cautioned


def test_baltimore_counts_victims_and_says_so(baltimore: FlaskClient) -> None:
    found = document(baltimore, "/views/incidents-trend")
    assert "Each record is one victim" in found.text
    assert "victims" in found.headings[0]
    assert {row["unit"] for row in rows(baltimore, "incidents-trend")} == {"victim"}


CHICAGO = {
    "all records": ("incidents", {}, "true"),
    "homicides": ("homicides", {}, "fbi_code = '01A'"),
    "robbery in district 11": (
        "incidents",
        {"district": "11", "offense": "robbery"},
        "fbi_code = '03' AND try_cast(district AS INTEGER) = 11",
    ),
    "theft in Austin": (
        "incidents",
        {"neighborhood": "Austin", "offense": "larceny"},
        "fbi_code = '06' AND try_cast(community_area AS INTEGER) = 25",
    ),
}


@pytest.mark.parametrize("figure", CHICAGO)
def test_chicago_counts_and_does_not_compare(chicago: FlaskClient, source: Sql, figure: str) -> None:
    view, query, where = CHICAGO[figure]
    now = counted(source, "chicago", f"{MONTHS} AND {where}")
    first = rows(chicago, view, urlencode(query))[0]
    assert (first["period_since"], first["period_until"]) == ("2018-01-01", "2018-05-31")
    assert (int(first["period_count"]), first["before_count"], first["before_since"]) == (now, "", "")
    for path in (f"/views/{view}", f"/embed/{view}"):
        text = document(chicago, path, **query).text
        assert f"{now:,}" in text
        assert "no earlier period" in text


def test_a_month_and_a_district_of_chicago(chicago: FlaskClient, source: Sql) -> None:
    march = counted(source, "chicago", "date >= '2018-03-01' AND date < '2018-04-01'")
    row = next(row for row in rows(chicago, "incidents-trend") if row["month"] == "2018-03-01")
    assert (int(row["count"]), row["before"], row["last_12_months"]) == (march, "", "")
    found = document(chicago, "/safety", by="district")
    assert number(line(found, "March 2018")[1]) == march
    eleventh = counted(source, "chicago", f"{MONTHS} AND try_cast(district AS INTEGER) = 11")
    assert number(line(found, "District 11")[1]) == eleventh


@pytest.mark.parametrize(("path", "said"), [("/", "no earlier period"), ("/safety", "no earlier period")])
def test_chicago_says_that_no_comparison_exists(chicago: FlaskClient, path: str, said: str) -> None:
    found = document(chicago, path)
    assert said in found.text
    assert not any(heading.startswith(("More", "Fewer")) for heading in found.headings)


def test_every_row_of_chicago_is_published_or_rejected_for_a_reason(chicago: FlaskClient, source: Sql) -> None:
    total = counted(source, "chicago", "true")
    found = document(chicago, "/data/incidents")
    assert total == 125_590
    told = [number(row[1]) for row in found.tables[0] if len(row) == 2]
    assert max(told) == total
    assert sum(told) == 2 * total


def test_what_a_city_does_not_publish_is_told(chicago: FlaskClient, baltimore: FlaskClient) -> None:
    assert "Not in this dashboard yet" in document(chicago, "/safety").text
    assert chicago.get("/views/shootings.csv").status_code == 404
    assert baltimore.get("/views/incidents-by-hour.csv").status_code == 404


def test_weapon_and_kind_of_place(chicago: FlaskClient, baltimore: FlaskClient, source: Sql) -> None:
    assert chicago.get("/views/incidents-by-weapon.csv").status_code == 404
    missing = document(chicago, "/safety").text
    assert "There are no data here for this: weapon." in missing
    assert "El arma" not in missing
    assert "Aquí no hay datos de esto: arma." in document(chicago, "/safety", lang="es").text
    guns = counted(source, "baltimore", f"{YEAR} AND regexp_matches(description, 'FIREARM$|GUN$|^SHOOTING$')")
    murders = counted(
        source, "baltimore", f"{YEAR} AND description = 'MURDER' AND weapon SIMILAR TO '.*(andgun|evolver|ifle|hotgun)'"
    )
    found = {row["weapon"]: int(row["count"]) for row in rows(baltimore, "incidents-by-weapon")}
    assert found["firearm"] == guns + murders
    told = document(baltimore, "/views/incidents-by-weapon").text
    assert "do not say the weapon and are not in this chart" in told
    assert "Other records name none" in told
    for client, city, days in ((baltimore, "baltimore", YEAR), (chicago, "chicago", MONTHS)):
        column = {"baltimore": "premise", "chicago": "location_description"}[city]
        schools = counted(source, city, f"{days} AND regexp_matches({column}, 'SCHOOL|DAY CARE|COLLEGE/UNIVERSITY GR')")
        places = {row["premise"]: int(row["count"]) for row in rows(client, "incidents-by-premise")}
        assert places["school"] == schools > 0


@pytest.mark.parametrize("city", ["baltimore", "chicago"])
def test_the_data_page_names_the_views_that_are_refused(city: str, request: pytest.FixtureRequest) -> None:
    client: FlaskClient = request.getfixturevalue(city)
    served = {key for key, one in cities.load(city).subjects.items() if "dataset" not in one.unverified}
    for key in served:
        subject, found = CATALOG.subject(key), document(client, f"/data/{key}")
        refused = [view for view in subject.views if client.get(f"/views/{view.key}.csv?{DAY}").status_code == 404]
        listed = {link.split("?")[0] for link in found.links}
        assert [view.key for view in subject.views if f"/views/{view.key}.csv" not in listed] == [
            v.key for v in refused
        ]
        assert all(view.title in found.text for view in refused)
    absent = [one for one in CATALOG.subjects.values() if one.key not in served]
    index = document(client, "/data")
    assert absent
    assert all(one.about in index.text and client.get(f"/data/{one.key}").status_code == 404 for one in absent)


@pytest.mark.parametrize("city", ["baltimore", "chicago"])
def test_a_real_city_is_not_called_sample_data(city: str, request: pytest.FixtureRequest) -> None:
    client: FlaskClient = request.getfixturevalue(city)
    for path in ("/", "/safety", "/data", "/data/incidents", "/views/incidents-trend.svg"):
        assert "sample data" not in client.get(path).get_data(as_text=True).lower()
    assert {row["status"] for row in rows(client, "incidents-trend")} == {"preliminary"}
