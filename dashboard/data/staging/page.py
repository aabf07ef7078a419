"""One page of rows as it is kept: Parquet, counted, hashed.

Knows how DuckDB reads and writes a page. Must not know how it was asked for, nor
what comes before or after it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb

from dashboard.data.sql.content import HASH, hash_sql
from dashboard.data.staging.raw import Cursor, Raw
from dashboard.data.transport.errors import Damaged, Trouble

LONGEST_LINE = 16_000_000
REASONS = re.compile(r"unterminated quote|Expected Number of Columns: \d+ Found: \d+|Invalid unicode|Maximum line size")


@dataclass(frozen=True)
class Page:
    """A page file as the manifest records it.

    ``first`` and ``last`` are the values of the page's order columns; ``ordered`` says that its rows ascend by them
    as text; ``modified`` and ``etag`` are what the portal said with the page of the data's version, if it did.
    """

    file: str
    rows: int
    first: Cursor
    last: Cursor
    ordered: bool
    modified: str
    etag: str
    sha256: str

    def as_json(self) -> dict[str, Any]:
        """Plain values for the manifest."""
        return asdict(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Page:
        """The inverse of ``as_json``. Raises TypeError or KeyError for anything else."""
        return cls(**{**told, "first": tuple(told["first"]), "last": tuple(told["last"])})

    def intact(self, folder: Path) -> bool:
        """Whether the file still has the bytes that were recorded."""
        try:
            return file_hash(folder / self.file) == self.sha256
        except OSError:
            return False


def file_hash(path: Path) -> str:
    """Hex SHA-256 of a file, read in pieces."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def to_page(
    con: duckdb.DuckDBPyConnection, folder: Path, raw: Raw, header: tuple[str, ...], order: tuple[str, ...]
) -> Page:
    """Turn a received page into the page that is kept; the CSV file is removed.

    Raises Trouble when it is no CSV, or an ``:id`` is repeated or missing.
    """
    source = folder / raw.file
    target = source.with_suffix(".parquet")
    try:
        to_parquet(con, source, raw.served, header, target)
        return measure(con, target, order, raw)
    finally:
        source.unlink(missing_ok=True)


def to_parquet(
    con: duckdb.DuckDBPyConnection, source: Path, served: tuple[str, ...], header: tuple[str, ...], target: Path
) -> None:
    """Rewrite a CSV page with the columns ``served`` as Parquet with the columns ``header``, rows in the order served.

    Every column is VARCHAR with the exact text; an empty cell, or a column not served, is NULL.
    Beside them stands ``_hash``, the 16 bytes of the row's content.
    """
    types = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in served)
    columns = (quote(name) if name in served else f"NULL::VARCHAR AS {quote(name)}" for name in header)
    content = hash_sql([name for name in header if name in served])
    try:
        con.execute(
            f"""COPY (SELECT {", ".join(columns)}, {content} AS {HASH}
                FROM read_csv({literal(str(source))}, auto_detect = false, header = true,
                delim = ',', quote = '"', escape = '"', strict_mode = true, null_padding = false, nullstr = '',
                max_line_size = {LONGEST_LINE}, columns = {{{types}}}))
            TO {literal(str(target))} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"""
        )
    except (duckdb.InvalidInputException, duckdb.ConversionException) as problem:
        told = REASONS.search(str(problem))
        seen = told.group() if told else str(problem).splitlines()[0]
        raise Trouble(Damaged, f"a page that is no CSV of {len(served)} columns: {seen}") from problem


def measure(con: duckdb.DuckDBPyConnection, path: Path, order: tuple[str, ...], raw: Raw) -> Page:
    """Count and look over a Parquet page. Raises Trouble when an ``:id`` is repeated or missing."""
    keys = ", ".join(quote(name) for name in order)
    found = con.execute(
        f"""SELECT count(*), count(DISTINCT ":id"), count(*) FILTER (this <= before),
                   arg_min(this, file_row_number), arg_max(this, file_row_number)
            FROM (SELECT ":id", file_row_number, [{keys}] AS this,
                         lag([{keys}]) OVER (ORDER BY file_row_number) AS before
                  FROM read_parquet({literal(str(path))}, file_row_number = true))"""
    ).fetchone()
    assert found is not None
    rows, distinct, unordered, first, last = found
    if rows != distinct or tuple(last or ()) != raw.last:
        raise Trouble(Damaged, f"a page with {rows} rows and {distinct} different :id, ending with {last}")
    return Page(path.name, rows, tuple(first), raw.last, unordered == 0, raw.modified, raw.etag, file_hash(path))


def literal(text: str) -> str:
    """An SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def quote(name: str) -> str:
    """An SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file at once: after a kill it holds the old bytes or the new."""
    fresh = path.with_name(path.name + ".part")
    fresh.write_bytes(data)
    fresh.replace(path)
