"""Places by how many, most first; the first fifteen of many."""

from __future__ import annotations

import plotly.graph_objects as go

from dashboard.answer import Answer
from dashboard.answer.value import Record
from dashboard.charts import bars, empty, text
from dashboard.charts.frame import Frame, foot
from dashboard.charts.measure import amount, before_key, nothing, written
from dashboard.charts.months import value
from dashboard.charts.rows import NARROW, WIDTH, Bars, Heads, Row
from dashboard.charts.rows import frame as room
from dashboard.charts.theme import Style
from dashboard.charts.vega import Spec
from dashboard.i18n import Words

MOST = 15


def frame(answer: Answer, style: Style) -> Frame:
    """The room of the chart; the same in every language."""
    if nothing(answer):
        return empty.frame(answer, style, NARROW if style.narrow else WIDTH)
    return room(len(_shown(answer)), style, foot(answer, _caption_lines(answer, style)))


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


def _shown(answer: Answer) -> tuple[Record, ...]:
    return answer.records[:MOST]


def _before(answer: Answer, record: Record) -> float | None:
    """The number of the period before; rates of it are not published, so a rate has no tick."""
    return value(record, before_key(answer))


def _caption_lines(answer: Answer, style: Style) -> int:
    return (2 if style.narrow else 1) if len(answer.records) > MOST else 0


def _bars(answer: Answer, words: Words, style: Style) -> Bars:
    rows = tuple(_row(answer, record, words) for record in _shown(answer))
    column = words("Per 100,000") if answer.measure == "rate" else words("Now")
    heads = Heads(words("the period before"), (column, ""), _captions(answer, words, style))
    return Bars(rows, heads, frame(answer, style), style)


def _row(answer: Answer, record: Record, words: Words) -> Row:
    name = _name(answer, record, words)
    now, before = value(record, answer.measure), _before(answer, record)
    missing = words("no rate") if answer.measure == "rate" else words("none")
    hover = [f"{name}: {missing if now is None else amount(answer, words, now)}"]
    if before is not None:
        hover.append(words("Period before: {n}", n=amount(answer, words, before)))
    shown = missing if now is None else written(answer, words, now)
    return Row(name, now, before, shown, None, "\n".join(hover))


def _name(answer: Answer, record: Record, words: Words) -> str:
    if answer.by is None:
        return ""
    key = str(record[answer.by.key])
    name = answer.names(answer.by).get(key, key)
    numbered = answer.by.numbered[0]
    return words(numbered, name=name) if name.isdigit() and numbered else name


def _captions(answer: Answer, words: Words, style: Style) -> tuple[str, ...]:
    lines = _caption_lines(answer, style)
    if not lines:
        return ()
    shown, everything = words.number(MOST), words.number(len(answer.records))
    said = words("{shown} of {all} shown; the table has all", shown=shown, all=everything)
    return tuple(text.wrap(said, style.small, frame(answer, style).width, lines))
