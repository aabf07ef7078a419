"""How a number comes to be, from the portal's rows to the page; the way to the methods and the words."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard import urls
from dashboard.i18n import N_
from dashboard.page import documents
from dashboard.page.declare import Page, Request
from dashboard.selection import Selection


def body(request: Request) -> list[Component]:
    """Where to read on, then the document."""
    words, lang = request.words, Selection(lang=request.words.lang).query()
    ways = [
        html.A(words("How we count"), href=urls.about(urls.METHODS, lang)),
        html.A(words("Words we use"), href=urls.about(urls.GLOSSARY, lang)),
        html.A(words("Source and quality"), href=urls.data("", lang)),
    ]
    return [
        html.Ul([html.Li(link) for link in ways], className="ways"),
        *documents.shown("how-numbers-are-computed.md", words),
    ]


PAGE = Page(
    path=urls.ABOUT,
    order=20,
    title=N_("About these numbers"),
    heading=N_("About these numbers"),
    lede=N_("What happens to a record of {city} before it is part of a number here."),
    body=body,
    offered=lambda request: False,
)
