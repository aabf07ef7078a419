"""The numbers of an answer add up, and are those of SQL run straight over the published rows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from dashboard.answer import Answer, Answers
from dashboard.catalog import CATALOG
from dashboard.model import Window, month_end
from dashboard.selection import Selection
from tests.answers.conftest import Sql
from tests.support.asking import NAMES
from tests.support.effort import some

COLUMNS = {dimension.key: dimension.column for dimension in CATALOG.subject("incidents").dimensions}
VIOLENT = ("homicide", "nonfatal_shooting", "rape", "robbery", "aggravated_assault")
PROPERTY = ("burglary", "larceny", "motor_vehicle_theft", "arson")
METRICS = {"homicides": ("homicide",), "shootings": ("nonfatal_shooting",), "violent": VIOLENT, "property": PROPERTY}


@pytest.fixture(params=some(NAMES))
def selection(request: pytest.FixtureRequest, cases: dict[str, Selection]) -> Selection:
    return cases[request.param]


def ask(answers: Answers, view: str, selection: Selection) -> Answer:
    return answers.answer(CATALOG.view(view), selection)


def condition(selection: Selection, window: Window, *codes: str) -> tuple[str, list[Any]]:
    """WHERE of a selection, written by hand."""
    chosen = [(key, values) for key, values in selection.chosen if not (codes and key == "offense")]
    clauses = ["occurred_at >= ?", "occurred_at < ?"]
    values: list[Any] = [window.since, window.until + timedelta(days=1)]
    for column, wanted in [
        *((COLUMNS[key], given) for key, given in chosen),
        *([("offense", codes)] if codes else []),
    ]:
        clauses.append(f"list_contains(?, {column})")
        values.append(list(wanted))
    return " AND ".join(clauses), values


def known_on(answer: Answer) -> date | None:
    """The day by which last year is counted as it was known, for this year so far."""
    return answer.alike.known_on if answer.alike else None


def count(
    sql: Sql, selection: Selection, window: Window | None, *codes: str, known_on: date | None = None
) -> int | None:
    if window is None:
        return None
    where, values = condition(selection, window, *codes)
    if known_on is not None:
        where, values = f"{where} AND (reported_at IS NULL OR reported_at::DATE <= ?)", [*values, known_on]
    return int(sql(f"SELECT count(*) FROM incidents WHERE {where}", *values)[0][0])


@pytest.mark.parametrize("view", ["incidents", *METRICS])
def test_totals_are_those_of_sql(view: str, selection: Selection, answers: Answers, sql: Sql) -> None:
    answer = ask(answers, view, selection)
    codes = METRICS.get(view, ())
    assert answer.total == count(sql, selection, answer.period.now, *codes)
    assert answer.total_before == count(sql, selection, answer.period.before, *codes, known_on=known_on(answer))


def test_views_of_one_metric_have_one_total(selection: Selection, answers: Answers) -> None:
    views = [view.key for view in CATALOG.subject("incidents").views if view.metric == "reported"]
    made = [ask(answers, view, selection) for view in views]
    assert len({(one.total, one.total_before) for one in made if one.applied == selection.chosen}) == 1


def test_months_inside_the_period_add_up(selection: Selection, answers: Answers) -> None:
    answer = ask(answers, "incidents-trend", selection)
    now = answer.period.now
    if answer.period.alone == "outside":
        assert answer.records == ()
        return
    inside = [record for record in answer.records if now.since <= end(record) and month(record) <= now.until]
    if now.whole_months or selection.asked(answer.period.coverage) == now:
        assert sum(number(record["count"]) for record in inside) == answer.total


def month(record: Any) -> date:
    found = record["month"]
    assert isinstance(found, date)
    return found


def end(record: Any) -> date:
    return month_end(month(record))


def number(value: object) -> int:
    assert isinstance(value, int)
    return value


def test_months_are_those_of_sql(selection: Selection, answers: Answers, sql: Sql) -> None:
    answer = ask(answers, "incidents-trend", selection)
    if answer.period.alone == "outside":
        return
    coverage, shown = answer.period.coverage, answer.period.shown(selection)
    for record in answer.records:
        whole = Window(month(record), end(record))
        assert record["count"] == count(sql, selection, whole.within(shown))
        earlier = whole.earlier(1)
        if record["before"] is not None:
            before = answer.period.before
            then = before is not None and earlier.within(before) is not None
            assert record["before"] == count(sql, selection, earlier, known_on=known_on(answer) if then else None)
        else:
            assert earlier.since < coverage.since or whole.within(shown) != whole
        if record["last_12_months"] is not None:
            rolling = Window(whole.earlier(1).until + timedelta(days=1), whole.until)
            assert record["last_12_months"] == count(sql, selection, rolling)


def test_places_add_up(selection: Selection, answers: Answers) -> None:
    answer = ask(answers, "incidents-by-place", selection)
    if answer.period.alone == "outside":
        return
    assert sum(number(record["count"]) for record in answer.records) + answer.unstated == answer.total
    assert answer.by is not None
    if answer.total_before is not None and not selection.values(answer.by.key):
        assert sum(number(record["before"]) for record in answer.records) <= answer.total_before


@pytest.mark.parametrize("view", ["incidents-by-offense", "incidents-by-hour"])
def test_kinds_and_hours_add_up(view: str, selection: Selection, answers: Answers) -> None:
    answer = ask(answers, view, selection)
    if answer.period.alone != "outside":
        assert sum(number(record["count"]) for record in answer.records) + answer.unstated == answer.total


@pytest.mark.parametrize("view", ["incidents-by-place", "incidents-by-offense"])
def test_each_place_and_kind_is_that_of_sql(view: str, selection: Selection, answers: Answers, sql: Sql) -> None:
    answer = ask(answers, view, selection)
    if answer.period.alone == "outside":
        return
    assert answer.by is not None
    where, values = condition(selection, answer.period.now)
    column = COLUMNS[answer.by.key]
    found: dict[Any, int] = dict(sql(f"SELECT {column}, count(*) FROM incidents WHERE {where} GROUP BY ALL", *values))
    assert answer.unstated == found.pop(None, 0)
    assert {record[answer.by.key]: record["count"] for record in answer.records if record["count"]} == found
    for record in answer.records:
        if answer.period.before:
            assert record["difference"] == number(record["count"]) - number(record["before"])
        else:
            assert "difference" not in record or record["difference"] is None


def test_places_are_ranked_by_what_is_shown(selection: Selection, answers: Answers) -> None:
    answer = ask(answers, "incidents-by-place", selection)
    measured = [float(str(record.get(answer.measure) or 0)) for record in answer.records]
    assert measured == sorted(measured, reverse=True)
    if selection.by and answer.by:
        assert answer.by.key == selection.by


def test_rates_are_per_resident_of_the_place(answers: Answers, cases: dict[str, Selection]) -> None:
    answer = ask(answers, "incidents-by-place", cases["rate by council district"])
    residents = {value.key: value.residents for value in answer.receipt.values["council"]}
    assert answer.measure == "rate"
    for record in answer.records:
        people = residents[str(record["council"])]
        assert people
        assert record["rate"] == pytest.approx(number(record["count"]) / people * 100_000)


def test_a_rate_over_two_kinds_of_place_has_no_denominator(answers: Answers, cases: dict[str, Selection]) -> None:
    answer = ask(answers, "incidents-by-place", cases["two kinds of place"])
    assert answer.denominator is None
    assert answer.measure == "count"


def test_a_metric_that_fixes_the_offense_ignores_the_choice_and_says_so(
    answers: Answers, cases: dict[str, Selection]
) -> None:
    answer = ask(answers, "homicides", cases["one offense"])
    assert answer.ignored == ("offense",)
    assert answer.total == ask(answers, "homicides", cases["usual"]).total


def test_answers_are_remembered_by_snapshot_and_selection(answers: Answers, cases: dict[str, Selection]) -> None:
    first = ask(answers, "incidents", cases["usual"])
    assert ask(answers, "incidents", Selection()).records is first.records
    assert ask(answers, "incidents", Selection(lang="es")).records is first.records
    assert ask(answers, "incidents", cases["rate"]).records is not first.records
