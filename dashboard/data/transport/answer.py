"""What a portal's answer means: good, worth another try, or final.

Knows HTTP statuses and Socrata's error bodies. Sends nothing and waits for nothing.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from urllib.parse import urlsplit

import requests
import urllib3

from dashboard.data.transport.errors import (
    Damaged,
    Gone,
    Refused,
    SchemaChanged,
    Stale,
    TokenRefused,
    Trouble,
    Unavailable,
)

RETRIED = frozenset({202, 408, 429, 500, 502, 503, 504})
CHUNK = 1 << 16
LONGEST_MESSAGE = 300
FRESH = frozenset({"", "false", "[]"})


def judge(response: requests.Response, check_time: Callable[[], None], now: datetime) -> None:
    """Raise for every answer that is not a good 200, before any library reads it. Redirects and 304 pass.

    Bodies are UTF-8 whatever the label says.
    """
    if response.is_redirect:
        return _check_location(response)
    if response.status_code == 304:
        return
    if response.status_code != 200:
        raise problem(response, check_time, now)
    passing = doubt(response)
    if passing:
        response.close()
        raise passing
    response.encoding = "utf-8-sig"


def _check_location(response: requests.Response) -> None:
    """Refuse a redirect to what is no address, which the library would fail over."""
    location = response.headers["Location"]
    try:
        parts = urlsplit(location)
        known = parts.scheme in ("", "http", "https") and (parts.port is None or parts.port > 0)
    except ValueError:
        known = False
    if not known:
        response.close()
        told = f"redirects to what is no address: {location.rpartition('@')[2][:LONGEST_MESSAGE]!r}"
        raise Refused(f"{_place(response)} {told}. Ask the portal's operator.")


def _place(response: requests.Response) -> str:
    """What was asked, without its query."""
    parts = urlsplit(response.url)
    return f"{parts.scheme}://{parts.netloc}, {parts.path}"


def doubt(response: requests.Response) -> Trouble | None:
    """Why a 200 is not to be believed."""
    if "html" in response.headers.get("Content-Type", "").lower():
        return Trouble(Damaged, "200 with an HTML page, as for maintenance or sign-in")
    if response.headers.get("X-SODA2-Data-Out-Of-Date", "").strip().lower() not in FRESH:
        return Trouble(Stale, "a replica behind the data (X-SODA2-Data-Out-Of-Date)")
    return None


def problem(response: requests.Response, check_time: Callable[[], None], now: datetime) -> Exception:
    """What an answer other than 200 means: Trouble, TokenRefused or a final PortalError."""
    status = response.status_code
    code, message = _said(response, check_time)
    seen = " ".join(part for part in (str(status), code, message) if part)
    if status in RETRIED:
        return Trouble(Unavailable, seen, retry_after(response, now))
    if status == 403 and "app_token" in message:
        return TokenRefused()
    return _final(status, code)(f"{_place(response)}: {seen}. {_remedy(status, code)}")


def _final(status: int, code: str) -> type[Refused] | type[Gone] | type[SchemaChanged]:
    if code == "query.soql.no-such-column":
        return SchemaChanged
    return Gone if status in (401, 403, 404, 410) else Refused


def _remedy(status: int, code: str) -> str:
    if code == "query.soql.no-such-column":
        return "The dataset's columns have changed: hold the city file against the portal and correct it."
    if code == "req.row-limit-exceeded":
        return "This is an old endpoint: set page_size = 50000 or less under [portal] in the city file."
    if status in (404, 410):
        return "No such dataset here: check the id in the city file, or find its successor in the portal's catalog."
    if status in (401, 403):
        return "The dataset is private or withdrawn, or asks for an app token (SOCRATA_APP_TOKEN)."
    return "It was not sent again: correct the city file, or report it to the makers."


def _said(response: requests.Response, check_time: Callable[[], None]) -> tuple[str, str]:
    """(code, message) of an error body; Socrata writes ``code`` or ``errorCode``."""
    try:
        told = json.loads(b"".join(body(response, check_time)).decode("utf-8-sig"))
        code = told.get("errorCode") or told.get("code") or ""
        message = str(told.get("message") or response.reason or "").split("; position:")[0]
        return str(code)[:LONGEST_MESSAGE], message[:LONGEST_MESSAGE]
    except (ValueError, AttributeError, Trouble, urllib3.exceptions.HTTPError, zlib.error):
        return "", response.reason or ""


def body(response: requests.Response, check_time: Callable[[], None]) -> Iterator[bytes]:
    """The decoded body in pieces as they arrive, ``check_time`` called for each.

    Raises Trouble when it is cut: by the connection, in its chunks, or in its gzip stream.
    """
    raw = response.raw
    if isinstance(raw, BytesIO):
        yield raw.getvalue()
        return
    packed = response.headers.get("Content-Encoding", "").strip().lower() == "gzip"
    unpack = zlib.decompressobj(31) if packed else None
    try:
        while piece := raw.read1(CHUNK, decode_content=False):
            check_time()
            yield unpack.decompress(piece) if unpack else piece
    except (urllib3.exceptions.ProtocolError, zlib.error) as cut:
        raise Trouble(Damaged, f"a cut or garbled body ({cut})") from cut
    finally:
        response.close()
    if unpack is not None and not unpack.eof:
        raise Trouble(Damaged, "a cut body (its gzip stream has no end)")


def retry_after(response: requests.Response, now: datetime) -> float | None:
    """Seconds to wait by Retry-After (seconds or HTTP date, RFC 9110 10.2.3); None when absent or unreadable.

    A date counts from the portal's own Date header: its clock need not be ours.
    """
    text = response.headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    then = http_date(text)
    return max(0.0, (then - (http_date(response.headers.get("Date")) or now)).total_seconds()) if then else None


def http_date(text: str | None) -> datetime | None:
    """An HTTP date with its zone, None for anything else."""
    try:
        found = parsedate_to_datetime(text or "")
    except (TypeError, ValueError, OverflowError):
        return None
    return found if found.tzinfo else None
