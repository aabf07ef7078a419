"""Every path of the site, in one place; queries come in as pairs and go out encoded."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, urlencode

PAGES = ("/", "/safety", "/places", "/places/{kind}/{key}", "/data", "/about")


def with_query(path: str, pairs: Iterable[tuple[str, str]] = ()) -> str:
    """``path`` with its query string, if there is one."""
    text = urlencode(list(pairs))
    return f"{path}?{text}" if text else path


def view(key: str, form: str = "", pairs: Iterable[tuple[str, str]] = ()) -> str:
    """One view: the page of it, or with ``form`` (csv, svg, ...) that rendering."""
    return with_query(f"/views/{key}" + (f".{form}" if form else ""), pairs)


def embed(key: str, pairs: Iterable[tuple[str, str]] = ()) -> str:
    """One view made to be framed by other sites."""
    return with_query(f"/embed/{key}", pairs)


def place(kind: str, key: str, pairs: Iterable[tuple[str, str]] = ()) -> str:
    """The page of one place; a key may hold any character."""
    return with_query(f"/places/{quote(kind, safe='')}/{quote(key, safe='')}", pairs)


def data(subject: str = "", pairs: Iterable[tuple[str, str]] = ()) -> str:
    """Where a subject's source, dictionary and quality are told."""
    return with_query("/data", pairs) + (f"#{subject}" if subject else "")


def portal_page(portal: str, dataset: str) -> str:
    """A dataset's own page on its portal."""
    return f"{portal.rstrip('/')}/d/{dataset}"
