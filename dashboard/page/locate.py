"""Which page an address means, and what its path already chooses. Knows no page and no kind of address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from dashboard import urls
from dashboard.i18n import Words
from dashboard.page.declare import Context, Page, Pairs, Request, Variables


@dataclass(frozen=True, slots=True)
class Located:
    """A page at an address; ``path`` is written in the one way that links use."""

    page: Page
    path: str
    variables: Variables = field(default_factory=dict)
    fixed: Pairs = ()


def locate(context: Context, path: str) -> Located | None:
    """The page at ``path``; None when there is none, a place or subject the city does not have included."""
    for page in context.pages:
        variables = _variables(page.path, path)
        if variables is None:
            continue
        fixed = page.at.fixed(context, variables) if page.at else ()
        return None if fixed is None else Located(page, urls.filled(page.path, variables), variables, fixed)
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


def read(context: Context, located: Located, pairs: Iterable[tuple[str, str]], live: bool = False) -> Request:
    """What a query asks of a page; Unavailable when nothing is published yet."""
    pairs, held = list(pairs), {key for key, _ in located.fixed}
    own = tuple(pair for pair in pairs if pair[0] in located.page.own and pair[1].strip())
    parsed = context.answers.parse([*located.fixed, *(pair for pair in pairs if pair[0] not in held)])
    snapshot = context.answers.snapshot(parsed.selection)
    return Request(context, located.page, parsed, snapshot, located.path, located.fixed, own, live, located.variables)


def texts(context: Context, page: Page, variables: Variables, words: Words) -> Mapping[str, str]:
    """What is filled into the texts of a page: ``{city}``, and what the variable parts of its path stand for."""
    return {"city": context.city.name, **(page.at.texts(context, variables, words) if page.at else {})}
