"""A whole page as a tree of components, from a path and a query."""

from __future__ import annotations

from collections.abc import Iterable

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Unavailable
from dashboard.controls import part
from dashboard.i18n import Words
from dashboard.page import shell
from dashboard.page.card import contents
from dashboard.page.declare import Card, Context, Page, Request


def read(context: Context, page: Page, pairs: Iterable[tuple[str, str]]) -> Request:
    """What a query asks of a page; Unavailable when nothing is published yet."""
    parsed = context.answers.parse(pairs)
    return Request(context, page, parsed, context.answers.snapshot(parsed.selection))


def layout(context: Context, page: Page, pairs: Iterable[tuple[str, str]]) -> Component:
    """The page, drawn; a page that says why when nothing is published yet."""
    pairs = list(pairs)
    try:
        request = read(context, page, pairs)
    except Unavailable as missing:
        return _nothing(missing, pairs)
    words = request.words
    heading = [html.H1(words(page.heading, city=context.city.name)), html.P(words(page.lede, city=context.city.name), className="lede")]
    cards = html.Div([card(request, declared) for declared in page.cards], className="cards")
    extra = page.body(request) if page.body else []
    main = html.Main([*heading, *shell.notices(request), cards, *extra], id="main", className="wrap")
    skip = html.A(words("Skip to content"), href="#main", className="skip")
    return html.Div(
        [skip, *shell.banner(request), shell.header(request), *shell.controls(request), main, shell.footer(request), shell.carried(request)],
        lang=words.lang, className="page",
    )  # fmt: skip


def card(request: Request, declared: Card) -> Component:
    """One card in its frame; the frame stays when the card is redrawn."""
    view = request.context.answers.catalog.view(declared.view)
    inside = html.Div(contents(request.context.answers, view, request.selection), id=part("card", view.key), className="inside")
    explored = dcc.Store(id=part("explored", view.key))
    return html.Section([inside, explored], className=f"card {declared.width}", **{"aria-label": request.words(view.title)})


def _nothing(missing: Unavailable, pairs: list[tuple[str, str]]) -> Component:
    words = Words("es" if ("lang", "es") in pairs else "en")
    heading = html.H1(words("Nothing to show yet"))
    return html.Div(html.Main([heading, html.P(words(missing.reason))], id="main", className="wrap"), lang=words.lang, className="page")
