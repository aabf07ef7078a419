"""The change log: what every update of the data came to, for the site and for one subject."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice

from dash import html
from dash.development.base_component import Component

from dashboard import urls
from dashboard.data.receipt import Snapshot, SubjectReceipt
from dashboard.data.store import Event
from dashboard.i18n import N_, P_, Words
from dashboard.page import causes
from dashboard.page.declare import Request
from dashboard.selection import Selection

SHOWN = 20
OUTCOMES = {
    "published": N_("An update was published."),
    "unchanged": N_("Nothing had changed."),
    "held": N_("Nothing was published. The last good data stay."),
    "failed": N_("Nothing was published. The last good data stay."),
}
KINDS = {
    "added": P_("{n} new record", "{n} new records"),
    "updated": P_("{n} record corrected", "{n} records corrected"),
    "removed": P_("{n} record withdrawn", "{n} records withdrawn"),
}
Parts = list[Component | str]


def log(request: Request) -> Component:
    """The newest updates of the whole site."""
    kept = _kept(request)
    shown = _list(request, kept, lambda event: _of_all(event, kept, request.words))
    inside = html.Div([html.H2(request.words("Updates")), shown], className="inside")
    return html.Section(inside, className="card full", id="updates")


def of_subject(request: Request, subject: str) -> Component:
    """The newest updates as they touched one subject: rows read and published, records new, corrected, withdrawn."""
    kept = _kept(request)
    return _list(request, kept, lambda event: _of_one(event, kept, subject, request.words), subject)


def counts(receipt: SubjectReceipt, words: Words) -> str:
    """``3 new records and 1 record corrected``; empty when none changed."""
    found = ((forms, receipt.changes.get(kind, 0)) for kind, forms in KINDS.items())
    return words.listed([words.plural(*forms, count) for forms, count in found if count])


def _events(request: Request) -> list[Event]:
    """The newest events; of several in a row in which nothing had changed, the newest alone."""
    log = request.context.answers.warehouse.log()
    news = (one for before, one in zip([None, *log], log, strict=False) if not _again(before, one))
    return list(islice(news, SHOWN))


def _again(later: Event | None, event: Event) -> bool:
    return later is not None and later.status == event.status == "unchanged"


def _kept(request: Request) -> dict[str, Snapshot]:
    return {snapshot.id: snapshot for snapshot in request.context.answers.warehouse.snapshots()}


def _list(request: Request, kept: Mapping[str, Snapshot], told: Callable[[Event], str], subject: str = "") -> Component:
    items = [html.Li(_entry(event, kept, told, subject, request)) for event in _events(request)]
    return html.Ul(items, className="updates") if items else html.P(request.words("None yet."))


def _entry(
    event: Event, kept: Mapping[str, Snapshot], told: Callable[[Event], str], subject: str, request: Request
) -> Parts:
    """When, what it came to, what it changed; then why it was held, or why a person let it pass."""
    words = request.words
    outcome = words(OUTCOMES.get(event.status, event.status))
    line: Parts = [html.Strong(_when(event, kept, subject, words)), " ", outcome]
    if event.status == "published" and (changes := told(event)):
        line.append(f" {changes}")
    parts: Parts = [html.P(line)]
    if event.status != "held" and event.accepted and event.reasons:
        passed = words("Checks found this, and a person let it pass for this reason: “{why}”", why=event.accepted)
        parts.append(html.P(passed))
    return [*parts, *causes.listed(event.causes, event.reasons, request.context.answers.catalog, words)]


def _when(event: Event, kept: Mapping[str, Snapshot], subject: str, words: Words) -> Component | str:
    """The moment; a link to the data as they were published then, while they are kept."""
    when = words.moment(event.at)
    if event.status != "published" or event.snapshot not in kept:
        return when
    query = Selection(lang=words.lang, as_of=event.snapshot).query()
    return html.A(when, href=urls.data(subject, query))


def _of_all(event: Event, kept: Mapping[str, Snapshot], words: Words) -> str:
    snapshot = kept.get(event.snapshot or "")
    changed = snapshot and any(_recounted(snapshot, kept, subject) for subject in snapshot.subjects)
    return words("The way we count changed.") if changed else ""


def _of_one(event: Event, kept: Mapping[str, Snapshot], subject: str, words: Words) -> str:
    snapshot = kept.get(event.snapshot or "")
    receipt = snapshot.subjects.get(subject) if snapshot else None
    if snapshot is None or receipt is None:
        return ""
    rows, published = words.number(receipt.source_rows), words.number(receipt.published_rows)
    lines = [words("{rows} rows at the portal, {published} published here.", rows=rows, published=published)]
    if changed := counts(receipt, words):
        lines.append(f"{changed}.")
    if _recounted(snapshot, kept, subject):
        lines.append(words("The way we count changed."))
    return " ".join(lines)


def _recounted(snapshot: Snapshot, kept: Mapping[str, Snapshot], subject: str) -> bool:
    """Whether the way of counting changed with this update, so that a jump is not taken for news."""
    before = kept.get(snapshot.previous or "")
    old = before.subjects.get(subject) if before else None
    return old is not None and old.mapping_hash != snapshot.subjects[subject].mapping_hash
