"""Boundaries in versions of time: records placed and counted by those of their day, maps drawn by them, words for it.

The sample city, told that its council districts were drawn as the legislative
districts are until April 30, 2026, and that its records do not name them.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
import shapely

from dashboard import cities
from dashboard.answer import Answer, Answers
from dashboard.catalog import CATALOG
from dashboard.cities.schema import City, Earlier
from dashboard.data.refresh import refresh
from dashboard.data.store import Store
from dashboard.data.warehouse import Warehouse
from dashboard.explain import explain
from dashboard.i18n import Words
from dashboard.sample import SamplePortal
from tests.support.site import NOW, locked

pytestmark = pytest.mark.slow

CHANGE = date(2026, 5, 1)
OLD, NEW = {"41", "42", "43", "44"}, {"1", "2", "3", "4", "5", "6", "7"}
COLUMN = "council_district"


def redrawn_city() -> City:
    """The sample city's incidents alone, with council districts redrawn."""
    sample = cities.load("sample")
    earlier = Earlier(dataset="smpl-leg1", name="Legislative districts", valid_until=CHANGE - timedelta(days=1))
    council = sample.places["council"].model_copy(update={"valid_from": CHANGE, "earlier": (earlier,)})
    incidents = sample.subjects["incidents"]
    columns = {name: sql for name, sql in incidents.columns.items() if name != COLUMN}
    subjects = {"incidents": incidents.model_copy(update={"columns": columns})}
    return sample.model_copy(update={"places": sample.places | {"council": council}, "subjects": subjects})


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.getbasetemp() / "redrawn"
    folder.mkdir(exist_ok=True)
    with locked(folder / ".lock"), SamplePortal(now=NOW, incidents=6_000) as portal:
        outcome = refresh(redrawn_city(), folder, portal_url=portal.url, clock=lambda: NOW)
    assert outcome.status in ("published", "unchanged"), outcome.reasons
    return folder


@pytest.fixture(scope="module")
def moved(cache: Path) -> Iterator[Answers]:
    warehouse = Warehouse(redrawn_city(), cache)
    yield Answers(redrawn_city(), warehouse, CATALOG)
    warehouse.close()


def asked(answers: Answers, view: str, *pairs: tuple[str, str]) -> Answer:
    parsed = answers.parse(pairs)
    assert parsed.problems == ()
    return answers.answer(CATALOG.view(view), parsed.selection)


def said(answer: Answer, lang: str = "en") -> str:
    return " ".join(explain(answer, Words(lang)).sentences)


def files(cache: Path) -> dict[str, Path]:
    store = Store(cache, "sample")
    newest = store.manifest().newest
    assert newest is not None
    return {key: store.path(path) for key, path in newest.tables.items()}


def sql(cache: Path, text: str) -> list[tuple[Any, ...]]:
    """SQL over the canonical files as ``incidents`` and ``places``."""
    with duckdb.connect() as connection:
        for key, path in files(cache).items():
            connection.execute(f"CREATE VIEW {key} AS FROM read_parquet('{path}')")
        return connection.execute(text).fetchall()


def test_a_record_is_placed_by_the_boundaries_of_its_day(cache: Path) -> None:
    places = sql(cache, "SELECT key, geometry, valid_until IS NOT NULL FROM places WHERE kind = 'council'")
    shapes = {key: (shapely.from_geojson(text), old) for key, text, old in places}
    assert {key for key, (_, old) in shapes.items() if old} == OLD
    assert {key for key, (_, old) in shapes.items() if not old} == NEW
    rows = sql(
        cache, f"SELECT occurred_at, longitude, latitude, {COLUMN} FROM incidents ORDER BY hash(_row_id) LIMIT 900"
    )
    placed = 0
    for when, longitude, latitude, key in rows:
        if key is None:
            continue
        shape, old = shapes[key]
        assert old == (when.date() < CHANGE)
        assert shape.intersects(shapely.Point(longitude, latitude))
        placed += 1
    located = sum(longitude is not None for _, longitude, _, _ in rows)
    assert placed >= 0.97 * located > 500


def test_the_rows_can_be_made_again_from_their_recipe(cache: Path, tmp_path: Path) -> None:
    count = f"SELECT {COLUMN}, count(*) FROM incidents GROUP BY 1 ORDER BY 1"
    before = sql(cache, count)
    copy = tmp_path / "copy"
    shutil.copytree(cache, copy)
    files(copy)["incidents"].unlink()
    warehouse = Warehouse(redrawn_city(), copy)
    snapshot = warehouse.current()
    assert snapshot is not None
    warehouse.table("incidents", snapshot)
    warehouse.close()
    assert sql(copy, count) == before


@pytest.mark.parametrize(
    ("since", "until", "drawn", "told"),
    [
        ("2025-01-01", "2026-04-30", OLD, "The map shows the boundaries that held until April 30, 2026."),
        ("2026-01-01", "2026-05-01", NEW, "The map shows the boundaries that hold since May 1, 2026."),
        ("2026-05-01", "2026-10-31", NEW, ""),
    ],
)
def test_the_map_shows_the_boundaries_at_the_end_of_the_period(
    moved: Answers, since: str, until: str, drawn: set[str], told: str
) -> None:
    answer = asked(moved, "incidents-map", ("by", "council"), ("since", since), ("until", until))
    assert answer.areas is not None
    assert set(answer.areas.outlines) == drawn
    assert told in said(answer)
    assert ("The map shows" in said(answer)) == bool(told)
    counted = {str(one["council"]): one["count"] for one in answer.records}
    assert sum(int(str(counted[key] or 0)) for key in drawn) > 0


@pytest.mark.parametrize(
    ("since", "until", "listed"),
    [
        ("2025-11-01", "2026-04-30", OLD),
        ("2026-05-01", "2026-10-31", NEW),
        ("2026-04-01", "2026-05-31", OLD | NEW),
    ],
)
def test_only_places_that_existed_then_are_listed(moved: Answers, since: str, until: str, listed: set[str]) -> None:
    answer = asked(moved, "incidents-by-place", ("by", "council"), ("since", since), ("until", until))
    assert {record["council"] for record in answer.records} == listed


@pytest.mark.parametrize("view", ["incidents-map", "incidents-by-place"])
def test_places_are_not_compared_across_a_change_and_it_is_said(moved: Answers, view: str) -> None:
    answer = asked(moved, view, ("by", "council"))
    assert (answer.period.alone, answer.total_before) == ("redrawn", None)
    assert all(record.get("before") is None for record in answer.records)
    assert "The council district boundaries changed on May 1, 2026." in said(answer)
    assert ("so the two periods are not compared" in said(answer)) == (view != "incidents-map")
    assert "Each record is counted by the boundaries of its own day." in said(answer)
    spanish = said(answer, "es")
    assert "Los límites del distrito del concejo cambiaron el 1 de mayo de 2026." in spanish
    assert ("no se comparan" in spanish) == (view != "incidents-map")


@pytest.mark.parametrize("view", ["incidents", "incidents-trend", "incidents-by-offense"])
def test_a_chosen_place_is_not_compared_across_a_change(moved: Answers, view: str) -> None:
    answer = asked(moved, view, ("council", "3"))
    assert (answer.period.alone, answer.total_before) == ("redrawn", None)
    assert "so the two periods are not compared" in said(answer)


def test_no_month_of_a_trend_stands_beside_one_of_other_boundaries(moved: Answers) -> None:
    months = {one["month"]: one for one in asked(moved, "incidents-trend", ("council", "3")).records}
    whole = {one["month"]: one for one in asked(moved, "incidents-trend").records}
    for month in (date(2026, 5, 1), date(2026, 10, 1)):
        assert months[month]["before"] is None
        assert months[month]["last_12_months"] is None
        assert whole[month]["before"] is not None
    assert months[date(2026, 4, 1)]["before"] == 0


def test_periods_on_one_side_of_a_change_and_other_kinds_of_place_are_compared(moved: Answers) -> None:
    before = asked(moved, "incidents-by-place", ("by", "council"), ("until", "2026-04-30"), ("since", "2026-01-01"))
    assert before.total_before
    assert "boundaries" not in said(before)
    for pairs in ([("by", "district")], [("district", "Harbor")], []):
        answer = asked(moved, "incidents-by-place", *pairs)
        assert answer.total_before
        assert "boundaries" not in said(answer)


def test_residents_of_the_new_boundaries_make_no_rate_of_earlier_days(moved: Answers) -> None:
    pairs = (("by", "council"), ("measure", "rate"))
    across = asked(moved, "incidents-by-place", *pairs)
    assert all(record.get("rate") is None for record in across.records)
    assert asked(moved, "incidents", ("council", "3"), ("measure", "rate")).denominator is None
    since = asked(moved, "incidents-by-place", *pairs, ("since", "2026-05-01"))
    assert any(record.get("rate") for record in since.records)


def test_that_points_place_the_records_is_told(moved: Answers) -> None:
    told = "The records do not name the council district."
    for pairs in ([("by", "council")], [("by", "district"), ("council", "3")]):
        know = " ".join(explain(asked(moved, "incidents-by-place", *pairs), Words("en")).know)
        assert told in know
    know = " ".join(explain(asked(moved, "incidents-by-place", ("by", "district")), Words("en")).know)
    assert "do not name" not in know
