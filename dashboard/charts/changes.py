"""Every value of a coded dimension: now as a bar, before as a tick, the difference with its sign."""

from __future__ import annotations

import plotly.graph_objects as go

from dashboard.answer import Answer
from dashboard.answer.value import Record
from dashboard.charts import bars, empty
from dashboard.charts.frame import Frame, foot
from dashboard.charts.measure import amount, before_key, nothing, written
from dashboard.charts.months import value
from dashboard.charts.rows import NARROW, WIDTH, Bars, Heads, Row
from dashboard.charts.rows import frame as room
from dashboard.charts.theme import Style
from dashboard.charts.vega import Spec
from dashboard.i18n import Words


def frame(answer: Answer, style: Style) -> Frame:
    """The room of the chart; the same in every language."""
    if nothing(answer):
        return empty.frame(answer, style, NARROW if style.narrow else WIDTH)
    return room(len(answer.records), style, foot(answer))


def spec(answer: Answer, words: Words, style: Style) -> Spec:
    """The chart in Vega-Lite."""
    if nothing(answer):
        return empty.spec(frame(answer, style), words, style)
    return bars.spec(_bars(answer, words, style))


def traces(answer: Answer, words: Words, style: Style) -> go.Figure:
    """The chart in plotly."""
    if nothing(answer):
        return empty.traces(frame(answer, style), words, style)
    return bars.figure(_bars(answer, words, style))


def _bars(answer: Answer, words: Words, style: Style) -> Bars:
    rows = tuple(_row(answer, record, words) for record in answer.records)
    heads = Heads(words("the period before"), (words("Now"), words("Change")), ())
    return Bars(rows, heads, frame(answer, style), style)


def _row(answer: Answer, record: Record, words: Words) -> Row:
    name, now, before = _name(answer, record, words), value(record, answer.measure), value(record, before_key(answer))
    difference = value(record, "difference") if answer.measure == "count" else None
    change = None if difference is None else words.signed(difference)
    hover = [f"{name}: {amount(answer, words, now)}"]
    if before is not None:
        hover.append(words("Period before: {n}", n=amount(answer, words, before)))
    if change is not None:
        hover.append(words("Difference: {n}", n=change))
    shown = words("none") if now is None else written(answer, words, now)
    return Row(name, now, before, shown, change, "\n".join(hover))


def _name(answer: Answer, record: Record, words: Words) -> str:
    if answer.by is None:
        return ""
    code = str(record[answer.by.key])
    known = answer.by.value(code)
    return words(known.label) if known else code
