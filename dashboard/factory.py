"""create_app: a Dash app as a value made from values, with first paint, routes and headers in place."""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, cast

import dash
from dash import Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component
from dash.exceptions import DependencyException
from flask import Flask, Response, abort, g, request
from flask_compress import Compress
from werkzeug.exceptions import BadRequest, HTTPException, NotFound

from dashboard import cities, logs, pages, resources, routes
from dashboard.answer import Answers
from dashboard.catalog import CATALOG, Catalog
from dashboard.cities.schema import City
from dashboard.controls import part
from dashboard.data.store import StoreError
from dashboard.data.warehouse import Warehouse
from dashboard.html import render
from dashboard.i18n import Words
from dashboard.page import Context, callbacks
from dashboard.page.layout import layout
from dashboard.page.locate import locate, texts
from dashboard.routes.static import FIRST, address, stylesheets
from dashboard.selection import LANGUAGES
from dashboard.settings import Settings

LOG = logging.getLogger(__name__)
ICON = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect width='32' height='32' rx='6' fill='#0b5567'/>"
    "<path d='M7 24V14h4v10zm7 0V8h4v16zm7 0v-7h4v7z' fill='#fff'/></svg>"
)
COMPRESSED = [
    "text/html", "text/css", "text/csv", "text/plain", "text/javascript", "application/javascript", "application/json",
    "application/geo+json", "application/atom+xml", "image/svg+xml",
]  # fmt: skip
LONGEST_BODY = 1_000_000
LOCATION, PAGE = part("location", "page"), part("page", "page")


class Dashboard(Dash):
    """Dash whose first answer already is the page: real HTML, real status, real title."""

    context: Context

    def index(self, *args: object, **kwargs: object) -> Response | str:
        """The page of the current path, or a 404."""
        if locate(self.context, request.path) is None:
            abort(404)
        return super().index(*args, **kwargs)  # type: ignore[no-any-return,no-untyped-call]

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]
        """Dash's index with the page already drawn before the hidden entry point; its scripts wait to be started."""
        tree = _layout(self.context, request.path, list(request.args.items(multi=True)))
        lang = _language((request.args.get("lang") or "").strip())
        icon = "data:image/svg+xml;base64," + base64.b64encode(ICON.encode()).decode()
        links = "".join(f'<link rel="stylesheet" href="{href}">' for href in stylesheets())
        title = _title(self.context, request.path, lang)
        return (
            f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<title>{render(title)}</title><link rel="icon" href="{icon}">{links}'
            f'<meta name="plotly" content="{address("plotly.min.js")}">'
            f'<script defer src="{address(FIRST)}"></script></head>'
            f'<body><div id="first-paint">{render(tree)}</div>'
            '<div id="react-entry-point" hidden aria-hidden="true"></div>'
            f"<footer hidden>{parts['config']}</footer>"
            f'<template id="scripts">{parts["scripts"]}{parts["renderer"]}</template></body></html>'
        )


def _language(asked: str | None) -> str:
    return asked if asked in LANGUAGES else "en"


def _title(context: Context, path: str, lang: str) -> str:
    words = Words(lang)
    name = words("{city}, in the open", city=context.city.name)
    located = locate(context, path)
    if located is None:
        return name
    shown = words(located.page.title, **texts(context, located.page, located.variables, words))
    return f"{shown} · {name}"


def _layout(context: Context, path: str, pairs: list[tuple[str, str]], live: bool = False) -> Component | None:
    located = locate(context, path)
    return layout(context, located, pairs, live) if located else None


def create_app(
    city: City,
    warehouse: Warehouse,
    settings: Settings,
    catalog: Catalog = CATALOG,
    today: Callable[[], date] = date.today,
) -> Dashboard:
    """The app of one city over one warehouse.

    Asks itself for one page: Dash registers its scripts on the first page that a
    process serves, and another process's reader may ask for them first.
    """
    context = Context(city, Answers(city, warehouse, catalog), settings, tuple(pages.load().values()), today)
    server = Flask("dashboard", static_folder=None)
    server.config["MAX_CONTENT_LENGTH"] = LONGEST_BODY
    server.config["COMPRESS_MIMETYPES"] = COMPRESSED
    server.config["COMPRESS_STREAMING_ENDPOINT_CONDITIONAL"] = ["static", "rows.rows"]
    Compress(server)
    routes.register(server, context)
    app = Dashboard(
        "dashboard", server=cast(Any, server), assets_folder=str(resources.assets_folder()),
        assets_ignore=rf".*\.css$|{FIRST}", serve_locally=True, update_title=None,  # type: ignore[arg-type]
    )  # fmt: skip
    app.context = context
    app.layout = html.Div([dcc.Location(id=LOCATION, refresh=False), html.Div(id=PAGE)])
    _route(app, context)
    callbacks.register(app, context)
    _errors(server)
    server.after_request(_headers(app, settings))
    server.test_client().get("/")
    _redraws(server)
    return app


def _route(app: Dash, context: Context) -> None:
    @app.callback(Output(PAGE, "children"), Input(LOCATION, "pathname"), State(LOCATION, "search"))
    def draw(path: str | None, search: str | None) -> Component | dash.NoUpdate:
        if not isinstance(path, str | None) or not isinstance(search, str | None):
            raise BadRequest
        callbacks.begin()
        return _layout(context, path or "", _pairs(search or ""), live=True) or dash.no_update


def _pairs(search: str) -> list[tuple[str, str]]:
    from urllib.parse import parse_qsl

    return parse_qsl(search.lstrip("?"), keep_blank_values=True, errors="replace", max_num_fields=None)


def _redraws(server: Flask) -> None:
    """A redraw asked for in a form that no page of ours sends is a 400; a fault of ours stays a 500."""
    rules = server.url_map.iter_rules()
    endpoint = next(rule.endpoint for rule in rules if rule.rule.endswith("_dash-update-component"))
    dispatch = server.view_functions[endpoint]

    @wraps(dispatch)
    def answer(*args: Any, **kwargs: Any) -> Any:
        try:
            return dispatch(*args, **kwargs)
        except HTTPException:
            raise
        except Exception as error:
            if callbacks.BEGUN in g:
                raise
            raise BadRequest from error

    server.view_functions[endpoint] = answer


def _errors(server: Flask) -> None:
    @server.errorhandler(StoreError)
    def unreadable(error: StoreError) -> Response:
        LOG.error("the cache cannot be read: %s", error)
        return Response("The data cannot be read at the moment. The log says why.\n", 503, mimetype="text/plain")

    @server.errorhandler(DependencyException)
    def no_script(error: DependencyException) -> Response:
        return plain(NotFound())

    @server.errorhandler(HTTPException)
    def plain(error: HTTPException) -> Response:
        lang = _language(request.args.get("lang"))
        words = Words(lang)
        known = {404: words("There is no such page."), 405: words("This address only answers GET.")}
        text = known.get(error.code or 500, error.name)
        home = html.P(html.A(words("Go to the first page"), href="/"))
        body = render(html.Main([html.H1(text), home], className="wrap", id="main"))
        return Response(routes.document.whole(text, lang, body, "error"), error.code or 500, mimetype="text/html")


def _headers(app: Dash, settings: Settings) -> Callable[[Response], Response]:
    def policy(framed: str) -> str:
        scripts = " ".join(["'self'", *(f"'{one}'" if not one.startswith("'") else one for one in app.csp_hashes())])
        return (
            f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            f"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors {framed}"
        )

    def add(response: Response) -> Response:
        if hasattr(response.response, "close"):
            response.call_on_close(response.response.close)
        embedded = request.path.startswith("/embed/")
        response.headers["Content-Security-Policy"] = policy(settings.frame_ancestors if embedded else "'self'")
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
        if request.path.startswith("/assets/") and "m" in request.args:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response

    return add


def wsgi(settings: Settings | None = None) -> Flask:
    """The WSGI server of the city of ``settings``, or of the environment, which then says too how to log."""
    if settings is None:
        settings = Settings.from_environment()
        logs.configure(settings.log)
    city = cities.load(settings.city)
    return create_app(city, Warehouse(city, settings.cache, settings.warehouse), settings).server  # type: ignore[no-any-return]
