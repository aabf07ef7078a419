"""A document of the project as part of a page: its Markdown as HTML, with anchors and tables that scroll.

Knows where documents are shown. A heading has the anchor of the English
document in every language, so that one link serves all. Knows nothing of the data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape

from dash import html
from dash.development.base_component import Component
from markdown_it import MarkdownIt
from markdown_it.token import Token

from dashboard import resources, urls
from dashboard.controls import wild
from dashboard.html import written
from dashboard.i18n import Words
from dashboard.selection import Selection

SHOWN = {"how-numbers-are-computed.md": urls.ABOUT, "methods.md": urls.METHODS}
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True, slots=True)
class Document:
    """A document as HTML without its title; ``lang`` is the language it is in, ``parts`` its sections by anchor."""

    markup: str
    lang: str
    parts: tuple[tuple[str, str], ...]


def shown(name: str, words: Words) -> list[Component]:
    """The document ``name`` with its sections listed first, and a word where it is in another language."""
    found = read(name, words.lang)
    links = [html.Li(html.A(title, href=f"#{anchor}")) for anchor, title in found.parts]
    nav = html.Nav(html.Ul(links), className="sections", lang=found.lang, **wild(aria_label=words("On this page")))
    other = html.P(words("This text is in English."), className="notice")
    text = html.Article(className="prose", lang=found.lang, **written(found.markup))
    return [*([] if found.lang == words.lang else [other]), nav, text]


@cache
def read(name: str, lang: str) -> Document:
    """The document in a language; in English where it has no other, or one with other sections.

    ResourceError when it is not installed.
    """
    english = MARKDOWN.parse(resources.document(name).read_text(encoding="utf-8"))
    own = english if lang == "en" else _translated(name, lang)
    alike = own is not None and len(_headings(own)) == len(_headings(english))
    tokens, spoken = (own, lang) if own is not None and alike else (english, "en")
    _anchored(tokens, [slug(text.content) for _, text in _headings(english)])
    parts = tuple((str(opened.attrs["id"]), text.content) for opened, text in _headings(tokens) if opened.tag == "h2")
    whole = list(_finished(_body(tokens), parts, lang))
    return Document(MARKDOWN.renderer.render(whole, MARKDOWN.options, {}), spoken, parts)


def _translated(name: str, lang: str) -> list[Token] | None:
    try:
        path = resources.document(name.replace(".md", f".{lang}.md"))
    except resources.ResourceError:
        return None
    return MARKDOWN.parse(path.read_text(encoding="utf-8"))


def slug(title: str) -> str:
    """A heading as the anchor that GitHub gives it."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", title.lower()).strip())


def _headings(tokens: Sequence[Token]) -> list[tuple[Token, Token]]:
    return [(one, tokens[index + 1]) for index, one in enumerate(tokens) if one.type == "heading_open"]


def _anchored(tokens: Sequence[Token], anchors: Sequence[str]) -> None:
    for (opened, _), anchor in zip(_headings(tokens), anchors, strict=True):
        opened.attrSet("id", anchor)


def _body(tokens: list[Token]) -> list[Token]:
    """All but the title: the page has it."""
    titled = tokens[:1] and tokens[0].tag == "h1"
    return tokens[3:] if titled else tokens


def _finished(tokens: list[Token], parts: Sequence[tuple[str, str]], lang: str) -> Iterator[Token]:
    """Tables in a box that scrolls, named by their section; links to where the site shows their document."""
    titles, section = dict(parts), ""
    for token in tokens:
        section = titles.get(str(token.attrs.get("id")), section)
        if token.type == "table_open":
            name = escape(section)
            yield _raw(f'<div class="scroll" tabindex="0" role="region" aria-label="{name}">')
        if token.type == "th_open":
            token.attrSet("scope", "col")
        for child in token.children or ():
            _linked(child, lang)
        yield token
        if token.type == "table_close":
            yield _raw("</div>")


def _raw(markup: str) -> Token:
    return Token("html_block", "", 0, content=markup)


def _linked(child: Token, lang: str) -> None:
    target, _, part = str(child.attrs.get("href", "")).partition("#")
    if target in SHOWN:
        child.attrSet("href", urls.about(SHOWN[target], Selection(lang=lang).query(), part))
