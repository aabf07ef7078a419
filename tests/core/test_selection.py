"""A selection and the query it is written as: the same thing twice, whatever a stranger sends."""

from __future__ import annotations

import json
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.model import Window
from dashboard.selection import (
    COMPARISONS,
    LANGUAGES,
    LONGEST_VALUE,
    MEASURES,
    MOST_VALUES,
    Parsed,
    Selection,
    parse,
)

DISTRICTS = ("Eastern", "O'Hare", "Süd & Nord", "12")
VOCABULARY = {"district": DISTRICTS, "offense": ("homicide", "robbery", "arson")}
KINDS = ("district", "neighborhood")
SNAPSHOTS = ("20261101T000000Z", "20261120T090000Z")
ORDER = ("since", "until", "district", "offense", "by", "measure", "compare", "lang", "as_of")
COVERAGE = Window(date(2020, 1, 1), date(2026, 10, 31))

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def read(*pairs: tuple[str, str]) -> Parsed:
    return parse(pairs, VOCABULARY, KINDS, SNAPSHOTS)


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    since, until = draw(st.none() | days), draw(st.none() | days)
    if since and until and since > until:
        since, until = until, since
    chosen = {key: draw(st.sets(st.sampled_from(known))) for key, known in VOCABULARY.items()}
    return Selection(
        since=since,
        until=until,
        chosen=tuple(
            (key, tuple(value for value in VOCABULARY[key] if value in some)) for key, some in chosen.items() if some
        ),
        by=draw(st.none() | st.sampled_from(KINDS)),
        measure=draw(st.sampled_from(MEASURES)),
        compare=draw(st.sampled_from(COMPARISONS)),
        lang=draw(st.sampled_from(LANGUAGES)),
        as_of=draw(st.none() | st.sampled_from(SNAPSHOTS)),
    )


@given(selections())
def test_a_selection_survives_its_own_query(selection: Selection) -> None:
    assert read(*selection.query()) == Parsed(selection)


@given(selections(), st.randoms(use_true_random=False))
def test_the_order_of_the_pairs_does_not_matter(selection: Selection, chance: Random) -> None:
    pairs = selection.query()
    chance.shuffle(pairs)
    assert read(*pairs).selection == selection


@given(selections())
def test_the_query_is_in_canonical_order_without_defaults(selection: Selection) -> None:
    keys = [key for key, _ in selection.query()]
    assert keys == sorted(keys, key=ORDER.index)
    assert not {("measure", "count"), ("compare", "previous"), ("lang", "en")} & set(selection.query())


def test_the_usual_selection_is_an_empty_query() -> None:
    assert Selection().query() == []
    assert read() == Parsed(Selection())


def test_values_come_back_in_the_order_of_the_vocabulary_and_once() -> None:
    parsed = read(("district", "12"), ("district", "Eastern"), ("district", "12"))
    assert parsed == Parsed(Selection(chosen=(("district", ("Eastern", "12")),)))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("since", "yesterday"),
        ("since", "2026-02-30"),
        ("since", "20260101"),
        ("since", "2026-W01-1"),
        ("since", "1899-12-31"),
        ("until", "9999-12-31"),
        ("until", "\u0662\u0660\u0662\u0666-01-01"),
        ("district", "Atlantis"),
        ("district", "eastern"),
        ("offense", "1 OR 1=1"),
        ("by", "offense"),
        ("measure", "sum"),
        ("compare", "month"),
        ("lang", "fr"),
        ("as_of", "20200101T000000Z"),
    ],
)
def test_a_bad_value_is_left_out_and_told(key: str, value: str) -> None:
    parsed = read((key, value))
    (problem,) = parsed.problems
    assert parsed.selection == Selection()
    assert (problem.key, problem.value) == (key, value)
    assert key in str(problem)
    assert repr(value) in str(problem)
    assert problem.expected


def test_what_was_expected_lists_the_values_there_are() -> None:
    (problem,) = read(("offense", "murder")).problems
    assert problem.expected == "one of arson, homicide, robbery"


def test_a_period_that_ends_before_it_starts_is_dropped_whole() -> None:
    parsed = read(("since", "2026-05-01"), ("until", "2026-04-01"))
    (problem,) = parsed.problems
    assert parsed.selection == Selection()
    assert (problem.key, problem.value) == ("until", "2026-04-01")
    assert "2026-05-01" in problem.expected


def test_a_single_key_given_twice_takes_the_first_and_says_so() -> None:
    parsed = read(("lang", "es"), ("lang", "en"))
    (problem,) = parsed.problems
    assert parsed.selection.lang == "es"
    assert (problem.key, problem.value) == ("lang", "en")
    assert read(("lang", "es"), ("lang", "es")).problems == ()


def test_unknown_keys_and_empty_values_are_ignored() -> None:
    pairs = [("utm_source", "x"), ("path", "/data"), ("", "x"), ("district", ""), ("district", "  "), ("since", "")]
    assert read(*pairs) == Parsed(Selection())


def test_space_around_a_value_is_ignored() -> None:
    assert read(("district", " Eastern ")).selection.values("district") == ("Eastern",)


def test_too_many_values_are_refused_past_the_limit() -> None:
    vocabulary = {"district": [str(number) for number in range(MOST_VALUES + 5)]}
    parsed = parse([("district", value) for value in vocabulary["district"]], vocabulary, ())
    assert len(parsed.selection.values("district")) == MOST_VALUES
    assert [problem.value for problem in parsed.problems] == vocabulary["district"][MOST_VALUES:]


def test_a_long_value_is_told_shortened() -> None:
    (problem,) = read(("district", "x" * 10_000)).problems
    assert len(problem.value) == LONGEST_VALUE + 1
    assert len(str(problem)) < 400


hostile = st.one_of(
    st.text(max_size=40),
    st.text(st.characters(categories=("Cs", "Cc", "Cn", "Zs")), max_size=10),
    st.sampled_from(
        [
            "\x00",
            "x" * 10_000,
            "';DROP TABLE incidents;--",
            "%00",
            "\ud800",
            "2026-13-01",
            "0000-00-00",
            "-1",
            "{}",
            "{0}",
        ]
    ),
    days.map(date.isoformat),
    st.sampled_from((*DISTRICTS, *SNAPSHOTS, *MEASURES, *COMPARISONS, *LANGUAGES)),
)


@given(st.lists(st.tuples(st.sampled_from(ORDER) | st.text(max_size=8), hostile), max_size=12))
def test_no_query_breaks_the_reader(pairs: list[tuple[str, str]]) -> None:
    parsed = read(*pairs)
    assert read(*parsed.selection.query()) == Parsed(parsed.selection)
    for problem in parsed.problems:
        assert problem.key in ORDER
        json.dumps(str(problem)).encode()
        problem.value.encode()


@given(selections())
def test_the_period_asked_for_is_a_period(selection: Selection) -> None:
    asked = selection.asked(COVERAGE)
    assert (asked is None) == (selection.since is None and selection.until is None)
    if asked:
        assert asked.since == selection.since or selection.since is None
        assert asked.until == selection.until or selection.until is None or asked.since == asked.until


def test_open_ends_reach_to_the_end_of_the_data() -> None:
    since, until = Selection(since=date(2024, 5, 1)), Selection(until=date(2024, 5, 1))
    assert since.asked(COVERAGE) == Window(date(2024, 5, 1), COVERAGE.until)
    assert until.asked(COVERAGE) == Window(COVERAGE.since, date(2024, 5, 1))
