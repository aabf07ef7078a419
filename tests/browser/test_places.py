"""On a phone: find a neighborhood by name, by block and on the map, read its finding, filter by keyboard alone."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browser import axe_violations, taken_over, watched
from tests.support.effort import declared
from tests.support.site import Site

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
MOST_TABS = 60
INSIDE = """link => {
    link.scrollIntoView({block: 'center', behavior: 'instant'});
    const path = link.querySelector('path'), box = path.getBBox(), point = path.ownerSVGElement.createSVGPoint();
    for (const part of [0.5, 0.35, 0.65, 0.2, 0.8]) for (const other of [0.5, 0.35, 0.65, 0.2, 0.8]) {
        [point.x, point.y] = [box.x + part * box.width, box.y + other * box.height];
        if (path.isPointInFill(point)) { const at = point.matrixTransform(path.getScreenCTM()); return [at.x, at.y]; }
    }
}"""


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "viewport": PHONE}


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    return taken_over(page)


def search(page: Page, text: str) -> Locator:
    """What is found for a text, typed and sent by keyboard."""
    page.get_by_role("searchbox").fill(text)
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    return page.locator(".results")


def reads_its_finding(page: Page, name: str) -> None:
    """The page of a neighborhood: its numbers against the city's, and nothing wider than the screen."""
    expect(page.locator("h1")).to_have_text(name)
    here = page.locator("section.here")
    expect(here.locator("h2")).to_have_text(re.compile(r"\d.* here, [\d,]+ in the whole city"))
    expect(here).to_contain_text(f"in the {name} neighborhood from")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def areas(page: Page) -> Locator:
    return page.locator(".map svg a")


def name_of(area: Locator) -> str:
    return str(area.get_attribute("aria-label")).rpartition(":")[0]


def tab_to(page: Page, selector: str, text: str = "") -> None:
    """Press Tab until an element that fits has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(
            "([one, text]) => document.activeElement.matches(one) && document.activeElement.textContent.includes(text)",
            [selector, text],
        ):
            return
    pytest.fail(f"no {selector} {text!r} within {MOST_TABS} tabs")


def test_found_by_name_and_by_block(page: Page, site: Site) -> None:
    with watched(page) as watch:
        opened(page, f"{site.url}/places")
        name = "Saltmarsh"
        search(page, "saltm").get_by_role("link", name=name).click()
        reads_its_finding(page, name)
        page.goto(f"{site.url}/places")
        found = search(page, "7345 Weir Street")
        expect(found).to_contain_text("Block 7300 Weir St, in")
        link = found.locator("a[href^='/places/neighborhood/']").first
        name = link.inner_text()
        link.click()
        reads_its_finding(page, name)
    assert watch.problems == []


def test_found_on_the_map_by_a_touch(page: Page, site: Site) -> None:
    opened(page, f"{site.url}/places?by=neighborhood")
    area = areas(page).nth(30)
    name = name_of(area)
    page.mouse.click(*area.evaluate(INSIDE))
    page.wait_for_url("**/places/neighborhood/*")
    reads_its_finding(page, name)


def test_found_on_the_map_by_keyboard(page: Page, site: Site) -> None:
    opened(page, f"{site.url}/places?by=neighborhood")
    tab_to(page, ".skip-map")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('.map')")
    page.locator(".skip-map").focus()
    for number in range(3):
        page.keyboard.press("Tab")
        area = areas(page).nth(number)
        expect(area).to_be_focused()
        expect(area.locator(".told")).to_be_visible()
        expect(area.locator(".told")).to_have_text(str(area.get_attribute("aria-label")))
    name = name_of(areas(page).nth(2))
    page.keyboard.press("Enter")
    page.wait_for_url("**/places/neighborhood/*")
    reads_its_finding(page, name)


def test_a_place_is_filtered_by_keyboard_alone(page: Page, site: Site) -> None:
    opened(page, f"{site.url}/places/neighborhood/Saltmarsh")
    before = page.locator("section.here h2").inner_text()
    tab_to(page, "summary", "Filters")
    page.keyboard.press("Enter")
    tab_to(page, "summary", "Offense")
    page.keyboard.press("Enter")
    tab_to(page, "input[value=larceny]")
    page.keyboard.press("Space")
    page.wait_for_url("**offense=larceny*")
    here = page.locator("section.here")
    expect(here.locator("h2")).to_have_text(re.compile(r"thefts? here"))
    expect(here).to_contain_text("in the Saltmarsh neighborhood from")
    assert here.locator("h2").inner_text() != before
    assert urlsplit(page.url).path == "/places/neighborhood/Saltmarsh"


@pytest.mark.parametrize("lang", declared(("en", "es")))
def test_axe_finds_nothing(page: Page, site: Site, lang: str) -> None:
    for path in ("/places?by=neighborhood&q=salt", "/places/neighborhood/Saltmarsh?by=neighborhood"):
        opened(page, f"{site.url}{path}&lang={lang}")
        assert axe_violations(page) == []
