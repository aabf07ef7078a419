"""The city's places: every kind of boundary in one table, with names, residents and GeoJSON.

Knows boundary datasets and the two ways portals write geometry; knows nothing
of records, snapshots or maps.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass, replace
from datetime import date
from pathlib import Path

from duckdb import DuckDBPyConnection

from dashboard.cities.schema import Places, Version
from dashboard.data.mapping import closed
from dashboard.data.portal import Metadata, Portal
from dashboard.data.sql import cleaning
from dashboard.data.sql.engine import literal
from dashboard.data.staging.pull import stage, staged_sql

TYPES = {"POINT": "Point", "LINESTRING": "LineString", "POLYGON": "Polygon", "MULTIPOLYGON": "MultiPolygon"}
NUMBER = r"[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?"
COLUMNS = (
    "kind VARCHAR, key VARCHAR, name VARCHAR, residents BIGINT, residents_year INTEGER, geometry VARCHAR, "
    "valid_from DATE, valid_until DATE"
)
ALL = "SELECT * FROM areas ORDER BY kind, name, key, valid_from NULLS FIRST"


class BadBoundary(ValueError):
    """A boundary dataset that cannot be used; the message names it and what to do."""


@dataclass(frozen=True, slots=True)
class Area:
    """One place: ``geometry`` is GeoJSON text in degrees, or None where none is published.

    The boundary holds from ``valid_from`` until ``valid_until``, both days included; None is an open end.
    """

    kind: str
    key: str
    name: str
    residents: int | None
    residents_year: int | None
    geometry: str | None
    valid_from: date | None = None
    valid_until: date | None = None


def state(places: Places, metadata: Iterable[Metadata]) -> str:
    """Changes whenever the boundaries, or what the city file says of them, change; metadata of each version."""
    published = "".join(f"|{one.rows_updated_at.isoformat()}|{one.fingerprint}" for one in metadata)
    return hashlib.blake2b(f"{places.model_dump_json()}{published}".encode(), digest_size=16).hexdigest()


def fetch(connection: DuckDBPyConnection, portal: Portal, kind: str, places: Version, folder: Path) -> list[Area]:
    """Every area of one version of a kind, in the order of its key. Raises PortalError or BadBoundary."""
    staged = stage(portal, places.dataset, folder)
    query = places_sql(places, f"({staged_sql(staged)})")
    found = connection.execute(f"SELECT * FROM ({query}) ORDER BY key").fetchall()
    if not found:
        raise BadBoundary(f"{places.dataset} ({places.name}) has no area with a {places.key}: correct [places.{kind}]")
    year, held = places.residents_year, (places.valid_from, places.valid_until)
    areas = [
        Area(kind, key, name or key, _whole(residents), year, shape_of(places, kind, key, text), *held)
        for key, name, residents, text in found
    ]
    return [_merged(same) for same in _by_key(areas)]


def places_sql(places: Places, raw: str) -> str:
    """SELECT ``key``, ``name``, ``residents`` and ``geometry`` (text as published) of a boundary dataset.

    Areas without a key are left out.
    """
    read = {
        "key": cleaning.trimmed(closed(places.key)),
        "name": cleaning.trimmed(closed(places.label or places.key)),
        "residents": cleaning.trimmed(closed(places.residents)) if places.residents else "NULL",
        "geometry": f"CAST({closed(places.geometry)} AS VARCHAR)",
    }
    made = {"key": cleaning.text("key"), "name": cleaning.text("name"), "residents": cleaning.number("residents")}
    inner = ", ".join(f"{sql} AS {name}" for name, sql in read.items())
    outer = ", ".join(f"{sql} AS {name}" for name, sql in made.items())
    return f"SELECT * FROM (SELECT {outer}, geometry FROM (SELECT {inner} FROM {raw})) WHERE key IS NOT NULL"


def load(connection: DuckDBPyConnection, areas: Iterable[Area]) -> None:
    """Fill the temporary table that :data:`ALL` reads."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE areas ({COLUMNS})")
    listed = [list(astuple(area)) for area in areas]
    if listed:
        connection.executemany("INSERT INTO areas VALUES (?, ?, ?, ?, ?, ?, ?, ?)", listed)


def read_places(connection: DuckDBPyConnection, path: Path) -> list[Area]:
    """The areas of a table ``places``, older versions first."""
    query = f"SELECT * FROM read_parquet({literal(path)})"
    return [
        Area(*row) for row in connection.execute(f"{query} ORDER BY kind, valid_from NULLS FIRST, name, key").fetchall()
    ]


def from_wkt(text: str) -> dict[str, object]:
    """A GeoJSON geometry from WKT (OGC 06-103r4); ValueError for other text."""
    match = re.match(r"\s*(?:SRID=\d+;)?\s*([A-Za-z]+)\s*Z?\s*(\(.*\))\s*$", text, re.DOTALL)
    if not match or match[1].upper() not in TYPES:
        raise ValueError(f"not a geometry: {text[:40]!r}")
    pair = re.compile(rf"({NUMBER})\s+({NUMBER})(?:\s+{NUMBER})?")
    listed = pair.sub(r"[\1,\2]", match[2]).replace("(", "[").replace(")", "]")
    coordinates = json.loads(re.sub(r"\+|(?<=\d)\.(?=[,\]])", "", listed))
    if match[1].upper() == "POINT":
        coordinates = coordinates[0]
    return {"type": TYPES[match[1].upper()], "coordinates": coordinates}


def shape_of(places: Places, kind: str, key: str, text: str | None) -> str | None:
    """A published geometry as GeoJSON text; None for nothing. BadBoundary for what is none, or not in degrees."""
    if not text or not text.strip():
        return None
    try:
        shape = dict(json.loads(text)) if text.lstrip().startswith("{") else from_wkt(text)
    except (ValueError, TypeError) as error:
        told = f"{places.dataset} ({places.name}), {kind} {key!r}: {error}; name its column in [places.{kind}] geometry"
        raise BadBoundary(told) from error
    far = _far_off(shape.get("coordinates"))
    if far:
        raise BadBoundary(
            f"{places.dataset} ({places.name}), {kind} {key!r}: {far} is no longitude and latitude; "
            f"the boundaries seem to be in metres or feet. Name a dataset in degrees (WGS 84) in [places.{kind}]"
        )
    return json.dumps(shape, separators=(",", ":"))


def _far_off(coordinates: object) -> list[float] | None:
    """The first point outside the globe, if any."""
    if not isinstance(coordinates, list) or not coordinates:
        return None
    if isinstance(coordinates[0], int | float):
        return None if abs(coordinates[0]) <= 180 and abs(coordinates[1]) <= 90 else coordinates
    return next((far for part in coordinates if (far := _far_off(part))), None)


def _by_key(areas: list[Area]) -> list[list[Area]]:
    groups: dict[str, list[Area]] = {}
    for area in areas:
        groups.setdefault(area.key, []).append(area)
    return list(groups.values())


def _merged(same: list[Area]) -> Area:
    """Several rows of one place as one area with all their polygons; residents as the rows agree or add up."""
    if len(same) == 1:
        return same[0]
    counts = {area.residents for area in same}
    residents = counts.pop() if len(counts) == 1 else sum(area.residents or 0 for area in same)
    polygons = [polygon for area in same if area.geometry for polygon in _polygons(json.loads(area.geometry))]
    shape = json.dumps({"type": "MultiPolygon", "coordinates": polygons}, separators=(",", ":")) if polygons else None
    first = same[0]
    return replace(first, residents=residents, geometry=shape)


def _polygons(shape: dict[str, list[object]]) -> list[object]:
    return shape["coordinates"] if str(shape["type"]) == "MultiPolygon" else [shape["coordinates"]]


def _whole(residents: float | None) -> int | None:
    return None if residents is None else round(residents)
