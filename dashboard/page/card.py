"""A card: finding, picture, words, what to know, table, source and ways out."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from html import escape
from typing import Any, cast

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import charts, urls
from dashboard.answer import Answer, Answers, Unavailable
from dashboard.controls import part, wild
from dashboard.disclosure import Protected, protects
from dashboard.explain import Explanation, explain, phrases
from dashboard.explain.refused import refused
from dashboard.export import FORMS
from dashboard.html import settled
from dashboard.i18n import Words
from dashboard.model import Shape, View
from dashboard.page.listing import listing
from dashboard.page.map import inline
from dashboard.page.table import table
from dashboard.page.terms import Terms
from dashboard.selection import Selection

LOG = logging.getLogger(__name__)
DARK = "(prefers-color-scheme: dark)"

Explored = Mapping[str, str] | None


INSIDE = "inside"
JUDGED = "is-the-difference-more-than-chance"
LAZY = wild(data_loading="lazy")


def redrawn(answers: Answers, view: View, selection: Selection, explored: Explored = None) -> Component:
    """The inside of a card for a browser: still, except for the interactive chart that ``explored`` asks for."""
    parts = contents(answers, view, selection, explored)
    graph = next((index for index, part in enumerate(parts) if _is_graph(part)), None)
    if graph is None:
        return settled(parts, INSIDE)
    return html.Div([settled(parts[:graph]), parts[graph], settled(parts[graph + 1 :])], className=INSIDE)


def _is_graph(part: Component) -> bool:
    return isinstance(getattr(part, "children", None), dcc.Graph)


def contents(
    answers: Answers, view: View, selection: Selection, explored: Explored = None, live: bool = True
) -> list[Component]:
    """What stands inside a card: the answer, or why there is none. Never raises.

    ``explored`` asks for the interactive chart; without ``live`` the card offers none.
    """
    words = Words(selection.lang)
    try:
        answer = answers.answer(view, selection)
        return drawn(answer, explain(answer, words), words, explored, live)
    except (Unavailable, Protected) as why:
        return unavailable(view, refused(why, words), words)
    except Exception:
        LOG.exception("card %s failed for %s", view.key, selection)
        return unavailable(view, words("This chart could not be drawn. The rest of the page is not affected."), words)


def unavailable(view: View, reason: str, words: Words) -> list[Component]:
    """A card without numbers: its question and the reason."""
    return [html.H2(words(view.title)), html.P(reason, className="words missing")]


def drawn(answer: Answer, told: Explanation, words: Words, explored: Explored, live: bool) -> list[Component]:
    """A card with its numbers."""
    explored = explored if answer.view.shape.explorable else None
    if answer.view.shape is Shape.NUMBER:
        return _tile(answer, told, words)
    terms = Terms(answer.view.key, words)
    said = html.Div([*_cautions(told), *(terms.told(html.P, line, className="words") for line in told.sentences)])
    shown = _shown(answer, told, words, explored)
    return [
        html.H2(told.headline),
        html.P(told.subtitle, className="subtitle"),
        *((said, shown) if answer.view.shape is Shape.LIST else (shown, said)),
        _know(answer, told, terms, words),
        _table(answer, told, words),
        _footer(answer, words, told, terms, explore=live and not explored and answer.view.shape.explorable),
        *terms.meanings(),
    ]


def _shown(answer: Answer, told: Explanation, words: Words, explored: Explored) -> Component:
    """The picture, static or interactive; of a directory the list itself."""
    if answer.view.shape is Shape.LIST:
        return listing(answer, words)
    return html.Figure(_interactive(answer, words, explored) if explored else picture(answer, told))


def _tile(answer: Answer, told: Explanation, words: Words) -> list[Component]:
    terms = Terms(answer.view.key, words)
    return [
        html.H2(words(answer.view.title)),
        *([html.P(_headline_number(answer, words), className="headline-number")] if answer.state != "outside" else []),
        html.P(told.subtitle, className="subtitle"),
        html.Div(
            [
                *_cautions(told),
                *(terms.told(html.P, line, className="words") for line in _short(answer, told)),
            ]
        ),
        html.Figure(picture(answer, told)),
        _know(answer, told, terms, words),
        _table(answer, told, words),
        _footer(answer, words, told, terms, explore=False),
        *terms.meanings(),
    ]


def _short(answer: Answer, told: Explanation) -> tuple[str, ...]:
    """What stands under a tile's number; without one, everything there is to say."""
    return (
        (told.headline + ".", *told.sentences) if answer.state == "outside" else told.sentences[1:2] or told.sentences
    )


def _headline_number(answer: Answer, words: Words) -> str:
    return phrases.amount(answer, words, answer.value) if answer.metric.measured else words.number(answer.total)


def image(answer: Answer, size: str, theme: str) -> str:
    """Address of the bare picture of an answer at its snapshot: it never changes."""
    pairs = answer.selection.but(as_of=answer.snapshot).query()
    return urls.view(answer.view.key, "svg", [*pairs, ("frame", "none"), ("size", size), ("theme", theme)])


def picture(answer: Answer, told: Explanation) -> Component:
    """The static chart in the variants for phone and dark screens; a map is drawn into the page."""
    if answer.areas is not None:
        return settled(inline(answer, told))
    width, height = charts.dimensions(answer, "wide")
    narrow = charts.narrow_media(answer)
    variants = ((f"{narrow} and {DARK}", "narrow", "dark"), (narrow, "narrow", "light"), (DARK, "wide", "dark"))
    sources = [html.Source(media=media, srcSet=image(answer, size, theme)) for media, size, theme in variants]
    still = html.Img(src=image(answer, "wide", "light"), alt=told.alt, width=str(width), height=str(height), **LAZY)
    named = f"picture {answer.view.shape.value}"
    return html.Picture([*sources, still], className=named, style=charts.room(answer))


def _interactive(answer: Answer, words: Words, explored: Mapping[str, str]) -> Component:
    figure = charts.figure(answer, words, size=explored.get("size", "wide"), theme=explored.get("theme", "light"))
    width, height = charts.dimensions(answer, explored.get("size", "wide"))
    style = {"width": "100%", "maxWidth": f"{width}px", "height": f"{height}px"}
    return dcc.Graph(figure=figure, config=cast(Any, charts.CONFIG), id=part("graph", answer.view.key), style=style)


def _cautions(told: Explanation) -> list[Component]:
    return [html.P(caution, className="words caution") for caution in told.cautions]


def _know(answer: Answer, told: Explanation, terms: Terms, words: Words) -> Component:
    items = [terms.told(html.Li, line) for line in told.know]
    if answer.judged:
        address = urls.about(urls.METHODS, _language(answer), JUDGED)
        items.append(html.Li(html.A(words("How a change is told from chance"), href=address)))
    return html.Details([html.Summary(words("What to know")), html.Ul(items)], className="know")


def _table(answer: Answer, told: Explanation, words: Words) -> Component:
    return html.Details([html.Summary(words("Show the table")), settled(table(answer, told.caption, words))])


def _footer(answer: Answer, words: Words, told: Explanation, terms: Terms, *, explore: bool) -> Component:
    key, pairs = answer.view.key, answer.selection.query()
    fixed = answer.selection.but(as_of=answer.snapshot).query()
    links = [
        html.A(words("Download (CSV)"), href=urls.view(key, "csv", pairs)),
        _files(answer, words),
        html.A(words("Image"), href=urls.view(key, "svg", pairs)),
        html.A(words("Permanent link"), href=urls.view(key, "", fixed)),
        html.A(words("Embed"), href=urls.embed(key, pairs)),
        html.A(words("Source and quality"), href=urls.data(answer.subject.key, _language(answer))),
    ]
    mark = f"<strong>{escape(words('Sample data.'))}</strong> " if answer.sample else ""
    button = html.Button(words("Explore this chart"), className="button", type="button", **wild(data_explore=key))
    return html.Footer(
        [
            terms.told(html.P, told.source, mark, className="meta"),
            html.Div([*links, *([button] if explore else [])], className="links"),
        ]
    )


def _files(answer: Answer, words: Words) -> Component:
    """The other forms of the file, folded away."""
    key, pairs = answer.view.key, answer.selection.query()
    offered = [form for form in FORMS.values() if form.link]
    links = [html.A(words(form.link), href=urls.view(key, form.key, pairs)) for form in offered]
    if not protects(answer.subject, answer.view):
        links.append(html.A(words("Past counts (CSV)"), href=urls.revisions(key, pairs)))
    return html.Details([html.Summary(words("More files")), html.Div(links, className="links")], className="files")


def _language(answer: Answer) -> list[tuple[str, str]]:
    return Selection(lang=answer.selection.lang).query()
