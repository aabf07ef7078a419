"""The control bar: a GET form that works without JavaScript, the sentence it amounts to, what the browser carries."""

from __future__ import annotations

import logging

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import urls
from dashboard.answer import Unavailable
from dashboard.controls import COMPARE_LABELS, MEASURE_LABELS, choice, day, part, select, wild
from dashboard.explain import phrases
from dashboard.i18n import N_, Words
from dashboard.page import sections
from dashboard.page.declare import Request
from dashboard.page.sections import ABOUT
from dashboard.selection import Selection

LOG = logging.getLogger(__name__)
DAY_LABELS = {"since": N_("From"), "until": N_("To")}
SELECT_LABELS = {"measure": N_("Show"), "compare": N_("Compare with")}
SELECTS = {"measure": MEASURE_LABELS, "compare": COMPARE_LABELS}
MAIN_CONTROLS = 5


def controls(request: Request) -> list[Component]:
    """The control bar: a GET form; the less used controls stand behind "More choices"."""
    made = [control for key in control_keys(request) if (control := _control(key, request)) is not None]
    if not made:
        return []
    words = request.words
    more = made[MAIN_CONTROLS:]
    fold = (
        [
            html.Details(
                [html.Summary(words("More choices")), html.Div(more, className="row-of-controls")], className="more"
            )
        ]
        if more
        else []
    )
    held = [pair for pair in request.own if pair[0] == ABOUT]
    plain = Selection(lang=words.lang, as_of=request.selection.as_of).query()
    clear = urls.with_query(request.path, [*held, *plain])
    buttons = [
        html.A(words("Clear"), href=clear, className="button"),
        html.Button(words("Show"), type="submit", className="button apply"),
    ]
    form = html.Form(
        [*made[:MAIN_CONTROLS], *fold, *_kept_fields(request), *buttons],
        action=request.path,
        method="get",
        autoComplete="off",
    )
    folded = html.Details([html.Summary(words("Filters"), className="folder"), form], className="filters")
    status = html.P(
        said(request, request.selection), className="said", id=part("said", request.page.lead), role="status"
    )
    inside = html.Div([folded, status], className="wrap")
    return [html.Section(inside, className="control-bar", **wild(aria_label=words("Choose what to show")))]


def control_keys(request: Request) -> tuple[str, ...]:
    """What the bar offers: the controls of the page, then those of the subjects shown on it."""
    shown = [subject for _, subject in sections.shown(request)]
    every = [one for subject in shown for one in subject.dimensions]
    own = [one.key for one in every if one.control and not one.place and not one.protected]
    dimensions, of_use = request.context.answers.catalog.dimensions, {one.key for one in every}
    general = [key for key in request.page.controls if not shown or key not in dimensions or key in of_use]
    return tuple(dict.fromkeys((*general, *own)))


def _control(key: str, request: Request) -> Component | None:
    words, selection, snapshot = request.words, request.selection, request.snapshot
    if key in DAY_LABELS:
        return day(key, words(DAY_LABELS[key]), selection, snapshot)
    if key in SELECTS:
        labels = {code: words(label) for code, label in SELECTS[key].items()}
        return select(key, words(SELECT_LABELS[key]), labels, getattr(selection, key))
    if key == "by":
        return _by(request)
    return choice(request.context.answers, snapshot, request.context.answers.catalog.dimensions[key], selection, words)


def _by(request: Request) -> Component | None:
    answers = request.context.answers
    known = answers.vocabulary(request.snapshot)
    kinds = {
        key: request.words(dimension.label)
        for key, dimension in answers.catalog.dimensions.items()
        if dimension.place and key in known
    }
    return (
        select("by", request.words("Compare places by"), kinds, request.selection.by or next(iter(kinds)))
        if len(kinds) > 1
        else None
    )


def kept(request: Request) -> list[tuple[str, str]]:
    """Parts of the selection that no control of this page shows; they are carried along."""
    shown = control_keys(request)
    return [*request.own, *(pair for pair in request.carried(request.selection) if pair[0] not in shown)]


def _kept_fields(request: Request) -> list[Component]:
    return [dbc.Input(type="hidden", name=key, value=value) for key, value in kept(request)]


def said(request: Request, selection: Selection) -> str:
    """What is being shown, in a sentence with its count; read out when it changes."""
    answers, words = request.context.answers, Words(selection.lang)
    try:
        answer = answers.answer(answers.catalog.view(sections.lead(request)), selection)
    except (Unavailable, KeyError):
        return ""
    except Exception:
        LOG.exception("nothing can be said of %s for %s", request.page.lead, selection)
        return ""
    if answer.state == "outside":
        return words("No data for the days you chose.")
    shown = phrases.cap(phrases.counted(answer, words, answer.total))
    return words(
        "{counted} {where}, {span}.",
        counted=shown,
        where=phrases.where(answer, words),
        span=words.span(answer.period.now),
    )


def carried(request: Request) -> Component:
    """What the browser needs to write the address itself."""
    dimensions = request.context.answers.catalog.dimensions
    order = ["since", "until", *dimensions, "by", "measure", "compare", "lang", "as_of"]
    data = {
        "path": request.path, "kept": kept(request), "fixed": request.fixed, "own": request.page.own,
        "order": order, "defaults": _defaults(request),
        "all": {key: request.words(dimension.all_label) for key, dimension in dimensions.items()},
        "chosen": request.words("{n} chosen", n="{n}"), "two": request.words.listed(["{a}", "{b}"]),
    }  # fmt: skip
    return dcc.Store(id=part("base", "page"), data=data)


def _defaults(request: Request) -> dict[str, str]:
    places = [key for key, dimension in request.context.answers.catalog.dimensions.items() if dimension.place]
    known = request.context.answers.vocabulary(request.snapshot)
    first = next((key for key in places if key in known), "")
    return {"measure": "count", "compare": "previous", "by": first, "lang": "en"}
