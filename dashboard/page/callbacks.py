"""The callbacks of the site: one redraw for every card of every page, the address, exploring."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dash import ALL, MATCH, ClientsideFunction, Dash, Input, Output, State, ctx
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.controls import part
from dashboard.page.card import Explored, contents
from dashboard.page.declare import Context
from dashboard.page.locate import locate, read
from dashboard.page.shell import said

CONTROLS = Input(part("control", ALL), "value")
CONTROL_IDS = State(part("control", ALL), "id")
BASE = State(part("base", "page"), "data")


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
    catalog = context.answers.catalog

    @app.callback(
        Output(part("card", MATCH), "children"), CONTROLS, Input(part("explored", MATCH), "data"), CONTROL_IDS, BASE,
        prevent_initial_call=True,
    )  # fmt: skip
    def redraw(
        values: list[Any], explored: Explored, ids: list[dict[str, str]], base: dict[str, Any]
    ) -> list[Component]:
        parsed = context.answers.parse(pairs(values, ids, base))
        view = catalog.view(ctx.outputs_list["id"]["view"])
        return contents(context.answers, view, parsed.selection, explored)

    @app.callback(Output(part("said", MATCH), "children"), CONTROLS, CONTROL_IDS, BASE, prevent_initial_call=True)
    def tell(values: list[Any], ids: list[dict[str, str]], base: dict[str, Any]) -> str:
        located = locate(context, base["path"])
        if located is None:
            raise PreventUpdate
        request = read(context, located, pairs(values, ids, base))
        return said(request, request.selection)

    browser = "dashboard"
    clientside: Callable[..., Any] = app.clientside_callback
    clientside(
        ClientsideFunction(browser, "address"), Output(part("base", "page"), "modified_timestamp"),
        CONTROLS, CONTROL_IDS, BASE, prevent_initial_call=True,
    )  # fmt: skip
    clientside(
        ClientsideFunction(browser, "chosen"), Output(part("chosen", MATCH), "children"),
        Input(part("control", MATCH), "value"), State(part("control", MATCH), "options"), BASE, prevent_initial_call=True,
    )  # fmt: skip
    clientside(
        ClientsideFunction(browser, "explore"), Output(part("explored", MATCH), "data"),
        Input(part("explore", MATCH), "n_clicks"), prevent_initial_call=True,
    )  # fmt: skip
