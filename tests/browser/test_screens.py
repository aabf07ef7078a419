"""Every page laid out whole on a desk and on a phone: nothing wider than the screen, no picture empty."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from dashboard import pages
from tests.support.effort import declared
from tests.support.site import Site
from tools.screenshots import Shot, take

pytestmark = pytest.mark.browser
EXAMPLES = {"{kind}": "district", "{key}": "Harbor", "{subject}": "incidents"}
WIDEST = """() => [...document.querySelectorAll('main *')]
    .filter(one => !one.closest('.scroll, svg, .sections, [hidden]'))
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .map(one => one.tagName + '.' + one.className)"""
SQUEEZED = """() => [...document.querySelectorAll('main p.words')]
    .filter(one => one.offsetParent && one.getBoundingClientRect().width < 170).map(one => one.textContent)"""
UNDRAWN = "() => [...document.images].filter(one => one.complete && !one.naturalWidth).map(one => one.src)"


def address(path: str) -> str:
    for part, example in EXAMPLES.items():
        path = path.replace(part, example)
    return path


HOW = ((1280, "en"), (390, "es"))
PATHS = [address(path) for path in pages.load()]


def test_every_page_has_an_address_to_look_at() -> None:
    assert not [path for path in PATHS if "{" in path]
    assert {"/", "/safety", "/accountability", "/services", "/promises", "/places", "/data"} <= set(PATHS)


def whole(page: Page) -> None:
    """Nothing is wider than the screen, and every picture that came was drawn."""
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.evaluate(WIDEST) == []
    assert page.evaluate(SQUEEZED) == []
    assert page.evaluate(UNDRAWN) == []


@pytest.mark.parametrize(("path", "width", "language"), declared((path, *how) for path in PATHS for how in HOW))
def test_a_page_fits_its_screen(
    browser: Browser, site: Site, tmp_path: Path, path: str, width: int, language: str
) -> None:
    shot = Shot(path, width, "light", language)
    taken = take(browser, site.url, shot, tmp_path, full=False, pictures=False, look=whole)
    assert taken.read_bytes()[16:20] == width.to_bytes(4, "big")
    assert taken.stat().st_size > 10_000
