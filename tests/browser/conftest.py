"""Patience: on a busy machine a browser, a server and the tests share two processors."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

PATIENCE_MS = 60_000
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(autouse=True)
def patient(request: pytest.FixtureRequest) -> None:
    """Give pages of the test's own context the same patience."""
    if "page" in request.fixturenames:
        context: BrowserContext = request.getfixturevalue("context")
        context.set_default_timeout(PATIENCE_MS)
        context.set_default_navigation_timeout(PATIENCE_MS)
