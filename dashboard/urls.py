"""Every path of the site, in one place; queries come in as pairs and go out encoded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlencode

ABOUT, METHODS, GLOSSARY = "/about", "/about/methods", "/about/glossary"
PLACE, SUBJECT = "/places/{kind}/{key}", "/data/{subject}"


def filled(template: str, variables: Mapping[str, str]) -> str:
    """A path such as ``/places/{kind}/{key}`` with its variable parts filled in; they may hold any character."""
    parts = template.split("/")
    return "/".join(quote(variables[part[1:-1]], safe="") if part.startswith("{") else part for part in parts)


def with_query(path: str, pairs: Iterable[tuple[str, str]] = ()) -> str:
    """``path`` with its query string, if there is one."""
    text = urlencode(list(pairs))
    return f"{path}?{text}" if text else path


def view(key: str, form: str = "", pairs: Iterable[tuple[str, str]] = ()) -> str:
    """One view: the page of it, or with ``form`` (csv, svg, ...) that rendering."""
    return with_query(f"/views/{key}" + (f".{form}" if form else ""), pairs)


def rows(subject: str, form: str, pairs: Iterable[tuple[str, str]] = ()) -> str:
    """The records of a subject behind its views, as a file."""
    return with_query(f"/rows/{subject}.{form}", pairs)


def revisions(view: str, pairs: Iterable[tuple[str, str]] = ()) -> str:
    """What a view was counted as in each snapshot, as a file."""
    return with_query(f"/revisions/{view}.csv", pairs)


def embed(key: str, pairs: Iterable[tuple[str, str]] = ()) -> str:
    """One view made to be framed by other sites."""
    return with_query(f"/embed/{key}", pairs)


def place(kind: str, key: str, pairs: Iterable[tuple[str, str]] = ()) -> str:
    """The page of one place; a key may hold any character."""
    return with_query(filled(PLACE, {"kind": kind, "key": key}), pairs)


def data(subject: str = "", pairs: Iterable[tuple[str, str]] = ()) -> str:
    """Where the source, dictionary and quality of a subject are told; without one, of all of them in short."""
    return with_query(filled(SUBJECT, {"subject": subject}) if subject else "/data", pairs)


def about(path: str, pairs: Iterable[tuple[str, str]] = (), part: str = "") -> str:
    """A page about the numbers, or with ``part`` one heading or term of it."""
    return with_query(path, pairs) + (f"#{part}" if part else "")


def portal_page(portal: str, dataset: str) -> str:
    """A dataset's own page on its portal."""
    return f"{portal.rstrip('/')}/d/{dataset}"
