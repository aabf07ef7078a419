"""One view as a document of its own, without Dash and without JavaScript: page and embed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dash import html as tags
from dash.development.base_component import Component

from dashboard import urls
from dashboard.answer import Answer
from dashboard.controls import wild
from dashboard.explain import Explanation, explain
from dashboard.html import render
from dashboard.i18n import Words
from dashboard.model import Shape
from dashboard.page import Context
from dashboard.page.card import contents, picture
from dashboard.page.listing import listing
from dashboard.page.map import inline
from dashboard.page.notices import of_view, problem_told
from dashboard.page.table import table
from dashboard.routes.static import stylesheets
from dashboard.selection import Problem

HEADING = re.compile(r"<(/?)h([2-6])\b")
LISTED = re.compile(r"<(/?)h3\b")


def whole(title: str, lang: str, body: str, classes: str, head: str = "") -> str:
    """A complete HTML document."""
    links = "".join(f'<link rel="stylesheet" href="{href}">' for href in stylesheets())
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{render(title)}</title>{links}{head}</head><body class="{classes}">{body}</body></html>'
    )


def view_page(context: Context, answer: Answer, problems: tuple[Problem, ...] = ()) -> str:
    """A view by itself, with every way out a card has; its address with ``as_of`` is the permanent link."""
    words = Words(answer.selection.lang)
    home = urls.with_query("/safety", answer.selection.query())
    card = tags.Div(contents(context.answers, answer.view, answer.selection, live=False), className="inside")
    main = tags.Main(
        [
            tags.P(tags.A(words("{city}, in the open", city=answer.city), href=home)),
            *_marks(context, answer, words, problems),
            tags.Section(card, className="card full", **wild(aria_label=words(answer.view.title))),
        ],
        className="wrap alone", id="main",
    )  # fmt: skip
    title = explain(answer, words).headline
    return whole(f"{title} · {answer.city}", words.lang, _raised(render(main)), "view")


def _raised(body: str) -> str:
    """The document of one card: what is a heading of the second level on a page is the first here, and so on."""
    return HEADING.sub(lambda found: f"<{found[1]}h{int(found[2]) - 1}", body)


def _marks(context: Context, answer: Answer, words: Words, problems: tuple[Problem, ...]) -> list[tags.P]:
    lines = [*(problem_told(problem, words) for problem in problems), *of_view(context, answer)]
    if answer.sample:
        lines.append(words("Sample data. {city} does not exist. Every number here is made up.", city=answer.city))
    if answer.selection.as_of:
        lines.append(words("These are the numbers of snapshot {id}.", id=answer.snapshot))
    return [tags.P(line, className="notice") for line in lines]


def embed_page(answer: Answer, back: str, notices: Sequence[str] = ()) -> str:
    """A view made to stand in another site's page: finding, picture, table, source, link back.

    ``notices`` say what is wrong with its data.
    """
    words = Words(answer.selection.lang)
    told = explain(answer, words)
    link = tags.A(words("See this with filters and sources"), href=back, target="_blank", rel="noopener")
    fold = tags.Details([tags.Summary(words("Show the table")), table(answer, told.caption, words)])
    main = tags.Main([
        tags.H1(told.headline),
        tags.P(told.subtitle, className="subtitle"),
        *(tags.P(line, className="words notice") for line in notices),
        _shown(answer, told, words),
        *(tags.P(caution, className="words caution") for caution in told.cautions),
        *(tags.P(sentence, className="words") for sentence in told.sentences),
        fold,
        tags.Footer([tags.P([*_marked(answer, words), told.source, " ", link], className="meta")]),
    ], id="main", className="card full inside")  # fmt: skip
    return whole(told.headline, words.lang, LISTED.sub(r"<\1h2", render(main)), "embed")


def _shown(answer: Answer, told: Explanation, words: Words) -> Component:
    if answer.view.shape is Shape.LIST:
        return listing(answer, words)
    return tags.Figure(inline(answer, told, target="_blank") if answer.areas else picture(answer, told))


def _marked(answer: Answer, words: Words) -> list[tags.Strong | str]:
    return [tags.Strong(words("Sample data.")), " "] if answer.sample else []
