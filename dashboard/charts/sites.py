"""Where the places of a directory are: a point for each on the outlines of the city, each a link to its entry.

The words of the point pointed at or focused stand above the map, as on the
other maps. Places without coordinates are counted in words, never drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import dash_svg as svg
from dash import html
from dash.development.base_component import Component

from dashboard.answer import Answer
from dashboard.answer.value import Record, real
from dashboard.charts.inline import ABOVE
from dashboard.charts.plan import BROAD, TALL
from dashboard.data.areas import Areas
from dashboard.i18n import Words

RADIUS = 9


@dataclass(frozen=True, slots=True)
class Site:
    """One place: its position in the list, its name, and where it lies in px."""

    index: int
    name: str
    x: float
    y: float


def entry_id(index: int) -> str:
    """The id of an entry of the list, so that its point can link to it."""
    return f"program-{index}"


def sites_of(answer: Answer, words: Words, *, label: str) -> list[Component]:
    """The map, and how many places are not on it; nothing where the city draws no areas or no place has a point."""
    areas = answer.areas
    if areas is None:
        return []
    scale = min(BROAD / areas.width, TALL / areas.height)
    found = _sites(answer.records, areas, scale)
    if not found:
        return []
    missing = len(answer.records) - len(found)
    note = words.plural(
        "{n} of the {all} places is not on this map: it has no public address.",
        "{n} of the {all} places are not on this map: they have no public address.",
        missing,
        all=words.number(len(answer.records)),
    )
    return [_map(areas, found, scale, words, label), *([html.P(note, className="words")] if missing else [])]


def _sites(records: Sequence[Record], areas: Areas, scale: float) -> list[Site]:
    found = []
    for index, record in enumerate(records):
        longitude, latitude = real(record, "longitude"), real(record, "latitude")
        if longitude is not None and latitude is not None and (at := areas.at(longitude, latitude)):
            found.append(Site(index, str(record.get("name") or ""), at[0] * scale, at[1] * scale))
    return found


def _map(areas: Areas, found: list[Site], scale: float, words: Words, label: str) -> Component:
    wide, tall = round(areas.width * scale), round(areas.height * scale)
    hint = svg.Text(words("Choose a point to read its name."), x="0", y="16", className="hint")
    grounds = [svg.Path(d=outline.path, className="none") for outline in areas.outlines.values()]
    drawn = svg.Svg(
        [
            hint,
            svg.G(grounds, transform=f"translate(0 {ABOVE}) scale({scale:.4f})"),
            svg.G([_point(site) for site in found], transform=f"translate(0 {ABOVE})"),
        ],
        viewBox=f"0 0 {wide} {tall + ABOVE}",
        width=str(wide),
        height=str(tall + ABOVE),
        role="group",
        style={"--unit": "1"},
        **{"aria-label": label},
    )
    return html.Div(drawn, className="map picture sites")


def _point(site: Site) -> Component:
    dot = svg.Circle(cx=f"{site.x:.1f}", cy=f"{site.y:.1f}", r=str(RADIUS), className="site")
    told = svg.Text(site.name, x="0", y=str(16 - ABOVE), className="told plain")
    named: dict[str, Any] = {"aria-label": site.name}
    return html.A([dot, told], href=f"#{entry_id(site.index)}", **named)
