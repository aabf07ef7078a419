"""Whatever a portal serves, every raw row is published once or rejected once, with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.catalog import CATALOG
from dashboard.cities.schema import Dataset
from dashboard.data.canonical.tally import tallied
from dashboard.data.mapping import judged_sql, mapping
from dashboard.data.sql import cleaning
from tests.support.effort import examples

INCIDENTS = CATALOG.subject("incidents")
FETCHED = date(2026, 10, 20)
FIELDS = ("day", "kind", "area", "lon", "lat", "state")
CITY = Dataset(
    dataset="abcd-1234",
    name="Crimes",
    publisher="Police",
    unit="incident",
    covers_from=date(2015, 1, 1),
    columns={
        "occurred_at": "day",
        "offense": "kind",
        "district": "area",
        "block": "area || kind",
        "longitude": "lon",
        "latitude": "lat",
        "reported_at": "state",
    },
    codes={"offense": {"homicide": ("MURDER*", "1_%"), "robbery": ("*'*",), "other": ("misc",)}},
    reject={"it's void": "state = 'void'", "old": "try_cast(state AS INTEGER) < 5"},
)
HOW = mapping(INCIDENTS, CITY, "America/New_York")
CODES = {value.code for value in INCIDENTS.dimension("offense").values}
REASONS = {"it's void", "old", "no date", "before the covered period", "in the future", "no offense"}

times = st.datetimes().map(lambda moment: moment.isoformat())
dirty = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
value = st.one_of(
    st.none(),
    dirty,
    times,
    times.map(lambda text: text + "Z"),
    st.dates().map(lambda day: day.strftime("%m/%d/%Y %I:%M:%S %p")),
    st.floats().map(str),
    st.integers().map(str),
    st.sampled_from(
        ["void", "MURDER", "murder x", "misc", "O'Brien", "-", "UNKNOWN", "(null)", "0", "", " ", "1_%", "infinity"]
    ),
)
day = st.one_of(
    value, st.dates(date(2014, 12, 1), date(2026, 11, 1)).map(lambda moment: moment.isoformat() + "T00:00:00.000")
)
row = st.tuples(day, *[value] * (len(FIELDS) - 1))


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


def loaded(connection: duckdb.DuckDBPyConnection, rows: list[tuple[str | None, ...]]) -> str:
    columns = ", ".join(f"{name} VARCHAR" for name in (*FIELDS, '":id"'))
    connection.execute(f"CREATE OR REPLACE TABLE raw ({columns})")
    if rows:
        numbered = [[*values, f"row-{number}"] for number, values in enumerate(rows)]
        connection.executemany(f"INSERT INTO raw VALUES ({', '.join('?' * (len(FIELDS) + 1))})", numbered)
    return "raw"


@settings(max_examples=examples(60), deadline=None)
@given(rows=st.lists(row, max_size=20))
@example(rows=[("290000-01-01", "MURDER", None, "nan", "inf", "void")])
@example(
    rows=[
        (
            "2021-03-14T02:30:00-99:99",
            "\N{LATIN SMALL LETTER SHARP S}",
            "'; DROP TABLE raw; --",
            "1e999",
            "-0",
            "9" * 40,
        )
    ]
)
def test_published_and_rejected_rows_are_all_rows(
    connection: duckdb.DuckDBPyConnection, rows: list[tuple[str | None, ...]]
) -> None:
    relation = loaded(connection, rows)
    connection.execute(f"CREATE OR REPLACE TABLE judged AS {judged_sql(HOW, relation, fetched=FETCHED)}")
    counted = tallied(connection, HOW, "judged")
    kept = connection.execute("SELECT _row_id FROM judged").fetchall()
    published = connection.execute(
        "SELECT offense, occurred_at::DATE, longitude, latitude, district FROM judged WHERE _reject IS NULL"
    ).fetchall()
    assert counted.published + sum(counted.rejected.values()) == len(rows)
    assert sorted(kept) == sorted((f"row-{number}",) for number in range(len(rows)))
    assert set(counted.rejected) <= REASONS
    assert len(published) == counted.published
    for offense, when, longitude, latitude, district in published:
        assert offense in CODES
        assert date(2015, 1, 1) <= when <= date(2026, 10, 21)
        assert (longitude is None) == (latitude is None)
        assert longitude is None or (abs(longitude) <= 180 and abs(latitude) <= 90)
        assert district is None or (
            district == district.strip(cleaning.BLANKS) and district.lower() not in cleaning.PLACEHOLDERS
        )
    assert sum(counted.values["offense"].values()) == counted.published
    assert sum(sum(found.values()) for found in counted.unmapped.values()) <= counted.values["offense"].get("other", 0)


@settings(max_examples=examples(100), deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_any_text_is_a_literal_and_a_name(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    plain = text.replace("\0", "")
    assert connection.execute(f"SELECT {cleaning.literal(text)}").fetchall() == [(plain,)]
    answer = connection.execute(f"SELECT 1 AS {cleaning.identifier('~' + text)}")
    assert [column[0] for column in answer.description or []] == ["~" + plain]


@settings(max_examples=examples(60), deadline=None)
@given(pattern=st.text("ab%_\\'*?[]", min_size=1, max_size=6), text=st.text("ab%_\\'?[]", max_size=6))
def test_a_star_stands_for_any_text_and_every_other_character_for_itself(
    connection: duckdb.DuckDBPyConnection, pattern: str, text: str
) -> None:
    parts = pattern.split("*")
    fits = connection.execute(f"SELECT {cleaning.fits('?::VARCHAR', [pattern])}", [text]).fetchall()[0][0]
    assert fits == _fits(parts, text)


def _fits(parts: list[str], text: str) -> bool:
    """Whether ``parts`` occur in ``text`` in order, the first at its start and the last at its end."""
    if len(parts) == 1:
        return text == parts[0]
    first, *middle, last = parts
    if len(text) < len(first) + len(last) or not text.startswith(first) or not text.endswith(last):
        return False
    rest = text[len(first) : len(text) - len(last)]
    for part in middle:
        if part not in rest:
            return False
        rest = rest[rest.index(part) + len(part) :]
    return True
