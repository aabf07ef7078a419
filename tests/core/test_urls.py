"""Paths of the site: encoded, and read back as they were."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from dashboard import urls

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
pairs = st.lists(st.tuples(words.filter(bool), words), max_size=6)


@given(pairs)
def test_a_query_reads_back_as_it_was(given_pairs: list[tuple[str, str]]) -> None:
    address = urls.view("incidents-trend", "csv", given_pairs)
    assert address.isascii()
    assert urlsplit(address).path == "/views/incidents-trend.csv"
    assert parse_qsl(urlsplit(address).query, keep_blank_values=True) == given_pairs


def test_without_a_query_there_is_no_question_mark() -> None:
    assert urls.view("x") == "/views/x"
    assert urls.view("x", "svg") == "/views/x.svg"
    assert urls.embed("x") == "/embed/x"
    assert urls.data() == "/data"


def test_a_subject_has_a_page_and_a_place_any_name() -> None:
    assert urls.data("incidents", [("lang", "es")]) == "/data/incidents?lang=es"
    assert urls.place("district", "O'Hare/7?", [("by", "x")]) == "/places/district/O%27Hare%2F7%3F?by=x"


def test_a_dataset_has_a_page_on_its_portal() -> None:
    assert urls.portal_page("https://data.example.org/", "abcd-1234") == "https://data.example.org/d/abcd-1234"
