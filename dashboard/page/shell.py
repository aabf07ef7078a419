"""What stands around every page: sample banner, header, navigation, footer."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard import urls
from dashboard.controls import wild
from dashboard.i18n import LANGUAGES, Words
from dashboard.page.declare import Page, Request
from dashboard.selection import Selection


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
    words, pairs = request.words, request.carried(request.selection)
    motto = html.Small(words("Public safety and services, from the city's own records"))
    name = html.A(
        [words("{city}, in the open", city=request.context.city.name), motto],
        href=urls.with_query("/", Selection(lang=words.lang).query()), className="name",
    )  # fmt: skip
    items = [html.Li(_nav(page, request, pairs)) for page in request.context.pages if offered(page, request)]
    other = next(lang for lang in LANGUAGES if lang != words.lang)
    same = [*request.own, *request.carried(request.selection.but(lang=other))]
    language = html.A(
        LANGUAGES[other], href=urls.with_query(request.path, same),
        lang=other, hrefLang=other, className="lang", **wild(data_carry=request.path, data_lang=other),
    )  # fmt: skip
    nav = html.Nav(html.Ul(items), **wild(aria_label=words("Main")))
    return html.Header(html.Div([name, nav, language], className="wrap"), className="top")


def offered(page: Page, request: Request) -> bool:
    """Whether a page has an address of its own and anything this city publishes to show on it."""
    subjects = request.context.answers.catalog.subjects.values()
    sections = [one for one in subjects if any(section.page == page.path for section in one.sections)]
    if page.offered is not None and not page.offered(request):
        return False
    own = bool(page.cards or page.body) or any(one.key in request.snapshot.subjects for one in sections)
    return own and "{" not in page.path


def _nav(page: Page, request: Request, pairs: list[tuple[str, str]]) -> Component:
    here = wild(aria_current="page") if page.path == request.page.path else {}
    href = urls.with_query(page.path, pairs)
    return html.A(request.words(page.title), href=href, **wild(data_carry=page.path), **here)


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
    lead = html.Strong(words("Where this comes from."))
    return html.Footer(
        html.Div([html.P([lead, " ", text, " ", dates]), _ways(words)], className="wrap"), className="end"
    )


def _ways(words: Words) -> Component:
    """Where to read more, in the reader's language."""
    lang = Selection(lang=words.lang).query()
    ways = (
        (words("Source and quality"), urls.data("", lang)),
        (words("About these numbers"), urls.about(urls.ABOUT, lang)),
        (words("How we count"), urls.about(urls.METHODS, lang)),
        (words("Words we use"), urls.about(urls.GLOSSARY, lang)),
    )
    items = [html.Li(html.A(name, href=address)) for name, address in ways]
    return html.Nav(html.Ul(items), **wild(aria_label=words("About")))
