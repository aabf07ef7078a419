"""Dimensions and dates as form controls: a GET form that works without JavaScript."""

from __future__ import annotations

from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.answer import Answers
from dashboard.data.receipt import Snapshot
from dashboard.i18n import N_, Words
from dashboard.model import Dimension
from dashboard.selection import Selection

SINGLE = ("since", "until", "by", "measure", "compare")
MEASURE_LABELS = {"count": N_("Counts"), "rate": N_("Per 100,000 residents")}
COMPARE_LABELS = {"previous": N_("The period before"), "none": N_("Nothing")}


NAMED_BY = {
    "control": "dimension", "chosen": "dimension", "base": "page", "location": "page", "page": "page",
    "said": "page", "top": "page",
}  # fmt: skip


def wild(**named: str) -> dict[str, Any]:
    """Attributes with a hyphen, to be unpacked into a component: ``wild(aria_label="x")``."""
    return {name.replace("_", "-"): value for name, value in named.items()}


def part(kind: str, key: object) -> dict[str, object]:
    """The id of a part of a page: every id of the site comes from here.

    Controls and cards are named by different keys: dash-renderer compares the
    values of equal keys, so an ALL of one never reaches a MATCH of the other.
    """
    return {"type": kind, NAMED_BY.get(kind, "view"): key}


def options(answers: Answers, snapshot: Snapshot, dimension: Dimension, words: Words) -> list[dict[str, str]]:
    """Every value of a dimension the city publishes, as value, label and an id for its box."""
    known = answers.vocabulary(snapshot).get(dimension.key, ())
    names = {
        value.key: value.name
        for receipt in snapshot.subjects.values()
        for value in receipt.values.get(dimension.key, ())
    }
    labels = {value.code: words(value.label) for value in dimension.values}
    return [
        {"value": code, "label": labels.get(code, names.get(code, code)), "input_id": f"{dimension.key}-{index}"}
        for index, code in enumerate(known)
    ]


def chosen_text(dimension: Dimension, labels: list[str], words: Words) -> str:
    """What a closed control says: all, the one or two chosen, or how many."""
    if not labels:
        return words(dimension.all_label)
    return words.listed(labels) if len(labels) <= 2 else words("{n} chosen", n=words.number(len(labels)))


def choice(
    answers: Answers, snapshot: Snapshot, dimension: Dimension, selection: Selection, words: Words
) -> Component | None:
    """A fold of check boxes for one dimension; None when the city has no such values."""
    offered = options(answers, snapshot, dimension, words)
    if not offered:
        return None
    values = list(selection.values(dimension.key))
    labels = [option["label"] for option in offered if option["value"] in values]
    summary = html.Summary(
        [
            html.Span(words(dimension.label), className="label"),
            html.Span(chosen_text(dimension, labels, words), id=part("chosen", dimension.key), className="value"),
        ]
    )
    boxes = dbc.Checklist(
        options=offered, value=values, name=dimension.key, id=part("control", dimension.key), class_name="boxes"
    )
    fields = html.Div(boxes, role="group", className="panel", **wild(aria_label=words(dimension.label)))
    return html.Details([summary, fields], className="choice")


def day(key: str, label: str, selection: Selection, snapshot: Snapshot) -> Component:
    """One end of the period, as a native date field."""
    value = getattr(selection, key)
    field = dbc.Input(
        type="date",
        name=key,
        id=part("control", key),
        value=value.isoformat() if value else "",
        debounce=True,
        **_reach(snapshot),
    )
    return html.Label([label, field])


def _reach(snapshot: Snapshot) -> dict[str, str]:
    covered = [receipt.coverage for receipt in snapshot.subjects.values() if receipt.coverage]
    if not covered:
        return {}
    return {
        "min": min(window.since for window in covered).isoformat(),
        "max": max(window.until for window in covered).isoformat(),
    }


def select(key: str, label: str, labels: dict[str, str], value: str) -> Component:
    """A native select for a choice of one."""
    offered = [{"value": code, "label": text} for code, text in labels.items()]
    return html.Label([label, dbc.Select(options=offered, value=value, name=key, id=part("control", key))])
