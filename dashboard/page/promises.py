"""Every promise of the city in one table: what was promised, what measures it, where it stands, since when."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard import urls
from dashboard.answer import Answer, Unavailable
from dashboard.answer.promised import view_key
from dashboard.cities.schema import Promise
from dashboard.explain import promise as telling
from dashboard.i18n import N_, Words
from dashboard.page.declare import Request
from dashboard.page.receipts import NONE, table
from dashboard.stats.targets import Status

PATH = "/promises"
HEADS = (N_("Promise"), N_("Set"), N_("Promised by now"), N_("Measured"), N_("Where it stands"))
GOOD = (Status.MET, Status.AHEAD, Status.ON_PATH, Status.PAST_MET)
BAD = (Status.BEHIND, Status.PAST_MISSED)


def tracker(request: Request) -> list[Component]:
    """The table as a card; nothing for a city whose file declares no promises."""
    city, words = request.context.city, request.words
    if not city.promises:
        return []
    rows = [_row(request, key, promise) for key, promise in city.promises.items()]
    heads = [words(head) for head in HEADS]
    title = words("Promises, and where they stand")
    inside = [
        html.H2(title),
        html.P(words("For the whole city, measured from its own records"), className="subtitle"),
        table(title, heads, rows, numeric=(2, 3), stacked=True),
        html.Footer(
            html.Div(html.A(words("Every promise with its path"), href=_address(request, PATH)), className="links")
        ),
    ]
    return [html.Section(html.Div(inside, className="inside"), className="card full promises", id="promises")]


def answered(request: Request, key: str) -> Answer | None:
    """The promise measured at the snapshot asked for; None where no published data measure it."""
    answers, selection = request.context.answers, request.selection
    view = answers.catalog.views.get(view_key(key))
    try:
        return answers.answer(view, selection) if view else None
    except Unavailable:
        return None


def _address(request: Request, path: str) -> str:
    return urls.with_query(path, request.carried(request.selection))


def _row(request: Request, key: str, promise: Promise) -> list[Component | str]:
    words, answer = request.words, answered(request, key)
    made = f"{promise.source}, {words.month(promise.set_on)}"
    source = html.A(made, href=promise.address) if promise.address else made
    if answer is None:
        return [telling.text(promise, words), source, NONE, NONE, mark(None, words)]
    found = telling.of(answer).standing
    path = found.path if found.path is not None else found.goal
    measured = NONE if found.value is None else telling.measured_bare(answer, found.value, words)
    address = urls.view(view_key(key), "", request.carried(request.selection))
    by = html.Span(words("Measured by: {metric}", metric=telling.measure(answer, words)), className="note")
    name = html.Span([html.A(telling.text(promise, words), href=address), html.Br(), by])
    return [name, source, telling.promised(answer, path, words), measured, _stands(answer, words)]


def _stands(answer: Answer, words: Words) -> Component:
    """The status, and since which month it has been so."""
    since = telling.of(answer).since
    told = words("since {month}", month=words.month(since)) if since else ""
    return html.Span([mark(answer, words), *([html.Br(), html.Span(told, className="note")] if told else [])])


def mark(answer: Answer | None, words: Words) -> Component:
    """Where a promise stands: a sign and a word; without data that too is said."""
    if answer is None:
        return html.Span(words("No data published"), className="status unknown")
    promise = telling.of(answer)
    status = promise.standing.status
    kind = "met" if status in GOOD else "behind" if status in BAD else "unknown"
    return html.Span(telling.label(promise, words), className=f"status {kind}")
