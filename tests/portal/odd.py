"""A portal of our own making, for what the local one never does."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.portal.conftest import DATASET
from tests.support.stub import Answer, Asked, Stub, stub


class OddPortal:
    """One dataset whose ids are in an order that is not that of their text; the attributes are for the test to set.

    ``tag`` gives the ETag of a page; ``spoil`` what becomes of a page's rows, by the number of the page request.
    """

    def __init__(self, rows: int = 40) -> None:
        self.ids = [f"row-{(i * 7919) % 1000:04d}" for i in range(rows)]
        self.fields = [":id", ":created_at", ":updated_at", ":version", "name"]
        self.tag: Callable[[], str] = lambda: '"v1"'
        self.spoil: Callable[[int, list[list[str]]], list[list[str]]] = lambda number, rows: rows
        self.pages = 0

    def answer(self, asked: Asked) -> Answer:
        if asked.path.startswith("/api/views/"):
            return _json(METADATA)
        if "count(*)" in asked.query["$select"]:
            return _json([{asked.query["$select"].split(" AS ")[1]: str(len(self.ids))}])
        tag = self.tag()
        if tag and asked.headers.get("if-none-match") == tag:
            return Answer(status=304, headers={"ETag": tag})
        self.pages += 1
        body = _csv(self.fields, self.spoil(self.pages, self.rows(asked)))
        return Answer(body, headers={"Content-Type": "text/csv"} | ({"ETag": tag} if tag else {}))

    def rows(self, asked: Asked) -> list[list[str]]:
        after = asked.query.get("$where", "").removeprefix(":id > '").removesuffix("'")
        start = self.ids.index(after) + 1 if after else 0
        ids = self.ids[start : start + int(asked.query["$limit"])]
        return [[{":id": row}.get(field, "x") for field in self.fields] for row in ids]


METADATA = {
    "id": DATASET, "name": "Odd", "rowsUpdatedAt": 1_790_000_000, "viewLastModified": 1_790_000_000,
    "columns": [
        {"fieldName": "name", "dataTypeName": "text", "name": "Name"},
        {"fieldName": "unseen", "dataTypeName": "text", "flags": ["hidden"]},
    ],
}  # fmt: skip


def _csv(fields: list[str], rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([fields, *rows])
    return out.getvalue().encode()


def _json(document: object) -> Answer:
    return Answer(json.dumps(document).encode(), headers={"Content-Type": "application/json"})


@contextmanager
def odd(portal: OddPortal) -> Iterator[Stub]:
    with stub(portal.answer) as running:
        yield running
