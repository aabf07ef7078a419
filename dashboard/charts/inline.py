"""A map inside a page: every area a link that the keyboard reaches, colors by class so that they follow the screen.

The words of the area pointed at or focused stand in a line of their own above
the map, by style sheet alone (``assets/map.css``); nothing is covered.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import dash_svg as svg
from dash import html
from dash.development.base_component import Component

from dashboard.answer import Answer
from dashboard.charts.plan import Entry, Plan, Spot, plan
from dashboard.i18n import Words

ABOVE = 26
Address = Callable[[str], str]


def map_of(answer: Answer, words: Words, address: Address, *, label: str, target: str = "") -> Component:
    """The map and its legend. ``address`` gives the link of an area's key; ``target`` where links open."""
    made = plan(answer, words)
    mark = f"{answer.view.key}-map"
    opened: dict[str, Any] = {"target": target, "rel": "noopener"} if target else {}
    hint = svg.Text(words("Choose an area to read its number."), x="0", y="16", className="hint")
    links = [_link(spot, address(spot.key), opened, mark) for spot in made.spots]
    shapes = svg.G([*links, *_chosen(made)], transform=f"translate(0 {ABOVE}) scale({made.scale:.4f})")
    names = svg.G(_names(made), transform=f"translate(0 {ABOVE})", className="names")
    drawn = svg.Svg(
        [_hatch(mark), hint, shapes, names],
        viewBox=f"0 0 {made.width} {made.height + ABOVE}",
        width=str(made.width),
        height=str(made.height + ABOVE),
        role="group",
        style={"--unit": f"{1 / made.scale:.3f}"},
        **{"aria-label": label},
    )
    skip = html.A(words("Skip the map"), href=f"#{mark}-end", className="skip-map")
    end = html.Span(id=f"{mark}-end", tabIndex="-1")
    return html.Div([skip, drawn, legend(made, mark), end], className="map picture")


def legend(made: Plan, mark: str) -> Component:
    """Classes in words with their numbers, least first."""
    return html.Ul([_entry(entry, mark) for entry in made.legend], className="legend")


def _entry(entry: Entry, mark: str) -> Component:
    box = svg.Svg(
        svg.Rect(x="1", y="1", width="16", height="16", className=entry.fill, **_paint(entry.fill, mark)),
        width="18",
        height="18",
        viewBox="0 0 18 18",
        **{"aria-hidden": "true"},
    )
    return html.Li([box, html.Strong(entry.name), " ", entry.numbers])


def _paint(fill: str, mark: str) -> dict[str, Any]:
    """The hatching of what is not known; every other class is painted by the style sheet."""
    return {"fill": f"url(#{mark}-hatch)"} if fill == "unknown" else {}


def _link(spot: Spot, href: str, opened: dict[str, Any], mark: str) -> Component:
    path = svg.Path(d=spot.outline.path, className=spot.fill, **_paint(spot.fill, mark))
    named: dict[str, Any] = {"aria-label": spot.told}
    return html.A([path, svg.Text(spot.told, className="told")], href=href, **opened, **named)


def _chosen(made: Plan) -> list[Component]:
    return [svg.Path(d=spot.outline.path, className="chosen") for spot in made.outlined]


def _names(made: Plan) -> list[Component]:
    scale = made.scale
    return [
        svg.Text(spot.label, x=f"{spot.outline.x * scale:.1f}", y=f"{spot.outline.y * scale + 5:.1f}")
        for spot in made.spots
        if spot.label
    ]


def _hatch(mark: str) -> Component:
    lines = svg.Path(d="M0 10L10 0", className="hatching")
    pattern = svg.Pattern(lines, id=f"{mark}-hatch", width="10", height="10", patternUnits="userSpaceOnUse")
    drawn: Component = svg.Defs(pattern)
    return drawn
