"""What the receipt of a subject says, in parts of a page: source, rows, dates, quality, dictionary.

Reads the receipt and the city file, and asks the warehouse nothing but how many
different numbers the rows have, where those are counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import urls
from dashboard.controls import wild
from dashboard.data.receipt import SubjectReceipt
from dashboard.disclosure.rows import protected
from dashboard.explain.rows import rows_told
from dashboard.i18n import N_, Words
from dashboard.model import Column, Metric, Subject
from dashboard.page import causes
from dashboard.page.declare import Request

REASONS = {
    "no date": N_("no date"),
    "before the covered period": N_("before the period covered"),
    "in the future": N_("dated in the future"),
    "no offense": N_("no offense"),
    "no name": N_("no name"),
    "no how": N_("no word on how it was cleared"),
}
STATUSES = {"preliminary": N_("Preliminary"), "official": N_("Official")}
MOST_VALUES = 100
LONGEST = 60
NONE = "\N{EN DASH}"
Cells = Sequence[Component | str]


def table(
    caption: str, heads: Sequence[str], rows: Iterable[Cells], numeric: Sequence[int] = (), stacked: bool = False
) -> Component:
    """A table that scrolls by itself; the first cell of a row is its heading.

    ``stacked`` shows on a phone each row as a block with the heads beside its cells.
    """

    def kind(index: int) -> str:
        return "n" if index in numeric else ""

    def label(index: int) -> dict[str, Any]:
        return wild(data_label=heads[index]) if stacked else {}

    head = html.Thead(html.Tr([html.Th(text, scope="col", className=kind(i)) for i, text in enumerate(heads)]))
    body = [
        html.Tr(
            [
                html.Th(first, scope="row"),
                *(html.Td(cell, className=kind(i), **label(i)) for i, cell in enumerate(rest, 1)),
            ]
        )
        for first, *rest in rows
    ]
    whole = html.Table([html.Caption(caption), head, html.Tbody(body)], className="stacked" if stacked else "")
    return html.Div(whole, className="scroll", tabIndex="0", role="region", **wild(aria_label=caption))


def short_table(caption: str, rows: Iterable[tuple[str, str]]) -> Component:
    """Names and figures, one a row."""
    body = [html.Tr([html.Th(name, scope="row"), html.Td(text, className="n")]) for name, text in rows]
    return html.Div(html.Table([html.Caption(caption), html.Tbody(body)], className="short"), className="scroll")


def day(found: date | None, words: Words) -> str:
    """A date in words; a dash where there is none."""
    return words.day(found) if found else NONE


def source(request: Request, receipt: SubjectReceipt) -> list[Component | str]:
    """Who publishes the records, as what and where; a link where the portal is the city's own."""
    words, portal = request.words, request.context.city.portal.url
    sample: list[Component | str] = [html.Strong(words("Sample data.")), " "] if request.snapshot.sample else []
    linked = html.A(receipt.name, href=urls.portal_page(portal, receipt.dataset))
    name: Component | str = receipt.name if receipt.portal != portal else linked
    published = words("Published by {publisher} as", publisher=receipt.publisher)
    return [*sample, published, " ", name, f" ({receipt.dataset}), {receipt.portal}."]


def terms(request: Request, receipt: SubjectReceipt) -> str:
    """Whether the records are final, and under which license they are published."""
    words, dataset = request.words, request.context.city.subjects.get(receipt.subject)
    if dataset is None:
        return ""
    told = words(STATUSES[dataset.status]) + "."
    return f"{told} {words('License: {license}.', license=dataset.license)}" if dataset.license else told


def counted(receipt: SubjectReceipt, words: Words) -> Component:
    """Rows at the portal, published here, and left out by reason: the sum is shown to be whole."""
    rows = [(words("Published here"), receipt.published_rows)]
    rows += [
        (words("Left out: {reason}", reason=words(REASONS.get(reason, reason))), count)
        for reason, count in receipt.rejected.items()
    ]
    rows.append((words("Rows at the portal"), receipt.source_rows))
    caption = words("Every row of the portal is either published here or left out for a reason")
    return short_table(caption, [(name, words.number(count)) for name, count in rows])


def unit(request: Request, subject: Subject, receipt: SubjectReceipt) -> list[str]:
    """What one row is, what is counted of the rows, and what names a row."""
    words = request.words
    distinct = next((one for one in subject.metrics if one.distinct in receipt.columns and one.distinct), None)
    counts = _numbered(request, subject, receipt, distinct) if distinct else [_row(subject, receipt, words)]
    return [*counts, *_key(request, receipt)]


def _row(subject: Subject, receipt: SubjectReceipt, words: Words) -> str:
    if subject.metrics[0].sums:
        return words("Each row holds one number. These numbers are shown or added up.")
    noun = words.noun(subject.metrics[0].nouns[receipt.unit], 1)
    return words("Each row counts as 1 {noun}.", noun=noun)


def _numbered(request: Request, subject: Subject, receipt: SubjectReceipt, metric: Metric) -> list[str]:
    words, noun = request.words, request.words.noun(metric.nouns[receipt.unit], 2)
    told = words("Several rows can share a number. Different values of {column} are counted.", column=metric.distinct)
    found = request.context.answers.numbering(subject, request.snapshot)
    return [told, rows_told(noun, found.numbers, found.rows, found.unnumbered, words)] if found else [told]


def _key(request: Request, receipt: SubjectReceipt) -> list[str]:
    words, dataset = request.words, request.context.city.subjects.get(receipt.subject)
    if dataset is None or dataset.key is None:
        return [words("The city names no key. Rows are told apart by all of their fields.")]
    told = [words("The key of a row at the portal is {key}.", key=dataset.key)]
    if not receipt.duplicate_keys:
        return [*told, words("No two rows have the same key.")]
    n = receipt.duplicate_keys
    return [*told, words.plural("{n} row repeats a key.", "{n} rows repeat a key.", n)]


def fresh(receipt: SubjectReceipt, words: Words) -> list[str]:
    """From when to when the records run, up to when they are complete, when they were read and last changed."""
    shown = {
        "newest": day(receipt.newest, words),
        "settled": day(receipt.settled, words),
        "first": day(receipt.coverage.since if receipt.coverage else None, words),
    }
    told = words("The records run from {first} to {newest}. Counts are taken as complete up to {settled}.", **shown)
    read = words("The portal was read on {day}.", day=words.day(receipt.fetched_at.date()))
    late = words.plural(
        "Late records may come in for {n} day.", "Late records may come in for {n} days.", receipt.settles_after
    )
    changed = receipt.rows_updated_at
    return [
        told,
        read,
        *([late] if receipt.settles_after else []),
        *([words("The portal says it last changed them on {day}.", day=words.day(changed.date()))] if changed else []),
    ]


def unmapped(subject: Subject, receipt: SubjectReceipt, words: Words) -> list[Component]:
    """The published values that no code of the city file fits, with their rows; they are counted as "other"."""
    private = protected(subject)
    found = [
        (column, value, count)
        for column, values in receipt.unmapped.items()
        if column not in private
        for value, count in values.items()
    ]
    if not found:
        return [html.P(words("Every value fits a code of this site."), className="words")]
    total = sum(count for *_, count in found)
    told = words.plural(
        "{n} row has a value that no code of this site fits. It is counted as “other”.",
        "{n} rows have a value that no code of this site fits. They are counted as “other”.",
        total,
    )
    names = {column.name: words(column.about) for column in subject.columns}
    listed = [(names.get(column, column), value, words.number(count)) for column, value, count in found[:MOST_VALUES]]
    heads = [words("Column"), words("Value"), words("Rows")]
    parts = [
        html.Summary(words("Values counted as “other”")),
        table(words("Values and their rows"), heads, listed, [2]),
    ]
    if len(found) > MOST_VALUES:
        more = words("{n} more values are not listed here.", n=words.number(len(found) - MOST_VALUES))
        parts.append(html.P(more, className="words"))
    return [html.P(told, className="words"), html.Details(parts)]


def accepted(request: Request, receipt: SubjectReceipt) -> list[Component]:
    """What the checks before publishing found and an operator let pass."""
    found = causes.listed(receipt.found, receipt.checks, request.context.answers.catalog, request.words)
    told = request.words("Checks found this, and a person let it pass:")
    return [html.P(told, className="words"), *found] if found else []


def dictionary(subject: Subject, receipt: SubjectReceipt, words: Words) -> Component:
    """Every column: what it says, how it is made, and how many rows have no value."""
    private = protected(subject)
    heads = [words("Column"), words("What it says"), words("Rows without a value"), words("How it is made")]
    rows = [
        (
            column.name,
            html.Span([words(column.about), *_codes(subject, column, words)]),
            _without(receipt, column, column.name in private, words),
            _made(receipt.mapping.get(column.name, column.derived or ""), words),
        )
        for column in subject.columns
        if column.name in receipt.columns
    ]
    return table(words("Columns of this subject"), heads, rows, [2])


def _codes(subject: Subject, column: Column, words: Words) -> list[Component]:
    """What the codes of a column stand for: they are what a file holds."""
    listed = next((one.values for one in subject.dimensions if one.column == column.name), ())
    items = [html.Li([html.Code(value.code), f": {words(value.label)}"]) for value in listed]
    return [html.Details([html.Summary(words("Codes")), html.Ul(items)])] if items else []


def _made(expression: str, words: Words) -> Component:
    """How a column is made of those of the portal; a long way is folded."""
    code = html.Code(expression)
    return code if len(expression) <= LONGEST else html.Details([html.Summary(words("Show")), code])


def _without(receipt: SubjectReceipt, column: Column, private: bool, words: Words) -> str:
    """How many rows have no value; not said of what describes people, for it would count the unknown."""
    if private:
        return NONE
    share = receipt.nulls.get(column.name, 0.0)
    rows = round(share * receipt.published_rows)
    return f"{words.number(rows)} ({words.percent(share, 1)})" if share >= 0.0005 else words.number(rows)
