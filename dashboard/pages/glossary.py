"""Every term of the site with what it means."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard import urls
from dashboard.explain.glossary import TERMS
from dashboard.i18n import N_
from dashboard.page.declare import Page, Request


def body(request: Request) -> list[Component]:
    """The terms by name, each with an anchor of its own."""
    words = request.words
    named = sorted((words(term.title), words(term.meaning), term.key) for term in TERMS)
    parts = [part for title, meaning, key in named for part in (html.Dt(html.Dfn(title), id=key), html.Dd(meaning))]
    return [html.Dl(parts, className="glossary")]


PAGE = Page(
    path=urls.GLOSSARY,
    order=22,
    title=N_("Words we use"),
    heading=N_("Words we use, and what they mean"),
    lede=N_("On a card, choose a word with dots under it to read what it means."),
    body=body,
    offered=lambda request: False,
)
