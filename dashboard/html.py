"""A tree of Dash components written as HTML, the same that React will draw from it.

Knows ``html.*``, ``dash_svg`` and the few Bootstrap components the site uses;
anything else (stores, graphs) draws nothing on the server.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from dash import html

VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
RENAMED = {
    "className": "class", "htmlFor": "for", "hrefLang": "hreflang", "srcSet": "srcset", "dateTime": "datetime",
    "tabIndex": "tabindex", "colSpan": "colspan", "rowSpan": "rowspan", "encType": "enctype",
    "autoComplete": "autocomplete", "data-loading": "loading",
}  # fmt: skip
SETTLED, ADOPTS = "data-html", "data-adopt"
SILENT = frozenset({"children", "n_clicks", "n_clicks_timestamp", "key", "disable_n_clicks", "persistence"})
SVG_CASED = frozenset({"viewBox", "preserveAspectRatio"})

Props = Mapping[str, Any]


def render(node: object) -> str:
    """HTML of a component, a list of them, text or a number; None draws nothing."""
    if node is None or isinstance(node, bool):
        return ""
    if isinstance(node, (list, tuple)):
        return "".join(render(child) for child in node)
    if isinstance(node, (str, int, float)):
        return escape(str(node), quote=False)
    described = node.to_plotly_json()  # type: ignore[attr-defined]
    draw = WRITERS.get((described["namespace"], described["type"]), WRITERS.get((described["namespace"], "*")))
    return draw(described["type"], described["props"]) if draw else ""


def settled(tree: object, classes: str = "settled") -> html.Div:
    """A tree that never changes by itself, as one component: its HTML travels in an attribute.

    Every Dash component takes part in every change of a page, so a card of a
    thousand elements must not be a thousand components. ``assets/settled.js`` puts
    the HTML in its place; the server writes it there at once.
    """
    attribute: dict[str, Any] = {SETTLED: render(tree)}
    return html.Div(className=classes, **attribute)


def written(markup: str) -> dict[str, Any]:
    """What makes a component of HTML that is written already: ``html.P(**written("a <b>word</b>"))``."""
    return {SETTLED: markup}


def adopted(key: str, tree: Callable[[], Any] | None, classes: str = "settled") -> html.Div:
    """A tree that the browser already holds: drawn once by the server, then taken over as it stands.

    The server gives the ``tree``; for the browser it is None, and
    ``assets/first-paint.js`` moves what the server wrote under ``key`` into its place,
    so that nothing is sent, drawn or loaded twice.
    """
    attribute: dict[str, Any] = {ADOPTS: key}
    return html.Div(tree() if tree else None, className=classes, **attribute)


def attributes(props: Props) -> str:
    """Attributes as React writes them: booleans bare or left out, styles joined, ids of dictionaries as JSON."""
    return "".join(_attribute(name, value) for name, value in props.items() if name not in SILENT)


def _attribute(name: str, value: object) -> str:
    if value is None or value is False:
        return ' aria-hidden="false"' if name == "aria-hidden" and value is False else ""
    shown = RENAMED.get(name, name if name in SVG_CASED else _lower(name))
    if value is True:
        return f' {shown}="true"' if name.startswith(("aria-", "data-")) else f' {shown}=""'
    return f' {shown}="{escape(_text(name, value))}"'


def _lower(name: str) -> str:
    dashed = "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name)
    return dashed if name.startswith(("stroke", "fill", "font", "text")) else name.lower()


def _text(name: str, value: object) -> str:
    if name == "id" and isinstance(value, dict):
        return json.dumps(value, sort_keys=True, separators=(",", ":"))
    if name == "style" and isinstance(value, dict):
        return "; ".join(f"{_css(key)}: {setting}" for key, setting in value.items())
    return str(value)


def _css(name: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name)


def element(tag: str, props: Props) -> str:
    """One element with its children."""
    opened = f"<{tag}{attributes(props)}>"
    return opened if tag in VOID else f"{opened}{render(props.get('children'))}</{tag}>"


def _plain(kind: str, props: Props) -> str:
    if SETTLED in props:
        kept, tag = {name: value for name, value in props.items() if name != SETTLED}, kind.lower()
        return f"<{tag}{attributes(kept)}>{props[SETTLED]}</{tag}>"
    return element(kind.lower(), props)


def _svg(kind: str, props: Props) -> str:
    return element(kind[:1].lower() + kind[1:], props)


def _input(_: str, props: Props) -> str:
    kept = {name: value for name, value in props.items() if name not in ("debounce", "class_name")}
    return element("input", {**kept, "className": "form-control"})


def _select(_: str, props: Props) -> str:
    options = "".join(
        f'<option value="{escape(str(option["value"]))}"{" selected" if option["value"] == props.get("value") else ""}>'
        f"{escape(str(option['label']))}</option>"
        for option in props.get("options", ())
    )
    kept = {name: value for name, value in props.items() if name not in ("options", "value", "class_name")}
    return f'<select class="form-select"{attributes(kept)}>{options}</select>'


def _checklist(_: str, props: Props) -> str:
    chosen = set(props.get("value") or ())
    boxes = "".join(_box(props, option, option["value"] in chosen) for option in props.get("options", ()))
    shown = props.get("class_name")
    named = f' class="{escape(shown)}"' if shown else ""
    return f"<div{named}{attributes({'id': props['id']})}>{boxes}</div>"


def _box(props: Props, option: Mapping[str, Any], checked: bool) -> str:
    own = escape(str(option["input_id"]))
    return (
        f'<div class="form-check"><input class="form-check-input" type="checkbox" id="{own}"'
        f' name="{escape(props.get("name", ""))}" value="{escape(str(option["value"]))}"'
        f"{' checked' if checked else ''}>"
        f'<label class="form-check-label" for="{own}">{escape(str(option["label"]))}</label></div>'
    )


WRITERS: dict[tuple[str, str], Callable[[str, Props], str]] = {
    ("dash_html_components", "*"): _plain,
    ("dash_svg", "*"): _svg,
    ("dash_bootstrap_components", "Input"): _input,
    ("dash_bootstrap_components", "Select"): _select,
    ("dash_bootstrap_components", "Checklist"): _checklist,
}
