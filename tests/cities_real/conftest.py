"""Baltimore, Chicago and New Orleans as their portals served them, refreshed once by the real client, and served."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from flask.testing import FlaskClient

from dashboard import cities
from dashboard.data.refresh import refresh
from tests.support.portal import FastClock, portal_process
from tests.support.site import application, locked

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
Sql = Callable[[str], list[tuple[Any, ...]]]


def published(city: str, shared: Path, cache: Path) -> Path:
    """The cache with the city in it; made once for all test processes."""
    done = cache / f".{city}"
    cache.mkdir(parents=True, exist_ok=True)
    with locked(cache / f".{city}.lock"):
        if not done.exists():
            with portal_process(shared / "portal-data" / city) as portal:
                found = cities.load(city)
                outcome = refresh(
                    found, cache, portal_url=portal.url, clock=lambda: NOW, portal_clock=FastClock().clock
                )
            assert outcome.status == "published", outcome.reasons
            done.touch()
    return cache


@pytest.fixture(scope="session")
def real_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.getbasetemp()
    return (folder.parent if os.environ.get("PYTEST_XDIST_WORKER") else folder) / "real-cities"


@pytest.fixture(scope="session")
def baltimore(shared: Path, real_cache: Path) -> FlaskClient:
    return application(published("baltimore", shared, real_cache), "baltimore").test_client()


@pytest.fixture(scope="session")
def chicago(shared: Path, real_cache: Path) -> FlaskClient:
    return application(published("chicago", shared, real_cache), "chicago").test_client()


@pytest.fixture(scope="session")
def new_orleans(shared: Path, real_cache: Path) -> FlaskClient:
    return application(published("new-orleans", shared, real_cache), "new-orleans").test_client()


@pytest.fixture(scope="session")
def source(shared: Path) -> Iterator[Sql]:
    """SQL straight on the source files, as the views ``baltimore`` and ``chicago``."""
    with duckdb.connect() as connection:
        for city, file in (("baltimore", "crime"), ("chicago", "crimes")):
            path = shared / "portal-data" / city / f"{file}.parquet"
            connection.execute(f"CREATE VIEW {city} AS FROM read_parquet('{path}')")
        yield lambda text: connection.execute(text).fetchall()
