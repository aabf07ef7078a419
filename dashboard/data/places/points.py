"""Places found by the point of a record, inside SQL: for records that have coordinates and do not name the place.

The SQL function ``placed(boundaries, longitude, latitude)`` reads the boundaries
from a file named by a digest of them, kept for good: a recipe that names it gives the
same rows for ever. Knows boundaries and subjects; nothing of portals or snapshots.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection
from duckdb.func import SPECIAL

from dashboard.cities.schema import Dataset
from dashboard.data.places.boundaries import Area
from dashboard.data.sql.cleaning import identifier, literal
from dashboard.data.store.folder import write_atomic
from dashboard.model import Subject

FUNCTION = "placed"
CALL = f"{FUNCTION}("
POINTS = ("longitude", "latitude")
REMEMBERED = 1 << 16
Found = Callable[[float, float], str | None]


def register(connection: DuckDBPyConnection, folder: Path, queries: Iterable[str]) -> None:
    """Give a connection the function if one of the ``queries`` calls it: DuckDB loads much for it.

    ``folder`` is the city's, with the boundaries that were kept.
    """
    if not any(CALL in query for query in queries) or _registered(connection):
        return

    @cache
    def known(digest: str) -> Found:
        return _finder(_path(folder, digest))

    def placed(digest: str, longitude: float | None, latitude: float | None) -> str | None:
        return None if longitude is None or latitude is None else known(digest)(longitude, latitude)

    types: list[Any] = ["VARCHAR", "DOUBLE", "DOUBLE"]
    connection.create_function(FUNCTION, placed, types, "VARCHAR", null_handling=SPECIAL)


def _registered(connection: DuckDBPyConnection) -> bool:
    known = f"SELECT count(*) FROM duckdb_functions() WHERE function_name = {literal(FUNCTION)}"
    return bool(connection.execute(known).fetchall()[0][0])


def expressions(subject: Subject, dataset: Dataset, areas: Iterable[Area], folder: Path) -> dict[str, str]:
    """SQL by canonical column, for each kind of place the records do not name although they have points.

    A record is placed by the boundaries in force on its day. Keeps the boundaries in ``folder``.
    """
    if not set(POINTS) <= set(dataset.columns):
        return {}
    wanted = {one.key: one.column for one in subject.dimensions if one.place and one.column not in dataset.columns}
    drawn = [area for area in areas if area.kind in wanted and area.geometry]
    kinds = groupby(sorted(drawn, key=lambda area: area.kind), lambda area: area.kind)
    return {wanted[kind]: _expression(subject, list(several), folder) for kind, several in kinds}


def _expression(subject: Subject, areas: Sequence[Area], folder: Path) -> str:
    versions = sorted({area.valid_until for area in areas}, key=lambda day: day or date.max)
    calls = [
        f"{CALL}{literal(keep([one for one in areas if one.valid_until == until], folder))}, {', '.join(POINTS)})"
        for until in versions
    ]
    *before, now = calls
    day = f"CAST({identifier(subject.when)} AS DATE)"
    whens = (f"WHEN {day} <= DATE '{until}' THEN {call}" for until, call in zip(versions, before, strict=False))
    return f"CASE {' '.join(whens)} ELSE {now} END" if before else now


def keep(areas: Iterable[Area], folder: Path) -> str:
    """Keep the boundaries of some areas; gives the digest that names them."""
    shapes = {area.key: area.geometry for area in sorted(areas, key=lambda area: area.key)}
    told = json.dumps(shapes, separators=(",", ":"), ensure_ascii=False)
    digest = hashlib.blake2b(told.encode(), digest_size=12).hexdigest()
    path = _path(folder, digest)
    if not _holds(path, told):
        write_atomic(path, told)
    return digest


def _holds(path: Path, text: str) -> bool:
    try:
        return path.read_text(encoding="utf-8") == text
    except (OSError, UnicodeDecodeError):
        return False


def _path(folder: Path, digest: str) -> Path:
    return folder / "boundaries" / f"{digest}.json"


def _finder(path: Path) -> Found:
    """The area a point lies in. Geometry is loaded by the cities that need it and by no other."""
    from dashboard.data.places.placing import Placing

    placing = Placing(json.loads(path.read_text(encoding="utf-8")))

    @lru_cache(REMEMBERED)
    def found(longitude: float, latitude: float) -> str | None:
        return placing.keys([longitude], [latitude])[0]

    return found
