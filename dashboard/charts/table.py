"""A table about people, drawn as the totals of its groups; a hidden total is named and has no bar."""

from __future__ import annotations

import plotly.graph_objects as go

from dashboard.answer import Answer
from dashboard.answer.value import Record
from dashboard.charts import bars, empty
from dashboard.charts.frame import Frame, foot
from dashboard.charts.months import value
from dashboard.charts.rows import NARROW, WIDTH, Bars, Heads, Row
from dashboard.charts.rows import frame as room
from dashboard.charts.theme import Style
from dashboard.charts.vega import Spec
from dashboard.i18n import Words


def frame(answer: Answer, style: Style) -> Frame:
    """The room of the chart; the same in every language."""
    shown = _shown(answer)
    if not shown:
        return empty.frame(answer, style, NARROW if style.narrow else WIDTH)
    return room(len(shown), style, foot(answer, 0))


def spec(answer: Answer, words: Words, style: Style) -> Spec:
    """The chart in Vega-Lite."""
    if not _shown(answer):
        return empty.spec(frame(answer, style), words, style)
    return bars.spec(_bars(answer, words, style))


def traces(answer: Answer, words: Words, style: Style) -> go.Figure:
    """The chart in plotly."""
    if not _shown(answer):
        return empty.traces(frame(answer, style), words, style)
    return bars.figure(_bars(answer, words, style))


def _shown(answer: Answer) -> list[Record]:
    if not answer.fields:
        return []
    down, across = answer.fields[0].key, answer.fields[1].key
    return [record for record in answer.records if record[down] == "" and record[across] != ""]


def _bars(answer: Answer, words: Words, style: Style) -> Bars:
    rows = tuple(_row(answer, record, words) for record in _shown(answer))
    return Bars(rows, Heads("", (words("Number"), ""), ()), frame(answer, style), style)


def _row(answer: Answer, record: Record, words: Words) -> Row:
    dimension = answer.subject.dimension(answer.fields[1].key)
    declared = dimension.value(str(record[dimension.key]))
    name = words(declared.label) if declared else str(record[dimension.key])
    count = value(record, "count")
    shown = words("hidden") if count is None else words.number(count)
    return Row(name, count, None, shown, None, f"{name}: {shown}")
