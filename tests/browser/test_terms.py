"""Terms explained in place: by keyboard, by touch, without JavaScript, and after a card is drawn again."""

from __future__ import annotations

import re
from itertools import product

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.i18n import LANGUAGES
from tests.support.browser import axe_violations, taken_over
from tests.support.effort import declared
from tests.support.site import Site

VIEW = "/views/incidents-trend"
ABOUT = ("/about", "/about/methods", "/about/glossary")
NARROW = 320


@pytest.mark.browser
def test_a_term_opens_and_closes_by_keyboard_without_javascript(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + VIEW)
    term, meaning = page.locator("button.term").first, page.locator(".meaning").first
    expect(meaning).to_be_hidden()
    term.focus()
    page.keyboard.press("Enter")
    expect(meaning).to_be_visible()
    page.keyboard.press("Tab")
    expect(meaning.locator("a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    context.close()


@pytest.mark.browser
def test_a_term_opens_by_touch_and_fits_a_small_phone(browser: Browser, site: Site) -> None:
    context = browser.new_context(has_touch=True, viewport={"width": NARROW, "height": 640})
    page = context.new_page()
    page.goto(f"{site.url}/safety?lang=es")
    page.add_style_tag(content=".card { content-visibility: visible !important }")  # no card grows while axe measures
    page.locator("button.term").first.tap()
    box = page.locator(".meaning:popover-open").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= NARROW
    assert axe_violations(page) == []
    context.close()


@pytest.mark.browser
def test_a_card_drawn_again_explains_its_terms(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/safety?district=Harbor")
    taken_over(page)
    page.locator("details.choice", has_text="Offense").locator("summary").first.click()
    page.get_by_label("Robbery", exact=True).check()
    page.wait_for_url("**offense=robbery**")
    card = page.locator(".card").first  # others may be drawn before it
    expect(card.locator("h2")).to_contain_text(re.compile("robber", re.IGNORECASE))
    term = card.locator("button.term", has_text=re.compile("^robber", re.IGNORECASE)).first
    term.click()
    expect(card.locator(".meaning:popover-open")).to_contain_text("Robbery.")


@pytest.mark.browser
@pytest.mark.parametrize(("path", "lang"), declared(product(ABOUT, LANGUAGES)))
def test_pages_about_the_numbers_are_accessible_and_fit_a_phone(
    browser: Browser, site: Site, path: str, lang: str
) -> None:
    context = browser.new_context(viewport={"width": NARROW, "height": 640})
    page = context.new_page()
    page.goto(f"{site.url}{path}?lang={lang}")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    assert axe_violations(page) == []
    context.close()
