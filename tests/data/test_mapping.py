from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import duckdb
import pytest

from dashboard.catalog import CATALOG
from dashboard.cities.schema import Dataset, Places
from dashboard.data.canonical.tally import tally
from dashboard.data.mapping import Mapping, MappingError, canonical_sql, judged_sql, mapping
from dashboard.data.places.boundaries import places_sql
from dashboard.data.sql import cleaning
from dashboard.model import Kind

FETCHED = date(2026, 10, 20)
INCIDENTS = CATALOG.subject("incidents")
EVERYWHERE = {"occurred_at": "d", "offense": "o"}


def dataset(**changes: Any) -> Dataset:
    given = {
        "dataset": "abcd-1234",
        "name": "Crimes",
        "publisher": "Police",
        "unit": "incident",
        "covers_from": date(2015, 1, 1),
        "columns": EVERYWHERE,
        "codes": {"offense": {"homicide": ("MURDER",)}},
    }
    return Dataset(**{**given, **changes})


def mapped(**changes: Any) -> Mapping:
    return mapping(INCIDENTS, dataset(**changes), "America/New_York")


def raw(connection: duckdb.DuckDBPyConnection, *rows: dict[str, str | None]) -> str:
    """A raw relation of these rows; what a row leaves out is a usable value."""
    usable: dict[str, str | None] = {"d": "2020-05-06T07:08:09.000", "o": "MURDER"}
    names = sorted({name for row in rows for name in row} | set(usable))
    connection.execute(
        f'CREATE OR REPLACE TABLE raw_rows ({", ".join(f"{name} VARCHAR" for name in names)}, ":id" VARCHAR)'
    )
    for number, row in enumerate(rows):
        values = [(usable | row).get(name) for name in names]
        connection.execute(
            f"INSERT INTO raw_rows VALUES ({', '.join('?' * (len(names) + 1))})", [*values, f"row-{number}"]
        )
    return "raw_rows"


def made(how: Mapping, *rows: dict[str, str | None]) -> list[dict[str, Any]]:
    """The canonical rows of these raw rows, in their order."""
    with duckdb.connect() as connection:
        relation = raw(connection, *rows)
        answer = connection.execute(f"SELECT * FROM ({canonical_sql(how, relation, fetched=FETCHED)}) ORDER BY _row_id")
        names = [column[0] for column in answer.description or []]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def one(how: Mapping, **row: str | None) -> dict[str, Any]:
    return made(how, row)[0]


def evaluated(sql: str, value: str | None) -> Any:
    with duckdb.connect() as connection:
        return connection.execute(f"SELECT {sql} FROM (SELECT ?::VARCHAR AS v)", [value]).fetchall()[0][0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-07-14T00:00:00.000", datetime(2021, 7, 14)),
        ("2021-07-14T13:05:09", datetime(2021, 7, 14, 13, 5, 9)),
        ("2021-07-14", datetime(2021, 7, 14)),
        ("2021-07-14 23:59:59", datetime(2021, 7, 14, 23, 59, 59)),
        ("07/14/2021 01:02:03 PM", datetime(2021, 7, 14, 13, 2, 3)),
        ("7/4/2021 12:00:00 AM", datetime(2021, 7, 4)),
        ("07/14/2021", datetime(2021, 7, 14)),
        ("07/14/2021 13:02", datetime(2021, 7, 14, 13, 2)),
        ("2021 Jul 14 01:02:03 PM", datetime(2021, 7, 14, 13, 2, 3)),
        ("20210714", datetime(2021, 7, 14)),
        ("2021-07-14T04:30:00.000Z", datetime(2021, 7, 14, 0, 30)),
        ("2021-01-14T04:30:00Z", datetime(2021, 1, 13, 23, 30)),
        ("2021-07-14T04:30:00+00:00", datetime(2021, 7, 14, 0, 30)),
        ("2021-07-14T04:30:00-0400", datetime(2021, 7, 14, 4, 30)),
        ("3201-01-01T00:00:00.000", datetime(3201, 1, 1)),
        ("14/14/2021", None),
        ("2021-02-30", None),
        ("soon", None),
        ("infinity", None),
        ("epoch", None),
        ("now", None),
        ("", None),
        (None, None),
    ],
)
def test_moments(text: str | None, expected: datetime | None) -> None:
    assert evaluated(cleaning.moment("v", "America/New_York"), text) == expected


def test_a_floating_moment_stays_where_it_is_in_every_time_zone() -> None:
    for zone in ("America/New_York", "Pacific/Kiritimati", "UTC"):
        assert evaluated(cleaning.moment("v", zone), "2021-03-14T02:30:00.000") == datetime(2021, 3, 14, 2, 30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Eastern ", "Eastern"),
        ("\tA\r\n", "A"),
        ("\N{NO-BREAK SPACE}A B\N{NO-BREAK SPACE}", "A B"),
        ("0", "0"),
        ("Unknown", None),
        ("-", None),
        (" - ", None),
        ("NULL", None),
        ("(null)", None),
        ("redacted", None),
        ("NA", None),
        ("n/a", None),
        ("   ", None),
        ("", None),
        (None, None),
        ("Unknown Street", "Unknown Street"),
        ("it's", "it's"),
    ],
)
def test_text_is_trimmed_and_placeholders_are_nothing(text: str | None, expected: str | None) -> None:
    assert evaluated(cleaning.text(f"({cleaning.trimmed('v')})"), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-76.6", -76.6),
        (" 12 ", 12.0),
        ("1e3", 1000.0),
        ("nan", None),
        ("inf", None),
        ("1e400", None),
        ("x", None),
        ("", None),
    ],
)
def test_numbers(text: str, expected: float | None) -> None:
    assert evaluated(cleaning.clean(Kind.NUMBER, f"({cleaning.trimmed('v')})", "UTC"), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("true", True),
        ("Y", True),
        ("1", True),
        ("false", False),
        ("No", False),
        ("0", False),
        ("maybe", None),
        (None, None),
    ],
)
def test_flags(text: str | None, expected: bool | None) -> None:
    assert evaluated(cleaning.clean(Kind.FLAG, "v", "UTC"), text) is expected


def test_dates() -> None:
    assert evaluated(cleaning.clean(Kind.DATE, "v", "America/New_York"), "2021-07-14T02:00:00Z") == date(2021, 7, 13)


@pytest.mark.parametrize(
    ("longitude", "latitude", "expected"),
    [
        ("-76.6", "39.3", (-76.6, 39.3)),
        ("0", "0", (None, None)),
        ("0.0", "39.3", (None, None)),
        ("-76.6", None, (None, None)),
        ("REDACTED", "39.3", (None, None)),
        ("39.3", "-176.6", (None, None)),
        ("-181", "39.3", (None, None)),
        ("180", "-89.5", (180.0, -89.5)),
        ("-77", "39", (None, None)),
        ("-77.0", "39.000", (None, None)),
        ("-77", "39.3", (-77.0, 39.3)),
        ("-91.686565684", "36.619446395", (None, None)),
        ("-91.68", "36.61", (-91.68, 36.61)),
    ],
)
def test_a_point_is_whole_or_not_there(longitude: str | None, latitude: str | None, expected: tuple[Any, Any]) -> None:
    how = mapped(columns={**EVERYWHERE, "longitude": "x", "latitude": "y"})
    row = one(how, x=longitude, y=latitude)
    assert (row["longitude"], row["latitude"]) == expected


def test_one_coordinate_alone_is_held_to_its_own_range() -> None:
    how = mapped(columns={**EVERYWHERE, "latitude": "y"})
    assert [row["latitude"] for row in made(how, {"y": "39.3"}, {"y": "91"}, {"y": "0"})] == [39.3, None, None]


CODES = {
    "homicide": ("MURDER", "UNKNOWN"),
    "robbery": ("ROBB*", "*HOLD-UP"),
    "burglary": ("ROBBERY OF A HOUSE", "100% B_RG [A]?"),
    "larceny": ("O'Brien*", "a\\b"),
    "other": ("MISC",),
}


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("MURDER", "homicide"),
        (" murder ", "homicide"),
        ("MURDERS", "other"),
        ("Unknown", "homicide"),
        ("ROBBERY OF A HOUSE", "robbery"),
        ("BANK HOLD-UP", "robbery"),
        ("robb", "robbery"),
        ("A ROBB", "other"),
        ("100% B_RG [A]?", "burglary"),
        ("100x BURG [A]?", "other"),
        ("100% B_RG A", "other"),
        ("o'brien's", "larceny"),
        ("A\\B", "larceny"),
        ("ab", "other"),
        ("MISC", "other"),
        ("else", "other"),
    ],
)
def test_the_first_pattern_that_fits_gives_the_code(source: str, code: str) -> None:
    assert one(mapped(codes={"offense": CODES}), o=source)["offense"] == code


@pytest.mark.parametrize("source", [None, "", " ", "-", "NULL"])
def test_a_record_without_an_offense_is_rejected_and_says_so(source: str | None) -> None:
    row = one(mapped(), o=source)
    assert (row["offense"], row["_reject"]) == (None, "no offense")


def test_without_patterns_the_published_values_are_the_codes() -> None:
    how = mapped(codes={})
    assert [row["offense"] for row in made(how, {"o": "Homicide"}, {"o": "arson"}, {"o": "x"})] == [
        "homicide",
        "arson",
        "other",
    ]


def test_an_unknown_value_of_a_list_without_other_is_rejected_and_reported() -> None:
    offenses = INCIDENTS.dimension("offense")
    closed = replace(offenses, values=tuple(value for value in offenses.values if value.code != "other"))
    subject = replace(INCIDENTS, dimensions=tuple(closed if d.key == "offense" else d for d in INCIDENTS.dimensions))
    how = mapping(subject, dataset(), "UTC")
    with duckdb.connect() as connection:
        counted = tally(connection, how, raw(connection, {}, {"o": "CURSE"}), fetched=FETCHED)
    assert (counted.published, counted.rejected) == (1, {"no offense": 1})
    assert counted.unmapped == {"offense": {"CURSE": 1}}


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (None, "no date"),
        ("soon", "no date"),
        ("1900-01-01", "before the covered period"),
        ("2014-12-31T23:59:59", "before the covered period"),
        ("2015-01-01T00:00:00", None),
        ("2026-10-21T23:59:59", None),
        ("2026-10-22T00:00:00", "in the future"),
        ("3201-01-01", "in the future"),
        ("290000-01-01", "in the future"),
    ],
)
def test_rows_are_rejected_by_date(day: str | None, reason: str | None) -> None:
    assert one(mapped(), d=day)["_reject"] == reason


def test_the_citys_own_rejects_come_first_and_never_fail() -> None:
    how = mapped(reject={"a test, 'kept out'": "o = 'TEST'", "Void": "status = 'void'", "void": "status = 'VOID'"})
    rows = made(
        how,
        {"o": "TEST", "d": None, "status": None},
        {"status": "void"},
        {"status": "VOID"},
        {"status": None},
        {"status": "ok"},
    )
    assert [row["_reject"] for row in rows] == ["a test, 'kept out'", "Void", "void", None, None]


def test_columns_come_typed_in_the_subjects_order() -> None:
    how = mapped(columns={"longitude": "x", "district": "upper(p)", "offense": "o", "occurred_at": "d"})
    with duckdb.connect() as connection:
        relation = raw(connection, {"x": "1", "p": "a"})
        select = canonical_sql(how, relation, fetched=FETCHED)
        found = [(row[0], row[1]) for row in connection.execute(f"DESCRIBE {select}").fetchall()]
    assert found == [
        ("_row_id", "VARCHAR"),
        ("occurred_at", "TIMESTAMP"),
        ("offense", "VARCHAR"),
        ("district", "VARCHAR"),
        ("longitude", "DOUBLE"),
        ("category", "VARCHAR"),
        ("hour", "VARCHAR"),
        ("weekday", "VARCHAR"),
        ("_reject", "VARCHAR"),
    ]


def test_derived_columns_follow_what_they_need() -> None:
    row = one(mapped(), d="2020-05-06T07:08:09.000")
    assert (row["category"], row["hour"], row["weekday"]) == ("person", "7", "3")
    assert "hour" not in one(mapped(time_of_day=False))
    assert "district" not in row


def test_expressions_see_the_raw_columns_and_never_each_other() -> None:
    how = mapped(
        columns={**EVERYWHERE, "district": "offense", "block": "district", "premise_source": "o -- as published"}
    )
    row = one(how, offense="raw offense", district="raw district")
    assert (row["district"], row["block"], row["premise_source"]) == ("raw offense", "raw district", "MURDER")
    with duckdb.connect() as connection, pytest.raises(duckdb.BinderException, match="weapon"):
        connection.execute(
            canonical_sql(
                mapped(columns={**EVERYWHERE, "weapon": "'x'", "block": "weapon"}), raw(connection, {}), fetched=FETCHED
            )
        )


def test_an_expression_that_is_random_is_evaluated_once() -> None:
    how = mapped(columns={**EVERYWHERE, "block": "CASE WHEN random() < 0.5 THEN ' a ' ELSE ' b ' END"})
    assert {row["block"] for row in made(how, *[{} for _ in range(64)])} == {"a", "b"}


def test_an_expression_may_give_any_type() -> None:
    how = mapped(
        columns={"occurred_at": "CAST(d AS TIMESTAMP)", "offense": "o", "district": "length(o)", "latitude": "39.5"}
    )
    row = one(how)
    assert (row["occurred_at"], row["district"], row["latitude"]) == (datetime(2020, 5, 6, 7, 8, 9), "6", 39.5)


def test_a_required_column_that_is_not_mapped_is_named() -> None:
    with pytest.raises(MappingError, match=r"abcd-1234: incidents needs a column for occurred_at"):
        mapped(columns={"offense": "o"})


DIGEST = mapped().digest


def test_the_digest_is_sixteen_bytes_and_the_same_every_time() -> None:
    assert len(bytes.fromhex(DIGEST)) == 16
    assert mapped().digest == DIGEST


@pytest.mark.parametrize(
    "change",
    [
        {"columns": {**EVERYWHERE, "block": "b"}},
        {"columns": {"occurred_at": "d", "offense": "trim(o)"}},
        {"codes": {"offense": {"homicide": ("MURDER", "KILLING")}}},
        {"codes": {"offense": {"robbery": ("MURDER",)}}},
        {"covers_from": date(2016, 1, 1)},
        {"time_of_day": False},
        {"reject": {"void": "o = 'VOID'"}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_decides_the_rows_changes_the_digest(change: dict[str, Any]) -> None:
    assert mapped(**change).digest != DIGEST


def test_the_time_zone_changes_the_digest() -> None:
    assert mapping(INCIDENTS, dataset(), "America/Chicago").digest != DIGEST


@pytest.mark.parametrize(
    "change", [{"name": "Other"}, {"settles_after": 90}, {"publisher": "x"}, {"license": "y"}, {"key": "o"}]
)
def test_what_decides_no_row_leaves_the_digest(change: dict[str, Any]) -> None:
    assert mapped(**change).digest == DIGEST


def test_the_receipt_tells_every_column() -> None:
    how = mapped(columns={**EVERYWHERE, "block": "\nupper(b)\n"})
    assert set(how.columns) == {"occurred_at", "offense", "block", "category", "hour", "weekday"}
    assert how.columns["block"] == "upper(b)"
    assert "'MURDER'" in how.columns["offense"]
    assert how.columns["hour"] == "CAST(hour(occurred_at) AS VARCHAR)"


def test_the_codes_a_city_can_supply() -> None:
    assert mapped(codes={"offense": CODES}).codes == {
        "offense": ("homicide", "robbery", "burglary", "larceny", "other")
    }


def test_tally_counts_everything_a_receipt_needs() -> None:
    how = mapped(columns={**EVERYWHERE, "district": "p"})
    with duckdb.connect() as connection:
        relation = raw(
            connection,
            {"p": "East"},
            {"p": "East", "o": "CURSE"},
            {"p": "West", "o": " curse "},
            {"p": "-", "d": "2019-01-02"},
            {"d": None, "o": "SPIT"},
            {"d": "1999-01-01"},
            {"d": None},
        )
        counted = tally(connection, how, relation, fetched=FETCHED)
        canonical = connection.execute(canonical_sql(how, relation, fetched=FETCHED)).fetchall()
        judged = connection.execute(judged_sql(how, relation, fetched=FETCHED)).fetchall()
    assert [row[: len(canonical[0])] for row in judged] == canonical
    assert (counted.published, counted.rejected) == (4, {"no date": 2, "before the covered period": 1})
    assert counted.unmapped == {"offense": {"CURSE": 1, "curse": 1}}
    assert [row[-1] for row in judged] == [None, "CURSE", "curse", None, None, None, None]
    assert counted.values["district"] == {"East": 2, "West": 1}
    assert counted.values["offense"] == {"homicide": 2, "other": 2}
    assert counted.nulls["district"] == 1
    assert (counted.first, counted.newest) == (date(2019, 1, 2), date(2020, 5, 6))
    assert counted.columns == ("occurred_at", "offense", "district", "category", "hour", "weekday")


def test_tally_of_nothing() -> None:
    with duckdb.connect() as connection:
        connection.execute('CREATE TABLE nothing (d VARCHAR, o VARCHAR, ":id" VARCHAR)')
        counted = tally(connection, mapped(), "nothing", fetched=FETCHED)
    assert (counted.published, counted.rejected, counted.first, counted.newest) == (0, {}, None, None)
    assert counted.values["offense"] == {}


def test_places() -> None:
    places = Places(dataset="abcd-9876", name="Areas", key="ltrim(n, '0')", label="title", residents="pop")
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE areas (n VARCHAR, title VARCHAR, pop VARCHAR, the_geom VARCHAR)")
        connection.execute(
            "INSERT INTO areas VALUES ('01', ' One ', '10', 'P'), (NULL, 'Two', 'x', 'Q'), ('03', NULL, NULL, NULL)"
        )
        found = connection.execute(f"{places_sql(places, 'areas')} ORDER BY key").fetchall()
    assert found == [("1", "One", 10.0, "P"), ("3", None, None, None)]
