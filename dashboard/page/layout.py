"""A whole page as a tree of components, from a path and a query."""

from __future__ import annotations

from collections.abc import Iterable

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Unavailable
from dashboard.controls import part, wild
from dashboard.i18n import Words
from dashboard.model import Card, Section
from dashboard.page import bar, shell
from dashboard.page.card import contents
from dashboard.page.declare import Context, Request
from dashboard.page.locate import Located, read
from dashboard.page.notices import notices


def layout(context: Context, located: Located, pairs: Iterable[tuple[str, str]]) -> Component:
    """The page, drawn; a page that says why when nothing is published yet."""
    pairs, page = list(pairs), located.page
    try:
        request = read(context, located, pairs)
    except Unavailable as missing:
        return _nothing(missing, pairs)
    words = request.words
    names = shell.names(request)
    heading = [html.H1(words(page.heading, **names)), html.P(words(page.lede, **names), className="lede")]
    extra = page.body(request) if page.body else []
    main = html.Main(
        [
            *heading,
            *notices(request),
            *_top(request),
            *_cards(request, page.cards),
            *_sections(request),
            *extra,
        ],
        id="main",
        className="wrap",
    )
    skip = html.A(words("Skip to content"), href="#main", className="skip")
    return html.Div(
        [
            skip, *shell.banner(request), shell.header(request), *bar.controls(request), main,
            shell.footer(request), bar.carried(request),
        ],
        lang=words.lang, className="page",
    )  # fmt: skip


def _top(request: Request) -> list[Component]:
    """What stands before the cards, in a frame that stays when it is drawn again."""
    top = request.page.top
    return [html.Div(top(request), id=part("top", request.page.path), className="top-of-page")] if top else []


def _cards(request: Request, declared: tuple[Card, ...]) -> list[Component]:
    return [html.Div([card(request, one) for one in declared], className="cards")] if declared else []


def _sections(request: Request) -> list[Component]:
    """The sections that subjects declare for this page, a small navigation before them, and what is missing."""
    catalog, words = request.context.answers.catalog, request.words
    everywhere = [(section, subject) for subject in catalog.subjects.values() for section in subject.sections]
    here = [pair for pair in everywhere if pair[0].page == request.page.path]
    declared = sorted(here, key=lambda pair: pair[0].order)
    shown = [section for section, subject in declared if subject.key in request.snapshot.subjects]
    lacking = dict.fromkeys(
        words(section.title) for section, subject in declared if subject.key not in request.snapshot.subjects
    )
    links = [html.Li(html.A(words(section.title), href=f"#{section.key}")) for section in shown]
    nav = (
        [html.Nav(html.Ul(links), className="sections", **wild(aria_label=words("On this page")))]
        if len(shown) > 1
        else []
    )
    missing = words(
        "{city} does not publish: {what}.",
        city=request.context.city.name,
        what=words.listed([title.lower() for title in lacking]),
    )
    return [
        *nav,
        *(part for section in shown for part in _section(request, section, len(shown) > 1)),
        *([html.P(missing, className="notice")] if lacking else []),
    ]


def _section(request: Request, section: Section, titled: bool) -> list[Component]:
    heading = html.H2(request.words(section.title), id=section.key, className="section")
    return [*([heading] if titled else []), *_cards(request, section.cards)]


def card(request: Request, declared: Card) -> Component:
    """One card in its frame; the frame stays when the card is redrawn."""
    view = request.context.answers.catalog.view(declared.view)
    inside = html.Div(
        contents(request.context.answers, view, request.selection), id=part("card", view.key), className="inside"
    )
    explored = dcc.Store(id=part("explored", view.key))
    return html.Section(
        [inside, explored], className=f"card {declared.width}", **wild(aria_label=request.words(view.title))
    )


def _nothing(missing: Unavailable, pairs: list[tuple[str, str]]) -> Component:
    words = Words("es" if ("lang", "es") in pairs else "en")
    heading = html.H1(words("Nothing to show yet"))
    return html.Div(
        html.Main([heading, html.P(words(missing.reason))], id="main", className="wrap"),
        lang=words.lang,
        className="page",
    )
