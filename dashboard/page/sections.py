"""The sections that subjects declare for a page: all of them, or one at a time where all have too many charts.

Which one is chosen stands in the address (``?about=force``), so that a plain link leads to it.
Knows declarations and what is published; draws no card.
"""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard import urls
from dashboard.controls import wild
from dashboard.model import Section, Shape, Subject
from dashboard.page.declare import Request
from dashboard.selection import Problem

ABOUT = "about"
MOST_CHARTS = 10
Pair = tuple[Section, Subject]


def declared(request: Request) -> list[Pair]:
    """Every section of the page with its subject, in order, published or not."""
    everywhere = request.context.answers.catalog.subjects.values()
    here = [(one, subject) for subject in everywhere for one in subject.sections if one.page == request.page.path]
    return sorted(here, key=lambda pair: pair[0].order)


def published(request: Request) -> list[Pair]:
    """The sections whose subject the city publishes."""
    return [pair for pair in declared(request) if pair[1].key in request.snapshot.subjects]


def apart(pairs: list[Pair]) -> bool:
    """Whether sections are shown one at a time: together they have more than ten charts."""
    return sum(len(section.cards) for section, _ in pairs) > MOST_CHARTS


def shown(request: Request) -> list[Pair]:
    """The sections on the page now: all, or the one chosen, the first unless the address names another."""
    found = published(request)
    if not apart(found):
        return found
    asked = _asked(request)
    return [next((pair for pair in found if pair[0].key == asked), found[0])]


def problems(request: Request) -> tuple[Problem, ...]:
    """A section asked for that the page does not have here."""
    asked, found = _asked(request), published(request)
    known = not asked or asked in [section.key for section, _ in found]
    return () if known or not apart(found) else (Problem(ABOUT, asked, ", ".join(section.key for section, _ in found)),)


def lead(request: Request) -> str:
    """The view whose count the sentence under the controls tells: of the section shown where it is one of several."""
    if not apart(published(request)):
        return request.page.lead
    ((section, _),) = shown(request)
    views = [request.context.answers.catalog.view(card.view) for card in section.cards]
    return next((view.key for view in views if view.shape is Shape.TREND), views[0].key)


def nav(request: Request) -> list[Component]:
    """Links to the sections: on this page, or to the page with another one."""
    found, words = published(request), request.words
    if len(found) < 2:
        return []
    items = _choices(request, found) if apart(found) else [_anchor(request, section) for section, _ in found]
    label = words("Choose a subject") if apart(found) else words("On this page")
    return [html.Nav(html.Ul(items), className="sections", **wild(aria_label=label))]


def _anchor(request: Request, section: Section) -> Component:
    return html.Li(html.A(request.words(section.title), href=f"#{section.key}"))


def _choices(request: Request, found: list[Pair]) -> list[Component]:
    """A link for each section; the ones not shown bear their anchors, so that old links lead here."""
    ((now, _),), carried = shown(request), request.carried(request.selection)
    items: list[Component] = []
    for section, _ in found:
        pairs = [] if section is found[0][0] else [(ABOUT, section.key)]
        marks = wild(data_carry=request.path, **({"data_about": section.key} if pairs else {}))
        here = wild(aria_current="page") if section is now else {}
        link = html.A(
            request.words(section.title), href=urls.with_query(request.path, [*pairs, *carried]), **marks, **here
        )
        items.append(html.Li(link) if section is now else html.Li(link, id=section.key))
    return items


def _asked(request: Request) -> str:
    return next((value.strip() for key, value in request.own if key == ABOUT), "")
