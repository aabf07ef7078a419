"""What a reader gets before, without and in spite of JavaScript, and what it weighs."""

from __future__ import annotations

import gzip
import re

import pytest
import requests
from playwright.sync_api import Browser, Page, Request, Route, expect

from dashboard.explain import explain as real_explain
from tests.support.browser import taken_over
from tests.support.site import Site

HTML_BUDGET, PAGE_BUDGET = 60_000, 700_000
VIEW = "incidents-by-offense"


def test_the_first_html_is_small(site: Site) -> None:
    answer = requests.get(f"{site.url}/safety", headers={"Accept-Encoding": "identity"}, timeout=60)
    assert len(gzip.compress(answer.content, 6)) <= HTML_BUDGET


@pytest.mark.browser
def test_all_that_loads_before_plotly_is_within_budget(page: Page, site: Site) -> None:
    done: list[Request] = []
    page.on("requestfinished", lambda request: done.append(request))
    page.goto(f"{site.url}/safety", wait_until="networkidle")
    taken_over(page)
    sizes = {request.url: request.sizes()["responseBodySize"] for request in done}
    assert sum(sizes.values()) <= PAGE_BUDGET, sorted(sizes.items(), key=lambda item: -item[1])[:5]


@pytest.mark.browser
def test_without_javascript_the_page_tells_shows_and_filters(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}/safety?district=Harbor")
    assert "Harbor" in page.locator(".card h2").first.inner_text()
    picture = page.locator(".card img").first
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    page.locator("summary", has_text="Show the table").first.click()
    assert page.locator(".card table").first.locator("tbody tr").count() > 12
    page.locator("details.choice", has_text="Offense").locator("summary").first.click()
    page.get_by_label("Robbery", exact=True).check()
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**offense=robbery**")
    assert "district=Harbor" in page.url
    assert "robberies" in page.locator(".card h2").first.inner_text()
    context.close()


@pytest.mark.browser
def test_one_failing_card_leaves_the_others_standing(page: Page, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(answer, words):  # type: ignore[no-untyped-def]
        if answer.view.key == VIEW:
            raise RuntimeError("made to fail")
        return real_explain(answer, words)

    monkeypatch.setattr("dashboard.page.card.explain", broken)
    page.goto(f"{site.url}/safety?district=Mill")
    taken_over(page)
    texts = page.locator(".card").all_text_contents()
    assert len([text for text in texts if "could not be drawn" in text]) == 1
    assert page.locator(".card img").count() >= 2


@pytest.mark.browser
def test_react_draws_what_the_server_wrote(browser: Browser, site: Site) -> None:
    """The same tree, written twice: headings, controls, tables and links are equal before and after."""
    address = f"{site.url}/safety?district=Harbor&lang=es"
    with_scripts, without = browser.new_context(), browser.new_context(java_script_enabled=False)
    live, still = with_scripts.new_page(), without.new_page()
    live.goto(address)
    taken_over(live)
    still.goto(address)
    for what in ("h1, h2, h3", "summary", "table td, table th", "p", "label", "a"):
        assert live.locator(what).all_text_contents() == still.locator(what).all_text_contents(), what
    for what, attribute in (("a", "href"), ("input", "name"), ("input", "value"), ("img", "src"), ("source", "srcset")):
        script = f"(all) => all.map(one => one.getAttribute('{attribute}') || '')"
        assert live.locator(what).evaluate_all(script) == still.locator(what).evaluate_all(script), what
    with_scripts.close()
    without.close()


DASH = "**/_dash-component-suites/**"


def pick_robbery(page: Page) -> None:
    page.locator("details.choice", has_text="Offense").locator("summary").first.click()
    page.get_by_label("Robbery", exact=True).check()


@pytest.mark.browser
def test_what_is_chosen_while_dash_starts_is_kept(page: Page, site: Site) -> None:
    held: list[Route] = []
    let_through: list[bool] = []
    page.route(DASH, lambda route: route.continue_() if let_through else held.append(route))
    page.goto(f"{site.url}/safety?district=Harbor")
    pick_robbery(page)
    expect(page.locator("html")).not_to_have_attribute("data-live", "yes")
    let_through.append(True)
    for route in held:
        route.continue_()
    page.wait_for_url("**offense=robbery**")
    expect(page.locator(".said")).to_contain_text(re.compile("robber.* Harbor", re.IGNORECASE))
    assert page.get_by_label("Robbery", exact=True).is_checked()


@pytest.mark.browser
def test_when_dash_does_not_come_the_form_still_works(page: Page, site: Site) -> None:
    page.route(DASH, lambda route: route.abort())
    page.goto(f"{site.url}/safety?district=Harbor")
    expect(page.get_by_role("button", name="Show", exact=True)).to_be_hidden()
    pick_robbery(page)
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**offense=robbery**")
    assert "district=Harbor" in page.url
