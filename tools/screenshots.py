"""Take pictures of the pages: each width, theme and language, full page, into a folder.

Without ``--url`` the sample city is published into a scratch cache and served
for the time it takes. The picture of the README is one of them.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from dashboard import pages
from tests.support.browser import chromium_path, launch_options
from tests.support.site import publish_sample, serving

ROOT = Path(__file__).parents[1]
Theme = Literal["light", "dark"]
Look = Callable[[Page], None]
WIDTHS, LANGUAGES = (1280, 390), ("en", "es")
THEMES: tuple[Theme, ...] = ("light", "dark")
INCIDENTS = 150_000
HEIGHTS = {1280: 900, 390: 844}
WHOLE = ".page .card { content-visibility: visible !important; }"
SETTLED = "() => document.readyState === 'complete' && [...document.images].every(image => image.complete)"


@dataclass(frozen=True)
class Shot:
    """One picture: what is opened, and how."""

    path: str
    width: int
    theme: Theme
    language: str

    @property
    def address(self) -> str:
        """The path, with the language where it is not the site's own."""
        if self.language == "en":
            return self.path
        return f"{self.path}{'&' if '?' in self.path else '?'}lang={self.language}"

    @property
    def name(self) -> str:
        """A file name that says all of it."""
        page = urlsplit(self.path).path.strip("/").replace("/", "-") or "overview"
        return f"{page}-{self.width}-{self.theme}-{self.language}.png"


def take(
    browser: Browser,
    site: str,
    shot: Shot,
    folder: Path,
    *,
    full: bool = True,
    pictures: bool = True,
    look: Look | None = None,
) -> Path:
    """Open the page, wait until its ``pictures`` are there, ``look`` at it, and save the screenshot."""
    size = {"width": shot.width, "height": HEIGHTS.get(shot.width, 900)}
    page = browser.new_page(viewport=size, color_scheme=shot.theme, reduced_motion="reduce")  # type: ignore[arg-type]
    target = folder / shot.name
    try:
        page.goto(site + shot.address, wait_until="networkidle")
        page.add_style_tag(content=WHOLE)
        if pictures:
            page.evaluate("document.querySelectorAll('img').forEach(image => { image.loading = 'eager'; })")
            page.wait_for_function(SETTLED)
        if look:
            look(page)
        page.screenshot(path=target, full_page=full, animations="disabled")
    finally:
        page.close()
    return target


@contextmanager
def sample_site() -> Iterator[str]:
    """The sample city, served until the block ends; gives its address."""
    with tempfile.TemporaryDirectory() as scratch, serving(publish_sample(Path(scratch), INCIDENTS)) as site:
        yield site.url


@contextmanager
def given(url: str) -> Iterator[str]:
    """A site that someone else serves."""
    yield url.rstrip("/")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    every = [path for path in pages.load() if "{" not in path]
    parser.add_argument("paths", nargs="*", default=every, help="pages to open (default: every page)")
    parser.add_argument("--url", help="a running site; without it the sample city is served")
    parser.add_argument("--out", type=Path, default=ROOT / "screenshots", help="folder for the pictures")
    parser.add_argument("--readme", type=Path, default=ROOT / "docs" / "screenshot.png", help="the README's picture")
    parser.add_argument("--only", choices=["all", "readme"], default="all")
    return parser.parse_args()


def main() -> int:
    wanted = arguments()
    if chromium_path() is None:
        print("no Chromium: apt-get install chromium, or name one in CHROMIUM")
        return 2
    wanted.out.mkdir(parents=True, exist_ok=True)
    source = given(wanted.url) if wanted.url else sample_site()
    with source as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())  # type: ignore[arg-type]
        if wanted.only == "all":
            for path, width, theme, language in product(wanted.paths, WIDTHS, THEMES, LANGUAGES):
                print(take(browser, site, Shot(path, width, theme, language), wanted.out))
        top = take(browser, site, Shot("/", 1280, "light", "en"), Path(tempfile.mkdtemp()), full=False)
        shutil.move(top, wanted.readme)
        browser.close()
    print(wanted.readme)
    return 0


if __name__ == "__main__":
    sys.exit(main())
