"""A directory as an image: names with their phone numbers, as text; nothing is drawn that a list does not say."""

from __future__ import annotations

import plotly.graph_objects as go

from dashboard.answer import Answer
from dashboard.charts import empty, text, vega
from dashboard.charts.frame import Frame, foot
from dashboard.charts.rows import NARROW, WIDTH
from dashboard.charts.theme import Style
from dashboard.charts.vega import Spec
from dashboard.i18n import Words

LINE, NARROW_LINE = 26, 40
NAME, PHONE = "name", "phone"


def frame(answer: Answer, style: Style) -> Frame:
    """The room of the list; the same in every language."""
    width = NARROW if style.narrow else WIDTH
    if not answer.records:
        return empty.frame(answer, style, width)
    each = NARROW_LINE if style.narrow else LINE
    return Frame(width, each * len(answer.records) + 8 + foot(answer), bottom=foot(answer))


def spec(answer: Answer, words: Words, style: Style) -> Spec:
    """The names and phone numbers in Vega-Lite."""
    drawn = frame(answer, style)
    if not answer.records:
        return empty.spec(drawn, words, style)
    plane = vega.Plane((0, 1), (len(answer.records) - 0.5, -0.5))
    raised = 9 / NARROW_LINE if style.narrow else 0.0
    names = [
        {
            "y": row - raised,
            "text": text.shorten(str(record.get(NAME) or ""), style.text, drawn.width * (1 if style.narrow else 0.75)),
        }
        for row, record in enumerate(answer.records)
    ]
    phones = [
        {"y": row + raised, "text": str(record.get(PHONE) or "\N{EN DASH}")}
        for row, record in enumerate(answer.records)
    ]
    place = {"align": "left", "at": {"x": 0}} if style.narrow else {"align": "right", "at": {"x": drawn.across}}
    layers = [
        vega.text(names, plane, size=style.text, color=style.colors.ink, at={"x": 0}, fontWeight="bold"),
        vega.text(phones, plane, size=style.text, color=style.colors.soft, **place),
    ]
    return vega.chart(drawn, layers, style.colors)


def traces(answer: Answer, words: Words, style: Style) -> go.Figure:
    """A list has no interactive figure; the sentence that stands for nothing drawn."""
    return empty.traces(frame(answer, style), words, style)
