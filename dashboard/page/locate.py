"""Which page an address means, and what its path already chooses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from dashboard import urls
from dashboard.i18n import Words
from dashboard.page.declare import Context, Page, Request

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Located:
    """A page at an address."""

    page: Page
    path: str
    fixed: Pairs = ()


def locate(context: Context, path: str) -> Located | None:
    """The page at ``path``; None when there is none, a place the city does not have included."""
    for page in context.pages:
        variables = _variables(page.path, path)
        if variables is None:
            continue
        if not variables:
            return Located(page, path)
        kind, key = variables["kind"], variables["key"]
        fixed = ((kind, key), ("by", kind))
        return Located(page, urls.place(kind, key), fixed) if _exists(context, kind, key) else None
    return None


def _variables(template: str, path: str) -> dict[str, str] | None:
    wanted = template.split("/")
    given = path.split("/", len(wanted) - 1) if wanted[-1].startswith("{") else path.split("/")
    if len(wanted) != len(given):
        return None
    found = {}
    for part, text in zip(wanted, given, strict=True):
        if part.startswith("{"):
            found[part[1:-1]] = unquote(text)
        elif part != text:
            return None
    return found


def _exists(context: Context, kind: str, key: str) -> bool:
    dimension = context.answers.catalog.dimensions.get(kind)
    known = context.answers.vocabulary(context.answers.warehouse.current())
    return dimension is not None and dimension.place and key in known.get(kind, ())


def read(context: Context, located: Located, pairs: Iterable[tuple[str, str]], live: bool = False) -> Request:
    """What a query asks of a page; Unavailable when nothing is published yet."""
    pairs, held = list(pairs), {key for key, _ in located.fixed}
    own = tuple(pair for pair in pairs if pair[0] in located.page.own and pair[1].strip())
    parsed = context.answers.parse([*located.fixed, *(pair for pair in pairs if pair[0] not in held)])
    snapshot = context.answers.snapshot(parsed.selection)
    return Request(context, located.page, parsed, snapshot, located.path, located.fixed, own, live)


def place_name(context: Context, located: Located, words: Words) -> str:
    """What readers call the place of a place page: "Canton", "District 3"; empty on other pages."""
    if not located.fixed:
        return ""
    kind, key = located.fixed[0]
    dimension, current = context.answers.catalog.dimensions[kind], context.answers.warehouse.current()
    receipts = current.subjects.values() if current else ()
    known = (value.name for receipt in receipts for value in receipt.values.get(kind, ()) if value.key == key)
    name = next(known, key)
    return words(dimension.numbered[0], name=name) if name.isdigit() and dimension.numbered[0] else name
