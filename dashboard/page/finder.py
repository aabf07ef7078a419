"""The field that finds a place by its name or by a block: a form, so that it works without JavaScript."""

from __future__ import annotations

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.answer.search import LONGEST
from dashboard.page.declare import Request

PATH, QUERY = "/places", "q"


def form(request: Request, text: str = "") -> Component:
    """The search field, with what was searched for, and its button."""
    words = request.words
    field = dbc.Input(type="search", name=QUERY, value=text, maxLength=LONGEST, autoComplete="off", id="place-search")
    label = html.Label(words("Name of a place, or a block such as 1200 Main St"), htmlFor="place-search")
    kept = [dbc.Input(type="hidden", name=key, value=value) for key, value in request.carried(request.selection)]
    button = html.Button(words("Search"), type="submit", className="button apply search")
    row = html.Div([field, button], className="search-row")
    return html.Form([label, row, *kept], action=PATH, method="get", role="search", className="search-form")
