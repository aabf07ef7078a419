"""One subject: its source, what a row is, how fresh and how clean it is, its columns, updates and downloads."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard import urls
from dashboard.data.receipt import SubjectReceipt
from dashboard.disclosure.rows import exported, protected
from dashboard.export.listed import ROWS
from dashboard.i18n import N_, Words
from dashboard.model import Shape, Subject, View
from dashboard.page import receipts, updates
from dashboard.page.addresses import SUBJECT
from dashboard.page.declare import Page, Request

Parts = list[Component]


def body(request: Request) -> list[Component]:
    """One card a question a reader has about a source."""
    words = request.words
    subject = request.context.answers.catalog.subject(request.variables["subject"])
    receipt = request.snapshot.subjects.get(subject.key)
    if receipt is None:
        return [html.P(words("The data of that day do not have this subject."), className="notice"), _back(request)]
    lacking = request.context.answers.lacking(subject, request.snapshot)
    cards = [
        _card("source", words("Source"), _source(request, subject, receipt)),
        _card("rows", words("Rows"), _rows(request, subject, receipt), "half"),
        _card("quality", words("Quality"), _quality(request, subject, receipt), "half"),
        _card("missing", words("What is not here"), _missing(request, subject, receipt, lacking)),
        _card("dictionary", words("Dictionary"), [receipts.dictionary(subject, receipt, words)]),
        _card("downloads", words("Downloads"), _downloads(request, subject, receipt, lacking)),
        _card("updates", words("Updates"), [updates.of_subject(request, subject.key)]),
    ]
    return [html.Div(cards, className="cards"), _back(request)]


def _card(key: str, title: str, parts: Parts, width: str = "full") -> Component:
    inside = html.Div([html.H2(title), *parts], className="inside")
    return html.Section(inside, className=f"card {width}", id=key)


def _said(lines: list[str]) -> Parts:
    return [html.P(line, className="words") for line in lines if line]


def _source(request: Request, subject: Subject, receipt: SubjectReceipt) -> Parts:
    """Who publishes it, under which terms, how fresh it is, and what the city's people say to beware of."""
    words, dataset = request.words, request.context.city.subjects.get(subject.key)
    caveats = dataset.caveats if dataset else ()
    return [
        html.P(words(subject.about), className="subtitle"),
        html.P(receipts.source(request, receipt), className="words"),
        *_said([receipts.terms(request, receipt), *receipts.fresh(receipt, words)]),
        *(html.P(getattr(text, words.lang), className="words caution") for text in caveats),
    ]


def _rows(request: Request, subject: Subject, receipt: SubjectReceipt) -> Parts:
    return [receipts.counted(receipt, request.words), *_said(receipts.unit(request, subject, receipt))]


def _quality(request: Request, subject: Subject, receipt: SubjectReceipt) -> Parts:
    words = request.words
    return [
        *_said([_empty(subject, receipt, request)]),
        *receipts.unmapped(subject, receipt, words),
        *receipts.accepted(request, receipt),
    ]


def _empty(subject: Subject, receipt: SubjectReceipt, request: Request) -> str:
    """The column that most rows leave empty, but for those about people; the dictionary has all of them."""
    words = request.words
    private = protected(subject)
    empty = {column: share for column, share in receipt.nulls.items() if column not in private}
    if not empty:
        return words("Every column has a value in every row.")
    column, share = max(empty.items(), key=lambda pair: pair[1])
    told = words(
        "The emptiest column is {column}: {share} of rows have no value.", column=column, share=words.percent(share, 1)
    )
    return f"{told} {words('The dictionary below says so of every column.')}"


def _missing(request: Request, subject: Subject, receipt: SubjectReceipt, lacking: tuple[View, ...]) -> Parts:
    """Charts and columns that this site knows of the subject and that are not here."""
    words = request.words
    titles = [words(view.title) for view in lacking]
    titles += [
        words(column.about) for column in subject.columns if column.name not in receipt.columns and not column.derived
    ]
    if not titles:
        return _said([words("The city publishes everything this site can show of this subject.")])
    return [html.Ul([html.Li(title) for title in dict.fromkeys(titles)])]


def _downloads(request: Request, subject: Subject, receipt: SubjectReceipt, lacking: tuple[View, ...]) -> Parts:
    """The records, and every chart of the subject with its table as a file and its picture."""
    words, pairs = request.words, request.carried(request.selection)
    offered = [view for view in subject.views if view not in lacking]
    rows = [
        (
            html.A(words(view.title), href=urls.view(view.key, "", pairs)),
            html.A("CSV", href=urls.view(view.key, "csv", pairs)),
            "" if view.shape is Shape.LIST else html.A("SVG", href=urls.view(view.key, "svg", pairs)),
        )
        for view in offered
    ]
    heads = [words("Chart"), words("Table"), words("Image")]
    return [
        *_records(request, subject, receipt),
        receipts.table(words("Every chart of this subject, as a file"), heads, rows),
    ]


def _records(request: Request, subject: Subject, receipt: SubjectReceipt) -> Parts:
    """The records as a file, and what of them it leaves out."""
    words, pairs = request.words, request.carried(request.selection.but(chosen=(), since=None, until=None))
    links = [
        html.A(words("All records ({form})", form=form.upper()), href=urls.rows(subject.key, form, pairs))
        for form in ROWS
    ]
    given = {column.name for column in exported(subject, receipt)}
    left = [one for one in subject.columns if one.name in receipt.columns and one.name not in given]
    items = html.Ul([html.Li(words(column.about)) for column in left])
    told = [html.Details([html.Summary(words("What these files leave out")), items])] if left else []
    return [html.P(links, className="links"), *_said(_located(subject, words)), *told]


def _located(subject: Subject, words: Words) -> list[str]:
    if not any(column.located for column in subject.columns):
        return []
    told = words("The files say where it was by block at most.")
    quiet = words("In cases that may be about family, sex or children they name the area only.")
    return [f"{told} {quiet}" if subject.areas_only else told]


def _back(request: Request) -> Component:
    words = request.words
    link = html.A(words("All sources"), href=urls.data("", request.carried(request.selection)))
    return html.P(link, className="ways")


PAGE = Page(
    path=urls.SUBJECT,
    order=10,
    title=N_("{subject}: source and quality"),
    heading=N_("{subject}: source and quality"),
    lede=N_("Where these records of {city} come from, what was counted, what was left out and why."),
    body=body,
    at=SUBJECT,
)
