"""What the last update of the data brought: rows added, removed and changed by subject, and sources gone quiet."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard import urls
from dashboard.data.freshness import quiet
from dashboard.data.receipt import SubjectReceipt
from dashboard.page.declare import Request
from dashboard.page.notices import updates_address
from dashboard.page.updates import KINDS, counts

MOST = 6


def changed(request: Request) -> Component:
    """The card: the changes of the newest update, most first, then the sources that sent nothing new."""
    words, snapshot = request.words, request.snapshot
    day = words.day(snapshot.published_at.date())
    first = snapshot.previous is None
    lines = [] if first else [_line(request, receipt) for receipt in _most(list(snapshot.subjects.values()))]
    told = words("This was the first update: everything is new.") if first else words("No record changed.")
    silent = [_quiet(request, receipt) for receipt in quiet(request.context.city, snapshot, request.context.today())]
    inside = [
        html.H2(words("What changed last")),
        html.P(words("Update of {day}", day=day), className="subtitle"),
        html.Ul([html.Li(line) for line in lines]) if lines else html.P(told, className="words"),
        *([html.Ul([html.Li(line) for line in silent])] if silent else []),
        html.Footer(html.Div(html.A(words("All updates"), href=updates_address(request)), className="links")),
    ]
    return html.Section(html.Div(inside, className="inside"), className="card third", id="changed")


def _most(receipts: list[SubjectReceipt]) -> list[SubjectReceipt]:
    """The subjects with changes, those with the most first."""
    touched = [one for one in receipts if any(one.changes.get(kind) for kind in KINDS)]
    return sorted(touched, key=lambda one: -sum(one.changes.get(kind, 0) for kind in KINDS))[:MOST]


def _label(request: Request, receipt: SubjectReceipt) -> str:
    return request.words(request.context.answers.catalog.subject(receipt.subject).label)


def _line(request: Request, receipt: SubjectReceipt) -> list[Component | str]:
    address = urls.data(receipt.subject, request.carried(request.selection))
    return [html.A(_label(request, receipt), href=address), f": {counts(receipt, request.words)}."]


def _quiet(request: Request, receipt: SubjectReceipt) -> str:
    newest = request.words.day(receipt.newest) if receipt.newest else ""
    return request.words("{label}: nothing newer than {day}.", label=_label(request, receipt), day=newest)
