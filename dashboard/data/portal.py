"""A Socrata portal: metadata, counts, small reads and streamed pages of one host.

Knows the portal's documents and query language. Must not know city files,
snapshots or what a column means; keeps nothing on disk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

import requests
from sodapy import Socrata

from dashboard.data.transport.clock import Clock
from dashboard.data.transport.errors import (
    Damaged,
    Gone,
    Moved,
    NotStaged,
    PortalError,
    Refused,
    SchemaChanged,
    Short,
    Stale,
    Trouble,
    Unavailable,
    Unsettled,
)
from dashboard.data.transport.metadata import Metadata, PortalColumn, parse_metadata
from dashboard.data.transport.session import Transport
from dashboard.data.transport.soda import Wanted, soda2
from dashboard.data.transport.soda3 import soda3

__all__ = [
    "Clock",
    "Damaged",
    "Gone",
    "Metadata",
    "Moved",
    "NotStaged",
    "Portal",
    "PortalColumn",
    "PortalError",
    "Refused",
    "SchemaChanged",
    "Short",
    "Stale",
    "Unavailable",
    "Unsettled",
]

T = TypeVar("T")


def usable(token: str | None) -> str | None:
    """The app token without blanks around it, None for an empty one. ValueError, which does not repeat it, for none."""
    token = (token or "").strip()
    if not (token.isascii() and token.isprintable()) or " " in token:
        raise ValueError("SOCRATA_APP_TOKEN holds blanks or signs that no app token has: copy it again")
    return token or None


class Portal:
    """A client of one portal. ``http`` addresses work too, for tests and mirrors.

    Every method raises PortalError; ``warnings`` collects what an operator should know.
    """

    def __init__(
        self,
        url: str,
        *,
        token: str | None = None,
        api: str = "2",
        page_size: int = 50_000,
        requests_per_second: float = 5.0,
        clock: Clock | None = None,
        max_tries: int = 6,
        max_seconds: float = 600.0,
    ) -> None:
        self.url = url.rstrip("/")
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
            raise ValueError(f"portal address {url.rpartition('@')[2]!r}: expected https://HOST")
        self.page_size = page_size
        self.clock = clock or Clock()
        self._wanted = soda3 if api == "3" else soda2
        token = usable(token)
        self._client = Socrata(
            self.url.partition("://")[2],
            token or "none",
            session_adapter={"prefix": f"{parts.scheme}://", "adapter": requests.adapters.HTTPAdapter()},
        )
        if not token:
            del self._client.session.headers["X-App-Token"]
        self.transport = Transport(
            self._client.session,
            self.url,
            requests_per_second=requests_per_second,
            max_tries=max_tries,
            max_seconds=max_seconds,
            clock=self.clock,
        )

    @property
    def warnings(self) -> list[str]:
        """What an operator should know, such as a token that was refused."""
        return self.transport.warnings

    def __enter__(self) -> Portal:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def metadata(self, dataset: str) -> Metadata:
        """The dataset's metadata, asked for conditionally after the first time."""

        return self.transport.run(dataset, lambda: self.peek(dataset))

    def peek(self, dataset: str) -> Metadata:
        """Metadata in one try, for use inside ``page``. Raises Trouble too."""
        self._client.timeout = self.transport.timeout
        return parse_metadata(self._client.get_metadata(dataset))

    def now(self) -> datetime:
        """The earlier of our clock and the portal's as last seen, UTC: safe as a watermark."""
        ours = self.clock.now()
        return min(ours, self.transport.portal_time or ours)

    def count(self, dataset: str, where: str | None = None) -> int:
        """``count(*)``, of the rows that fit ``where`` when given.

        The alias holds a hash of ``where``: the answer to another question is not taken for this one.
        """
        alias = "n_" + hashlib.sha256((where or "").encode()).hexdigest()[:8]
        asked = {"select": f"count(*) AS {alias}"} | ({"where": where} if where else {})

        def attempt() -> int:
            rows = self._small(dataset, asked)
            try:
                (row,) = rows
                return int(row[alias])
            except (KeyError, TypeError, ValueError) as problem:
                raise Trouble(Damaged, f"an answer to count(*) that is no count: {str(rows)[:80]}") from problem

        return self.transport.run(dataset, attempt)

    def rows(self, dataset: str, **soql: str) -> list[dict[str, Any]]:
        """A small read: ``select=``, ``where=``, ``group=``, ``having=``, ``order=``, ``limit=``. Nulls left out."""
        return self.transport.run(dataset, lambda: self._small(dataset, soql))

    def catalog(self, **params: Any) -> list[dict[str, Any]]:
        """Entries of ``/api/catalog/v1`` for this host: ``ids=[...]``, ``q=``, ``only=[...]``, ``limit=``."""

        def attempt() -> list[dict[str, Any]]:
            self._client.timeout = self.transport.timeout
            try:
                return list(self._client.datasets(**params))
            except (KeyError, TypeError) as problem:
                raise Trouble(Damaged, f"200 with a document that is no catalog ({problem!r})") from problem

        return self.transport.run("catalog", attempt)

    def document(self, path: str, **params: Any) -> Any:
        """The JSON at ``path`` of this host, such as a catalogue."""

        def attempt() -> Any:
            response = self._client.session.request(
                "GET", self.url + path, params=params, timeout=self.transport.timeout
            )
            return response.json()

        return self.transport.run(path, attempt)

    def page(self, dataset: str, soql: Mapping[str, str], use: Callable[[Iterator[bytes], Mapping[str, str]], T]) -> T:
        """``use(pieces of the CSV body, headers)`` for one bulk read; run again while it raises Trouble."""
        wanted = self._wanted(dataset, "csv", soql)

        def attempt() -> T:
            with self._send(wanted, stream=True) as response:
                return use(self.transport.body(response), response.headers)

        return self.transport.run(dataset, attempt)

    def give_up(self) -> None:
        """End the wait or the read that another thread has under way, and let it begin no other."""
        self.transport.give_up()

    def resume(self) -> None:
        """Take requests again after ``give_up``, once that thread is done."""
        self.transport.resume()

    def unchanged(self, dataset: str, soql: Mapping[str, str], etag: str) -> bool:
        """Whether a bulk read would still be answered under the same ``ETag``; the rows are not read again.

        Socrata's tag holds the version of the data, so this tells of any change to the dataset.
        """
        wanted = self._wanted(dataset, "csv", soql)

        def attempt() -> bool:
            with self._send(wanted, stream=True, headers={"If-None-Match": etag}) as response:
                return response.status_code == 304 or response.headers.get("ETag") == etag

        return self.transport.run(dataset, attempt)

    def _small(self, dataset: str, soql: Mapping[str, str]) -> list[dict[str, Any]]:
        if self._wanted is soda2:
            self._client.timeout = self.transport.timeout
            found = self._client.get(dataset, **soql)
        else:
            with self._send(self._wanted(dataset, "json", soql), stream=False) as response:
                found = response.json()
        if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
            raise Trouble(Damaged, "200 with something else than rows")
        return found

    def _send(self, wanted: Wanted, stream: bool, headers: Mapping[str, str] | None = None) -> requests.Response:
        response: requests.Response = self._client.session.request(
            wanted.method,
            self.url + wanted.path,
            params=wanted.params,
            json=wanted.json,
            stream=stream,
            headers=headers,
            timeout=self.transport.timeout,
        )
        return response
