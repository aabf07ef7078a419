"""A small sample city, published through its own portal and served on loopback."""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from dashboard.factory import Dashboard

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
INCIDENTS = 12_000


@dataclass(frozen=True)
class Site:
    """A running application: where it answers, its Flask server, the cache it reads."""

    url: str
    server: Flask
    cache: Path


class Quiet(WSGIRequestHandler):
    """Answers without a line in the log for each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One process at a time, for test processes that share a folder."""
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def publish_sample(cache: Path, incidents: int = INCIDENTS) -> Path:
    """Publish the sample city into ``cache`` unless another test process already has; gives ``cache``."""
    from dashboard import cities
    from dashboard.data.refresh import refresh
    from dashboard.sample import SamplePortal

    done = cache / ".published"
    cache.mkdir(parents=True, exist_ok=True)
    with locked(cache / ".publishing"):
        if not done.exists():
            with SamplePortal(now=NOW, incidents=incidents) as portal:
                outcome = refresh(cities.load("sample"), cache, portal_url=portal.url, clock=lambda: NOW)
            assert outcome.status == "published", outcome.reasons
            audited("sample", cache)
            done.touch()
    return cache


def audited(city: str, cache: Path) -> None:
    """Release the tables about people of the city's current snapshot, as ``dashboard audit`` does."""
    from dashboard import cities
    from dashboard.catalog import CATALOG
    from dashboard.data.warehouse import Warehouse
    from dashboard.disclosure.publish import audit

    found = cities.load(city)
    warehouse = Warehouse(found, cache)
    audit(found, warehouse, CATALOG)
    warehouse.close()


def made(cache: Path, city: str = "sample") -> Dashboard:
    """The application of a city over a cache."""
    from dashboard import cities
    from dashboard.data.warehouse import Warehouse
    from dashboard.factory import create_app
    from dashboard.settings import Settings

    settings = Settings(city=city, cache=cache)
    found = cities.load(city)
    return create_app(found, Warehouse(found, cache), settings)


def application(cache: Path, city: str = "sample") -> Flask:
    """Its server, not served."""
    return cast(Flask, made(cache, city).server)


@contextmanager
def serving(cache: Path, city: str = "sample", app: Flask | None = None) -> Iterator[Site]:
    """Serve the application over a cache (or one made before) in a thread on a free port until the block ends."""
    app = app or application(cache, city)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, name="site", daemon=True)
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_port}", app, cache)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
