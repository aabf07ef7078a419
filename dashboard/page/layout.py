"""A whole page as a tree of components, from a path and a query."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Unavailable
from dashboard.controls import part, wild
from dashboard.html import adopted
from dashboard.i18n import N_, Words
from dashboard.model import Card, Section, View
from dashboard.page import bar, sections, shell
from dashboard.page.card import INSIDE, contents
from dashboard.page.declare import Context, Page, Request
from dashboard.page.locate import Located, read, texts
from dashboard.page.notices import notices

NOT_YET = N_("Not in this dashboard yet: {what}.")
NOT_PUBLISHED = N_("{city} does not publish: {what}.")


def layout(context: Context, located: Located, pairs: Iterable[tuple[str, str]], live: bool = False) -> Component:
    """The page, drawn; a page that says why when nothing is published yet.

    ``live`` is the same page for the browser that shows it already: only the
    controls and the frames of what a control redraws; the rest is taken over.
    """
    pairs, page = list(pairs), located.page
    try:
        request = read(context, located, pairs, live)
    except Unavailable as missing:
        return _nothing(missing, pairs)
    main = html.Main(
        [
            _still(request, "heading", lambda: _heading(request)),
            *_top(request),
            *_cards(request, _published(request, page)),
            *_sections(request),
            *_body(request),
        ],
        id="main",
        className="wrap",
    )
    return html.Div(
        [
            _still(request, "header", lambda: _before(request)),
            *bar.controls(request),
            main,
            _still(request, "footer", lambda: shell.footer(request)),
            bar.carried(request),
        ],
        lang=request.words.lang,
        className="page",
    )


def _still(request: Request, key: str, tree: Callable[[], object], classes: str = "settled") -> Component:
    """What no control redraws: drawn by the server, taken over by the browser."""
    return adopted(key, None if request.live else tree, classes)


def _before(request: Request) -> list[Component]:
    skip = html.A(request.words("Skip to content"), href="#main", className="skip")
    return [skip, *shell.banner(request), shell.header(request)]


def _heading(request: Request) -> list[Component]:
    page, words, names = (
        request.page,
        request.words,
        texts(request.context, request.page, request.variables, request.words),
    )
    lede = html.P(words(page.lede, **names), className="lede")
    return [html.H1(words(page.heading, **names)), lede, *notices(request)]


def _top(request: Request) -> list[Component]:
    """What stands before the cards, in a frame that stays when it is drawn again."""
    top = request.page.top
    if top is None:
        return []
    inside = _still(request, "top", lambda: top(request))
    return [html.Div(inside, id=part("top", request.page.path), className="top-of-page")]


def _body(request: Request) -> list[Component]:
    body = request.page.body
    return [_still(request, "body", lambda: body(request))] if body else []


def _published(request: Request, page: Page) -> tuple[Card, ...]:
    """The cards of a page; where it shows only so many, the first that the city can fill."""
    answers, kept = request.context.answers, request.snapshot.subjects
    views = {card: answers.catalog.view(card.view) for card in page.cards}
    here = [card for card, view in views.items() if view.subject in kept]
    lacking = {view for key in {views[card].subject for card in here} for view in _lacking(request, key)}
    return tuple([card for card in here if views[card] not in lacking][: page.most]) if page.most else page.cards


def _lacking(request: Request, subject: str) -> tuple[View, ...]:
    answers = request.context.answers
    return answers.lacking(answers.catalog.subject(subject), request.snapshot)


def _cards(request: Request, declared: tuple[Card, ...]) -> list[Component]:
    return [html.Div([card(request, one) for one in declared], className="cards")] if declared else []


def _sections(request: Request) -> list[Component]:
    """The sections that subjects declare for this page, links to them before, and what is missing after."""
    several = len(sections.published(request)) > 1
    parts = [part for section, _ in sections.shown(request) for part in _section(request, section, several)]
    return [*sections.nav(request), *parts, *_missing(request)]


def _missing(request: Request) -> list[Component]:
    """The sections without data: those of subjects that the city does not publish, and those not here yet."""
    city, words, kept = request.context.city, request.words, request.snapshot.subjects
    told: dict[str, list[str]] = {}
    for section, subject in sections.declared(request):
        if subject.key not in kept:
            why = NOT_PUBLISHED if subject.key in city.unpublished else NOT_YET
            told.setdefault(why, []).append(words(section.title).lower())
    lines = [words(why, city=city.name, what=words.listed(titles)) for why, titles in told.items()]
    return [html.Div([html.P(line) for line in lines], className="notice")] if lines else []


def _section(request: Request, section: Section, titled: bool) -> list[Component]:
    heading = html.H2(request.words(section.title), id=section.key, className="section")
    return [*([heading] if titled else []), *_cards(request, section.cards)]


def card(request: Request, declared: Card) -> Component:
    """One card in its frame; the frame stays when the card is redrawn."""
    answers = request.context.answers
    view = answers.catalog.view(declared.view)
    inside = _still(request, f"card {view.key}", lambda: contents(answers, view, request.selection), INSIDE)
    frame = html.Div(inside, id=part("card", view.key), className="frame")
    explored = dcc.Store(id=part("explored", view.key))
    return html.Section(
        [frame, explored], className=f"card {declared.width}", **wild(aria_label=request.words(view.title))
    )


def _nothing(missing: Unavailable, pairs: list[tuple[str, str]]) -> Component:
    words = Words("es" if ("lang", "es") in pairs else "en")
    heading = html.H1(words("Nothing to show yet"))
    return html.Div(
        html.Main([heading, html.P(words(missing.reason))], id="main", className="wrap"),
        lang=words.lang,
        className="page",
    )
