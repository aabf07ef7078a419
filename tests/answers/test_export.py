"""CSV cells: written by the book, read back as they were, and nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data.receipt import PlaceValue
from dashboard.export import csv_bytes, file_name, headers
from dashboard.export.cells import RISKY, safe
from dashboard.model import Shape
from dashboard.selection import Selection
from tests.support import answers as made

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(st.one_of(texts, st.sampled_from(RISKY).flatmap(lambda first: texts.map(lambda rest: first + rest))))
def test_no_cell_starts_like_a_formula(text: str) -> None:
    cell = str(safe(text))
    assert not cell.startswith(RISKY)
    assert cell in (text, "'" + text)
    assert (cell == text) == (not text.startswith(RISKY))


@pytest.mark.parametrize(
    ("cell", "written"),
    [(None, ""), (True, "true"), (False, "false"), (date(2026, 1, 31), "2026-01-31"), (-3, -3), (1.5, 1.5), ("", "")],
)
def test_values_are_written_plainly(cell: object, written: object) -> None:
    assert safe(cell) == written  # type: ignore[arg-type]


@given(st.lists(texts.filter(bool), min_size=1, max_size=4, unique=True))
def test_any_name_of_a_place_survives(names: list[str]) -> None:
    answer = made.places(names)
    rows = list(csv.reader(io.StringIO(csv_bytes(answer).decode(), newline=""), strict=True))
    assert all(len(row) == len(rows[0]) for row in rows)
    column = rows[0].index("district_name")
    assert [row[column] for row in rows[1:]] == [str(safe(name)) for name in names]


def test_places_come_with_their_name() -> None:
    answer = made.places(["7"])
    known = PlaceValue(key="7", name="Seventh", records=1)
    receipt = answer.receipt.model_copy(update={"values": {"district": (known,)}})
    (row,) = csv.DictReader(io.StringIO(csv_bytes(replace(answer, receipt=receipt)).decode()))
    assert (row["district"], row["district_name"]) == ("7", "Seventh")


@given(texts, texts)
def test_file_names_and_headers_are_plain(city: str, value: str) -> None:
    selection = Selection(since=date(2026, 1, 1), chosen=(("district", (value,)),))
    answer = replace(made.make(Shape.TREND), city=city, selection=selection)
    name = file_name(answer, "csv")
    assert name.isascii()
    assert len(name) <= 150
    assert not set(name) & set('/\\"\r\n ;')
    assert name.endswith(f"{len(answer.records)}-rows_{answer.snapshot}.csv")
    for text in headers(answer, "csv").values():
        assert text.isascii()
        assert text.isprintable()


def test_a_file_of_sample_data_says_so_in_its_name() -> None:
    assert "sample" in file_name(made.make(Shape.TREND, sample=True), "csv")
    assert "sample" not in file_name(made.make(Shape.TREND), "csv")
