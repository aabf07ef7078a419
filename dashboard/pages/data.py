"""Every source in short, what is not here, and what each update came to."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard import urls
from dashboard.data.receipt import SubjectReceipt
from dashboard.disclosure.held import held
from dashboard.i18n import N_, Words
from dashboard.model import Subject
from dashboard.page import receipts, updates
from dashboard.page.declare import Page, Request


def body(request: Request) -> list[Component]:
    """A card a subject, in the order of the catalog; then what is not here; then the updates."""
    published = request.snapshot.subjects
    known = request.context.answers.catalog.subjects.values()
    cards = [_card(request, subject, published[subject.key]) for subject in known if subject.key in published]
    absent = [subject for subject in known if subject.key not in published]
    return [*_waiting(request), html.Div([*cards, *_absent(request, absent), updates.log(request)], className="cards")]


def _waiting(request: Request) -> list[Component]:
    """That tables about people of this snapshot are not shown, for want of a check."""
    answers, words = request.context.answers, request.words
    found = held(request.context.city, answers.catalog, answers.ledger, request.snapshot)
    if found is None:
        return []
    count = words.plural("{n} table about people is not shown.", "{n} tables about people are not shown.", found.tables)
    told = count, words("The check that they point at nobody is not done.")
    return [html.P(" ".join(told), className="notice", id="tables-held")]


def _card(request: Request, subject: Subject, receipt: SubjectReceipt) -> Component:
    words = request.words
    figures = [
        (words("Rows at the portal"), words.number(receipt.source_rows)),
        (words("Published here"), words.number(receipt.published_rows)),
        (words("Left out"), words.number(sum(receipt.rejected.values()))),
        (words("Newest record"), receipts.day(receipt.newest, words)),
        (words("Complete up to"), receipts.day(receipt.settled, words)),
    ]
    address = urls.data(subject.key, request.carried(request.selection))
    records = urls.rows(subject.key, "csv", request.carried(request.selection.but(chosen=(), since=None, until=None)))
    inside = [
        html.H2(html.A(words(subject.label), href=address)),
        html.P(words(subject.about), className="subtitle"),
        html.P(receipts.source(request, receipt), className="words"),
        receipts.short_table(words("In short"), figures),
        html.P(html.A(words("All records ({form})", form="CSV"), href=records), className="links"),
    ]
    return html.Section(html.Div(inside, className="inside"), className="card third", id=subject.key)


def _absent(request: Request, absent: list[Subject]) -> list[Component]:
    """The subjects of the catalog that are not here: those that the city does not publish apart."""
    words, city = request.words, request.context.city
    never = [one for one in absent if one.key in city.unpublished]
    yet = [one for one in absent if one.key not in city.unpublished]
    none = words("{city} publishes every subject this site can show.", city=city.name)
    cards = []
    if never:
        title = words("What {city} does not publish", city=city.name)
        cards.append(_listed("not-published", title, _named(never, words)))
    if yet or not never:
        shown = _named(yet, words) if yet else html.P(none)
        cards.append(_listed("not-yet", words("Not in this dashboard yet"), shown))
    return cards


def _named(subjects: list[Subject], words: Words) -> Component:
    return html.Ul([html.Li([html.Strong(words(one.label)), ": ", words(one.about)]) for one in subjects])


def _listed(key: str, title: str, shown: Component) -> Component:
    inside = html.Div([html.H2(title), shown], className="inside")
    return html.Section(inside, className="card full", id=key)


PAGE = Page(
    path="/data",
    order=6,
    title=N_("Data"),
    heading=N_("Where the numbers come from"),
    lede=N_("Every source, how many rows it has, how many count here, and what is not here."),
    body=body,
)
