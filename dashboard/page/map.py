"""The map of an answer inside a page: which page each area links to."""

from __future__ import annotations

from dash.development.base_component import Component

from dashboard import charts, urls
from dashboard.answer import Answer
from dashboard.explain import Explanation
from dashboard.i18n import Words


def inline(answer: Answer, told: Explanation, target: str = "") -> Component:
    """The map with every area linked to its place page, the other choices carried along."""
    kind = answer.by.key if answer.by else ""
    pairs = [pair for pair in answer.selection.but(by=None).query() if pair[0] != kind]
    words = Words(answer.selection.lang)
    return charts.map_of(answer, words, lambda key: urls.place(kind, key, pairs), label=told.alt, target=target)
