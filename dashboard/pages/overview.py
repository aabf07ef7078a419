"""The city in one screen: six numbers, the promises, a way home, what changed last."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard import urls
from dashboard.i18n import N_
from dashboard.page import Card, Page, changed, finder, promises, shell
from dashboard.page.declare import Request


def body(request: Request) -> list[Component]:
    """The promises, the search for a place, the last update."""
    cards = [*promises.tracker(request), _near(request), changed.changed(request), _next(request)]
    return [html.Div(cards, className="cards")]


def _near(request: Request) -> Component:
    words = request.words
    inside = [
        html.H2(words("How are things where you live?")),
        html.P(words("A page for every place, next to the whole city."), className="subtitle"),
        finder.form(request),
    ]
    return html.Section(html.Div(inside, className="inside"), className="card two-thirds", id="near")


def _next(request: Request) -> Component:
    """The other pages, each with what it tells."""
    words, city, pairs = request.words, request.context.city.name, request.carried(request.selection)
    others = [page for page in request.context.pages if page.path != request.page.path and shell.offered(page, request)]
    items = [
        html.Li([html.A(words(page.title), href=urls.with_query(page.path, pairs)), ": ", words(page.lede, city=city)])
        for page in others
    ]
    inside = [html.H2(words("Where to go next")), html.Ul(items)]
    return html.Section(html.Div(inside, className="inside"), className="card full", id="next")


PAGE = Page(
    path="/",
    order=0,
    title=N_("Overview"),
    heading=N_("{city} in one screen"),
    lede=N_(
        "How safe the city is, how well it serves, and whether it keeps its promises: the last 12 months next to the 12 months before."
    ),
    controls=("district", "neighborhood", "council"),
    most=6,
    cards=(
        Card("homicides", "third"),
        Card("shootings", "third"),
        Card("property", "third"),
        Card("urgent-response", "third"),
        Card("on-time", "third"),
        Card("uses-of-force", "third"),
        Card("violent", "third"),
        Card("incidents", "third"),
    ),
    body=body,
)
