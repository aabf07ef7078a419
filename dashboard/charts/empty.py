"""What is drawn when there is nothing to draw: a frame with a sentence in it."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from dashboard.answer import Answer
from dashboard.charts import plotly_theme, text, vega
from dashboard.charts.frame import Frame, foot
from dashboard.charts.theme import Style
from dashboard.charts.vega import Spec
from dashboard.i18n import Words


def frame(answer: Answer, style: Style, width: int) -> Frame:
    """The room of the sentence, as wide as the chart it stands for."""
    del style
    return Frame(width, 120 + foot(answer), bottom=foot(answer))


def spec(room: Frame, words: Words, style: Style) -> Spec:
    """A thin frame and the sentence, as Vega-Lite."""
    box = vega.PIXELS.layer(
        "rect", [{"x": 0, "x2": 1, "y": 0, "y2": 1}], fill=style.colors.card, stroke=style.colors.line
    )
    middle = (room.across / 2, room.down / 2)
    sentence, color = _sentence(room, words, style), style.colors.soft
    said = vega.words_at(sentence, *middle, size=style.text, color=color, align="center")
    return vega.chart(room, [box, said], style.colors)


def traces(room: Frame, words: Words, style: Style) -> go.Figure:
    """The same for plotly."""
    made = plotly_theme.base(room, style, (0, 1), (0, 1))
    edge = {"type": "rect", "xref": "paper", "yref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 1}
    made.add_shape({**edge, "line": {"color": style.colors.line, "width": 1}})
    spot: dict[str, Any] = {"xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5, "size": style.text}
    made.add_annotation(plotly_theme.note(_sentence(room, words, style), style, **spot))
    return made


def _sentence(room: Frame, words: Words, style: Style) -> str:
    sentence = words("No records for this choice, so there is nothing to draw.")
    return "\n".join(text.wrap(sentence, style.text, room.width - 24))
