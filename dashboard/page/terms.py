"""The terms of a card explained where they first stand, without JavaScript.

A term in a sentence becomes a button; what it means waits at the end of the
card as a popover, so that the sentence stays whole where nothing can be opened.
A browser that knows no popovers shows the meanings there.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import urls
from dashboard.explain.glossary import Term, pieces
from dashboard.html import written
from dashboard.i18n import Words
from dashboard.selection import Selection

Tag = Callable[..., Component]


class Terms:
    """The terms of one card in the order in which they are met; ``key`` sets its anchors apart from other cards'."""

    def __init__(self, key: str, words: Words) -> None:
        self._key, self._words = key, words
        self._found: dict[str, Term] = {}

    def told(self, tag: Tag, text: str, before: str = "", **props: Any) -> Component:
        """``text`` in a ``tag`` such as ``html.P``, its terms that were not met before as buttons.

        ``before`` stands in front of the text, written as HTML.
        """
        cut = list(pieces(text, self._words.lang, self._found))
        met = {term.key: term for _, term in cut if term}
        self._found |= met
        if not met and not before:
            return tag(text, **props)
        return tag(**written(before + "".join(self._piece(piece, term) for piece, term in cut)), **props)

    def meanings(self) -> list[Component]:
        """What the terms met mean, to stand at the end of the card."""
        if not self._found:
            return []
        return [html.Div(className="meanings", **written("".join(map(self._meaning, self._found.values()))))]

    def _anchor(self, term: Term) -> str:
        return f"term-{self._key}-{term.key}"

    def _piece(self, piece: str, term: Term | None) -> str:
        shown = escape(piece, quote=False)
        if term is None:
            return shown
        return f'<button type="button" class="term" popovertarget="{self._anchor(term)}">{shown}</button>'

    def _meaning(self, term: Term) -> str:
        words = self._words
        address = urls.about(urls.GLOSSARY, Selection(lang=words.lang).query(), term.key)
        more = f'<a href="{escape(address)}">{escape(words("Words we use"))}</a>'
        told = f"<strong>{escape(words(term.title))}.</strong> {escape(words(term.meaning), quote=False)} {more}"
        return f'<p popover class="meaning" id="{self._anchor(term)}">{told}</p>'
