"""The files of one table of canonical rows: the rows as last sorted, and what small changes did since.

``gone`` lists the places (``_n``, from 0) in ``base`` whose rows no longer count;
``part`` holds the rows that came. A small refresh writes these two and leaves
the large file alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection

from dashboard.data.canonical.derive import intact, same_base
from dashboard.data.sql.engine import count, literal


@dataclass(frozen=True, slots=True)
class Layers:
    """Absolute paths; ``part`` and ``gone`` are None for a table in one file."""

    base: Path
    part: Path | None = None
    gone: Path | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file."""
        return tuple(path for path in (self.base, self.part, self.gone) if path)

    @property
    def intact(self) -> bool:
        """Whether every file has the bytes that were written, and ``gone`` counts its places in this very ``base``.

        A base that was derived again has the same rows, not in the same places.
        """
        return all(map(intact, self.files)) and (self.gone is None or same_base(self.gone, self.base))

    @property
    def stem(self) -> str:
        """A name for these rows and no others."""
        return self.part.stem if self.part else self.base.stem

    def sql(self) -> str:
        """A SELECT over the rows."""
        if self.part is None or self.gone is None:
            return f"SELECT * FROM read_parquet({literal(self.base)})"
        return (
            f"SELECT * EXCLUDE (file_row_number) FROM read_parquet({literal(self.base)}, file_row_number = true) "
            f"WHERE file_row_number NOT IN (SELECT _n FROM read_parquet({literal(self.gone)})) "
            f"UNION ALL SELECT * FROM read_parquet({literal(self.part)})"
        )

    def rows(self, connection: DuckDBPyConnection) -> int:
        """How many rows :meth:`sql` gives, from what the files say of themselves."""
        held = [count(connection, f"read_parquet({literal(path)})") for path in self.files]
        return held[0] + sum(held[1:2]) - sum(held[2:])

    def held_sql(self, ids: str, columns: str) -> str:
        """A SELECT of ``_n`` and ``columns`` of the rows with an ``id`` of the FROM item ``ids``.

        ``_n`` is the place in ``base``, NULL for a row of ``part``.
        """
        wanted = f"_row_id IN (SELECT id FROM {ids})"
        base = f"read_parquet({literal(self.base)}, file_row_number = true)"
        found = f"SELECT file_row_number AS _n, {columns} FROM {base} WHERE {wanted}"
        if self.part is None or self.gone is None:
            return found
        return (
            f"{found} AND file_row_number NOT IN (SELECT _n FROM read_parquet({literal(self.gone)})) "
            f"UNION ALL SELECT NULL, {columns} FROM read_parquet({literal(self.part)}) WHERE {wanted}"
        )

    def lost_sql(self, places: str) -> str:
        """A SELECT of ``_n``: places that do not count once those of the FROM item ``places`` are gone."""
        found = f"SELECT _n FROM {places} WHERE _n IS NOT NULL"
        return f"{found} UNION ALL SELECT _n FROM read_parquet({literal(self.gone)})" if self.gone else found

    def left_sql(self, ids: str) -> str | None:
        """A SELECT of the rows of ``part`` that stay once those with an ``id`` of ``ids`` are gone; None without it."""
        if self.part is None:
            return None
        return f"SELECT * FROM read_parquet({literal(self.part)}) WHERE _row_id NOT IN (SELECT id FROM {ids})"
