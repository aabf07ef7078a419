"""Every promise of the city: its words, its path, its arithmetic, what was measured."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.answer.promised import view_key
from dashboard.cities.schema import Promise
from dashboard.explain import promise as telling
from dashboard.i18n import N_
from dashboard.page import promises
from dashboard.page.card import contents
from dashboard.page.declare import Page, Request


def body(request: Request) -> list[Component]:
    """The table of all, then a card for each."""
    city, words = request.context.city, request.words
    if not city.promises:
        told = words("The file of {city} names no promises. Whoever runs this site can add them.", city=city.name)
        return [html.P(told, className="notice")]
    cards = [_card(request, key, promise) for key, promise in city.promises.items()]
    return [html.Div([*promises.tracker(request), *cards], className="cards")]


def _card(request: Request, key: str, promise: Promise) -> Component:
    view = request.context.answers.catalog.views.get(view_key(key))
    if view is None or promises.answered(request, key) is None:
        inside = _unmeasured(request, promise)
    else:
        inside = contents(request.context.answers, view, request.selection, live=False)
    return html.Section(html.Div(inside, className="inside"), className="card full", id=key)


def _unmeasured(request: Request, promise: Promise) -> list[Component]:
    words = request.words
    text = telling.text(promise, words)
    told = words(
        "The city promised this in {month} ({source}).", month=words.month(promise.set_on), source=promise.source
    )
    none = words("It publishes no data that would show whether it did so.")
    return [html.H2(words("No data: {promise}", promise=text)), html.P(f"{told} {none}", className="words")]


PAGE = Page(
    path=promises.PATH,
    order=4,
    title=N_("Promises"),
    heading=N_("Does {city} do what it said?"),
    lede=N_("What the city promised in public, with a number and a date, next to what its own records show."),
    body=body,
    offered=lambda request: bool(request.context.city.promises),
)
