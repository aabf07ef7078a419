"""On a phone: find a neighborhood by name, by block and on the map, read its finding, filter by keyboard alone."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.browser import axe_violations, taken_over, watched
from tests.support.site import Site

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
BLOCK = "Block "


@pytest.fixture
def browser_context_args(browser_context_args: dict) -> dict:
    return {**browser_context_args, "viewport": PHONE}


def opened(page: Page, site: Site, path: str) -> Page:
    page.goto(f"{site.url}{path}")
    return taken_over(page)


def search(page: Page, text: str) -> None:
    page.get_by_role("searchbox").fill(text)
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    taken_over(page)


def reads_its_finding(page: Page, name: str) -> None:
    """The page of a neighborhood, with its numbers against the city's, and nothing wider than the screen."""
    expect(page.locator("h1")).to_have_text(name)
    here = page.locator("section.here")
    expect(here.locator("h2")).to_have_text(re.compile(r"\d.* here, [\d,]+ in the whole city"))
    expect(here).to_contain_text(f"in the {name} neighborhood from")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
