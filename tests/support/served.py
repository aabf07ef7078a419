"""What a served site says: the rows of a view's CSV, the text of a page."""

from __future__ import annotations

import csv
import io

from flask.testing import FlaskClient

from tests.support.documents import read


def rows(client: FlaskClient, view: str, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/views/{view}.csv?{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True), newline="")))


def text(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return read(answer.data).text
