"""The sample site of the tests is up, says what it serves, and is quiet in a real browser."""

from __future__ import annotations

from itertools import product

import pytest
import requests
from playwright.sync_api import Page

from tests.support.browser import axe_violations, watched
from tests.support.effort import declared
from tests.support.site import Site

PAGES = ("/", "/safety", "/promises")
LANGUAGES = ("en", "es")


def test_the_site_is_ready(site: Site) -> None:
    answer = requests.get(f"{site.url}/readyz", timeout=30)
    assert answer.status_code == 200
    assert answer.json()["city"] == "sample"


@pytest.mark.browser
@pytest.mark.parametrize(("path", "language"), declared(product(PAGES, LANGUAGES)))
def test_a_page_is_quiet_and_accessible(page: Page, site: Site, path: str, language: str) -> None:
    with watched(page) as watch:
        page.goto(f"{site.url}{path}?lang={language}", wait_until="networkidle")
        assert axe_violations(page) == []
    assert watch.problems == []
    assert watch.other_hosts(site.url) == []
