"""A chart of months in plotly; its twin in Vega-Lite is ``trend``."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from dashboard.charts import axes, marks, months, plotly_theme
from dashboard.charts.frame import LINE
from dashboard.charts.plotly_theme import note
from dashboard.charts.timeline import CAP, HALO, QUIET, Timeline


def figure(drawn: Timeline) -> go.Figure:
    """The chart of a timeline."""
    colors = drawn.style.colors
    made = axes.figure(drawn)
    made.add_trace(_bars(drawn))
    for color in (colors.edge, colors.watch):
        made.add_trace(plotly_theme.stroke([_cap(drawn, index) for index in _capped(drawn, color)], color, CAP))
    made.add_trace(_usual(drawn))
    for line in drawn.strokes:
        runs = months.runs(line.values, drawn.dash)
        made.add_traces(
            [
                plotly_theme.stroke(runs, colors.card, line.width + HALO),
                plotly_theme.stroke(runs, line.color, line.width),
            ]
        )
    for band, _ in drawn.bands:
        made.add_shape(
            type="rect",
            layer="below",
            line_width=0,
            fillcolor=colors.warm,
            yref="paper",
            y0=0,
            y1=1,
            x0=band.first - 0.5,
            x1=band.last + 0.5,
        )
    axes.uprights(made, drawn, [x for x, _ in marks.breaks(drawn)])
    made.update_layout(annotations=[*_above(drawn), *_names(drawn)])
    return made


def _usual(drawn: Timeline) -> go.Bar:
    """Where each month usually lies, from its lowest to its highest count, faintly over the bars."""
    return go.Bar(
        x=[index for index, _, _ in drawn.usual],
        y=[high - low for _, low, high in drawn.usual],
        base=[low for _, low, _ in drawn.usual],
        width=1,
        marker={"color": drawn.style.colors.ink, "opacity": QUIET, "line": {"width": 0}},
        hoverinfo="skip",
    )


def _bars(drawn: Timeline) -> go.Bar:
    paints = [drawn.paint(index) for index in range(len(drawn.counts))]
    numbers = [drawn.told(index) for index in range(len(drawn.counts))] if drawn.labeled else None
    return go.Bar(
        x=list(range(len(drawn.counts))),
        y=drawn.counts,
        width=drawn.bar,
        marker={"color": [fill for fill, _ in paints], "line": _outlines(drawn)},
        text=numbers,
        textposition="outside" if numbers else "none",
        cliponaxis=False,
        textfont={"color": drawn.style.colors.ink, "size": drawn.style.text},
        hovertext=[plotly_theme.safe(drawn.hover(index)) for index in range(len(drawn.counts))],
        hoverinfo="text",
    )


def _outlines(drawn: Timeline) -> dict[str, Any]:
    indexes = range(len(drawn.counts))
    return {"color": drawn.style.colors.watch, "width": [1 if drawn.hollow(index) else 0 for index in indexes]}


def _capped(drawn: Timeline, color: str) -> list[int]:
    return [index for index in range(len(drawn.counts)) if drawn.paint(index)[1] == color]


def _cap(drawn: Timeline, index: int) -> list[months.Point]:
    half, count = drawn.bar / 2, drawn.counts[index]
    return [(index - half, count), (index + half, count)]


def _above(drawn: Timeline) -> list[dict[str, Any]]:
    bands = [(float(band.first), float(band.last), label) for band, label in drawn.bands]
    return [_note(drawn, *one) for one in (*bands, *((x, x, label) for x, label in marks.breaks(drawn) if label))]


def _note(drawn: Timeline, first: float, last: float, label: str) -> dict[str, Any]:
    side = marks.above(drawn, first, last, label)[1]
    x = {"left": -0.5, "right": drawn.x[1]}.get(side, (first + last) / 2)
    above: dict[str, Any] = {"y": 1, "yref": "paper", "yanchor": "middle", "yshift": LINE / 2}
    return note(label, drawn.style, color=drawn.style.colors.watch, x=x, xref="x", xanchor=side, **above)


def _names(drawn: Timeline) -> list[dict[str, Any]]:
    if drawn.style.narrow:
        return _keys(drawn)
    beside = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 10}
    spot = {**beside, "yref": "paper", "yanchor": "middle", "align": "left"}
    return [
        note(label, drawn.style, color=line.color, y=1 - y / drawn.frame.down, bold=line.bold, **spot)
        for line, y, label in drawn.ends()
    ]


def _keys(drawn: Timeline) -> list[dict[str, Any]]:
    spot: dict[str, Any] = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": 1, "yanchor": "middle"}
    made = []
    for line, across, row in drawn.keys:
        dash = "\N{EM DASH} " if line.width else "\N{LOWER HALF BLOCK} "
        shift = {"xshift": across - drawn.frame.left, "yshift": drawn.frame.top - LINE / 2 - row * LINE}
        made.append(note(dash + line.name, drawn.style, bold=line.bold, color=line.color, **shift, **spot))
    return made
