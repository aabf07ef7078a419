"""Source, quality and completeness of what the site shows, subject by subject."""

from __future__ import annotations

import logging

from dash import html
from dash.development.base_component import Component

from dashboard import urls
from dashboard.answer import Unavailable
from dashboard.controls import wild
from dashboard.data.receipt import SubjectReceipt
from dashboard.explain.common import rows_told
from dashboard.i18n import N_, Words
from dashboard.model import Subject
from dashboard.page.declare import Page, Request

LOG = logging.getLogger(__name__)
REASONS = {
    "no date": N_("no date"),
    "before the covered period": N_("before the period covered"),
    "in the future": N_("dated in the future"),
    "no offense": N_("no offense"),
}


def body(request: Request) -> list[Component]:
    """One section a subject of the snapshot, then what changed with each update."""
    catalog = request.context.answers.catalog
    sections = [_subject(request, catalog.subject(key), receipt) for key, receipt in request.snapshot.subjects.items()]
    return [html.Div([*sections, _log(request)], className="cards")]


def _subject(request: Request, subject: Subject, receipt: SubjectReceipt) -> Component:
    words = request.words
    parts = [
        html.H2(words(subject.label), id=subject.key),
        html.P(words(subject.about), className="subtitle"),
        html.P(_source(request, receipt), className="words"),
        _counted(receipt, words),
        *_numbered(request, subject, receipt),
        html.P(_fresh(receipt, words), className="words"),
        *(html.P(getattr(text, words.lang), className="words caution") for text in request.context.city.subjects[subject.key].caveats),
        _missing(request, subject),
        _dictionary(subject, receipt, words),
        *_unmapped(receipt, words),
    ]  # fmt: skip
    return html.Section(html.Div(parts, className="inside"), className="card full")


def _source(request: Request, receipt: SubjectReceipt) -> list[Component | str]:
    words = request.words
    sample: list[Component | str] = [html.Strong(words("Sample data.")), " "] if request.snapshot.sample else []
    portal = request.context.city.portal.url
    name = (
        receipt.name
        if receipt.portal != portal
        else html.A(receipt.name, href=urls.portal_page(portal, receipt.dataset))
    )
    return [
        *sample,
        words("Published by {publisher} as", publisher=receipt.publisher),
        " ",
        name,
        f" ({receipt.dataset}), {receipt.portal}.",
    ]


def _counted(receipt: SubjectReceipt, words: Words) -> Component:
    rows = [(words("Published here"), receipt.published_rows)]
    rows += [
        (words("Left out: {reason}", reason=words(REASONS.get(reason, reason))), count)
        for reason, count in receipt.rejected.items()
    ]
    rows += [(words("Rows at the portal"), receipt.source_rows)]
    body = [
        html.Tr([html.Th(label, scope="row"), html.Td(words.number(count), className="n")]) for label, count in rows
    ]
    caption = html.Caption(words("Every row of the portal is either published here or left out for a reason"))
    return html.Div(html.Table([caption, html.Tbody(body)], className="short"), className="scroll")


def _numbered(request: Request, subject: Subject, receipt: SubjectReceipt) -> list[Component]:
    """How many different numbers the rows have, where those are counted and not rows."""
    found = request.context.answers.numbering(subject, request.snapshot)
    if found is None:
        return []
    metric = next(one for one in subject.metrics if one.distinct)
    noun = request.words.noun(metric.nouns[receipt.unit], 2)
    return [html.P(rows_told(noun, found.numbers, found.rows, found.unnumbered, request.words), className="words")]


def _fresh(receipt: SubjectReceipt, words: Words) -> str:
    days = {
        "newest": receipt.newest,
        "settled": receipt.settled,
        "first": receipt.coverage.since if receipt.coverage else None,
    }
    shown = {key: words.day(day) if day else "\N{EN DASH}" for key, day in days.items()}
    return words(
        "The records run from {first} to {newest}. Counts are taken as complete up to {settled}. The portal was read on {read}.",
        read=words.day(receipt.fetched_at.date()), **shown,
    )  # fmt: skip


def _missing(request: Request, subject: Subject) -> Component:
    words, answers = request.words, request.context.answers
    lacking = []
    for view in subject.views:
        try:
            answers.answer(view, request.selection)
        except Unavailable:
            lacking.append(words(view.title))
        except Exception:
            LOG.exception("%s failed for %s", view.key, request.selection)
    columns = set(request.snapshot.subjects[subject.key].columns)
    lacking += [words(column.about) for column in subject.columns if column.name not in columns and not column.derived]
    if not lacking:
        return html.P(words("The city publishes everything this site can show of this subject."), className="words")
    return html.Div(
        [html.H3(words("What the city does not publish")), html.Ul([html.Li(item) for item in dict.fromkeys(lacking)])]
    )


def _dictionary(subject: Subject, receipt: SubjectReceipt, words: Words) -> Component:
    heads = (N_("Column"), N_("What it says"), N_("How it is made from the portal's columns"))
    head = html.Thead(html.Tr([html.Th(words(text), scope="col") for text in heads]))
    present = [column for column in subject.columns if column.name in receipt.columns]
    rows = [
        html.Tr(
            [
                html.Th(column.name, scope="row"),
                html.Td(words(column.about)),
                html.Td(html.Code(receipt.mapping.get(column.name, column.derived or ""))),
            ]
        )
        for column in present
    ]
    caption = words("Columns of this subject")
    table = html.Table([html.Caption(caption), head, html.Tbody(rows)])
    return html.Details(
        [
            html.Summary(words("Dictionary")),
            html.Div(table, className="scroll", tabIndex="0", role="region", **wild(aria_label=caption)),
        ]
    )


def _unmapped(receipt: SubjectReceipt, words: Words) -> list[Component]:
    found = [(column, value, count) for column, values in receipt.unmapped.items() for value, count in values.items()]
    if not found:
        return []
    items = [html.Li(f"{column}: {value} ({words.number(count)})") for column, value, count in found[:100]]
    return [html.Details([html.Summary(words("Values counted as “other”")), html.Ul(items)])]


def _log(request: Request) -> Component:
    words = request.words
    events = request.context.answers.warehouse.log()[:20]
    items = [
        html.Li(
            [
                words.moment(event.at),
                ": ",
                words(OUTCOMES.get(event.status, event.status)),
                *_told(event.reasons, event.accepted),
            ]
        )
        for event in events
    ]
    inside = html.Div(
        [html.H2(words("Updates")), html.Ul(items) if items else html.P(words("None yet."))], className="inside"
    )
    return html.Section(inside, className="card full", id="updates")


def _told(reasons: tuple[str, ...], accepted: str | None) -> list[Component]:
    told = [*reasons, *([accepted] if accepted else [])]
    return [html.Br(), html.Span("; ".join(told), lang="en")] if told else []


OUTCOMES = {
    "published": N_("new data published"),
    "unchanged": N_("nothing had changed"),
    "held": N_("not published; the last good data stay"),
}

PAGE = Page(
    path="/data",
    order=5,
    title=N_("Data"),
    heading=N_("Where the numbers come from"),
    lede=N_("Every source, what was counted, what was left out and why, and what the city does not publish."),
    body=body,
)
