"""The page of one place where there is little to tell: both numbers under ten."""

from __future__ import annotations

import csv
import io
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.support.documents import read

Numbers = tuple[str, int, int]
TINY = {"en": "Both numbers are under 10: too few to tell a change.", "es": "Los dos números son menores que 10"}
UNSTEADY = "These are few records."
COMPARED = ("%", " more than the ", " fewer than the ", "the same number as")


def neighborhoods(client: FlaskClient, offense: str) -> list[Numbers]:
    """Neighborhoods with their numbers, now and before."""
    told = client.get(f"/views/incidents-by-place.csv?by=neighborhood&offense={offense}").get_data(as_text=True)
    rows = csv.DictReader(io.StringIO(told, newline=""))
    return [(row["neighborhood"], int(row["count"]), int(row["before"])) for row in rows]


def finding(client: FlaskClient, name: str, offense: str, lang: str = "en") -> str:
    """What the page says first of the place: the card "here"."""
    answer = client.get(f"/places/neighborhood/{quote(name)}?offense={offense}&lang={lang}")
    assert answer.status_code == 200
    page = answer.get_data(as_text=True)
    start = page.index('class="card full here"')
    return read(page[start : page.index("</table>", start)].encode()).text


@pytest.mark.parametrize("lang", ["en", "es"])
def test_numbers_under_ten_in_both_periods_are_told_without_a_change(client: FlaskClient, lang: str) -> None:
    tiny = [(name, now, before) for name, now, before in neighborhoods(client, "arson") if 0 < now < 10 > before]
    assert tiny
    name, _, before = max(tiny, key=lambda one: one[1] - one[2])
    text = finding(client, name, "arson", lang)
    assert TINY[lang] in text
    assert not any(word in text.split(TINY[lang][:20])[0] for word in COMPARED)
    assert str(before) in text
    assert UNSTEADY not in text


def test_none_at_all_is_told_as_none(client: FlaskClient) -> None:
    name = next(name for name, now, before in neighborhoods(client, "kidnapping") if now == before == 0)
    text = finding(client, name, "kidnapping")
    assert TINY["en"] in text
    assert "In the 12 months before there were 0." in text


def test_ten_in_one_period_are_compared_and_called_few(client: FlaskClient) -> None:
    found = [one for one in neighborhoods(client, "larceny") if min(one[1:]) < 10 <= max(one[1:])]
    assert found
    text = finding(client, found[0][0], "larceny")
    assert UNSTEADY in text
    assert TINY["en"] not in text


def test_many_are_compared_plainly(client: FlaskClient) -> None:
    name = max(neighborhoods(client, "larceny"), key=lambda one: min(one[1:]))[0]
    text = finding(client, name, "larceny")
    assert any(word in text for word in COMPARED[1:])
    assert UNSTEADY not in text
    assert TINY["en"] not in text
