"""A directory inside a page: each place with what it does, for whom, when, and how to reach it."""

from __future__ import annotations

from itertools import groupby

from dash import html
from dash.development.base_component import Component

from dashboard import charts
from dashboard.answer import Answer
from dashboard.answer.value import Record
from dashboard.explain import phrases
from dashboard.i18n import N_, Words

TEXTS = (("serves", N_("For whom")), ("hours", N_("Hours")))
WHERE = ("address", "neighborhood")


def told(record: Record, key: str, words: Words) -> str:
    """A text of a record in the reader's language where the city wrote it so, else as it is."""
    return str(record.get(f"{key}_{words.lang}") or record.get(key) or "")


def listing(answer: Answer, words: Words) -> Component:
    """Every record, under the heading of its kind."""
    coded = next((field for field in answer.fields if field.kind == "code"), None)
    dimension = next(
        (one for one in answer.subject.dimensions if coded and one.column == coded.key and one.values), None
    )
    label = words("Map of {what}", what=words(answer.metric.label))
    parts: list[Component] = charts.sites_of(answer, words, label=label)
    numbered = enumerate(answer.records)
    for code, records in groupby(numbered, key=lambda pair: str(pair[1].get(coded.key)) if coded else ""):
        if dimension and dimension.value(code):
            parts.append(html.H3(phrases.name_of(answer, dimension, code, words), className="kind"))
        entries = [html.Li(_entry(record, words), id=charts.entry_id(index)) for index, record in records]
        parts.append(html.Ul(entries, className="listing"))
    return html.Div(parts, className="directory")


def _entry(record: Record, words: Words) -> list[Component]:
    does = told(record, "does", words)
    facts = [(words(label), told(record, key, words)) for key, label in TEXTS]
    where = ", ".join(str(record[key]) for key in WHERE if record.get(key))
    lines: list[tuple[str, str | Component]] = [(label, text) for label, text in facts if text]
    lines.append((words("Where"), where or words("Call for the address")))
    return [
        html.P(html.Strong(str(record.get("name") or "")), className="name"),
        *([html.P(does)] if does else []),
        html.P(_reach(record, words), className="reach"),
        html.Dl([part for label, text in lines for part in (html.Dt(label), html.Dd(text))]),
    ]


def _reach(record: Record, words: Words) -> list[Component | str]:
    phone, web = str(record.get("phone") or ""), str(record.get("web") or "")
    name = str(record.get("name") or "")
    links: list[Component | str] = []
    if phone:
        links.append(html.A(words("Call {phone}", phone=phone), href="tel:" + "".join(c for c in phone if c.isdigit())))
    if web.startswith(("https://", "http://")):
        site = html.A(words("Website of {name}", name=name), href=web, rel="noopener")
        links += [" ", site] if links else [site]
    return links
