"""One place: what is going on here, against the whole city, with care where numbers are small."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard import stats, urls
from dashboard.answer import Answer, Unavailable
from dashboard.answer.value import Record
from dashboard.controls import wild
from dashboard.explain import boundaries, common, explain, phrases
from dashboard.i18n import N_, Words
from dashboard.model import Card
from dashboard.page.addresses import PLACE
from dashboard.page.declare import Page, Request
from dashboard.selection import Selection

HERE, AROUND = "incidents", "incidents-by-place"
BESIDE = 2
FEW = 10
CITY = {
    1: N_("In the whole city there are {now}, {difference} more than the {before} in {earlier}."),
    -1: N_("In the whole city there are {now}, {difference} fewer than the {before} in {earlier}."),
    0: N_("In the whole city there are {now}, as many as in {earlier}."),
}


def top(request: Request) -> list[Component]:
    """The place against the city, the places around it in the ranking, the ways on."""
    kind, words = request.fixed[0][0], request.words
    try:
        here, city, around = _answers(request, kind)
    except Unavailable as missing:
        return [html.P(words(missing.reason, **missing.fields), className="notice"), _ways(request, kind)]
    if kind in here.ignored:
        return [html.P(words("The records do not say where things happened in this way."), className="notice")]
    told = explain(here, words)
    inside = [
        html.H2(_headline(here, city, words)),
        html.P(
            words("{noun}, {span}", noun=phrases.cap(phrases.noun(here, words)), span=words.span(here.period.now)),
            className="subtitle",
        ),
        *(html.P(caution, className="words caution") for caution in told.cautions),
        *(html.P(line, className="words") for line in _sentences(here, city, words) if line),
        *_standing(request, around, kind),
        _ways(request, kind),
    ]
    return [
        html.Section(
            html.Div(inside, className="inside"),
            className="card full here",
            **wild(aria_label=words("Here and in the whole city")),
        )
    ]


def _answers(request: Request, kind: str) -> tuple[Answer, Answer, Answer]:
    answers, selection = request.context.answers, request.selection
    without = selection.but(chosen=tuple(pair for pair in selection.chosen if pair[0] != kind))
    views = answers.catalog.views
    return (
        answers.answer(views[HERE], selection),
        answers.answer(views[HERE], without),
        answers.answer(views[AROUND], without.but(by=kind)),
    )


def _headline(here: Answer, city: Answer, words: Words) -> str:
    if here.state == "outside":
        return words("No data for the days you chose")
    return words(
        "{here} here, {city} in the whole city",
        here=phrases.cap(phrases.counted(here, words, here.total)),
        city=words.number(city.total),
    )


def _sentences(here: Answer, city: Answer, words: Words) -> tuple[str, ...]:
    """What changed here and in the city, the rates of both, and that few records say little."""
    if here.state == "outside":
        return common.nothing_sentences(here, words)
    return (
        common.finding(here, words),
        _few(here, words) if _tiny(here) else common.difference(here, words),
        boundaries.told(here, words),
        "" if _tiny(here) else _unsteady(here, words),
        _city(city, words),
        _rates(here, city, words),
    )


def _tiny(here: Answer) -> bool:
    """Whether both periods have too few records for a change to mean anything."""
    return here.total_before is not None and max(here.total, here.total_before) < FEW


def _few(here: Answer, words: Words) -> str:
    """Both numbers, and that they are too few: never a percent, never more or fewer."""
    return words.plural(
        "In {earlier} there was {n}. Both numbers are under {few}: too few to tell a change.",
        "In {earlier} there were {n}. Both numbers are under {few}: too few to tell a change.",
        here.total_before or 0,
        earlier=phrases.earlier(here, words),
        few=words.number(FEW),
    )


def _unsteady(here: Answer, words: Words) -> str:
    if min(here.total, here.total if here.total_before is None else here.total_before) >= FEW:
        return ""
    return words("These are few records. A change of a few is not news.")


def _city(city: Answer, words: Words) -> str:
    if city.difference is None or city.total_before is None:
        return ""
    return words(
        CITY[common.sign(city.difference)],
        now=words.number(city.total),
        difference=words.number(abs(city.difference)),
        before=words.number(city.total_before),
        earlier=phrases.earlier(city, words),
    )


def _rates(here: Answer, city: Answer, words: Words) -> str:
    """Both rates where the residents of both are published and enough; else why there is none."""
    ours = stats.rate(here.total, here.denominator.residents) if here.denominator else None
    all_of_it = stats.rate(city.total, city.denominator.residents) if city.denominator else None
    if here.denominator is None:
        return words("How many people live here is not known, so there is no rate.")
    if ours is None or all_of_it is None:
        return words(
            "Fewer than {n} people live here. That is too few for a rate.", n=words.number(stats.SMALLEST_POPULATION)
        )
    return words(
        "That is {here} for every 100,000 residents here, and {city} in the whole city (residents of {year}).",
        here=words.number(ours, 1),
        city=words.number(all_of_it, 1),
        year=here.denominator.year,
    )


def _standing(request: Request, around: Answer, kind: str) -> list[Component]:
    """Where the place stands among its like, and the places next to it."""
    words, key = request.words, request.fixed[0][1]
    keys = [str(record[kind]) for record in around.records]
    if key not in keys or len(keys) < 2:
        return []
    at = keys.index(key)
    own = _measured(around, around.records[at])
    more = sum((_measured(around, record) or 0) > (own or 0) for record in around.records)
    text = words.plural(
        "Of {all} places of this kind, {n} has more."
        if around.measure == "count"
        else "Of {all} places of this kind, {n} has a higher rate.",
        "Of {all} places of this kind, {n} have more."
        if around.measure == "count"
        else "Of {all} places of this kind, {n} have a higher rate.",
        more,
        all=words.number(len(keys)),
    )
    start = max(0, min(at - BESIDE, len(keys) - 2 * BESIDE - 1))
    rows = [_row(request, around, record, kind) for record in around.records[start : start + 2 * BESIDE + 1]]
    title = words("Places next to it in the list")
    head = html.Thead(
        html.Tr(
            [
                html.Th(words(around.by.label if around.by else ""), scope="col"),
                html.Th(_column(around, words), scope="col", className="n"),
            ]
        )
    )
    return [
        html.P(text, className="words"),
        html.Table([html.Caption(title), head, html.Tbody(rows)], className="short"),
    ]


def _column(around: Answer, words: Words) -> str:
    return words("Per 100,000 residents") if around.measure == "rate" else words("Count")


def _measured(around: Answer, record: Record) -> float | None:
    found = record.get(around.measure)
    return float(found) if isinstance(found, int | float) else None


def _row(request: Request, around: Answer, record: Record, kind: str) -> Component:
    words, key = request.words, str(record[kind])
    name = phrases.name_of(around, around.by, key, words) if around.by else key
    here = key == request.fixed[0][1]
    linked = html.Strong(name) if here else html.A(name, href=urls.place(kind, key, request.carried(request.selection)))
    value = _measured(around, record)
    shown = words.number(value, 1 if around.measure == "rate" else 0) if value is not None else words("no rate")
    return html.Tr(
        [html.Th(linked, scope="row"), html.Td(shown, className="n")], **(wild(aria_current="true") if here else {})
    )


def _ways(request: Request, kind: str) -> Component:
    """Back to the map of this kind of place, and on to the safety page with the place chosen."""
    words, pairs = request.words, request.carried(request.selection)
    back = urls.with_query("/places", Selection(by=kind, lang=words.lang, as_of=request.selection.as_of).query())
    chosen = urls.with_query("/safety", [*pairs, request.fixed[0]])
    links = [html.A(words("Choose another place"), href=back), html.A(words("All charts for this place"), href=chosen)]
    return html.P([links[0], " \N{MIDDLE DOT} ", links[1]], className="ways")


PAGE = Page(
    path="/places/{kind}/{key}",
    order=9,
    title=N_("{place}"),
    heading=N_("{place}"),
    lede=N_("What the records show for this {kind} of {city}, next to the whole city."),
    controls=("since", "until", "offense", "measure", "compare"),
    cards=(
        Card("homicides", "third"),
        Card("shootings", "third"),
        Card("violent", "third"),
        Card("property", "third"),
        Card("incidents", "third"),
        Card("incidents-trend", "full"),
        Card("incidents-by-offense", "full"),
        Card("incidents-map", "full"),
    ),
    top=top,
    at=PLACE,
)
