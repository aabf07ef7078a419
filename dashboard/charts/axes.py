"""What charts over months draw alike, in both engines: tick labels, the months below, uprights at declared breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

import plotly.graph_objects as go

from dashboard.charts import plotly_theme, vega
from dashboard.charts.frame import Frame
from dashboard.charts.theme import Style
from dashboard.charts.vega import Spec

BROKEN = [4, 3]


class Drawn(Protocol):
    """A chart that knows where everything lies."""

    @property
    def style(self) -> Style:
        """Colors and sizes."""

    @property
    def frame(self) -> Frame:
        """The room with its margins."""

    @property
    def x(self) -> tuple[float, float]:
        """What lies at the left and right edge of the plot."""

    @property
    def y(self) -> tuple[float, float]:
        """What lies at the lower and upper edge of the plot."""

    @property
    def ticks(self) -> list[float]:
        """Round values of the upright axis."""

    @property
    def tick_texts(self) -> list[str]:
        """The ticks as the reader's language writes them."""

    @property
    def axis(self) -> Sequence[tuple[float, str]]:
        """Where the months named below the plot lie, and their names."""


def labels(drawn: Drawn, plane: vega.Plane) -> Iterator[Spec]:
    """The layers of the tick labels and of the months below."""
    size, color = drawn.style.text, drawn.style.colors.soft
    named = [{"y": tick, "text": label} for tick, label in zip(drawn.ticks, drawn.tick_texts, strict=True)]
    yield vega.text(named, plane, size=size, color=color, align="right", at={"x": -7})
    below = [{"x": x, "text": label} for x, label in drawn.axis]
    if below:
        under = {"y": drawn.frame.down + 7}
        yield vega.text(below, plane, size=size, color=color, align="center", baseline="top", at=under)


def upright(drawn: Drawn, plane: vega.Plane, x: float) -> Spec:
    """The layer of a dashed upright where figures are not one series."""
    whole = {"y": 0, "y2": drawn.frame.down}
    return plane.layer("rule", [{"x": x}], stroke=drawn.style.colors.watch, strokeDash=BROKEN, at=whole)


def figure(drawn: Drawn) -> go.Figure:
    """An empty plotly figure with the same axes."""
    style, colors = drawn.style, drawn.style.colors
    made = plotly_theme.base(drawn.frame, style, drawn.x, drawn.y)
    named, texts = [float(x) for x, _ in drawn.axis], [label for _, label in drawn.axis]
    made.update_xaxes(**plotly_theme.labels(named, texts, style))
    made.update_yaxes(**plotly_theme.labels(drawn.ticks, drawn.tick_texts, style), showgrid=True, gridcolor=colors.line)
    made.update_yaxes(zeroline=True, zerolinecolor=colors.ink, zerolinewidth=1)
    return made


def uprights(made: go.Figure, drawn: Drawn, places: Iterable[float]) -> None:
    """Dashed uprights in a plotly figure."""
    for x in places:
        line: dict[str, Any] = {"line_dash": "dash", "line_color": drawn.style.colors.watch, "line_width": 1}
        made.add_vline(x=x, **line)
