"""The history of raw rows by itself: what is recorded is exactly the difference of two multisets."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.data.history import live_sql, versions_sql
from dashboard.data.sql.content import hash_sql
from dashboard.data.sql.engine import engine
from dashboard.data.store.manifest import History
from dashboard.data.versions.recorder import Change, Recorder
from tests.support.effort import examples

COLUMNS = (":id", "a", "b")
Row = tuple[str | None, str | None]
VALUES = st.sampled_from([None, "1", "2", "x\x1fb=y", ""])
STATES = st.lists(st.lists(st.tuples(VALUES, VALUES), max_size=6), min_size=2, max_size=4)


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with tempfile.TemporaryDirectory() as work, engine(Path(work)) as connection:
        yield connection


def load(connection: duckdb.DuckDBPyConnection, rows: dict[str, Row]) -> None:
    connection.execute('CREATE OR REPLACE TEMP TABLE served (":id" VARCHAR, a VARCHAR, b VARCHAR)')
    for id, row in rows.items():
        connection.execute("INSERT INTO served VALUES (?, ?, ?)", [id, *row])
    connection.execute(f"CREATE OR REPLACE TEMP VIEW raw AS SELECT *, {hash_sql(COLUMNS)} AS _hash FROM served")


def content(connection: duckdb.DuckDBPyConnection, history: History, folder: Path, snapshot: str) -> Counter[Row]:
    if history.empty:
        return Counter()
    return Counter(connection.execute(f"SELECT a, b FROM ({versions_sql(history, folder, snapshot)})").fetchall())


@settings(max_examples=examples(60), deadline=None)
@given(states=STATES, salt=st.booleans())
def test_every_state_comes_back_and_only_true_changes_are_recorded(
    connection: duckdb.DuckDBPyConnection, states: list[list[Row]], salt: bool
) -> None:
    """Whether ids stay by position or are new every time, the record is the difference of the multisets."""
    with tempfile.TemporaryDirectory() as place:
        folder, history, before = Path(place), History(), Counter[Row]()
        for number, rows in enumerate(states):
            load(connection, {f"row-{number if salt else 0}-{n}": row for n, row in enumerate(rows)})
            change = Recorder(connection, folder, "s", str(number)).full(history, "raw", COLUMNS)
            history, now = change.history, Counter(rows)
            assert (change.added, change.closed) == ((now - before).total(), (before - now).total())
            assert history.live_rows == now.total()
            before = now
        for number, rows in enumerate(states):
            assert content(connection, history, folder, str(number)) == Counter(rows)


@settings(max_examples=examples(40), deadline=None)
@given(old=st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=6), data=st.data())
def test_a_delta_and_its_removals_give_what_a_full_copy_gives(
    connection: duckdb.DuckDBPyConnection, old: list[Row], data: st.DataObject
) -> None:
    first = {f"row-{n}": row for n, row in enumerate(old)}
    gone = set(data.draw(st.lists(st.sampled_from(sorted(first)), unique=True)))
    fresh = data.draw(st.dictionaries(st.sampled_from([f"row-{n}" for n in range(9)]), st.tuples(VALUES, VALUES)))
    fresh = {id: row for id, row in fresh.items() if id not in gone}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        load(connection, first)
        history = Recorder(connection, folder, "s", "1").full(History(), "raw", COLUMNS).history
        load(connection, fresh)
        connection.execute("CREATE OR REPLACE TEMP TABLE removed (id VARCHAR)")
        for id in gone:
            connection.execute("INSERT INTO removed VALUES (?)", [id])
        recorder = Recorder(connection, folder, "s", "2")
        assert recorder.meet(history, "raw") == len(first.keys() & fresh.keys())
        change = recorder.delta(history, "raw", COLUMNS, "removed")
        after = {id: row for id, row in first.items() if id not in gone} | fresh
        assert content(connection, change.history, folder, "2") == Counter(after.values())
        assert content(connection, change.history, folder, "1") == Counter(old)
        ids = connection.execute(f"SELECT id FROM ({live_sql(change.history, folder)})").fetchall()
        assert sorted(id for (id,) in ids) == sorted(after)


def record(connection: duckdb.DuckDBPyConnection, folder: Path, *states: dict[str, Row]) -> Change:
    change = Change(History())
    for number, rows in enumerate(states):
        load(connection, rows)
        change = Recorder(connection, folder, "s", str(number)).full(change.history, "raw", COLUMNS, key="a")
    return change


def test_a_key_that_comes_back_is_an_update(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    change = record(connection, tmp_path, {"r1": ("1", "x"), "r2": ("2", "x")}, {"r1": ("1", "y"), "r3": ("3", "x")})
    assert change.told == {"updated": 1, "added": 1, "removed": 1}


def test_renumbered_rows_are_told_and_nothing_is_written_for_them_but_ids(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    change = record(connection, tmp_path, {"r1": ("1", "x"), "r2": ("1", "x")}, {"q7": ("1", "x"), "q8": ("1", "x")})
    assert change.told == {"renumbered": 2}
    assert change.history.files == ("history/s/rows-0.parquet", "history/s/ids-1.parquet")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("'1' AS a, NULL::VARCHAR AS b", "'1' AS a", True),
        ("'1' AS a, '2' AS b", "'2' AS b, '1' AS a", True),
        ("'1' AS a, '2' AS b", "'2' AS a, '1' AS b", False),
        ("'1' AS a, NULL::VARCHAR AS b", "NULL::VARCHAR AS a, '1' AS b", False),
        ("'x' || chr(31) || 'b=y' AS a, NULL::VARCHAR AS b", "'x' AS a, 'y' AS b", False),
        ("'1' AS a, 'z' AS \":id\"", "'1' AS a, 'q' AS \":id\", '9' AS \":@computed_region_x\"", True),
    ],
)
def test_the_hash_is_of_the_published_values(
    connection: duckdb.DuckDBPyConnection, one: str, other: str, same: bool
) -> None:
    found = []
    for columns in (one, other):
        names = [column[0] for column in connection.execute(f"SELECT {columns}").description]
        found.append(connection.execute(f"SELECT {hash_sql(names)} FROM (SELECT {columns})").fetchall())
    assert (found[0] == found[1]) is same


def test_the_hash_takes_sixteen_bytes_a_row(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    load(connection, {"r": ("1", "2")})
    file = tmp_path / "h.parquet"
    connection.execute(f"COPY (SELECT {hash_sql(COLUMNS)} AS h FROM raw) TO '{file}' (FORMAT parquet)")
    kind = connection.execute(f"SELECT type, type_length FROM parquet_schema('{file}') WHERE name = 'h'").fetchall()
    assert kind == [("FIXED_LEN_BYTE_ARRAY", "16")]
