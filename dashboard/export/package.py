"""ZIP: the CSV as a data package (Frictionless Data Package, Table Schema), with README, citation and license."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable

from dashboard import urls
from dashboard.answer import Answer
from dashboard.answer.value import Cell
from dashboard.explain import Explanation, explain
from dashboard.export.cells import heads, lines, moment, provenance
from dashboard.export.delimited import csv_bytes
from dashboard.export.form import Form, Look
from dashboard.export.text import fixed, made_up
from dashboard.i18n import N_, Words

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
LICENSES = {
    "Creative Commons Attribution 3.0": ("CC-BY-3.0", "https://creativecommons.org/licenses/by/3.0/"),
    "Creative Commons Attribution 4.0": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "Public Domain": ("other-pd", ""),
}
"""Open Definition names; any other license is "other-open" or "other-closed" by its own words, so it is only titled."""
CALENDAR, REAL = ("month",), ("rate", "value", "share", "number")


def zip_bytes(answer: Answer, look: Look) -> bytes:
    """The package; the same bytes for the same answer."""
    words = Words(answer.selection.lang)
    told, data = explain(answer, words), csv_bytes(answer)
    name = f"{answer.view.key}.csv"
    parts = {
        name: data,
        "datapackage.json": _json(_package(answer, told, name, data, look, words)),
        "README.md": _readme(answer, told, name, look, words).encode(),
        "CITATION.txt": (citation(answer, told, look, words) + "\n").encode(),
        "LICENSE.txt": (terms(answer, words) + "\n").encode(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in parts.items():
            archive.writestr(zipfile.ZipInfo(path, moment(answer).timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def _package(answer: Answer, told: Explanation, name: str, data: bytes, look: Look, words: Words) -> dict[str, object]:
    receipt = answer.receipt
    return {
        "$schema": PROFILE,
        "name": answer.view.key,
        "title": told.headline,
        "description": " ".join([told.subtitle + ".", *told.cautions, *told.sentences]),
        "homepage": look.root + fixed(answer),
        "version": answer.snapshot,
        "created": moment(answer).isoformat().replace("+00:00", "Z"),
        "sources": [
            {"title": f"{receipt.publisher}: {receipt.name}", "path": urls.portal_page(receipt.portal, receipt.dataset)}
        ],
        **({"licenses": [_license(answer.license)]} if answer.license else {}),
        "resources": [
            {
                "name": answer.view.key,
                "path": name,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(data),
                "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
                "schema": {"fields": fields(answer, words), "missingValues": [""]},
            }
        ],
    }


def _license(title: str) -> dict[str, str]:
    name, path = LICENSES.get(title, ("other-open", ""))
    return {"name": name, "title": title, **({"path": path} if path else {})}


def fields(answer: Answer, words: Words) -> list[dict[str, str]]:
    """The columns of the CSV in the terms of Table Schema."""
    kinds = {field.key: field.kind for field in answer.fields}
    labels = {field.key: words(field.label) for field in answer.fields}
    columns = dict(zip(heads(answer), zip(*lines(answer), strict=True), strict=False)) if answer.records else {}
    own = [
        {"name": key, "title": labels.get(key, key), "type": _type(kinds.get(key, "text"), columns.get(key, ()))}
        for key in heads(answer)
    ]
    return [*own, *({"name": key, "type": _fact(cell)} for key, cell in provenance(answer).items())]


def _type(kind: str, cells: Iterable[Cell]) -> str:
    if kind in CALENDAR:
        return "date"
    if kind == "flag":
        return "boolean"
    cells = list(cells)
    if kind in ("code", "place", "text") or any(isinstance(cell, str) for cell in cells):
        return "string"
    return "number" if kind in REAL or any(isinstance(cell, float) for cell in cells) else "integer"


def _fact(cell: Cell) -> str:
    if isinstance(cell, str) or cell is None:
        return "string"
    return "integer" if isinstance(cell, int) else "number" if isinstance(cell, float) else "date"


def citation(answer: Answer, told: Explanation, look: Look, words: Words) -> str:
    """How to name these numbers in a text: producer, dataset, day, address."""
    receipt = answer.receipt
    return words(
        "{publisher}: {name} ({dataset}), as of {day}. “{headline}”, {city}, in the open, {snapshot}: {address}",
        publisher=receipt.publisher, name=receipt.name, dataset=receipt.dataset,
        day=words.day(moment(answer).date()), headline=told.headline, city=answer.city,
        snapshot=answer.snapshot, address=look.root + fixed(answer),
    )  # fmt: skip


def terms(answer: Answer, words: Words) -> str:
    """Under which license the city publishes the records."""
    if answer.license:
        return words("License: {license}.", license=answer.license)
    return words("The city names no license for these records. Ask {publisher}.", publisher=answer.receipt.publisher)


def _readme(answer: Answer, told: Explanation, name: str, look: Look, words: Words) -> str:
    return "\n\n".join(
        [
            f"# {told.headline}",
            *made_up(answer, words),
            told.subtitle + ".",
            *told.cautions,
            " ".join(told.sentences),
            "\n".join(f"- {line}" for line in told.know),
            words("{file} has the numbers. {schema} describes its columns.", file=name, schema="datapackage.json"),
            told.source + " " + terms(answer, words),
            f"{look.root}{fixed(answer)}",
        ]
    ) + "\n"  # fmt: skip


FORMS = (Form("zip", "application/zip", zip_bytes, link=N_("ZIP")),)
