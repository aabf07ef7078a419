"""A promise as two lines: what was promised, dashed to its goal, and what was measured; never drawn over a break."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import plotly.graph_objects as go

from dashboard.answer import Answer
from dashboard.charts import axes, empty, months, plotly_theme, scale, text, vega
from dashboard.charts.frame import LINE, Frame, foot
from dashboard.charts.measure import amount, scaled, shared
from dashboard.charts.plotly_theme import note
from dashboard.charts.theme import Style
from dashboard.charts.vega import Spec
from dashboard.i18n import Words

WIDE, NARROW = (960, 340), (328, 260)
DASH, MEASURED, PROMISED, GOAL, EDGE = [6, 4], 2.5, 2.0, 5.0, 40
Point = tuple[float, float]


def frame(answer: Answer, style: Style) -> Frame:
    """The room of the chart; the same in every language."""
    width, height = NARROW if style.narrow else WIDE
    if not _drawable(answer):
        return empty.frame(answer, style, width)
    return Frame(width, height + foot(answer), bottom=2 * LINE + 8 + foot(answer), top=2 * LINE + 8)


def _drawable(answer: Answer) -> bool:
    return any(months.value(record, answer.measure) is not None for record in answer.records)


@dataclass(frozen=True)
class Track:
    """Where everything lies, for both engines: months from the first drawn, values from 0."""

    answer: Answer
    words: Words
    style: Style

    @cached_property
    def starts(self) -> list[date]:
        """The last month of every period measured."""
        return [months.start(record) for record in self.answer.records]

    def at(self, day: date) -> float:
        """Where the period that ends on a day lies."""
        first = self.starts[0]
        return float((day.year - first.year) * 12 + day.month - first.month)

    @cached_property
    def measured(self) -> list[list[Point]]:
        """What was measured, in stretches."""
        values = [months.value(record, self.answer.measure) for record in self.answer.records]
        found = months.stretches(self.answer, self.starts, values)
        return [[(self._shift(x), y) for x, y in run] for run in found]

    def _shift(self, index: float) -> float:
        """Records may leave out months; their positions are those of the calendar."""
        whole = min(max(round(index), 0), len(self.starts) - 1)
        return self.at(self.starts[whole]) + index - whole

    @cached_property
    def promised(self) -> list[Point]:
        """The path: year by year to its goal; of a level a line all the way."""
        promise = self.answer.promise
        if promise is None or promise.target is None:
            return []
        if promise.steps and promise.target.path != "level":
            return [(self.at(day), value) for day, value in promise.steps]
        begin, end = max(self.at(promise.target.since), 0.0), max(self.at(promise.target.due), self.at(self.starts[-1]))
        goal = promise.target.goal or 0.0
        return [(begin, goal), (end, goal)]

    @cached_property
    def x(self) -> tuple[float, float]:
        """The first and the last month drawn."""
        ends = [x for x, _ in self.promised]
        return min(0.0, *ends, 0.0) - 0.5, max(self.at(self.starts[-1]), *ends, 0.0) + 0.5

    @cached_property
    def ticks(self) -> list[float]:
        """Round values of the upright axis, from 0."""
        top = max(y for points in (*self.measured, self.promised) for _, y in points)
        whole = self.answer.measure == "count"
        return scale.ticks(min(top * 1.05, 1.0) if shared(self.answer) else top * 1.05, 5, whole=whole)

    @cached_property
    def tick_texts(self) -> list[str]:
        """The ticks as the reader's language writes them."""
        return scaled(self.answer, self.words, self.ticks)

    @property
    def y(self) -> tuple[float, float]:
        """The lower and the upper edge."""
        return 0.0, self.ticks[-1]

    @cached_property
    def axis(self) -> list[tuple[float, str]]:
        """The Decembers, where a period of twelve months is a calendar year; as many as there is room for."""
        first, (left, right) = self.starts[0], self.x
        years = range(first.year - 2, first.year + round(right / 12) + 3)
        ends = [date(year, 12, 1) for year in years if left <= self.at(date(year, 12, 1)) <= right]
        wide = max((text.width(months.short(end, self.words), self.style.text) for end in ends), default=0.0) + 12
        room = self.frame.across / (right - left) * 12
        every = next((step for step in (1, 2, 5, 10) if room * step >= wide), 20)
        return [(self.at(end), months.short(end, self.words)) for end in ends[::-1][::every]][::-1]

    @cached_property
    def frame(self) -> Frame:
        """The room with the margins that the words of the axis need."""
        outer = frame(self.answer, self.style)
        left = max(text.width(label, self.style.text) for label in self.tick_texts) + 10
        return Frame(outer.width, outer.height, round(left), EDGE, outer.top, outer.bottom)

    @property
    def due(self) -> bool:
        """Whether the path ends in a goal, and does not hold for every period."""
        return self.answer.promise is not None and self.answer.promise.declared.due is not None

    @property
    def names(self) -> list[tuple[str, str, bool]]:
        """The key: name, ink, whether the line is dashed."""
        colors, words = self.style.colors, self.words
        dashed = [(words("promised"), colors.before, True)] if self.promised else []
        return [(words("measured"), colors.now, False), *dashed]

    @property
    def breaks(self) -> list[float]:
        """Where figures are not one series."""
        left, right = self.x
        places = [months.position(self.starts, one.on) for one in self.answer.period.breaks]
        return [x for x in places if left < x < right]

    def hover(self, index: int) -> str:
        """What hovering over a period says."""
        record, words = self.answer.records[index], self.words
        value, path = months.value(record, self.answer.measure), months.value(record, "path")
        said = [f"{words.month(self.starts[index])}: {amount(self.answer, words, value)}"]
        promised = "" if path is None else f"{words('promised')}: {amount(self.answer, words, self._round(path))}"
        return "\n".join([*said, *([promised] if promised else [])])

    def _round(self, path: float) -> float:
        return path if self.answer.metric.measured else round(path)


def spec(answer: Answer, words: Words, style: Style) -> Spec:
    """The chart in Vega-Lite."""
    if not _drawable(answer):
        return empty.spec(frame(answer, style), words, style)
    drawn = Track(answer, words, style if style.narrow else style.larger())
    return vega.chart(drawn.frame, list(_layers(drawn)), drawn.style.colors)


def _layers(drawn: Track) -> Iterator[Spec]:
    plane, colors = vega.Plane(drawn.x, drawn.y), drawn.style.colors
    across = {"x": 0, "x2": drawn.frame.across}
    yield plane.layer("rule", [{"y": tick} for tick in drawn.ticks], stroke=colors.line, at=across)
    yield from (axes.upright(drawn, plane, x) for x in drawn.breaks)
    if drawn.promised:
        points = [{"x": x, "y": y} for x, y in drawn.promised]
        yield plane.layer("line", points, stroke=colors.before, strokeWidth=PROMISED, strokeDash=DASH)
        if drawn.due:
            yield plane.layer("point", points[-1:], filled=True, fill=colors.before, opacity=1, size=3.14 * GOAL**2)
    lines = [{"x": x, "y": y, "detail": str(run)} for run, points in enumerate(drawn.measured) for x, y in points]
    yield plane.layer("line", lines, stroke=colors.now, strokeWidth=MEASURED)
    last = [{"x": x, "y": y} for x, y in drawn.measured[-1][-1:]]
    yield plane.layer("point", last, filled=True, fill=colors.now, opacity=1, size=3.14 * GOAL**2)
    yield plane.layer("rule", [{"y": 0}], stroke=colors.ink, at=across)
    yield from axes.labels(drawn, plane)
    yield from _key(drawn)


def _key(drawn: Track) -> Iterator[Spec]:
    x, y, small = -float(drawn.frame.left), -drawn.frame.top + LINE / 2, drawn.style.small
    for name, color, dashed in drawn.names:
        dash: dict[str, Any] = {"strokeDash": DASH} if dashed else {}
        yield vega.PIXELS.layer("rule", [{}], at={"x": x, "x2": x + 24, "y": y}, stroke=color, strokeWidth=2, **dash)
        yield vega.words_at(name, x + 30, y, size=small, color=color)
        x += 30 + text.width(name, small) + 20


def traces(answer: Answer, words: Words, style: Style) -> go.Figure:
    """The chart in plotly."""
    if not _drawable(answer):
        return empty.traces(frame(answer, style), words, style)
    return _figure(Track(answer, words, style if style.narrow else style.larger()))


def _figure(drawn: Track) -> go.Figure:
    colors = drawn.style.colors
    made = axes.figure(drawn)
    axes.uprights(made, drawn, drawn.breaks)
    if drawn.promised:
        line = plotly_theme.stroke([drawn.promised], colors.before, PROMISED)
        made.add_trace(line.update(line_dash="dash"))
    made.add_trace(plotly_theme.stroke(drawn.measured, colors.now, MEASURED))
    made.add_trace(_dots(drawn))
    made.update_layout(annotations=_notes(drawn))
    return made


def _dots(drawn: Track) -> go.Scatter:
    """Where hovering tells a period; the newest is marked."""
    values = [months.value(record, drawn.answer.measure) for record in drawn.answer.records]
    known = [index for index, value in enumerate(values) if value is not None]
    return go.Scatter(
        x=[drawn.at(drawn.starts[index]) for index in known],
        y=[values[index] for index in known],
        mode="markers",
        marker={"color": drawn.style.colors.now, "size": [2 * GOAL if index == known[-1] else 0.1 for index in known]},
        hovertext=[plotly_theme.safe(drawn.hover(index)) for index in known],
        hoverinfo="text",
        cliponaxis=False,
    )


def _notes(drawn: Track) -> list[dict[str, Any]]:
    x, made = -float(drawn.frame.left), []
    spot: dict[str, Any] = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": 1, "yanchor": "middle"}
    for name, color, dashed in drawn.names:
        told = ("- - " if dashed else "\N{EM DASH} ") + name
        made.append(note(told, drawn.style, color=color, xshift=x, yshift=drawn.frame.top - LINE / 2, **spot))
        x += text.width(told, drawn.style.small) + 20
    return made
