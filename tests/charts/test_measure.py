"""Widths of text, round numbers, months along an axis, packed PNGs."""

from __future__ import annotations

import struct
import zlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts import months, png, scale, text

WORDS = st.text(st.characters(categories=("Lu", "Ll", "Nd", "Zs", "Po")), max_size=80)


@given(WORDS, st.integers(11, 24), st.integers(40, 600))
def test_what_is_shortened_fits(given_text: str, size: int, room: int) -> None:
    assert text.width(text.shorten(given_text, size, room), size) <= room


@given(WORDS, st.integers(11, 24), st.integers(60, 600), st.integers(1, 4))
def test_wrapped_lines_fit_and_lose_no_word_without_saying_so(line: str, size: int, room: int, most: int) -> None:
    lines = text.wrap(line, size, room, most)
    assert len(lines) <= most
    assert all(text.width(one, size) <= room for one in lines)
    assert " ".join(lines) == " ".join(line.split()) or any(one.endswith(text.ELLIPSIS) for one in lines)


@given(st.floats(0.01, 1e9), st.integers(2, 8))
def test_ticks_begin_at_zero_and_reach_the_top_in_equal_steps(top: float, most: int) -> None:
    found = scale.ticks(top, most, whole=False)
    assert found[0] == 0
    assert found[-1] >= top * (1 - 1e-6)
    assert 2 <= len(found) <= most + 1
    steps = {round(one - other, 6) for one, other in zip(found[1:], found, strict=False)}
    assert max(steps) - min(steps) <= max(steps) * 1e-6


@given(st.integers(1, 10**8), st.integers(2, 8))
def test_ticks_of_counts_are_whole(top: int, most: int) -> None:
    assert all(tick == int(tick) for tick in scale.ticks(top, most))


def test_nothing_has_an_axis_too() -> None:
    assert scale.ticks(0) == [0, 1]
    assert scale.classes(0, 0, 5) == []


@given(st.data(), st.integers(1, 7))
def test_classes_hold_every_count_once(data: st.DataObject, most: int) -> None:
    highest = data.draw(st.integers(1, 10**7))
    lowest = data.draw(st.integers(0, highest))
    found = scale.classes(lowest, highest, most)
    assert 1 <= len(found) <= most
    assert found[0][0] <= max(lowest, 1)
    assert found[-1][1] >= highest
    assert found[-1][0] <= highest
    assert all(after[0] == before[1] + 1 for before, after in pairwise(found))


@given(st.lists(st.one_of(st.none(), st.floats(0, 1e6)), max_size=40))
def test_runs_hold_every_value_and_join_none_over_a_gap(values: list[float | None]) -> None:
    found = months.runs(values, 0.25)
    inside = [point for run in found for point in run if point[0] == int(point[0])]
    lone = [run for run in found if run[0][0] != int(run[0][0])]
    assert len(inside) + len(lone) == sum(value is not None for value in values)
    assert all(values[int(x)] == y for x, y in inside)
    for run in found:
        assert all(after[0] - before[0] <= 1 for before, after in pairwise(run))


def picture(rows: list[bytes]) -> bytes:
    """A grayscale PNG, stored without compression."""
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 0)
    chunks = ((b"IHDR", head), (b"IDAT", data[:40]), (b"IDAT", data[40:]), (b"IEND", b""))
    return png.SIGNATURE + b"".join(png._chunk(*chunk) for chunk in chunks)


def rows_of(width: int) -> st.SearchStrategy[list[bytes]]:
    return st.lists(st.binary(min_size=width, max_size=width), min_size=1, max_size=30)


@given(st.integers(1, 30).flatmap(rows_of))
def test_a_packed_png_has_the_same_pixels(rows: list[bytes]) -> None:
    before, after = picture(rows), png.packed(picture(rows))
    bodies = [dict(png._chunks(image)) for image in (before, after)]
    assert bodies[0][b"IHDR"] == bodies[1][b"IHDR"]
    assert zlib.decompress(bodies[1][b"IDAT"]) == b"".join(b"\0" + row for row in rows)
    assert len(after) <= len(before) + 12


def test_what_is_not_a_png_is_refused() -> None:
    with pytest.raises(ValueError, match="GIF89a"):
        png.packed(b"GIF89a..")
