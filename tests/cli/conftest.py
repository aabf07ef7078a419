"""The command line run in this process: its exit status and what it printed; and a small sample portal."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from dashboard import cities, processes
from dashboard.__main__ import main
from dashboard.cities.loader import BUNDLED
from dashboard.data import portal as portal_module
from dashboard.data.refresh import refresh
from dashboard.data.store import Store
from dashboard.sample import SamplePortal
from tests.support.portal import FastClock


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]
KEPT = ("incidents", "warrants", "complaints")


def cut(text: str) -> str:
    """A city file's text with a few subjects, one of them about people, and the promises about those.

    So few rows leave gaps: no source counts as quiet before ten years.
    """
    parts = re.split(r"(?m)^(?=\[)", text)
    subjects = [part for part in parts if not re.match(r"\[+(?:subjects|promises)\.", part)]
    subjects += [part for part in parts if re.match(rf"\[+subjects\.(?:{'|'.join(KEPT)})\b", part)]
    subjects = [re.sub(r"(?m)^\[subjects\.\w+\]$", r"\g<0>\nstale_after = 3650", one) for one in subjects]
    return "".join([*subjects, *(part for part in parts if part.startswith("[promises.homicides]"))])


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of Harbor City with a few subjects: a refresh of all takes ten times as long."""
    file = tmp_path_factory.mktemp("city") / "sample.toml"
    file.write_text(cut((BUNDLED / "sample.toml").read_text(encoding="utf-8")), encoding="utf-8")
    return file


def inside(command: str, city: str, *options: str) -> int:
    """``processes.run`` without the start of another Python."""
    with pytest.raises(SystemExit) as ended:
        main([command, "--city", city, *options])
    return ended.value.code if isinstance(ended.value.code, int) else 0


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def run(cache: Path, small: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """``run("refresh")`` of the small city over an empty cache; pauses between retries take no time.

    What runs in a process of its own runs in this one; ``test_refresh_status_export_and_refresh_again`` undoes that.
    """
    monkeypatch.setenv("DASHBOARD_CACHE", str(cache))
    monkeypatch.setenv("DASHBOARD_CITY", str(small))
    monkeypatch.setattr(portal_module, "Clock", lambda: FastClock().clock)
    monkeypatch.setattr(processes, "run", inside)

    def ran(*arguments: str) -> Ran:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        captured = capfdbinary.readouterr()
        code = ended.value.code
        return Ran(code if isinstance(code, int) else 0, captured.out.decode(), captured.err.decode())

    return ran


@pytest.fixture(scope="session")
def template(portal: str, small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache with one snapshot of that portal, to be copied."""
    folder = tmp_path_factory.mktemp("template")
    outcome = refresh(cities.load(str(small)), folder, portal_url=portal, clock=lambda: datetime.now(UTC))
    assert outcome.status == "published", outcome.reasons
    return folder


@pytest.fixture
def published(template: Path, cache: Path) -> str:
    """A snapshot in the cache of this test; gives its id."""
    shutil.copytree(template, cache)
    newest = Store(cache, "sample").manifest().newest
    assert newest is not None
    return newest.id


@pytest.fixture(scope="session")
def portal() -> Iterator[str]:
    """The address of a small Harbor City, up to today, as the command line asks for the time itself."""
    with SamplePortal(datetime.now(UTC), incidents=400) as served:
        yield served.url


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """A web site that is no open-data portal."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = b"<!doctype html><title>Welcome</title>"
            self.send_response(404)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
