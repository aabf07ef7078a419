"""Baltimore, Chicago and New Orleans as their portals served them, refreshed once by the real client, and served."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from flask.testing import FlaskClient

from dashboard import cities
from dashboard.data.refresh import refresh
from tests.support.portal import FastClock, portal_process
from tests.support.site import application, audited, locked

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
            audited(city, cache)
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


@contextmanager
def files(shared: Path, **views: str) -> Iterator[Sql]:
    """SQL straight on the source files, each as a view of the given name."""
    with duckdb.connect() as connection:
        for view, file in views.items():
            path = shared / "portal-data" / f"{file}.parquet"
            connection.execute(f"CREATE VIEW {view} AS FROM read_parquet('{path}')")
        yield lambda text: connection.execute(text).fetchall()


@pytest.fixture(scope="session")
def source(shared: Path) -> Iterator[Sql]:
    """SQL straight on the source files, as the views ``baltimore`` and ``chicago``."""
    with files(shared, baltimore="baltimore/crime", chicago="chicago/crimes") as sql:
        yield sql
