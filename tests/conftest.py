"""What every test may ask for: the browser, the city files beside the repository, a published sample site."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from flask import Flask
from hypothesis import settings

from tests.support import effort
from tests.support.browser import chromium_path, launch_options
from tests.support.site import Site, made, publish_sample, serving

if TYPE_CHECKING:  # they take seconds, and the process that hands out the tests does without
    from dashboard.answer import Answers
    from dashboard.factory import Dashboard

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

settings.register_profile("patient", deadline=None, max_examples=effort.examples(100))
settings.load_profile("patient")


def pytest_report_header() -> str:
    """How hard this run tries, and how to repeat it."""
    return effort.told()


def absent(reason: str) -> None:
    """Skip with the reason; fail in CI, where nothing may be left out."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}; in CI no test may be skipped for that")
    pytest.skip(reason)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out slow modules that are not drawn; put the tests of the sample city first.

    So a second process does other tests while the first publishes the city.
    """
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    drawn = effort.declared(sorted(slow))
    left = [item for item in items if item.path in slow and item.path not in drawn]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item.path not in slow or item.path in drawn]
    items.sort(key=lambda item: "sample_cache" not in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium in place of Playwright's own download."""
    if chromium_path() is None:
        absent("no Chromium: apt-get install chromium, or name one in CHROMIUM")
    return launch_options()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with city files and the test portal, beside the repository."""
    if not (SHARED / "portal-data").is_dir():
        absent("no folder with city files beside the repository")
    return SHARED


@pytest.fixture(scope="session")
def sample_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache with one small published snapshot of the sample city, made once for all processes of the run."""
    folder = tmp_path_factory.getbasetemp()
    everyone = folder.parent if os.environ.get("PYTEST_XDIST_WORKER") else folder
    return publish_sample(everyone / "sample-cache")


@pytest.fixture(scope="session")
def sample_app(sample_cache: Path) -> Dashboard:
    """The application over the sample city: one for all tests of a process, so that each answer is made once."""
    return made(sample_cache)


@pytest.fixture(scope="session")
def server(sample_app: Dashboard) -> Flask:
    """Its Flask server."""
    return cast(Flask, sample_app.server)


@pytest.fixture(scope="session")
def answers(sample_app: Dashboard) -> Answers:
    """Its answers."""
    return sample_app.context.answers


@pytest.fixture(scope="session")
def site(server: Flask, sample_cache: Path) -> Iterator[Site]:
    """The application over the sample city, served on a free loopback port."""
    with serving(sample_cache, app=server) as running:
        yield running
