"""A client of the application over the sample city, of one without any snapshot, and the words to expect."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard import pages
from tests.support.site import application

PAGES = tuple(path for path in pages.load() if "{" not in path)
VIEWS = ("incidents", "incidents-trend", "incidents-by-place", "incidents-by-offense", "incidents-by-hour")


@pytest.fixture
def client(server: Flask) -> FlaskClient:
    return server.test_client()


Got = Callable[[str], TestResponse]


@pytest.fixture(scope="session")
def got(server: Flask) -> Got:
    """What the site answers to GET; every address is asked once, for tests that only read."""
    return cache(server.test_client().get)


@pytest.fixture(scope="session")
def empty_server(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return application(tmp_path_factory.mktemp("empty"))


@pytest.fixture
def empty(empty_server: Flask) -> FlaskClient:
    return empty_server.test_client()
