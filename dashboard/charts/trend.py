"""Months as bars, with last year's same months and the 12-month average as lines.

The months counted are dark, those before light, those still counting hollow
on a warm ground. Last year's line covers only the months compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import plotly.graph_objects as go

from dashboard.answer import Answer
from dashboard.charts import empty, months, plotly_theme, text, vega
from dashboard.charts.frame import LINE
from dashboard.charts.measure import nothing
from dashboard.charts.plotly_theme import note
from dashboard.charts.theme import Style
from dashboard.charts.timeline import Line, Timeline, frame
from dashboard.charts.vega import Spec
from dashboard.i18n import Words

__all__ = ["frame", "spec", "traces"]

HALO = 2.5
CAP = 1.5


def spec(answer: Answer, words: Words, style: Style) -> Spec:
    """The chart in Vega-Lite."""
    if nothing(answer):
        return empty.spec(frame(answer, style), words, style)
    drawn = _timeline(answer, words, style)
    return vega.chart(drawn.frame, list(_layers(drawn)), style.colors)


def traces(answer: Answer, words: Words, style: Style) -> go.Figure:
    """The chart in plotly."""
    if nothing(answer):
        return empty.traces(frame(answer, style), words, style)
    return _figure(_timeline(answer, words, style))


def _timeline(answer: Answer, words: Words, style: Style) -> Timeline:
    return Timeline(answer, words, style if style.narrow else style.larger())


def _layers(drawn: Timeline) -> Iterator[Spec]:
    plane, colors, small = vega.Plane(drawn.x, drawn.y), drawn.style.colors, drawn.style.small
    for band, label in drawn.bands:
        ends = {"x": band.first - 0.5, "x2": band.last + 0.5}
        yield plane.layer("rect", [ends], at={"y": 0, "y2": drawn.frame.down}, fill=colors.warm)
        x, side = drawn.above(band.first, band.last, label)
        yield vega.words_at(label, x, -LINE / 2, size=small, color=colors.watch, align=side)
    across = {"x": 0, "x2": drawn.frame.across}
    yield plane.layer("rule", [{"y": tick} for tick in drawn.ticks], stroke=colors.line, at=across)
    yield plane.layer("rect", _bar_rows(drawn))
    yield plane.layer("rule", _cap_rows(drawn), strokeWidth=CAP)
    for line in drawn.lines:
        points = _points(drawn, line)
        yield plane.layer("line", points, stroke=colors.card, strokeWidth=line.width + HALO)
        yield plane.layer("line", points, stroke=line.color, strokeWidth=line.width)
    yield plane.layer("rule", [{"y": 0}], stroke=colors.ink, at=across)
    yield from _break_layers(drawn, plane)
    yield from _axis_layers(drawn, plane)
    yield from _name_layers(drawn)


def _bar_rows(drawn: Timeline) -> list[dict[str, object]]:
    half = drawn.bar / 2
    return [
        {"x": index - half, "x2": index + half, "y": 0, "y2": count, **_ink(drawn, index)}
        for index, count in enumerate(drawn.counts)
    ]


def _ink(drawn: Timeline, index: int) -> dict[str, str]:
    fill, edge = drawn.paint(index)
    return {"fill": fill, "stroke": edge if drawn.hollow(index) else fill}


def _cap_rows(drawn: Timeline) -> list[dict[str, object]]:
    half = drawn.bar / 2
    return [
        {"x": index - half, "x2": index + half, "y": count, "stroke": drawn.paint(index)[1]}
        for index, count in enumerate(drawn.counts)
    ]


def _points(drawn: Timeline, line: Line) -> list[dict[str, object]]:
    runs = months.runs(line.values, drawn.dash)
    return [{"x": x, "y": y, "detail": str(run)} for run, points in enumerate(runs) for x, y in points]


def _break_layers(drawn: Timeline, plane: vega.Plane) -> Iterator[Spec]:
    """A dashed upright where figures are not one series, with its words above where they fit."""
    small, color = drawn.style.small, drawn.style.colors.watch
    for x, label in drawn.breaks:
        yield plane.layer("rule", [{"x": x}], stroke=color, strokeDash=[4, 3], at={"y": 0, "y2": drawn.frame.down})
        if label:
            left, side = drawn.above(x, x, label)
            yield vega.words_at(label, left, -LINE / 2, size=small, color=color, align=side)


def _axis_layers(drawn: Timeline, plane: vega.Plane) -> Iterator[Spec]:
    size, color = drawn.style.text, drawn.style.colors.soft
    named = [{"y": tick, "text": label} for tick, label in zip(drawn.ticks, drawn.tick_texts, strict=True)]
    yield vega.text(named, plane, size=size, color=color, align="right", at={"x": -7})
    below_axis = [{"x": index, "text": label} for index, label in drawn.axis]
    if below_axis:
        under = {"y": drawn.frame.down + 7}
        yield vega.text(below_axis, plane, size=size, color=color, align="center", baseline="top", at=under)
    if drawn.labeled:
        tops = [{"x": index, "y": count, "text": drawn.told(index)} for index, count in enumerate(drawn.counts)]
        ink = drawn.style.colors.ink
        yield vega.text(tops, plane, size=size, color=ink, align="center", baseline="bottom", dy=-4)


def _name_layers(drawn: Timeline) -> Iterator[Spec]:
    if drawn.style.narrow:
        yield from _key_layers(drawn)
        return
    edge = drawn.frame.across
    for line, y, label in drawn.ends():
        weight = "bold" if line.bold else "normal"
        first = y - label.count("\n") * (drawn.style.small + 3) / 2
        yield vega.words_at(label, edge + 10, first, size=drawn.style.small, color=line.color, fontWeight=weight)


def _key_layers(drawn: Timeline) -> Iterator[Spec]:
    x, y = -float(drawn.frame.left), -drawn.frame.top + LINE / 2
    for line in drawn.lines:
        stroke = {"stroke": line.color, "strokeWidth": line.width}
        yield vega.PIXELS.layer("rule", [{}], at={"x": x, "x2": x + 18, "y": y}, **stroke)
        weight = "bold" if line.bold else "normal"
        yield vega.words_at(line.name, x + 23, y, size=drawn.style.small, color=line.color, fontWeight=weight)
        x += 23 + text.width(line.name, drawn.style.small, bold=line.bold) + 14


def _figure(drawn: Timeline) -> go.Figure:
    style, colors = drawn.style, drawn.style.colors
    made = plotly_theme.base(drawn.frame, style, drawn.x, drawn.y)
    named, texts = [float(index) for index, _ in drawn.axis], [label for _, label in drawn.axis]
    made.update_xaxes(**plotly_theme.labels(named, texts, style))
    made.update_yaxes(**plotly_theme.labels(drawn.ticks, drawn.tick_texts, style), showgrid=True, gridcolor=colors.line)
    made.update_yaxes(zeroline=True, zerolinecolor=colors.ink, zerolinewidth=1)
    made.add_trace(_bars(drawn))
    for color in (colors.edge, colors.watch):
        made.add_trace(plotly_theme.stroke([_cap(drawn, index) for index in _capped(drawn, color)], color, CAP))
    for line in drawn.lines:
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
    for x, _ in drawn.breaks:
        made.add_vline(x=x, line_dash="dash", line_color=colors.watch, line_width=1)
    made.update_layout(annotations=[*_above(drawn), *_names(drawn)])
    return made


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
    return [_note(drawn, *one) for one in (*bands, *((x, x, label) for x, label in drawn.breaks if label))]


def _note(drawn: Timeline, first: float, last: float, label: str) -> dict[str, Any]:
    side = drawn.above(first, last, label)[1]
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
    x, made = -float(drawn.frame.left), []
    up = drawn.frame.top - LINE / 2
    spot: dict[str, Any] = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": 1, "yshift": up}
    spot["yanchor"] = "middle"
    for line in drawn.lines:
        dash = "\N{EM DASH} "
        made.append(note(dash + line.name, drawn.style, bold=line.bold, color=line.color, xshift=x, **spot))
        x += text.width(dash + line.name, drawn.style.small, bold=line.bold) + 14
    return made
