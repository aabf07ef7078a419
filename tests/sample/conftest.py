"""Harbor City at three sizes: as the site shows it, small and served, and through the command line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
import requests

from dashboard.sample import SamplePortal
from dashboard.sample.dataset import Context
from dashboard.sample.store import prepare

NOW = datetime(2026, 11, 20, 9, 0)
SMALL, MEDIUM = 2000, 20_000
INCIDENTS = "smpl-inc1"

Query = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Query]:
    """SQL over ``incidents`` of the city at its usual size, dates that are plainly wrong left out."""
    folder = prepare(Context(NOW.date()), tmp_path_factory.mktemp("usual"), only=[INCIDENTS])
    with duckdb.connect() as con:
        con.execute(f"CREATE VIEW published AS SELECT * FROM '{folder / f'{INCIDENTS}.parquet'}'")
        con.execute(
            "CREATE TABLE incidents AS SELECT *, upper(trim(offense)) AS words FROM published "
            f"WHERE occurred_date BETWEEN DATE '2020-01-01' AND DATE '{NOW.date()}'"
        )
        yield lambda sql: con.execute(sql).fetchall()


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SamplePortal]:
    """A small Harbor City, served."""
    with SamplePortal(NOW, incidents=SMALL, folder=tmp_path_factory.mktemp("small")) as portal:
        yield portal


@pytest.fixture
def get(small: SamplePortal) -> Iterator[Callable[..., requests.Response]]:
    """``get(path, headers=..., **parameters)``; underscores of ``soql_`` names become ``$``."""
    with requests.Session() as session:

        def ask(path: str, headers: dict[str, str] | None = None, **parameters: str) -> requests.Response:
            named = {name.replace("soql_", "$"): value for name, value in parameters.items()}
            return session.get(small.url + path, params=named, headers=headers, timeout=30)

        yield ask


@pytest.fixture
def snapshot(tmp_path: Path) -> Callable[[date], dict[str, tuple[Any, ...]]]:
    """The incidents of a city of medium size as published on a date, by ``:id``."""

    def publish(day: date) -> dict[str, tuple[Any, ...]]:
        folder = prepare(Context(day, incidents=MEDIUM), tmp_path, only=[INCIDENTS])
        with duckdb.connect() as con:
            rows = con.execute(f"SELECT * FROM '{folder / f'{INCIDENTS}.parquet'}'").fetchall()
        return {row[0]: row for row in rows}

    return publish


@pytest.fixture(scope="session")
def shapes() -> Callable[[str], Any]:
    """GeoJSON text as a shapely geometry."""
    from shapely.geometry import shape

    return lambda text: shape(json.loads(text))
