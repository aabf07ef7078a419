"""The adapter below the session: one host, a bounded rate, documents remembered by their ETag.

Knows requests' adapters. Must not know what an answer means.
"""

from __future__ import annotations

import io
from threading import Event
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from dashboard.data.transport.clock import Clock
from dashboard.data.transport.errors import Moved

DOCUMENTS = "/api/views/"
PORTS = {"http": 80, "https": 443}


class OneHost(HTTPAdapter):
    """Sends to one origin only, so that no redirect carries the app token elsewhere, ``interval`` seconds apart.

    Documents under ``/api/views/`` are asked for conditionally: a 304 is answered from memory.
    """

    def __init__(self, url: str, interval: float, clock: Clock, over: Event) -> None:
        super().__init__()
        self.url = url
        self.interval = interval
        self.clock, self.over = clock, over
        self.free_at = clock.monotonic()
        self.known: dict[str, tuple[str, bytes]] = {}

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """As HTTPAdapter. Raises Moved, before anything is sent, for another origin than ours."""
        url = request.url or ""
        self._check_origin(url)
        self._pace()
        known = self.known.get(url) if request.method == "GET" else None
        if known:
            request.headers["If-None-Match"] = known[0]
        response = super().send(request, *args, **kwargs)
        return _as_known(response, known[1]) if known and response.status_code == 304 else response

    def remember(self, url: str, etag: str | None, body: bytes) -> None:
        """Keep a document for the next conditional request."""
        if etag and DOCUMENTS in url:
            self.known[url] = (etag, body)

    def forget(self) -> None:
        """Drop the remembered documents, as when one proved bad."""
        self.known.clear()

    def _check_origin(self, url: str) -> None:
        if origin(url) == origin(self.url) or _upgraded(self.url, url):
            return
        host = urlsplit(url).netloc.rpartition("@")[2]
        raise Moved(
            f"{self.url} redirects to another host: {host}. It was not followed and the app token was not sent. "
            f"If {host} is the city's portal now, set url under [portal] in the city file to it.",
            host,
        )

    def _pace(self) -> None:
        now = self.clock.monotonic()
        if now < self.free_at:
            self.clock.sleep(self.free_at - now, self.over)
        self.free_at = max(now, self.free_at) + self.interval


def _as_known(response: requests.Response, body: bytes) -> requests.Response:
    """A 304 as the 200 it stands for."""
    response.close()
    response.status_code = 200
    response.headers.pop("Content-Encoding", None)
    response.headers["Content-Type"] = "application/json"
    response.raw = io.BytesIO(body)
    return response


def origin(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port, the port made explicit."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or PORTS.get(parts.scheme)


def _upgraded(ours: str, theirs: str) -> bool:
    """Whether ``theirs`` is ``ours`` with http made https."""
    host = origin(ours)[1]
    return origin(ours) == ("http", host, 80) and origin(theirs) == ("https", host, 443)
