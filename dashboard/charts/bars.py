"""Horizontal bars from zero, one a row, with the period before as a tick: what ranking and changes share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import plotly.graph_objects as go

from dashboard.charts import plotly_theme, vega
from dashboard.charts.frame import LINE
from dashboard.charts.plotly_theme import below, note, safe
from dashboard.charts.rows import Bars, Row
from dashboard.charts.vega import Spec

TICK_INK = 2.5


def spec(drawn: Bars) -> Spec:
    """The chart in Vega-Lite."""
    return vega.chart(drawn.frame, list(_layers(drawn)), drawn.style.colors)


def _layers(drawn: Bars) -> Iterator[Spec]:
    plane, colors = vega.Plane(drawn.x, drawn.y), drawn.style.colors
    middles = list(zip(drawn.middles, drawn.rows, strict=True))
    bars = [{"x": 0, "x2": row.now or 0, "y": y - drawn.half, "y2": y + drawn.half} for y, row in middles]
    yield plane.layer("rect", bars, fill=colors.now)
    zeros = [{"x": 0, "y": y - drawn.grown, "y2": y + drawn.grown} for y, _ in middles]
    whole = plane.layer("rule", [{}], stroke=colors.ink, at={"x": 0, "y": 0, "y2": drawn.frame.down})
    yield plane.layer("rule", zeros, stroke=colors.ink) if drawn.style.narrow else whole
    grown = drawn.grown
    ticks = [{"x": row.before, "y": y - grown, "y2": y + grown} for y, row in middles if row.before is not None]
    if ticks:
        yield plane.layer("rule", ticks, stroke=colors.card, strokeWidth=TICK_INK * 2)
        yield plane.layer("rule", ticks, stroke=colors.before, strokeWidth=TICK_INK)
    yield from _names(drawn, plane)
    yield from _numbers(drawn, plane)
    yield from _heads(drawn)


def _names(drawn: Bars, plane: vega.Plane) -> Iterator[Spec]:
    size, ink = drawn.style.text, drawn.style.colors.ink
    if drawn.style.narrow:
        rows = [{"y": index - 10 / drawn.row_px, "text": name} for index, name in enumerate(drawn.names)]
        yield vega.text(rows, plane, size=size, color=ink, at={"x": 0})
        return
    for count in (1, 2):
        up = (count - 1) * (size + 3) / 2 / drawn.row_px
        rows = [{"y": i - up, "text": name} for i, name in enumerate(drawn.names) if name.count("\n") == count - 1]
        if rows:
            yield vega.text(rows, plane, size=size, color=ink, align="right", at={"x": -8})


def _numbers(drawn: Bars, plane: vega.Plane) -> Iterator[Spec]:
    size, ink, soft = drawn.style.text, drawn.style.colors.ink, drawn.style.colors.soft
    raised = 10 / drawn.row_px if drawn.style.narrow else 0.0
    now, change = drawn.column_ends
    rows = [{"y": index - raised, "text": row.value} for index, row in enumerate(drawn.rows)]
    yield vega.text(rows, plane, size=size, color=ink, align="right", fontWeight="bold", at={"x": now})
    rows = [{"y": index - raised, "text": row.change} for index, row in enumerate(drawn.rows) if row.change]
    if rows:
        yield vega.text(rows, plane, size=size, color=soft, align="right", at={"x": change})


def _heads(drawn: Bars) -> Iterator[Spec]:
    style, top = drawn.style, -drawn.frame.top + LINE / 2
    label = drawn.tick_label()
    if label:
        if style.narrow:
            stroke = {"stroke": style.colors.before, "strokeWidth": TICK_INK}
            yield vega.PIXELS.layer("rule", [{}], at={"x": label[0] - 6, "y": top - 7, "y2": top + 7}, **stroke)
        before = style.colors.before
        yield vega.words_at(drawn.heads.tick, label[0], top, size=style.small, color=before, align=label[1])
    for head, x, room in zip(drawn.heads.columns, drawn.column_ends, drawn.columns, strict=True):
        if room:
            yield vega.words_at(head, x, top, size=style.small, color=style.colors.soft, align="right")
    for index, line in enumerate(drawn.heads.captions):
        y = drawn.frame.down + 8 + LINE * (index + 0.5)
        yield vega.words_at(line, -drawn.frame.left, y, size=style.small, color=style.colors.soft)


def figure(drawn: Bars) -> go.Figure:
    """The chart in plotly."""
    made = plotly_theme.base(drawn.frame, drawn.style, drawn.x, drawn.y)
    made.add_trace(_bar_trace(drawn))
    if any(row.before is not None for row in drawn.rows):
        made.add_trace(_tick_trace(drawn, drawn.style.colors.card, TICK_INK * 2))
        made.add_trace(_tick_trace(drawn, drawn.style.colors.before, TICK_INK))
    made.update_layout(annotations=list(_notes(drawn)), shapes=list(_zeros(drawn)))
    return made


def _zeros(drawn: Bars) -> Iterator[dict[str, Any]]:
    """The line at zero: whole, or beside each bar where names stand above the bars."""
    half = drawn.grown if drawn.style.narrow else 0.5
    line = {"type": "line", "x0": 0, "x1": 0, "line": {"color": drawn.style.colors.ink, "width": 1}}
    for middle in drawn.middles:
        yield {**line, "y0": middle - half, "y1": middle + half}


def _bar_trace(drawn: Bars) -> go.Bar:
    return go.Bar(
        orientation="h",
        x=[row.now or 0 for row in drawn.rows],
        y=drawn.middles,
        width=2 * drawn.half,
        marker={"color": drawn.style.colors.now, "line": {"width": 0}},
        hovertext=[safe(row.hover) for row in drawn.rows],
        hoverinfo="text",
    )


def _tick_trace(drawn: Bars, color: str, width: float) -> go.Scatter:
    tall = drawn.half * 2 * drawn.row_px + 8
    return go.Scatter(
        x=[row.before for row in drawn.rows],
        y=drawn.middles,
        mode="markers",
        marker={"symbol": "line-ns", "size": tall / 1.4, "line": {"color": color, "width": width}},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _notes(drawn: Bars) -> Iterator[dict[str, Any]]:
    ink, narrow = drawn.style.colors.ink, drawn.style.narrow
    aside: dict[str, Any] = {"xref": "paper", "yref": "y", "yanchor": "middle", "yshift": 10 if narrow else 0}
    aside["size"] = drawn.style.text
    for index, (name, row) in enumerate(zip(drawn.names, drawn.rows, strict=True)):
        place = {"xanchor": "left"} if narrow else {"xanchor": "right", "xshift": -8, "align": "right"}
        yield note(name, drawn.style, color=ink, x=0, y=index, **{**aside, **place})
        yield from _row_numbers(drawn, index, row, aside)
    yield from _head_notes(drawn)


def _row_numbers(drawn: Bars, index: int, row: Row, aside: dict[str, Any]) -> Iterator[dict[str, Any]]:
    colors = drawn.style.colors
    now, change = (end - drawn.frame.across for end in drawn.column_ends)
    spot = {"y": index, "x": 1, "xanchor": "right", **aside}
    yield note(row.value, drawn.style, bold=True, color=colors.ink, xshift=now, **spot)
    if row.change:
        yield note(row.change, drawn.style, color=colors.soft, xshift=change, **spot)


def _head_notes(drawn: Bars) -> Iterator[dict[str, Any]]:
    style = drawn.style
    spot: dict[str, Any] = {"yref": "paper", "y": 1, "yanchor": "middle", "yshift": drawn.frame.top - LINE / 2}
    label = drawn.tick_label()
    if label:
        key = "| " + drawn.heads.tick if style.narrow else drawn.heads.tick
        x: dict[str, Any] = {"xref": "paper", "x": 0} if style.narrow else {"xref": "x", "x": drawn.rows[0].before}
        yield note(key, style, color=style.colors.before, xanchor=label[1], **x, **spot)
    for head, end, room in zip(drawn.heads.columns, drawn.column_ends, drawn.columns, strict=True):
        if room:
            yield note(head, style, xref="paper", x=1, xanchor="right", xshift=end - drawn.frame.across, **spot)
    for index, line in enumerate(drawn.heads.captions):
        yield below(line, style, 8 + LINE * (index + 0.5), xshift=-drawn.frame.left)
