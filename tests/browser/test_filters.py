"""The URL is the state: choosing, reloading, sharing, coming back, by mouse and by keyboard."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import taken_over, watched
from tests.support.site import Site

pytestmark = pytest.mark.browser


def live(page: Page, address: str) -> Page:
    """Open a page and wait until Dash has taken over."""
    page.goto(address)
    return taken_over(page)


def chosen(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def choose(page: Page, control: str, value: str) -> None:
    page.locator("details.choice", has_text=control).locator("summary").first.click()
    page.get_by_label(value, exact=True).check()
    page.locator("h1").click()


def headings(page: Page) -> list[str]:
    return page.locator(".card h2").all_inner_texts()


def pick_two(page: Page) -> str:
    """Choose a district and an offense; gives the sentence under the controls once it tells both."""
    choose(page, "Police district", "Harbor")
    expect(page.locator(".said")).to_contain_text("in the Harbor police district")
    choose(page, "Offense", "Robbery")
    expect(page.locator(".said")).to_contain_text(re.compile("robber", re.IGNORECASE))
    return page.locator(".said").inner_text()


def test_a_choice_is_in_the_address_and_survives_reload_and_a_second_browser(
    page: Page, browser: Browser, site: Site
) -> None:
    with watched(page) as watch:
        live(page, f"{site.url}/safety")
        told = pick_two(page)
    assert chosen(page) == {"district": ["Harbor"], "offense": ["robbery"]}
    expect(page.locator(".card h2").first).to_contain_text("Harbor")
    seen = headings(page)
    address = page.url
    page.reload()
    taken_over(page)
    assert (page.locator(".said").inner_text(), headings(page)) == (told, seen)
    other = browser.new_context()
    second = live(other.new_page(), address)
    assert (second.locator(".said").inner_text(), headings(second)) == (told, seen)
    other.close()
    assert watch.problems == []


def test_leaving_and_coming_back_shows_the_same_view(page: Page, site: Site) -> None:
    live(page, f"{site.url}/safety")
    told = pick_two(page)
    page.get_by_role("link", name="Data", exact=True).first.click()
    page.wait_for_url("**/data?**")
    page.go_back()
    taken_over(page)
    assert page.locator(".said").inner_text() == told
    assert chosen(page) == {"district": ["Harbor"], "offense": ["robbery"]}


def test_links_carry_the_choice_and_the_language_keeps_it(page: Page, site: Site) -> None:
    live(page, f"{site.url}/safety")
    choose(page, "Police district", "Harbor")
    expect(page.locator("nav a").first).to_have_attribute("href", re.compile("district=Harbor"))
    page.locator("a.lang").click()
    taken_over(page)
    assert chosen(page) == {"district": ["Harbor"], "lang": ["es"]}
    assert page.locator("html").get_attribute("lang") == "es"


def test_the_filters_work_by_keyboard_alone(page: Page, site: Site) -> None:
    live(page, f"{site.url}/safety")
    page.locator("details.choice", has_text="Police district").locator("summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_url("**district=*")
    expect(page.locator(".said")).to_contain_text("police district")


def test_exploring_loads_plotly_once_and_keeps_the_chart_on_a_redraw(page: Page, site: Site) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with watched(page) as watch:
        live(page, f"{site.url}/safety")
        assert not [url for url in asked if "plotly" in url]
        page.get_by_role("button", name="Explore this chart").first.click()
        page.locator(".js-plotly-plot").first.wait_for()
        choose(page, "Police district", "Harbor")
        expect(page.locator(".card h2").first).to_contain_text("Harbor")
        page.locator(".js-plotly-plot").first.wait_for()
    assert len([url for url in asked if "/static/plotly" in url]) == 1
    assert watch.problems == []


def test_a_chosen_section_stays_chosen_and_no_other_page_is_asked_for_it(page: Page, site: Site) -> None:
    with watched(page) as watch:
        live(page, f"{site.url}/safety")
        page.locator("nav.sections a", has_text="Arrests").click()
        taken_over(page)
        expect(page.locator("h2.section")).to_have_text("Arrests")
        choose(page, "Police district", "Harbor")
        expect(page.locator(".said")).to_contain_text("in the Harbor police district")
    assert chosen(page) == {"about": ["arrests"], "district": ["Harbor"]}
    links = {link.inner_text(): str(link.get_attribute("href")) for link in page.locator("nav a").all()}
    assert links["Guns seized"] == "/safety?about=guns&district=Harbor"
    assert links["Services"] == "/services?district=Harbor"
    page.reload()
    taken_over(page)
    expect(page.locator("h2.section")).to_have_text("Arrests")
    assert watch.problems == []
