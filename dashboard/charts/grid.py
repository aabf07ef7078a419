"""Two ordered dimensions as squares, darker for more; the key below says how many each color stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import plotly.graph_objects as go

from dashboard.answer import Answer
from dashboard.charts import empty, plotly_theme, scale, text, vega
from dashboard.charts.frame import LINE, Frame, foot
from dashboard.charts.measure import nothing
from dashboard.charts.months import value
from dashboard.charts.plotly_theme import below, safe
from dashboard.charts.theme import Style, contrast
from dashboard.charts.vega import Spec
from dashboard.i18n import Words
from dashboard.model import Dimension

WIDTH, NARROW = 496, 328
ROW = 26
SQUARE, GAP, BETWEEN = 14, 6, 14
FAINT = 3.0


def frame(answer: Answer, style: Style) -> Frame:
    """The room of the chart; the same in every language, for all write numbers alike."""
    width = NARROW if style.narrow else WIDTH
    if nothing(answer):
        return empty.frame(answer, style, width)
    down, _ = _dimensions(answer)
    lines = 1 + max(line for _, line in _places(_labels(answer, style, Words("en")), style))
    bottom = LINE + 22 + LINE * lines + foot(answer)
    return Frame(width, 6 + ROW * len(down.values) + bottom, top=6, bottom=bottom)


def spec(answer: Answer, words: Words, style: Style) -> Spec:
    """The chart in Vega-Lite."""
    if nothing(answer):
        return empty.spec(frame(answer, style), words, style)
    drawn = _Grid(answer, words, style)
    return vega.chart(drawn.frame, list(_layers(drawn)), style.colors)


def traces(answer: Answer, words: Words, style: Style) -> go.Figure:
    """The chart in plotly: one trace of small bars, each on its own base."""
    if nothing(answer):
        return empty.traces(frame(answer, style), words, style)
    return _figure(_Grid(answer, words, style))


def _dimensions(answer: Answer) -> tuple[Dimension, Dimension]:
    down, across = answer.view.by
    return answer.subject.dimension(down), answer.subject.dimension(across)


def _counts(answer: Answer) -> list[int]:
    return [int(value(record, "count") or 0) for record in answer.records]


def _classes(answer: Answer, style: Style) -> list[tuple[int, int]]:
    counts = _counts(answer)
    return scale.classes(min(counts), max(counts), len(style.colors.steps))


def _labels(answer: Answer, style: Style, words: Words) -> list[tuple[int, str]]:
    """The least count of each color of the key, and its words."""
    classes = _classes(answer, style)
    ranges = [(0, 0)] * (min(_counts(answer)) < classes[0][0]) + classes
    return [(low, "\N{EN DASH}".join(dict.fromkeys((words.number(low), words.number(high))))) for low, high in ranges]


def _places(labels: list[tuple[int, str]], style: Style) -> list[tuple[float, int]]:
    """Where the colors of the key stand: px from the left of the image, and line."""
    width = NARROW if style.narrow else WIDTH
    places: list[tuple[float, int]] = []
    x, line = 1.0, 0
    for _, label in labels:
        room = SQUARE + GAP + text.width(label, style.small)
        if x + room > width and places:
            x, line = 1.0, line + 1
        places.append((x, line))
        x += room + BETWEEN
    return places


@dataclass(frozen=True, slots=True)
class _Key:
    """One color of the key: its words and where, in px from the left of the plot and in lines."""

    fill: str
    edge: str
    label: str
    x: float
    line: int


@dataclass(frozen=True)
class _Grid:
    """Where everything lies, for both engines."""

    answer: Answer
    words: Words
    style: Style

    @cached_property
    def down(self) -> list[str]:
        """Names of the rows; their first three letters on a phone when these tell them apart."""
        names = [self.words(one.label) for one in _dimensions(self.answer)[0].values]
        short = [name[:3] for name in names]
        return short if self.style.narrow and len(set(short)) == len(names) else names

    @cached_property
    def across(self) -> list[str]:
        return [self.words(one.label) for one in _dimensions(self.answer)[1].values]

    @cached_property
    def frame(self) -> Frame:
        outer = frame(self.answer, self.style)
        left = round(max(text.width(name, self.style.text) for name in self.down)) + 10
        return Frame(outer.width, outer.height, left, 4, outer.top, outer.bottom)

    @property
    def x(self) -> tuple[float, float]:
        return (-0.5, len(self.across) - 0.5)

    @property
    def y(self) -> tuple[float, float]:
        return (len(self.down) - 0.5, -0.5)

    @cached_property
    def counts(self) -> list[int]:
        return _counts(self.answer)

    @cached_property
    def classes(self) -> list[tuple[int, int]]:
        return _classes(self.answer, self.style)

    def paint(self, count: int) -> tuple[str, str]:
        """Fill and edge of a count: an edge where the fill alone is hard to see."""
        colors = self.style.colors
        low = self.classes[0][0]
        if count < low:
            return colors.card, colors.edge
        index = next(index for index, (_, high) in enumerate(self.classes) if count <= high)
        fill = colors.steps[index - len(self.classes)] if len(self.classes) > 1 else colors.steps[-1]
        return fill, fill if contrast(fill, colors.card) >= FAINT else colors.edge

    @property
    def inset(self) -> tuple[float, float]:
        """Half of a square, in columns and in rows; what is left separates them."""
        across, down = self.frame.across / len(self.across), self.frame.down / len(self.down)
        return 0.5 - 1.25 / across, 0.5 - 1.25 / down

    @cached_property
    def every(self) -> int:
        """How many columns lie between two labels."""
        each = self.frame.across / len(self.across)
        widest = max(text.width(name, self.style.text) for name in self.across) + 10
        return next(count for count in (1, 2, 3, 4, 6, 12, 24, 1000) if count * each >= widest)

    @cached_property
    def keys(self) -> list[_Key]:
        labels = _labels(self.answer, self.style, self.words)
        spots = zip(labels, _places(labels, self.style), strict=True)
        return [_Key(*self.paint(low), label, x - self.frame.left, line) for (low, label), (x, line) in spots]

    def key_y(self, line: int) -> float:
        """Px from the top of the plot to the middle of a line of the key."""
        return self.frame.down + LINE + 22 + LINE * (line + 0.5)

    def cells(self) -> Iterator[tuple[int, int, int]]:
        """Column, row and count of every square, in record order."""
        for index, count in enumerate(self.counts):
            yield index % len(self.across), index // len(self.across), count

    def hover(self, column: int, row: int, count: int) -> str:
        name = self.words(_dimensions(self.answer)[0].values[row].label)
        return f"{name}, {self.across[column]}: {self.words.number(count)}"


def _layers(drawn: _Grid) -> Iterator[Spec]:
    plane, style, colors = vega.Plane(drawn.x, drawn.y), drawn.style, drawn.style.colors
    yield plane.layer("rect", list(_squares(drawn)), strokeWidth=1)
    names = [{"y": index, "text": name} for index, name in enumerate(drawn.down)]
    yield vega.text(names, plane, size=style.text, color=colors.soft, align="right", at={"x": -8})
    heads = [{"x": index - 0.5, "text": name} for index, name in enumerate(drawn.across) if index % drawn.every == 0]
    yield vega.text(heads, plane, size=style.text, color=colors.soft, at={"y": drawn.frame.down + LINE / 2 + 3})
    for key in drawn.keys:
        y = drawn.key_y(key.line)
        spot = {"x": key.x, "x2": key.x + SQUARE, "y": y - SQUARE / 2, "y2": y + SQUARE / 2}
        yield vega.PIXELS.layer("rect", [{}], at=spot, fill=key.fill, stroke=key.edge)
        yield vega.words_at(key.label, key.x + SQUARE + GAP, y, size=style.small, color=colors.soft)


def _squares(drawn: _Grid) -> Iterator[dict[str, object]]:
    wide, tall = drawn.inset
    for column, row, count in drawn.cells():
        fill, edge = drawn.paint(count)
        ends = {"x": column - wide, "x2": column + wide, "y": row - tall, "y2": row + tall}
        yield {**ends, "fill": fill, "stroke": edge}


def _figure(drawn: _Grid) -> go.Figure:
    style = drawn.style
    made = plotly_theme.base(drawn.frame, style, drawn.x, drawn.y)
    shown = [index for index in range(len(drawn.across)) if index % drawn.every == 0]
    heads = plotly_theme.labels([i - 0.5 for i in shown], [drawn.across[i] for i in shown], style)
    made.update_xaxes(**heads, ticklabelposition="outside right")
    made.update_yaxes(**plotly_theme.labels([float(i) for i in range(len(drawn.down))], drawn.down, style))
    made.add_trace(_cells(drawn))
    made.update_layout(annotations=list(_key_notes(drawn)), shapes=list(_key_squares(drawn)))
    return made


def _cells(drawn: _Grid) -> go.Bar:
    wide, tall = drawn.inset
    cells = list(drawn.cells())
    paints = [drawn.paint(count) for _, _, count in cells]
    return go.Bar(
        x=[column for column, _, _ in cells],
        width=2 * wide,
        base=[row - tall for _, row, _ in cells],
        y=[2 * tall] * len(cells),
        marker={"color": [fill for fill, _ in paints], "line": {"color": [edge for _, edge in paints], "width": 1}},
        hovertext=[safe(drawn.hover(*cell)) for cell in cells],
        hoverinfo="text",
    )


def _key_notes(drawn: _Grid) -> Iterator[dict[str, Any]]:
    for key in drawn.keys:
        down = drawn.key_y(key.line) - drawn.frame.down
        yield below(key.label, drawn.style, down, xshift=key.x + SQUARE + GAP)


def _key_squares(drawn: _Grid) -> Iterator[dict[str, Any]]:
    fixed: dict[str, Any] = {"type": "rect", "xref": "paper", "yref": "paper", "xanchor": 0, "yanchor": 0}
    fixed |= {"xsizemode": "pixel", "ysizemode": "pixel"}
    for key in drawn.keys:
        down = drawn.frame.down - drawn.key_y(key.line)
        ends = {"x0": key.x, "x1": key.x + SQUARE, "y0": down - SQUARE / 2, "y1": down + SQUARE / 2}
        yield {**fixed, **ends, "fillcolor": key.fill, "line": {"color": key.edge, "width": 1}}
