"""The small line beside a figure: complete months only, the last one marked, no axes."""

from __future__ import annotations

import plotly.graph_objects as go

from dashboard.answer import Answer
from dashboard.charts import months, plotly_theme, vega
from dashboard.charts.frame import Frame, foot
from dashboard.charts.measure import amount
from dashboard.charts.theme import Style
from dashboard.charts.vega import Spec
from dashboard.i18n import Words

WIDTH, HEIGHT, EDGE = 220, 48, 6
DOT, DASH = 4.0, 0.4


def frame(answer: Answer, style: Style) -> Frame:
    """The room of the line; for sample data a line of text lower."""
    del style
    return Frame(WIDTH, HEIGHT + foot(answer), EDGE, EDGE, EDGE, EDGE + foot(answer))


def spec(answer: Answer, words: Words, style: Style) -> Spec:
    """The line in Vega-Lite; a bare base line when no month is complete."""
    del words
    room, colors, values = frame(answer, style), style.colors, _values(answer)
    plane = vega.Plane(_across(values), _up(values))
    layers = [vega.PIXELS.layer("rule", [{}], stroke=colors.edge, at={"x": 0, "x2": room.across, "y": room.down})]
    end = _last(values)
    if end is not None:
        points = [
            {"x": x, "y": y, "detail": str(run)} for run, points in enumerate(_runs(answer, values)) for x, y in points
        ]
        layers.append(plane.layer("line", points, stroke=colors.now, strokeWidth=1.75))
        last = [{"x": end, "y": values[end]}]
        layers.append(plane.layer("point", last, filled=True, fill=colors.now, opacity=1, size=3.1416 * DOT**2))
    return vega.chart(room, layers, colors)


def traces(answer: Answer, words: Words, style: Style) -> go.Figure:
    """The line in plotly."""
    room, colors, values = frame(answer, style), style.colors, _values(answer)
    made = plotly_theme.base(room, style, _across(values), _up(values))
    made.update_yaxes(zeroline=True, zerolinecolor=colors.edge)
    complete = [record for record in answer.records if record["complete"]]
    hover = [
        plotly_theme.safe(f"{words.month(months.start(record))}: {amount(answer, words, found)}")
        for record, found in zip(complete, values, strict=True)
    ]
    sizes = [2 * DOT if index == _last(values) else 0.0 for index in range(len(values))]
    made.add_trace(plotly_theme.stroke(_runs(answer, values), colors.now, 1.75))
    made.add_trace(
        go.Scatter(
            x=list(range(len(values))),
            y=values,
            mode="markers",
            marker={"size": sizes, "color": colors.now},
            hovertext=hover,
            hoverinfo="text",
            cliponaxis=False,
        )
    )
    return made


def _runs(answer: Answer, values: list[float | None]) -> list[list[months.Point]]:
    """The stretches of the line, cut where figures are not one series."""
    starts = [months.start(record) for record in answer.records if record["complete"]]
    return months.stretches(answer, starts, values, DASH)


def _values(answer: Answer) -> list[float | None]:
    return [months.value(record, answer.measure) for record in answer.records if record["complete"]]


def _last(values: list[float | None]) -> int | None:
    return max((index for index, found in enumerate(values) if found is not None), default=None)


def _across(values: list[float | None]) -> tuple[float, float]:
    return (0.0, float(len(values) - 1)) if len(values) > 1 else (-0.5, 0.5)


def _up(values: list[float | None]) -> tuple[float, float]:
    return (0.0, max((found for found in values if found), default=1.0))
