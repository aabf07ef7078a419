"""One page of rows as it came: a whole CSV body on disk, its columns and its last row.

Knows the form of Socrata's CSV: every value quoted, quotes inside doubled, UTF-8
whatever the label says, a null an empty cell. Must not know how pages follow.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dashboard.data.transport.errors import Damaged, Trouble

csv.field_size_limit(2**31 - 1)  # one boundary is longer than the reader's default of 131,072

BOM = b"\xef\xbb\xbf"
MODIFIED = "X-SODA2-Truth-Last-Modified"
TAIL = 1 << 16

Cursor = tuple[str, ...]


@dataclass(frozen=True)
class Raw:
    """A received page. ``after`` is the cursor it was asked with, ``last`` the order values of its last row.

    ``served`` are its columns; ``modified`` and ``etag`` are what the portal said of the data's version, if it did.
    """

    file: str
    size: int
    served: tuple[str, ...]
    after: Cursor
    last: Cursor
    modified: str
    etag: str

    def as_json(self) -> dict[str, Any]:
        """Plain values for the manifest."""
        return asdict(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Raw:
        """The inverse of ``as_json``. Raises TypeError or KeyError for anything else."""
        return cls(**{**told, **{key: tuple(told[key]) for key in ("served", "after", "last")}})

    def intact(self, folder: Path) -> bool:
        """Whether the file is there, as long as it was."""
        path = folder / self.file
        return path.is_file() and path.stat().st_size == self.size


def receive(pieces: Iterator[bytes], headers: Mapping[str, str], path: Path) -> None:
    """Stream a CSV body to ``path``. Raises Trouble when it is not CSV or does not end with a whole line.

    A whole body ends with a line break and has an even number of quotes.
    """
    kind = headers.get("Content-Type", "")
    if kind and not kind.lower().startswith("text/csv"):
        raise Trouble(Damaged, f"200 with {kind} instead of CSV")
    quotes, last, start = 0, b"", True
    with path.open("wb") as handle:
        for piece in pieces:
            if start and piece:
                piece, start = piece.removeprefix(BOM), False
            handle.write(piece)
            quotes += piece.count(b'"')
            last = piece[-1:] or last
    if last != b"\n" or quotes % 2:
        raise Trouble(Damaged, "a cut page: its last line is incomplete")


def header_of(path: Path) -> tuple[str, ...]:
    """The column names in the first line."""
    with path.open("rb") as handle:
        return tuple(_parsed(handle.readline(), "header"))


def last_values(path: Path, served: tuple[str, ...], wanted: tuple[str, ...]) -> Cursor:
    """The ``wanted`` columns of the last row of a whole CSV file; empty when it has none."""
    row = _last_row(path)
    if row is None:
        return ()
    values = _parsed(row, "row")
    if len(values) != len(served):
        raise Trouble(Damaged, f"a last row of {len(values)} values under {len(served)} columns")
    return tuple(values[served.index(name)] for name in wanted)


def _last_row(path: Path) -> bytes | None:
    size = path.stat().st_size
    span = TAIL
    with path.open("rb") as handle:
        while True:
            handle.seek(max(0, size - span))
            tail = handle.read()
            start = _last_start(tail)
            if start is not None:
                return tail[start:]
            if span >= size:
                return None
            span *= 8


def _last_start(tail: bytes) -> int | None:
    """Where the last row begins: after the last line break but one that has an even number of quotes behind it.

    Counted from the end, where the file is outside quotes, so that breaks inside a value are told apart.
    """
    end, quotes = len(tail) - 1, 0
    while (found := tail.rfind(b"\n", 0, end)) >= 0:
        quotes += tail.count(b'"', found, end)
        if quotes % 2 == 0:
            return found + 1
        end = found
    return None


def _parsed(line: bytes, what: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(line.decode(), newline="")))
    except (UnicodeDecodeError, StopIteration, csv.Error) as problem:
        raise Trouble(Damaged, f"a page whose {what} is no CSV: {line[:60]!r}") from problem
