"""Numbers, dates and messages as each language writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.i18n import LANGUAGES, N_, P_, Words
from dashboard.model import Window

EN, ES = Words("en"), Words("es")


@pytest.mark.parametrize(("words", "written"), [(EN, "1,204"), (ES, "1,204")])
def test_thousands_are_set_apart_by_a_comma(words: Words, written: str) -> None:
    assert words.number(1204) == written


@pytest.mark.parametrize("words", [EN, ES])
def test_signs_are_true_and_zero_has_none(words: Words) -> None:
    assert words.signed(12) == "+12"
    assert words.signed(-1204) == "\N{MINUS SIGN}1,204"
    assert words.signed(0) == "0"


@pytest.mark.parametrize("words", [EN, ES])
@given(value=st.floats(-0.0499, 0.0499))
def test_what_rounds_to_zero_has_no_sign(words: Words, value: float) -> None:
    assert words.signed(value, 1) == "0.0"


def test_shares_are_percents() -> None:
    assert EN.percent(0.45) == "45%"
    assert EN.percent(0.4567, 1) == "45.7%"
    assert ES.percent(0.45).replace("\N{NO-BREAK SPACE}", "") == "45%"


def test_days_and_months() -> None:
    day = date(2026, 10, 31)
    assert (EN.day(day), ES.day(day)) == ("October 31, 2026", "31 de octubre de 2026")
    assert (EN.month(day), ES.month(day)) == ("October 2026", "octubre de 2026")
    assert EN.short_day(day) == "Oct 31, 2026"
    assert ES.short_day(day).startswith("31 oct")


def test_periods() -> None:
    whole = Window(date(2025, 11, 1), date(2026, 10, 31))
    assert EN.span(whole) == "November 2025 to October 2026"
    assert ES.span(whole) == "de noviembre de 2025 a octubre de 2026"
    assert EN.span(Window(date(2026, 5, 1), date(2026, 5, 31))) == "May 2026"
    assert EN.span(Window(date(2026, 5, 1), date(2026, 5, 30))) == "May 1, 2026 to May 30, 2026"
    assert EN.span(Window(date(2026, 5, 1), date(2026, 5, 1))) == "May 1, 2026"


def test_hours() -> None:
    assert [EN.hour(hour).replace("\N{NO-BREAK SPACE}", " ") for hour in (0, 9, 12, 14)] == [
        "midnight",
        "9 AM",
        "noon",
        "2 PM",
    ]
    assert ES.hour(0) != "midnight"
    assert len({ES.hour(hour) for hour in range(24)}) == 24


def test_moments_go_to_the_minute() -> None:
    moment = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    assert "2026" in EN.moment(moment)
    assert "9:30" in EN.moment(moment)
    assert "30" in ES.moment(moment)


@pytest.mark.parametrize(("count", "written"), [(0, "0 days"), (1, "1 day"), (2, "2 days"), (1204, "1,204 days")])
def test_plurals(count: int, written: str) -> None:
    assert EN.plural("{n} day", "{n} days", count) == written


def test_spanish_plurals_have_their_own_words() -> None:
    assert ES.plural("{n} month", "{n} months", 1) == "1 mes"
    assert ES.plural("{n} month", "{n} months", 2) == "2 meses"


def test_lists() -> None:
    assert EN.listed(["a", "b", "c"]) == "a, b, and c"
    assert EN.listed(["a", "b"], "or") == "a or b"
    assert ES.listed(["a", "b"]) == "a y b"
    assert (EN.listed(["a"]), EN.listed([])) == ("a", "")


def test_marking_changes_nothing() -> None:
    assert N_("a {b}") == "a {b}"
    assert P_("one", "many") == ("one", "many")


@pytest.mark.parametrize("lang", LANGUAGES)
@given(text=st.text(max_size=30))
def test_what_is_filled_in_is_never_read_as_a_message(lang: str, text: str) -> None:
    assert Words(lang)("{name} ({name})", name=text) == f"{text} ({text})"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_message_stays_empty(lang: str) -> None:
    assert Words(lang)("") == ""


@pytest.mark.parametrize("lang", LANGUAGES)
@given(day=st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_can_be_written(lang: str, day: date) -> None:
    words = Words(lang)
    assert str(day.year) in words.day(day)
    assert str(day.day) in words.short_day(day)
    assert str(day.year) in words.month(day)
