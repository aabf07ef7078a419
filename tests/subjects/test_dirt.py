"""What the sample portal publishes unclean is clean in what is published here, and told where it cannot be."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import pytest

from dashboard import export
from dashboard.catalog import CATALOG
from dashboard.cities import load
from dashboard.data.sql.cleaning import PLACEHOLDERS
from dashboard.explain import explain
from dashboard.html import render
from dashboard.i18n import Words
from dashboard.model import Kind
from dashboard.page.table import table
from tests.subjects.conftest import Ask, Sql
from tests.support.documents import read

SUBJECTS = tuple(load("sample").subjects)
BROKEN = 'Hope House\r\n"East", wing\nroom 2'


@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_text_is_a_word_for_nothing_or_has_blanks_around_it(sql: Sql, subject: str) -> None:
    present = {row[0] for row in sql(f"DESCRIBE {subject}")}
    kinds = {column.name: column.kind for column in CATALOG.subject(subject).columns}
    texts = [name for name in sorted(present & set(kinds)) if kinds[name] is Kind.TEXT]
    assert texts
    words = ", ".join(f"'{word}'" for word in PLACEHOLDERS)
    for name in texts:
        dirty = f"lower({name}) IN ({words}) OR {name} <> trim({name}, ' ' || chr(9) || chr(10) || chr(13))"
        assert sql(f"SELECT DISTINCT {name} FROM {subject} WHERE {dirty}") == [], name


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_code_is_one_of_the_catalog(sql: Sql, subject: str) -> None:
    present = {row[0] for row in sql(f"DESCRIBE {subject}")}
    coded = [one for one in CATALOG.subject(subject).dimensions if one.values and one.column in present]
    for dimension in coded:
        found = {row[0] for row in sql(f"SELECT DISTINCT {dimension.column} FROM {subject}")} - {None}
        assert found <= {value.code for value in dimension.values}, dimension.key


def test_an_age_of_minus_hundred_is_a_person_of_unknown_age(sql: Sql) -> None:
    ((odd, unknown),) = sql(
        "SELECT count(*) FILTER (age = -100), count(*) FILTER (age = -100 AND age_band = 'unknown') FROM victims"
    )
    assert odd == unknown > 0


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_field_of_several_lines_is_one_cell(ask: Ask, lang: str) -> None:
    answer = ask("programs", lang=lang)
    first, *others = answer.records
    broken = replace(answer, records=({**first, "name": BROKEN}, *others))
    rows = list(csv.reader(io.StringIO(export.csv_bytes(broken).decode("utf-8-sig"), newline="")))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) == 1 + len(broken.records)
    assert BROKEN in rows[1]
    words = Words(lang)
    shown = read(render(table(broken, explain(broken, words).caption, words))).tables[0]
    assert [BROKEN in row for row in shown].count(True) == 1
    assert len(shown) == 1 + len(broken.records)


@pytest.mark.parametrize(("view", "column"), [("incidents-by-weapon", "weapon"), ("incidents-by-premise", "premise")])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_records_that_do_not_say_it_are_counted_beside_the_chart(
    ask: Ask, sql: Sql, view: str, column: str, lang: str
) -> None:
    answer = ask(view, lang=lang)
    now = answer.period.now
    span = f"occurred_at >= '{now.since}' AND occurred_at < CAST('{now.until}' AS DATE) + 1"
    expected: dict[Any, Any] = dict(sql(f"SELECT {column}, count(*) FROM incidents WHERE {span} GROUP BY 1"))
    assert answer.unstated == expected.pop(None) > 0
    assert {record[column]: record["count"] for record in answer.records if record["count"]} == expected
    assert sum(expected.values()) + answer.unstated == answer.total
    told = " ".join(explain(answer, Words(lang)).sentences)
    assert Words(lang).number(answer.unstated) in told


def test_a_weapon_can_be_chosen_on_every_view_that_has_it(ask: Ask, sql: Sql) -> None:
    for view, subject in (("incidents-trend", "incidents"), ("partner-violence", "victims")):
        answer = ask(view, chosen=(("weapon", ("firearm", "knife")),))
        now = answer.period.now
        span = f"occurred_at >= '{now.since}' AND occurred_at < CAST('{now.until}' AS DATE) + 1"
        partner = " AND relationship = 'partner'" if subject == "victims" else ""
        ((expected,),) = sql(f"SELECT count(*) FROM {subject} WHERE {span} AND weapon IN ('firearm', 'knife'){partner}")
        assert (answer.total, answer.ignored) == (expected, ())
