"""The attack on tables about people, over the real tables of Baltimore and New Orleans."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.catalog import CATALOG
from dashboard.model import Shape
from tests.cities_real.conftest import Sql
from tests.disclosure.conftest import snapshots
from tests.support import forms
from tests.support.attacked import attacked

pytestmark = pytest.mark.shared


def every_form(client: FlaskClient, subject: str) -> list[dict[str, list[str]]]:
    """What a form of a table about people shows beyond its CSV; the attack is over the CSV."""
    views = [view.key for view in CATALOG.subject(subject).views if view.shape is Shape.TABLE]
    asked = [(view, query, base) for view in views for query, base in forms.bases(client, view, [""])]
    assert asked
    return [told for one in asked if (told := forms.differences(client, *one))]


def test_baltimore_gives_no_person_arrested_away(baltimore: FlaskClient, real_cache: Path) -> None:
    (found,) = attacked(real_cache, "baltimore", snapshots(real_cache, "baltimore")[-1], only="arrests")
    assert found.hidden > 100
    assert found.breaches == []
    assert every_form(baltimore, "arrests") == []


def test_new_orleans_gives_no_person_away_that_force_was_used_on(new_orleans: FlaskClient, real_cache: Path) -> None:
    (found,) = attacked(real_cache, "new-orleans", snapshots(real_cache, "new-orleans")[-1], only="force")
    assert found.hidden > 100
    assert found.breaches == []
    assert every_form(new_orleans, "force") == []


def test_chicago_gives_no_block_of_what_police_call_domestic(chicago: FlaskClient, source: Sql) -> None:
    answer = chicago.get("/rows/incidents.csv?since=2018-06-01&until=2018-06-07")
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True), newline="")))
    ((domestic,),) = source(
        "SELECT count(*) FROM chicago WHERE domestic AND date >= '2018-06-01' AND date < '2018-06-08'"
    )
    assert sum(row["domestic"] == "yes" for row in rows) == domestic > 0
    assert not [row for row in rows if row["domestic"] == "yes" and (row["block"] or row["longitude"])]
    assert [row for row in rows if row["domestic"] == "no" and row["block"]]
