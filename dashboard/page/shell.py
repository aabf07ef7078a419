"""What stands around every page: sample banner, header, navigation, controls, footer."""

from __future__ import annotations

import logging

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import urls
from dashboard.answer import Unavailable
from dashboard.controls import COMPARE_LABELS, MEASURE_LABELS, choice, day, part, select, wild
from dashboard.explain import phrases
from dashboard.i18n import LANGUAGES, N_, Words
from dashboard.page import locate
from dashboard.page.declare import Page, Request
from dashboard.selection import Problem, Selection

LOG = logging.getLogger(__name__)
DAY_LABELS = {"since": N_("From"), "until": N_("To")}
SELECT_LABELS = {"measure": N_("Show"), "compare": N_("Compare with")}
SELECTS = {"measure": MEASURE_LABELS, "compare": COMPARE_LABELS}
MAIN_CONTROLS = 5


def banner(request: Request) -> list[Component]:
    """The line that says a city and its numbers are made up."""
    if not request.snapshot.sample:
        return []
    text = request.words(
        "{city} does not exist. Every number here is made up to show how the site works.",
        city=request.context.city.name,
    )
    line = html.Div([html.Strong(request.words("Sample data.")), " ", text], className="wrap")
    return [html.Aside(line, className="sample", **wild(aria_label=request.words("Sample data")))]


def header(request: Request) -> Component:
    """Name, navigation and the other language, all carrying the selection."""
    words, pairs = request.words, carried_pairs(request, request.selection)
    name = html.A(
        [words("{city}, in the open", city=request.context.city.name), html.Small(words("Public safety and services, from the city's own records"))],
        href=urls.with_query("/", Selection(lang=words.lang).query()), className="name",
    )  # fmt: skip
    items = [html.Li(_nav(page, request, pairs)) for page in request.context.pages if _offered(page, request)]
    other = next(lang for lang in LANGUAGES if lang != words.lang)
    language = html.A(
        LANGUAGES[other], href=urls.with_query(request.path, carried_pairs(request, request.selection.but(lang=other))),
        lang=other, hrefLang=other, className="lang", **wild(data_carry=request.path, data_lang=other),
    )  # fmt: skip
    nav = html.Nav(html.Ul(items), **wild(aria_label=words("Main")))
    return html.Header(html.Div([name, nav, language], className="wrap"), className="top")


def _offered(page: Page, request: Request) -> bool:
    """Whether a page has an address of its own and anything this city publishes to show on it."""
    subjects = request.context.answers.catalog.subjects.values()
    sections = [one for one in subjects if any(section.page == page.path for section in one.sections)]
    own = bool(page.cards or page.body) or any(one.key in request.snapshot.subjects for one in sections)
    return own and "{" not in page.path


def _nav(page: Page, request: Request, pairs: list[tuple[str, str]]) -> Component:
    here = wild(aria_current="page") if page.path == request.page.path else {}
    href = urls.with_query(page.path, pairs)
    return html.A(request.words(page.title), href=href, **wild(data_carry=page.path), **here)


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
    clear = urls.with_query(request.path, Selection(lang=words.lang, as_of=request.selection.as_of).query())
    buttons = [
        html.Button(words("Show"), type="submit", className="button apply"),
        html.A(words("Clear"), href=clear, className="button"),
    ]
    form = html.Form(
        [*made[:MAIN_CONTROLS], *fold, *_kept_fields(request), *buttons], action=request.path, method="get"
    )
    folded = html.Details([html.Summary(words("Filters"), className="folder"), form], className="filters", open=True)
    status = html.P(
        said(request, request.selection), className="said", id=part("said", request.page.lead), role="status"
    )
    inside = html.Div([folded, status], className="wrap")
    return [html.Section(inside, className="control-bar", **wild(aria_label=words("Choose what to show")))]


def control_keys(request: Request) -> tuple[str, ...]:
    """What the bar offers: the controls of the page, then those of the subjects shown on it."""
    subjects = request.context.answers.catalog.subjects.values()
    shown = [subject for subject in subjects if any(section.page == request.page.path for section in subject.sections)]
    own = [
        one.key
        for subject in shown
        for one in subject.dimensions
        if one.control and not one.place and not one.protected
    ]
    return tuple(dict.fromkeys((*request.page.controls, *own)))


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
    return [*request.own, *(pair for pair in carried_pairs(request, request.selection) if pair[0] not in shown)]


def carried_pairs(request: Request, selection: Selection) -> list[tuple[str, str]]:
    """The query of a selection without what the path already says."""
    held = {key for key, _ in request.fixed}
    return [pair for pair in selection.query() if pair[0] not in held]


def place_name(request: Request) -> str:
    """The published name of the place of a place page; empty elsewhere."""
    return locate.place_name(request.context, locate.Located(request.page, request.path, request.fixed), request.words)


def names(request: Request) -> dict[str, str]:
    """What is filled into the texts of a page: ``{city}``, ``{place}``, ``{kind}``."""
    dimensions = request.context.answers.catalog.dimensions
    kind = phrases.low(request.words(dimensions[request.fixed[0][0]].label)) if request.fixed else ""
    return {"city": request.context.city.name, "place": place_name(request), "kind": kind}


def _kept_fields(request: Request) -> list[Component]:
    from dash_bootstrap_components import Input

    return [Input(type="hidden", name=key, value=value) for key, value in kept(request)]


def said(request: Request, selection: Selection) -> str:
    """What is being shown, in a sentence with its count; read out when it changes."""
    answers, words = request.context.answers, Words(selection.lang)
    try:
        answer = answers.answer(answers.catalog.view(request.page.lead), selection)
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


def notices(request: Request) -> list[Component]:
    """What of the address could not be used, and what is wrong with the data."""
    words = request.words
    lines = [problem_told(problem, words) for problem in request.parsed.problems]
    error = request.context.answers.warehouse.last_error()
    if error is not None:
        lines.append(
            words(
                "The last update did not succeed, so this page shows the data as of {day}.",
                day=words.day(request.snapshot.published_at.date()),
            )
        )
    lines += _stale(request)
    if request.selection.as_of:
        lines.append(
            words("You are looking at the data as published on {day}.", day=words.moment(request.snapshot.published_at))
        )
    return [html.Div([html.P(line) for line in lines], className="notice", role="status")] if lines else []


def _stale(request: Request) -> list[str]:
    """That a source has sent nothing new for long, by its newest record, not by the last fetch."""
    city, words, today = request.context.city, request.words, request.context.today()
    lines = []
    for key, receipt in request.snapshot.subjects.items():
        dataset = city.subjects.get(key)
        if dataset and receipt.newest and (today - receipt.newest).days > dataset.stale_after:
            day = words.day(receipt.newest)
            lines.append(
                words("“{name}” has no records after {day}. Nothing newer has come.", name=receipt.name, day=day)
            )
    return lines


def problem_told(problem: Problem, words: Words) -> str:
    """What of the address could not be used."""
    return words("“{value}” is not a value for “{key}” here, so it was left out.", value=problem.value, key=problem.key)


def footer(request: Request) -> Component:
    """Where the numbers come from, how fresh they are, and where to read more."""
    words, snapshot = request.words, request.snapshot
    newest = max((receipt.newest for receipt in snapshot.subjects.values() if receipt.newest), default=None)
    text = words(
        "Records the city publishes on its open-data portal. They are preliminary: counts change as cases are reviewed."
    )
    dates = words(
        "Newest record: {newest}. Last update: {updated}.",
        newest=words.day(newest) if newest else "\N{EN DASH}", updated=words.day(snapshot.published_at.date()),
    )  # fmt: skip
    more = html.A(words("Source and quality"), href=urls.data("", Selection(lang=words.lang).query()))
    return html.Footer(
        html.Div(
            html.P([html.Strong(words("Where this comes from.")), " ", text, " ", dates, " ", more]), className="wrap"
        ),
        className="end",
    )


def carried(request: Request) -> Component:
    """What the browser needs to write the address itself."""
    order = ["since", "until", *request.context.answers.catalog.dimensions, "by", "measure", "compare", "lang", "as_of"]
    data = {
        "path": request.path, "kept": kept(request), "fixed": request.fixed, "order": order, "defaults": _defaults(request),
        "all": {key: request.words(dimension.all_label) for key, dimension in request.context.answers.catalog.dimensions.items()},
        "chosen": request.words("{n} chosen", n="{n}"), "two": request.words.listed(["{a}", "{b}"]),
    }  # fmt: skip
    return dcc.Store(id=part("base", "page"), data=data)


def _defaults(request: Request) -> dict[str, str]:
    places = [key for key, dimension in request.context.answers.catalog.dimensions.items() if dimension.place]
    known = request.context.answers.vocabulary(request.snapshot)
    first = next((key for key in places if key in known), "")
    return {"measure": "count", "compare": "previous", "by": first, "lang": "en"}
