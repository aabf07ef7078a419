"""The callbacks of the site: one redraw for every card of every page, the address, exploring."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dash import ALL, MATCH, ClientsideFunction, Dash, Input, Output, State, ctx
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate
from flask import g

from dashboard.answer import Unavailable
from dashboard.controls import part
from dashboard.html import settled
from dashboard.page.bar import said
from dashboard.page.card import Explored, redrawn
from dashboard.page.declare import Context
from dashboard.page.locate import locate, read

CONTROLS = Input(part("control", ALL), "value")
CONTROL_IDS = State(part("control", ALL), "id")
BASE = State(part("base", "page"), "data")
BEGUN = "redraw_begun"


def begin() -> None:
    """Note that a redraw was well asked for: what fails from here on is a fault of ours."""
    setattr(g, BEGUN, True)


def pairs(values: Sequence[Any], ids: Sequence[dict[str, str]], base: dict[str, Any]) -> list[tuple[str, str]]:
    """The query that the controls of a page now mean, with what the page carries along."""
    found: list[tuple[str, str]] = [
        (str(key), str(value)) for key, value in (*base.get("fixed", ()), *base.get("kept", ()))
    ]
    for identity, value in zip(ids, values, strict=True):
        several = value if isinstance(value, list) else [value]
        found += [(identity["dimension"], str(one)) for one in several if one not in (None, "")]
    return found


def register(app: Dash, context: Context) -> None:
    """Tie the callbacks to an app."""
    _cards(app, context)
    _sentences(app, context)
    _in_the_browser(app.clientside_callback)


def _cards(app: Dash, context: Context) -> None:
    catalog = context.answers.catalog

    @app.callback(
        Output(part("card", MATCH), "children"), CONTROLS, Input(part("explored", MATCH), "data"), CONTROL_IDS, BASE,
        prevent_initial_call=True,
    )  # fmt: skip
    def redraw(values: list[Any], explored: Explored, ids: list[dict[str, str]], base: dict[str, Any]) -> Component:
        asked, view = pairs(values, ids, base), catalog.view(ctx.outputs_list["id"]["view"])
        begin()
        parsed = context.answers.parse(asked)
        return redrawn(context.answers, view, parsed.selection, explored)


def _sentences(app: Dash, context: Context) -> None:
    @app.callback(Output(part("said", MATCH), "children"), CONTROLS, CONTROL_IDS, BASE, prevent_initial_call=True)
    def tell(values: list[Any], ids: list[dict[str, str]], base: dict[str, Any]) -> str:
        asked, located = pairs(values, ids, base), locate(context, base["path"])
        begin()
        if located is None:
            raise PreventUpdate
        try:
            request = read(context, located, asked)
        except Unavailable as missing:
            raise PreventUpdate from missing
        return said(request, request.selection)

    @app.callback(Output(part("top", MATCH), "children"), CONTROLS, CONTROL_IDS, BASE, prevent_initial_call=True)
    def top(values: list[Any], ids: list[dict[str, str]], base: dict[str, Any]) -> Component:
        asked, located = pairs(values, ids, base), locate(context, base["path"])
        if located is None or located.page.top is None:
            raise PreventUpdate
        begin()
        try:
            return settled(located.page.top(read(context, located, asked)))
        except Unavailable as missing:
            raise PreventUpdate from missing


def _in_the_browser(clientside: Callable[..., Any]) -> None:
    browser = "dashboard"
    clientside(
        ClientsideFunction(browser, "address"), Output(part("base", "page"), "modified_timestamp"),
        CONTROLS, CONTROL_IDS, BASE, prevent_initial_call=True,
    )  # fmt: skip
    clientside(
        ClientsideFunction(browser, "chosen"), Output(part("chosen", MATCH), "children"),
        Input(part("control", MATCH), "value"), State(part("control", MATCH), "options"), BASE,
        prevent_initial_call=True,
    )  # fmt: skip
