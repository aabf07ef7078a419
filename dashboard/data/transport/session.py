"""One polite, patient session to one host: attempts, retries and their limits.

Knows the session (that of sodapy's client) and how long to try. Must not know
datasets' columns, files or snapshots.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from threading import Event
from typing import Any, TypeVar

import requests
import tenacity
import urllib3

from dashboard.data.transport import answer
from dashboard.data.transport.clock import Clock
from dashboard.data.transport.errors import (
    Damaged,
    PortalError,
    Refused,
    Short,
    Stale,
    TokenRefused,
    Trouble,
    Unavailable,
)
from dashboard.data.transport.host import OneHost

LOG = logging.getLogger(__name__)
CONNECT_SECONDS = 10.0
READ_SECONDS = 120.0
CONNECT_TRIES = 4
JITTER = 5.0
BACKOFF: dict[type[PortalError], tuple[float, float]] = {
    Unavailable: (1.0, 60.0),
    Damaged: (0.5, 30.0),
    Short: (0.5, 30.0),
    Stale: (5.0, 60.0),
}

T = TypeVar("T")


class Transport:
    """Runs attempts against a session until one succeeds, a final answer comes, or patience ends.

    ``max_tries`` and ``max_seconds`` bound one request with its retries. ``warnings`` is for the operator.
    ``portal_time`` is the portal's clock as last seen, UTC.
    """

    def __init__(
        self,
        session: requests.Session,
        url: str,
        *,
        requests_per_second: float,
        max_tries: int,
        max_seconds: float,
        clock: Clock,
    ) -> None:
        self.session = session
        self.url = url
        self.clock = clock
        self.max_tries = max_tries
        self.max_seconds = max_seconds
        self.warnings: list[str] = []
        self.portal_time: datetime | None = None
        self.deadline, self.over = 0.0, Event()
        self.adapter = OneHost(url, 1 / requests_per_second, clock, self.over)
        session.mount("https://", self.adapter)
        session.mount("http://", self.adapter)
        session.headers["Accept-Encoding"] = "gzip"
        session.hooks["response"].append(self._answered)

    @property
    def timeout(self) -> tuple[float, float]:
        """(connect, read) seconds for the request about to be sent, within the time left."""
        left = max(0.1, self.deadline - self.clock.monotonic())
        return min(CONNECT_SECONDS, left), min(READ_SECONDS, left)

    def run(self, what: str, attempt: Callable[[], T]) -> T:
        """The result of ``attempt``, tried again while it meets Trouble. ``what`` names the dataset in messages.

        Raises PortalError: at once for a final answer, else when tries or seconds run out.
        """
        self.deadline = float("-inf") if self.over.is_set() else self.clock.monotonic() + self.max_seconds
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(Trouble),
            wait=self._wait,
            stop=self._stop,
            sleep=lambda seconds: self.clock.sleep(seconds, self.over),
            before_sleep=lambda state: self._retrying(what, state),
            reraise=True,
        )
        try:
            found: T = retrying(self._translated, what, attempt)
            return found
        except Trouble as trouble:
            tries = retrying.statistics.get("attempt_number", 1)
            raise trouble.kind(self._exhausted(what, trouble, tries)) from trouble

    def give_up(self) -> None:
        """End what another thread waits for or reads, and let it begin nothing new until ``resume``."""
        self.over.set()
        self.deadline = float("-inf")

    def resume(self) -> None:
        """Requests are welcome again."""
        self.over.clear()

    def body(self, response: requests.Response) -> Iterator[bytes]:
        """The decoded body in pieces; Trouble when it is cut or the time is over."""
        return answer.body(response, self._check_time)

    def _translated(self, what: str, attempt: Callable[[], T]) -> T:
        """One attempt, library errors turned into ours; a refused token is dropped, once."""
        try:
            return attempt()
        except TokenRefused:
            self._drop_token(what)
            return self._translated(what, attempt)
        except (requests.RequestException, urllib3.exceptions.HTTPError, ConnectionError) as failure:
            raise self._meaning(what, failure) from failure

    def _meaning(self, what: str, failure: Exception) -> Exception:
        name = type(failure).__name__
        if isinstance(failure, (requests.Timeout, urllib3.exceptions.TimeoutError)):
            return Trouble(Unavailable, f"no answer in time ({name})")
        if isinstance(failure, requests.exceptions.JSONDecodeError):
            self.adapter.forget()
            return Trouble(Damaged, f"a body that is not JSON ({failure})")
        if isinstance(failure, (requests.ConnectionError, urllib3.exceptions.HTTPError, ConnectionError)):
            return Trouble(Unavailable, f"connection failed ({_cause(failure)})", most_tries=CONNECT_TRIES)
        told = str(failure)[:300].rstrip(".")
        return Refused(f"{self.url}, {what}: {name}: {told}. Check url under [portal] in the city file.")

    def _drop_token(self, what: str) -> None:
        if self.session.headers.pop("X-App-Token", None) is None:
            raise Refused(
                f"{self.url}, {what}: 403 Invalid app_token specified, though none was sent. Try again later."
            )
        self.warnings.append(
            f"{self.url} refused the app token (403 Invalid app_token specified). It was dropped, and reading went on "
            "without, at the slower anonymous rate. Renew SOCRATA_APP_TOKEN."
        )

    def _stop(self, state: tenacity.RetryCallState) -> bool:
        trouble = _trouble(state)
        most = min(self.max_tries, trouble.most_tries or self.max_tries)
        return state.attempt_number >= most or self.clock.monotonic() + self._longest(state) > self.deadline

    def _wait(self, state: tenacity.RetryCallState) -> float:
        """The pause with jitter: never less than the portal asked for."""
        pause, longest = self._pause(state), self._longest(state)
        return self.clock.uniform(pause if _trouble(state).retry_after is not None else pause / 2, longest)

    def _longest(self, state: tenacity.RetryCallState) -> float:
        """The pause with all of its jitter: seconds, so that what the portal asked for still fits into the time."""
        pause = self._pause(state)
        return pause + min(pause / 2, JITTER) if _trouble(state).retry_after is not None else pause

    def _pause(self, state: tenacity.RetryCallState) -> float:
        """Retry-After when the portal said so, else exponential backoff."""
        trouble = _trouble(state)
        if trouble.retry_after is not None:
            return trouble.retry_after
        base, most = BACKOFF[trouble.kind]
        return float(min(most, base * 2 ** (state.attempt_number - 1)))

    def _retrying(self, what: str, state: tenacity.RetryCallState) -> None:
        told = {"portal": self.url, "dataset": what, "attempt": state.attempt_number, "wait": state.upcoming_sleep}
        LOG.info("trying again: %s", _trouble(state), extra=told)

    def _exhausted(self, what: str, trouble: Trouble, tries: int) -> str:
        asked = f" The portal asked to wait {trouble.retry_after:.0f} s." if trouble.retry_after else ""
        return (
            f"{self.url}, {what}: gave up after {tries} tries "
            f"(limits: {self.max_tries} tries, {self.max_seconds:.0f} s); last seen: {trouble}."
            f"{asked} Try again later; if it lasts, ask the portal's operator."
        )

    def _check_time(self) -> None:
        if self.clock.monotonic() > self.deadline:
            raise Trouble(Unavailable, f"a body too slow to end within {self.max_seconds:.0f} s")

    def _answered(self, response: requests.Response, **kwargs: Any) -> None:
        """Session hook: judge the answer; a body that is not to be streamed is read here, within the time.

        Only JSON is asked for in this way, so its label does not matter: what is none fails to parse.
        """
        self.portal_time = answer.http_date(response.headers.get("Date")) or self.portal_time
        answer.judge(response, self._check_time, self.clock.now())
        if response.status_code != 200 or kwargs.get("stream"):
            return
        body = b"".join(self.body(response))
        response.headers.pop("Content-Encoding", None)
        response.headers["Content-Type"] = "application/json"
        response.raw = io.BytesIO(body)
        self.adapter.remember(response.url, response.headers.get("ETag"), body)


def _cause(failure: Exception) -> str:
    """What the system said, without the names of the library's classes around it."""
    told = re.search(r"\[Errno -?\d+\] [^'\"()]+", str(failure))
    return told.group().strip() if told else str(failure)


def _trouble(state: tenacity.RetryCallState) -> Trouble:
    found = state.outcome.exception() if state.outcome else None
    assert isinstance(found, Trouble)
    return found
