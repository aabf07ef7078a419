"""An answer's records as an HTML table a reader can scan, and as text cells."""

from __future__ import annotations

from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.answer import Answer, Field
from dashboard.answer.value import Record, real
from dashboard.controls import wild
from dashboard.explain import phrases, verdict
from dashboard.i18n import N_, Words
from dashboard.model import Dimension, Shape

NUMERIC = ("count", "change", "rate", "value", "share", "number")


def table(answer: Answer, caption: str, words: Words) -> Component:
    """The whole table; a grid of two dimensions is laid out as one."""
    if not answer.fields:
        return html.P(words("No data for the days you chose"), className="words")
    if answer.view.shape is Shape.GRID:
        return _crossed(answer, caption, words)
    if answer.view.shape is Shape.TABLE:
        return _people(answer, caption, words)
    head = html.Thead(
        html.Tr([html.Th(words(field.label), scope="col", className=_class(field)) for field in _shown(answer)])
    )
    body = html.Tbody([_row(answer, record, words) for record in _ordered(answer)])
    return html.Div(
        html.Table([html.Caption(caption), head, body]),
        className="scroll",
        tabIndex="0",
        role="region",
        **wild(aria_label=caption),
    )


def _shown(answer: Answer) -> list[Field]:
    return [field for field in answer.fields if field.kind != "flag"]


def _ordered(answer: Answer) -> tuple[Record, ...]:
    monthly = answer.fields[0].kind == "month"
    return tuple(reversed(answer.records)) if monthly else answer.records


def _class(field: Field) -> str:
    return "n" if field.kind in NUMERIC else ""


def _row(answer: Answer, record: Record, words: Words) -> Component:
    first, *others = _shown(answer)
    heading = html.Th(cell(answer, first, record, words) + _unfinished(answer, record, words), scope="row")
    return html.Tr(
        [heading, *(html.Td(cell(answer, field, record, words), className=_class(field)) for field in others)]
    )


def _unfinished(answer: Answer, record: Record, words: Words) -> str:
    """Why a month is not complete, in brackets; empty for a complete one."""
    month = record.get("month")
    if record.get("complete", True) or not isinstance(month, date):
        return ""
    return " " + (words("(still counting)") if answer.period.counting(month) else words("(part of a month)"))


def cell(answer: Answer, field: Field, record: Record, words: Words) -> str:
    """One value as a reader sees it; a dash where there is none."""
    value = record.get(field.key)
    if value is None:
        return "\N{EN DASH}"
    if isinstance(value, date):
        return phrases.cap(words.month(value))
    if field.kind == "share":
        return words.percent(float(value))
    if field.kind == "verdict":
        return verdict.short(str(value), words)
    if field.kind == "text":
        return str(value)
    if field.kind == "number":
        return str(round(float(value), 5))
    if field.kind == "value":
        return phrases.amount(answer, words, float(value))
    if field.kind == "change":
        return words.signed(float(value))
    if field.kind in NUMERIC:
        return words.number(float(value), 1 if field.kind == "rate" else 0)
    return phrases.name_of(answer, _dimension(answer, field), str(value), words)


def _dimension(answer: Answer, field: Field) -> Dimension:
    """The dimension a field is about: by its key, or by the column that a list shows."""
    return next(one for one in answer.subject.dimensions if field.key in (one.key, one.column))


def _crossed(answer: Answer, caption: str, words: Words) -> Component:
    down, across = (answer.subject.dimension(field.key) for field in answer.fields[:2])
    counts = {(record[down.key], record[across.key]): real(record, "count") or 0 for record in answer.records}
    head = html.Tr([html.Td(""), *(html.Th(words(value.label), scope="col", className="n") for value in down.values)])
    rows = [
        html.Tr([
            html.Th(words(hour.label), scope="row"),
            *(html.Td(words.number(counts.get((day.code, hour.code), 0)), className="n") for day in down.values),
        ])
        for hour in across.values
    ]  # fmt: skip
    whole = html.Table([html.Caption(caption), html.Thead(head), html.Tbody(rows)])
    return html.Div(whole, className="scroll", tabIndex="0", role="region", **wild(aria_label=caption))


SPECIAL = {"": N_("All"), "_others": N_("Smaller groups together"), "_unstated": N_("Not stated")}


def _people(answer: Answer, caption: str, words: Words) -> Component:
    """A table about people: totals first, hidden counts said in words."""
    if not answer.fields:
        return html.Div()
    down, across = (answer.subject.dimension(field.key) for field in answer.fields[:2])
    rows = list(dict.fromkeys(str(record[down.key]) for record in answer.records))
    codes = list(dict.fromkeys(str(record[across.key]) for record in answer.records))
    cells = {(record[down.key], record[across.key]): record for record in answer.records}

    def label(dimension: Dimension, code: str) -> str:
        return words(SPECIAL[code]) if code in SPECIAL else phrases.name_of(answer, dimension, code, words)

    def shown(row: str, code: str) -> str:
        record = cells[row, code]
        return words("hidden") if record["hidden"] else words.number(real(record, "count") or 0)

    head = html.Tr([html.Td(""), *(html.Th(label(across, code), scope="col", className="n") for code in codes)])
    body = [
        html.Tr([html.Th(label(down, row), scope="row"), *(html.Td(shown(row, code), className="n") for code in codes)])
        for row in rows
    ]
    whole = html.Table([html.Caption(caption), html.Thead(head), html.Tbody(body)])
    return html.Div(whole, className="scroll", tabIndex="0", role="region", **wild(aria_label=caption))
