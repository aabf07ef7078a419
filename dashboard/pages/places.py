"""Find a place: by its name, by a block address, on the map, in a list."""

from __future__ import annotations

from itertools import groupby

from dash import html
from dash.development.base_component import Component

from dashboard import urls
from dashboard.answer.search import LONGEST, Found, Hit
from dashboard.controls import wild
from dashboard.explain import phrases
from dashboard.i18n import N_
from dashboard.model import Card
from dashboard.page import finder
from dashboard.page.declare import Page, Request
from dashboard.page.finder import PATH, QUERY

SEVERAL_COLUMNS = 12


def top(request: Request) -> list[Component]:
    """The search field and what it found."""
    text = asked(request)
    return [finder.form(request, text), *(_results(request, text) if text else [])]


def asked(request: Request) -> str:
    """What is searched for, cut to a length that any name has; letters only a broken client sends are replaced."""
    found = next((value for key, value in request.own if key == QUERY), "")
    return found.encode("utf-8", "replace").decode().replace("\0", "").strip()[:LONGEST]


def _carried(request: Request) -> list[tuple[str, str]]:
    return request.carried(request.selection)


def _results(request: Request, text: str) -> list[Component]:
    words = request.words
    found = request.context.answers.search.find(text, request.snapshot)
    hits = [*found.places, *found.blocks]
    if not hits:
        return [html.Div(_nothing(request, text, found), className="results", role="status")]
    told = words.plural("{n} result for “{text}”", "{n} results for “{text}”", len(hits), text=text)
    items = [html.Li(_block(request, hit) if hit.lies or not hit.kind else _place(request, hit)) for hit in hits]
    return [html.Div([html.P(told, className="said"), html.Ul(items)], className="results", role="status")]


def _nothing(request: Request, text: str, found: Found) -> list[Component]:
    words = request.words
    lines = [html.P(words("Nothing here is called “{text}”.", text=text))]
    if found.close:
        near = [html.Li(_place(request, hit)) for hit in found.close]
        return [*lines, html.P(words("Did you mean one of these?")), html.Ul(near)]
    advice = words("Try one word of the name, or the block and street without the house number.")
    example = words("A block that would be found: {block}.", block=found.example) if found.example else ""
    return [
        *lines,
        html.P(
            " ".join(part for part in (advice, example, words("The map and the list below have every place.")) if part)
        ),
    ]


def _place(request: Request, hit: Hit) -> list[Component | str]:
    """A link to a place with its kind."""
    return [_link(request, hit.kind, hit.key), " ", html.Span(_kind(request, hit.kind), className="note")]


def _block(request: Request, hit: Hit) -> list[Component | str]:
    """A block with links to the places its records lie in."""
    words = request.words
    if not hit.lies:
        return [words("Block {block}: its records name no place.", block=hit.name)]
    parts: list[Component | str] = [words("Block {block}, in", block=hit.name), " "]
    for index, (kind, key) in enumerate(hit.lies):
        parts += [*([", "] if index else []), *_place(request, Hit(kind, key, key))]
    return parts


def _kind(request: Request, kind: str) -> str:
    return f"({phrases.low(request.words(request.context.answers.catalog.dimensions[kind].label))})"


def _link(request: Request, kind: str, key: str) -> Component:
    pairs = [pair for pair in _carried(request) if pair[0] not in (kind, "by")]
    return html.A(label(request, kind, key), href=urls.place(kind, key, pairs))


def label(request: Request, kind: str, key: str) -> str:
    """The name of a place as readers know it."""
    names = {hit.key: hit.name for hit in request.context.answers.search.places(request.snapshot) if hit.kind == kind}
    name, numbered = names.get(key, key), request.context.answers.catalog.dimensions[kind].numbered[0]
    return request.words(numbered, name=name) if name.isdigit() and numbered else name


def body(request: Request) -> list[Component]:
    """Every place, by kind."""
    words, catalog = request.words, request.context.answers.catalog
    folds = []
    for kind, hits in groupby(request.context.answers.search.places(request.snapshot), lambda hit: hit.kind):
        listed = list(hits)
        title = words("{kind} ({n})", kind=words(catalog.dimensions[kind].label), n=words.number(len(listed)))
        names = html.Ul([html.Li(_named(request, hit)) for hit in listed], className="columns")
        folds.append(html.Details([html.Summary(title), names], open=len(listed) <= SEVERAL_COLUMNS))
    if not folds:
        return [html.P(words("The city's records name no places."), className="notice")]
    heading = html.H2(words("Every place, by kind"), id="list")
    inside = html.Div([heading, *folds], className="inside")
    return [html.Section(inside, className="card full", **wild(aria_label=words("Every place, by kind")))]


def _named(request: Request, hit: Hit) -> Component:
    numbered = request.context.answers.catalog.dimensions[hit.kind].numbered[0]
    name = request.words(numbered, name=hit.name) if hit.name.isdigit() and numbered else hit.name
    pairs = [pair for pair in _carried(request) if pair[0] not in (hit.kind, "by")]
    return html.A(name, href=urls.place(hit.kind, hit.key, pairs))


PAGE = Page(
    path=PATH,
    order=5,
    title=N_("Places"),
    heading=N_("Find a place in {city}"),
    lede=N_("Search by name or by block, or choose on the map or in the list. Each place has a page of its own."),
    controls=("by", "offense", "since", "until", "measure"),
    cards=(Card("incidents-map", "full"),),
    top=top,
    body=body,
    own=(QUERY,),
)
