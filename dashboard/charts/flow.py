"""The stages of a flow as bars from zero: the count with its share of all, and beside it the share of the decided."""

from __future__ import annotations

import plotly.graph_objects as go

from dashboard.answer import Answer
from dashboard.answer.flow import OF_ALL, OF_BASE
from dashboard.answer.value import Record, real
from dashboard.charts import bars, empty
from dashboard.charts.frame import Frame, foot
from dashboard.charts.measure import nothing
from dashboard.charts.months import value
from dashboard.charts.rows import NARROW, WIDTH, Bars, Heads, Row
from dashboard.charts.rows import frame as room
from dashboard.charts.theme import Style
from dashboard.charts.vega import Spec
from dashboard.i18n import Words

WIDER = 200


def frame(answer: Answer, style: Style) -> Frame:
    """The room of the chart; the same in every language."""
    if nothing(answer):
        return empty.frame(answer, style, NARROW if style.narrow else WIDTH)
    made = room(len(answer.records), style, foot(answer))
    return made if style.narrow else Frame(made.width + WIDER, made.height, top=made.top, bottom=made.bottom)


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
    rows = tuple(_row(answer, record, words, style) for record in answer.records)
    columns = (words("Number"), "") if style.narrow else (words("Number (of all)"), words("Of decided"))
    return Bars(rows, Heads("", columns, ()), frame(answer, style), style)


def _row(answer: Answer, record: Record, words: Words, style: Style) -> Row:
    """One stage; on a phone the words and the table give the shares."""
    stage = next(one for one in answer.by.stages if one.key == record[answer.by.key]) if answer.by else None
    name, count = words(stage.label) if stage else "", value(record, "count") or 0
    of_all, of_base = real(record, OF_ALL), real(record, OF_BASE)
    shown = words.number(count) + ("" if of_all is None else f" ({words.percent(of_all)})")
    decided = None if of_base is None else words.percent(of_base)
    hover = f"{name}: {shown}" + ("" if decided is None else "\n" + words("Of decided: {share}", share=decided))
    if style.narrow:
        return Row(name, count, None, words.number(count), None, hover)
    return Row(name, count, None, shown, decided, hover)
