"""Months as bars, with last year's same months and the 12-month average as lines.

The months counted are dark, those before light, those still counting hollow
on a warm ground. Last year's line covers only the months compared.
"""

from __future__ import annotations

from collections.abc import Iterator

import plotly.graph_objects as go

from dashboard.answer import Answer
from dashboard.charts import axes, empty, marks, months, trend_live, vega
from dashboard.charts.frame import LINE
from dashboard.charts.measure import nothing
from dashboard.charts.theme import Style
from dashboard.charts.timeline import CAP, HALO, KEY, QUIET, Line, Timeline, frame
from dashboard.charts.vega import Spec
from dashboard.i18n import Words

__all__ = ["frame", "spec", "traces"]


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
    return trend_live.figure(_timeline(answer, words, style))


def _timeline(answer: Answer, words: Words, style: Style) -> Timeline:
    return Timeline(answer, words, style if style.narrow else style.larger())


def _layers(drawn: Timeline) -> Iterator[Spec]:
    plane, colors, small = vega.Plane(drawn.x, drawn.y), drawn.style.colors, drawn.style.small
    for band, label in drawn.bands:
        ends = {"x": band.first - 0.5, "x2": band.last + 0.5}
        yield plane.layer("rect", [ends], at={"y": 0, "y2": drawn.frame.down}, fill=colors.warm)
        x, side = marks.above(drawn, band.first, band.last, label)
        yield vega.words_at(label, x, -LINE / 2, size=small, color=colors.watch, align=side)
    across = {"x": 0, "x2": drawn.frame.across}
    yield plane.layer("rule", [{"y": tick} for tick in drawn.ticks], stroke=colors.line, at=across)
    yield plane.layer("rect", _bar_rows(drawn))
    yield plane.layer("rule", _cap_rows(drawn), strokeWidth=CAP)
    usual = [{"x": x - 0.5, "x2": x + 0.5, "y": low, "y2": high} for x, low, high in drawn.usual]
    if usual:
        yield plane.layer("rect", usual, fill=colors.ink, fillOpacity=QUIET)
    for line in drawn.strokes:
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
    for x, label in marks.breaks(drawn):
        yield axes.upright(drawn, plane, x)
        if label:
            left, side = marks.above(drawn, x, x, label)
            yield vega.words_at(label, left, -LINE / 2, size=small, color=color, align=side)


def _axis_layers(drawn: Timeline, plane: vega.Plane) -> Iterator[Spec]:
    yield from axes.labels(drawn, plane)
    if drawn.labeled:
        tops = [{"x": index, "y": count, "text": drawn.told(index)} for index, count in enumerate(drawn.counts)]
        size, ink = drawn.style.text, drawn.style.colors.ink
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
    left, top = -float(drawn.frame.left), -drawn.frame.top + LINE / 2
    for line, across, row in drawn.keys:
        x, y = left + across, top + row * LINE
        faint = {"strokeWidth": 11.0, "strokeOpacity": 2 * QUIET}
        stroke = {"stroke": line.color, **({"strokeWidth": line.width} if line.width else faint)}
        yield vega.PIXELS.layer("rule", [{}], at={"x": x, "x2": x + KEY - 5, "y": y}, **stroke)
        weight = "bold" if line.bold else "normal"
        yield vega.words_at(line.name, x + KEY, y, size=drawn.style.small, color=line.color, fontWeight=weight)
