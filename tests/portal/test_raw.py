"""A page as it came: whole or not, and its last row."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data.staging import raw as staging_raw
from dashboard.data.staging.raw import header_of, last_values, receive
from dashboard.data.transport.errors import Trouble

CSV = {"Content-Type": "text/csv; charset=ISO-8859-1"}
CELLS = st.text(st.sampled_from('ab",\n\r ✓'), max_size=12)


def body(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([["a", "b", "c"], *rows])
    return out.getvalue().encode()


def received(data: bytes, folder: str, piece: int = 7) -> Path:
    path = Path(folder) / "page.csv"
    receive((data[at : at + piece] for at in range(0, len(data), piece)), CSV, path)
    return path


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=6), st.integers(1, 40))
def test_the_last_row_whatever_is_in_it(rows: list[list[str]], tail: int) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(staging_raw, "TAIL", tail)
        path = received(body(rows), folder)
        assert header_of(path) == ("a", "b", "c")
        expected = (rows[-1][2], rows[-1][0]) if rows else ()
        assert last_values(path, ("a", "b", "c"), ("c", "a")) == expected


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6), st.data())
def test_a_cut_body_is_never_taken_for_more_than_whole_rows(rows: list[list[str]], data: st.DataObject) -> None:
    whole = body(rows)
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    with tempfile.TemporaryDirectory() as folder:
        try:
            path = received(cut, folder)
        except Trouble:
            return
        kept = list(csv.reader(io.StringIO(path.read_bytes().decode(), newline="")))
        assert kept == [["a", "b", "c"], *rows][: len(kept)]


def test_a_byte_order_mark_is_dropped(tmp_path: Path) -> None:
    path = received(b"\xef\xbb\xbf" + body([["1", "2", "3"]]), str(tmp_path), piece=1000)
    assert header_of(path)[0] == "a"


@pytest.mark.parametrize("kind", ["application/json", "application/json;charset=utf-8", "text/plain"])
def test_other_than_csv(kind: str, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="instead of CSV"):
        receive(iter([b"[]\n"]), {"Content-Type": kind}, tmp_path / "page.csv")
