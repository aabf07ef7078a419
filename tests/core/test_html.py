"""Component trees as HTML: everything said is escaped, everything else is as React writes it."""

from __future__ import annotations

from html.parser import HTMLParser

import dash_bootstrap_components as dbc
import dash_svg
import pytest
from dash import dcc, html
from hypothesis import given
from hypothesis import strategies as st

from dashboard.controls import part, wild
from dashboard.html import attributes, render

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=40)


class Reader(HTMLParser):
    """What a browser would find: tags with attributes, and the text."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(document)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@given(texts)
def test_text_is_text_and_never_markup(text: str) -> None:
    drawn = render(html.P(text))
    inside = drawn.removeprefix("<p>").removesuffix("</p>")
    assert not set("<>") & set(inside)
    read = Reader(drawn)
    assert [tag for tag, _ in read.tags] == ["p"]
    assert read.text == text


@given(texts, texts)
def test_attributes_hold_what_was_given(first: str, second: str) -> None:
    read = Reader(render(html.A("x", href=first, **wild(data_carry=second))))
    assert read.tags == [("a", {"href": first, "data-carry": second})]


nodes = st.recursive(
    texts | st.integers() | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | inner.map(html.Div) | st.lists(inner, max_size=3).map(html.Span),
    max_leaves=12,
)


def said(node: object) -> str:
    if node is None or isinstance(node, bool):
        return ""
    if isinstance(node, list):
        return "".join(said(child) for child in node)
    return said(getattr(node, "children", None)) if isinstance(node, html.Div | html.Span) else str(node)


@given(nodes)
def test_any_nesting_says_what_it_holds_in_order(node: object) -> None:
    assert Reader(render(node)).text == said(node)


@pytest.mark.parametrize(
    ("node", "drawn"),
    [
        (None, ""),
        (True, ""),
        (0, "0"),
        (1.5, "1.5"),
        ([html.B("a"), None, ["b", [html.I("c")]]], "<b>a</b>b<i>c</i>"),
        (html.Br(), "<br>"),
        (html.Img(src="/a?b=1&c=2", alt='say "x"'), '<img src="/a?b=1&amp;c=2" alt="say &quot;x&quot;">'),
        (html.Details([], open=True), '<details open=""></details>'),
        (html.Details([], open=False), "<details></details>"),
        (html.P("x", className="a b", id="i"), '<p id="i" class="a b">x</p>'),
        (html.Td("x", colSpan="2"), '<td colspan="2">x</td>'),
        (html.P("x", style={"fontSize": "2em", "color": "red"}), '<p style="font-size: 2em; color: red">x</p>'),
        (html.P("x", hidden=None), "<p>x</p>"),
        (html.P("x", **wild(aria_hidden="true")), '<p aria-hidden="true">x</p>'),
        (html.P("x", tabIndex="0", role="region"), '<p role="region" tabindex="0">x</p>'),
        (html.Source(srcSet="/x", media="(a)"), '<source srcset="/x" media="(a)">'),
        (dcc.Store(id="s", data={"secret": 1}), ""),
    ],
)
def test_what_is_drawn(node: object, drawn: str) -> None:
    assert Reader(render(node)).tags == Reader(drawn).tags
    assert len(render(node)) == len(drawn)


def test_clicks_and_keys_of_dash_are_not_drawn() -> None:
    assert attributes({"n_clicks": 3, "key": "k", "children": "c", "title": "t"}) == ' title="t"'


def test_ids_of_dictionaries_are_the_text_that_react_uses() -> None:
    read = Reader(render(html.Div(id=part("card", "incidents-trend"))))
    assert read.tags[0][1]["id"] == '{"type":"card","view":"incidents-trend"}'


def test_svg_keeps_its_own_case() -> None:
    drawn = render(dash_svg.Svg(dash_svg.Rect(strokeWidth="2", fill="none"), viewBox="0 0 1 1"))
    assert 'viewBox="0 0 1 1"' in drawn
    assert 'stroke-width="2"' in drawn


@given(texts, texts)
def test_a_select_offers_its_values_and_marks_the_chosen(value: str, label: str) -> None:
    other = value + "x"
    node = dbc.Select(
        options=[{"value": value, "label": label}, {"value": other, "label": "o"}], value=value, name="by"
    )
    read = Reader(render(node))
    assert [tag for tag, _ in read.tags] == ["select", "option", "option"]
    assert [attrs.get("value") for _, attrs in read.tags[1:]] == [value, other]
    assert ["selected" in attrs for _, attrs in read.tags[1:]] == [True, False]
    assert read.tags[0][1]["name"] == "by"


@given(texts)
def test_boxes_are_a_form_that_sends_the_chosen_values(value: str) -> None:
    offered = [
        {"value": value, "label": value, "input_id": "d-0"},
        {"value": value + "x", "label": "l", "input_id": "d-1"},
    ]
    node = dbc.Checklist(options=offered, value=[value], name="district", id=part("control", "district"))
    boxes = [attrs for tag, attrs in Reader(render(node)).tags if tag == "input"]
    assert [(box["name"], box["value"], "checked" in box) for box in boxes] == [
        ("district", value, True),
        ("district", value + "x", False),
    ]


def test_a_date_field_keeps_its_name_and_value() -> None:
    read = Reader(render(dbc.Input(type="date", name="since", value="2026-01-01", debounce=True, min="2020-01-01")))
    ((tag, attrs),) = read.tags
    assert tag == "input"
    assert attrs == {
        "type": "date",
        "name": "since",
        "value": "2026-01-01",
        "min": "2020-01-01",
        "class": "form-control",
    }
