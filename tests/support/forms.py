"""Every way in which a table about people leaves the site, and how an attacker reads it.

A form of file or an address that is not listed here fails the test that uses
this: whoever adds one says how it is read, or why it has no numbers.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from xml.etree import ElementTree

import numpy as np
from flask.testing import FlaskClient

from dashboard.catalog import people
from tests.support.attack import Seen, parsed
from tests.support.documents import read

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
)
DATE = re.compile(rf"\b(?:{MONTHS})(?: \d{{1,2}},)? \d{{4}}\b")
TOLD = re.compile(r'\b(?:alt|aria-label|title|content)="([^"]*)"')
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
BANDS = {text for band in people.AGES for text in (band.label, band.label.lower()) if NUMBER.search(text)}
MONTHS_TOLD = {"12"}
"""What the texts say themselves: "the last full 12 months"."""


@dataclass(frozen=True)
class Base:
    """A table as its CSV has it, with what the file says of it: all that any other form may show."""

    seen: Seen
    facts: dict[str, str]

    @property
    def shown(self) -> set[str]:
        """Every number that is shown, and the shares that words make of them."""
        cells = self.seen.cells
        total, unknown = cells["", ""] or 0, cells.get(("", "unknown")) or 0
        counts = {count for count in cells.values() if count is not None}
        rows = {self.facts[key] for key in ("period_rows", "period_rows_without_number") if key in self.facts}
        parts = [cells.get(("", group)) or 0 for group in self.seen.groups]
        shares = {f"{100 * part / base:.0f}" for part in parts for base in (total, total - unknown) if base}
        names = {number for row in self.seen.rows for number in NUMBER.findall(row)}
        return names | {f"{count:,}" for count in counts} | {f"{int(row):,}" for row in rows} | shares | MONTHS_TOLD

    @property
    def matrix(self) -> list[list[str]]:
        """The cells as a page writes them, row by row, without heads."""
        rows = dict.fromkeys(row for row, _ in self.seen.cells)
        codes = dict.fromkeys(code for _, code in self.seen.cells)
        return [[written(self.seen.cells[row, code]) for code in codes] for row in rows]

    def foreign(self, text: str) -> set[str]:
        """The numbers of a text that the table does not show; dates and names of files and sources are none."""
        for part in sorted({*self.facts.values(), *BANDS}, key=len, reverse=True):
            if not part.isdigit():
                text = text.replace(part, " ") if part else text
        text = DATE.sub(" ", " ".join(re.sub(r"https?://\S+|/views/\S+", " ", text).split()))
        return set(NUMBER.findall(text)) - self.shown


def written(count: int | None) -> str:
    return "hidden" if count is None else f"{count:,}"


def based(seen: Seen, text: str) -> Base:
    """The base that other forms are held against, from the CSV."""
    return Base(seen, next(csv.DictReader(io.StringIO(text, newline=""))))


Check = Callable[[bytes, Base], list[str]]
"""What of a body is not in the base; nothing when all is."""


def _cells(found: Iterable[tuple[object, object, object, object]], base: Base) -> list[str]:
    """Differences of (row, group, count, hidden) from the base."""
    told = {(str(row), str(group)): None if hidden else int(str(count)) for row, group, count, hidden in found}
    loose = [f"{row}/{group}: hidden, yet {count!r}" for row, group, count, hidden in found if hidden and count]
    return loose if told == base.seen.cells else [*loose, "other cells than the CSV"]


def _csv(body: bytes, base: Base) -> list[str]:
    rows = list(csv.DictReader(io.StringIO(body.decode(), newline="")))
    down, across = base.seen.down, base.seen.across
    return _cells([(row[down], row[across], row["count"], row["hidden"] == "true") for row in rows], base)


def _json(body: bytes, base: Base) -> list[str]:
    told = json.loads(body)
    down, across = base.seen.down, base.seen.across
    found = [(row[down], row[across], row["count"], row["hidden"]) for row in told["records"]]
    wrong = [] if told.pop("total_rows") == len(told["records"]) == len(base.seen.cells) else ["not every record"]
    rest = {key: value for key, value in told.items() if key not in ("records", *base.facts)}
    return [*wrong, *_cells(found, base), *base.foreign(json.dumps(rest, ensure_ascii=False))]


def sheets(body: bytes) -> dict[str, list[list[str]]]:
    """The cells of a workbook, by name of the sheet."""
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        texts = ["".join(one.itertext()) for one in shared.iter(f"{SHEET}si")]
        names = [
            one.get("name", "") for one in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{SHEET}sheet")
        ]
        parts = [ElementTree.fromstring(book.read(f"xl/worksheets/sheet{at + 1}.xml")) for at in range(len(names))]
    assert not any(part.findall(f".//{SHEET}f") for part in parts), "a cell is a formula"
    return {
        name: [[_cell(cell, texts) for cell in row.iter(f"{SHEET}c")] for row in part.iter(f"{SHEET}row")]
        for name, part in zip(names, parts, strict=True)
    }


def _cell(cell: ElementTree.Element, texts: list[str]) -> str:
    value = cell.findtext(f"{SHEET}v") or ""
    return texts[int(value)] if cell.get("t") == "s" else value


def _xlsx(body: bytes, base: Base) -> list[str]:
    told = sheets(body)
    (head, *rows), about = told.pop("data"), told.pop("about")
    at = [head.index(name) for name in (base.seen.down, base.seen.across, "count", "hidden")]
    found = [tuple(row[index] for index in at) for row in rows]
    texts = " ".join(cell for row in about for cell in row if row[0] not in base.facts)
    return [
        *_cells([(row, group, count, hidden == "true") for row, group, count, hidden in found], base),
        *base.foreign(texts),
        *told,
    ]


def _zip(body: bytes, base: Base) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    package = json.loads(parts.pop("datapackage.json"))
    wrong = _csv(parts.pop(f"{base.seen.view}.csv"), base)
    words = [parts.pop(name).decode() for name in ("README.md", "CITATION.txt", "LICENSE.txt")]
    (resource,), licenses = package.pop("resources"), package.pop("licenses", [])
    kept = {key: resource[key] for key in resource if key not in ("bytes", "hash")}
    told = json.dumps([package, kept], ensure_ascii=False).replace("2.0", "").replace("utf-8", "")
    stamp, texts = f"{package['created']}", " ".join(words)
    for one in licenses:
        texts = texts.replace(one["title"], "")
    return [*wrong, *base.foreign(told.replace(stamp, "")), *base.foreign(texts), *parts]


def _txt(body: bytes, base: Base) -> list[str]:
    return [*base.foreign(body.decode())]


def _svg(body: bytes, base: Base) -> list[str]:
    """Texts and names; and that what is hidden has no bar."""
    drawn = body.decode()
    texts = [plain(drawn), *TOLD.findall(drawn)]
    totals = [base.seen.cells["", group] for group in base.seen.groups]
    bars = [float(one) for one in re.findall(r'<path d="M0,[\d.]+h([\d.]+)v', drawn)]
    longer = sum(length > 0 for length in bars) > sum(bool(total) for total in totals)
    return [*(one for text in texts for one in base.foreign(text)), *(["a bar of what is hidden"] if longer else [])]


def html(body: bytes | str, base: Base) -> list[str]:
    """The one table about people, and all other words of a document that is about nothing else."""
    found = read(body)
    text = body if isinstance(body, str) else body.decode()
    tables = [[line[1:] for line in table[1:]] for table in found.tables]
    wrong = [] if base.matrix in tables and len(tables) == 1 else [f"{len(tables)} tables, not that of the CSV"]
    told = [one for one in TOLD.findall(text) if "device-width" not in one]
    return [*wrong, *base.foreign(plain(text)), *(one for each in told for one in base.foreign(each))]


def plain(markup: str) -> str:
    """The text of a document, its pieces apart."""
    return unescape(re.sub(r"(?s)<(style|script)\b.*?</\1>|<[^>]+>", " ", markup))


def redrawn(text: str, base: Base) -> list[str]:
    """A card as the browser gets it: HTML within JSON, and perhaps the interactive chart."""
    told = json.loads(text)
    pieces = [one for one in strings(told) if "<table" in one]
    words = [one for one in strings(told) if "<" not in one and " " in one]
    tables = [[line[1:] for line in table[1:]] for piece in pieces for table in read(piece).tables]
    wrong = [] if tables == [base.matrix] else [f"{len(tables)} tables, not that of the CSV"]
    wrong += [one for piece in pieces for one in base.foreign(plain(piece))]
    wrong += [one for word in words for one in base.foreign(word)]
    charts = [trace for figure in figures(told) for trace in figure["data"]]
    counts = {count for count in base.seen.cells.values() if count is not None} | {0}
    return [*wrong, *(str(one) for trace in charts for one in drawn(trace) if one not in counts)]


def strings(value: Any) -> Iterator[str]:
    """Every text of a JSON value."""
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(inner)


def figures(value: Any) -> Iterator[dict[str, Any]]:
    """Every plotly figure of a JSON value."""
    if isinstance(value, dict) and isinstance(value.get("figure"), dict):
        yield value["figure"]
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from figures(inner)


def drawn(trace: dict[str, Any]) -> Iterator[float]:
    """The numbers of a trace: its lengths, and those in its texts."""
    for axis in ("x", "customdata"):
        cells = trace.get(axis) or []
        if isinstance(cells, dict):
            cells = np.frombuffer(base64.b64decode(cells["bdata"]), dtype=cells["dtype"]).tolist()
        yield from (float(cell) for cell in cells if isinstance(cell, int | float))


def bases(client: FlaskClient, view: str, queries: Iterable[str]) -> Iterator[tuple[str, Base]]:
    """Every table of a view, by the question that brings it."""
    for query in queries:
        answer = client.get(f"/views/{view}.csv?{query}")
        if answer.status_code == 200:
            text = answer.get_data(as_text=True)
            yield query, based(parsed(view, text), text)


def differences(client: FlaskClient, view: str, query: str, base: Base) -> dict[str, list[str]]:
    """What files, page and embed of a view show beyond its CSV, by address; empty when nothing is."""
    ways: list[tuple[str, Check]] = [(f"/views/{view}", html), (f"/embed/{view}", html)]
    ways += [(f"/views/{view}.{key}", check) for key, check in FORMS.items() if not isinstance(check, Silent)]
    told = {path: check(client.get(f"{path}?{query}").data, base) for path, check in ways}
    return {f"{path}?{query}": wrong for path, wrong in told.items() if wrong}


@dataclass(frozen=True)
class Silent:
    """A form or an address that has no number about people of its own, and why."""

    reason: str


SAME_DRAWING = Silent("the drawing of the SVG, from the same specification, as an image")
FORMS: dict[str, Check | Silent] = {
    "csv": _csv,
    "json": _json,
    "xlsx": _xlsx,
    "zip": _zip,
    "txt": _txt,
    "svg": _svg,
    "png": SAME_DRAWING,
    "pdf": SAME_DRAWING,
}
READ, PAGE = "read", "page"
ADDRESSES: dict[str, str | Silent] = {
    "/views/<key>": READ,
    "/embed/<key>": READ,
    "/rows/<name>": READ,
    "/revisions/<name>": READ,
    "/_dash-update-component": READ,
    "/": PAGE,
    "/<path:path>": PAGE,
    "/static/<name>": Silent("files of the program"),
    "/assets/<path:filename>": Silent("files of the program"),
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": Silent("files of the program"),
    "/_favicon.ico": Silent("files of the program"),
    "/_dash-layout": Silent("the frame of the page, before anything is drawn in it"),
    "/_dash-dependencies": Silent("which part of the page follows which"),
    "/_reload-hash": Silent("whether the program was started anew"),
    "/healthz": Silent("whether the process lives"),
    "/readyz": Silent("the name of the snapshot"),
}
