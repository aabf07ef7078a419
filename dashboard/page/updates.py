"""The change log: what every update of the data came to, for the site and for one subject."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard import urls
from dashboard.data.receipt import Snapshot, SubjectReceipt
from dashboard.data.store import Event
from dashboard.i18n import N_, Words
from dashboard.page.declare import Request
from dashboard.page.receipts import NONE, table
from dashboard.selection import Selection

SHOWN = 20
OUTCOMES = {
    "published": N_("new data published"),
    "unchanged": N_("nothing had changed"),
    "held": N_("not published; the last good data stay"),
    "failed": N_("not published; the last good data stay"),
}


def log(request: Request) -> Component:
    """The newest updates of the whole site."""
    events, words = request.context.answers.warehouse.log()[:SHOWN], request.words
    items = [html.Li([words.moment(event.at), ": ", *_outcome(event, words)]) for event in events]
    shown = html.Ul(items) if items else html.P(words("None yet."))
    inside = html.Div([html.H2(words("Updates")), shown], className="inside")
    return html.Section(inside, className="card full", id="updates")


def of_subject(request: Request, subject: str) -> Component:
    """The newest updates as they touched one subject: rows read and published, rows added, removed, changed."""
    answers, words = request.context.answers, request.words
    kept = {snapshot.id: snapshot for snapshot in answers.warehouse.snapshots()}
    events = answers.warehouse.log()[:SHOWN]
    if not events:
        return html.P(words("None yet."))
    heads = [words(text) for text in HEADS]
    return table(words("Updates"), heads, [_row(event, kept, subject, words) for event in events], range(1, 6))


HEADS = (
    N_("When"), N_("Rows at the portal"), N_("Published here"), N_("Added"), N_("Removed"), N_("Changed"),
    N_("What happened"),
)  # fmt: skip


def _row(event: Event, kept: dict[str, Snapshot], subject: str, words: Words) -> list[Component | str]:
    when = words.moment(event.at)
    told = html.Span(_outcome(event, words))
    snapshot = kept.get(event.snapshot or "") if event.status == "published" else None
    receipt = snapshot.subjects.get(subject) if snapshot else None
    if snapshot is None or receipt is None:
        return [when, *[NONE] * 5, told]
    address = urls.data(subject, Selection(lang=words.lang, as_of=snapshot.id).query())
    return [
        html.A(when, href=address),
        *_figures(receipt, words),
        html.Span([told, *_recounted(snapshot, kept, subject, words)]),
    ]


def _figures(receipt: SubjectReceipt, words: Words) -> list[str]:
    changes = (receipt.changes.get(key) for key in ("added", "removed", "updated"))
    shown = [NONE if count is None else words.number(count) for count in changes]
    return [words.number(receipt.source_rows), words.number(receipt.published_rows), *shown]


def _recounted(snapshot: Snapshot, kept: dict[str, Snapshot], subject: str, words: Words) -> list[str]:
    """That the way of counting changed with this update, so that a jump is not taken for news."""
    before = kept.get(snapshot.previous or "")
    old = before.subjects.get(subject) if before else None
    if old is None or old.mapping_hash == snapshot.subjects[subject].mapping_hash:
        return []
    return ["; ", words("how we count changed")]


def _outcome(event: Event, words: Words) -> list[Component | str]:
    reasons = [*event.reasons, *([event.accepted] if event.accepted else [])]
    told: list[Component | str] = [words(OUTCOMES.get(event.status, event.status))]
    return [*told, html.Br(), html.Span("; ".join(reasons), lang="en")] if reasons else told
