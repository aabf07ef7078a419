"""A real Chromium for the tests: where it is, how it is started, and what a page may not do in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def chromium_path() -> str | None:
    """The browser in ``CHROMIUM``, else the one on the path, else None."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium")


def launch_options() -> dict[str, object]:
    """What Playwright's ``launch`` takes to start that browser; never one that Playwright downloads."""
    return {"executable_path": chromium_path(), "args": list(ARGUMENTS)}


@dataclass
class Watch:
    """What a page did while watched: messages of the console, uncaught errors, requests to hosts not its own."""

    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def other_hosts(self, own: str) -> list[str]:
        """The addresses requested that are not on the host of ``own``."""
        home = urlsplit(own).netloc
        return [
            url for url in self.requests if urlsplit(url).scheme.startswith("http") and urlsplit(url).netloc != home
        ]


@contextmanager
def watched(page: Page) -> Iterator[Watch]:
    """Watch a page: console errors and warnings (a broken CSP is one), uncaught exceptions, every request."""
    watch = Watch()

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            watch.problems.append(f"{message.type}: {message.text}")

    def failed(error: Exception) -> None:
        watch.problems.append(f"exception: {error}")

    def asked(request: Request) -> None:
        watch.requests.append(request.url)

    page.on("console", heard)
    page.on("pageerror", failed)
    page.on("request", asked)
    try:
        yield watch
    finally:
        page.remove_listener("console", heard)
        page.remove_listener("pageerror", failed)
        page.remove_listener("request", asked)


def taken_over(page: Page) -> Page:
    """Use the page as a reader would, and wait until Dash has taken over."""
    page.mouse.move(5, 5)
    page.mouse.move(9, 9)
    page.locator("html[data-live]").wait_for()
    return page


@cache
def _axe_script() -> str:
    spec = find_spec("axe_playwright_python")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return (Path(spec.submodule_search_locations[0]) / "axe.min.js").read_text(encoding="utf-8")


def axe_violations(page: Page, tags: tuple[str, ...] = WCAG) -> list[str]:
    """What axe-core holds against the page as it stands: one line a violation, with the elements concerned."""
    page.evaluate(_axe_script())
    options = {"runOnly": {"type": "tag", "values": list(tags)}, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']}: "
        + "; ".join(" ".join(map(str, node["target"])) for node in violation["nodes"][:5])
        for violation in found["violations"]
    ]
