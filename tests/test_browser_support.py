"""The browser helpers find what they are there to find."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.support.browser import axe_violations, watched

pytestmark = pytest.mark.browser

GOOD = '<!doctype html><html lang="en"><title>Fine</title><body><main><h1>Fine</h1></main></body></html>'


def test_axe_finds_an_image_without_words(page: Page) -> None:
    page.set_content(GOOD.replace("</h1>", '</h1><img src="data:,">'))
    assert [line.split(" ")[0] for line in axe_violations(page)] == ["image-alt"]


def test_axe_finds_nothing_on_a_plain_page(page: Page) -> None:
    page.set_content(GOOD)
    assert axe_violations(page) == []


def test_errors_in_the_page_are_heard(page: Page) -> None:
    with watched(page) as watch:
        page.set_content("<script>console.error('spilled'); setTimeout(() => { throw new Error('broke') })</script>")
        page.wait_for_function("() => true")
        page.evaluate("() => new Promise(done => setTimeout(done))")
    assert watch.problems == ["error: spilled", "exception: broke"]


def test_a_request_to_another_host_is_seen(page: Page) -> None:
    page.route("**/*", lambda route: route.fulfill(body="<!doctype html><title>x</title>", content_type="text/html"))
    with watched(page) as watch:
        page.goto("http://site.invalid/")
        page.evaluate("() => fetch('http://elsewhere.invalid/x').catch(() => null)")
    assert watch.other_hosts("http://site.invalid/") == ["http://elsewhere.invalid/x"]


def test_a_broken_content_security_policy_is_heard(page: Page) -> None:
    policy = {"Content-Security-Policy": "script-src 'self'"}
    body = f"{GOOD}<script>document.title = 'ran'</script>"
    page.route("**/*", lambda route: route.fulfill(body=body, content_type="text/html", headers=policy))
    with watched(page) as watch:
        page.goto("http://site.invalid/")
    assert page.title() == "Fine"
    assert any("Content Security Policy" in problem for problem in watch.problems)
