"""Rows to bytes: DuckDB writes each line of the body, Python streams batches of them.

Numbers are JSON strings, null keys are left out of JSON, every CSV value is
quoted and a null is empty. Knows nothing of HTTP.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import duckdb

from dashboard.sample.dataset import SHAPES
from dashboard.sample.soql import Output, Query

BATCH = 2048
CONTENT_TYPES = {
    "json": "application/json;charset=utf-8",
    "csv": "text/csv; charset=UTF-8",
    "geojson": "application/vnd.geo+json;charset=utf-8",
}
FRAMES = {  # before, between and after the rows
    "json": ("[", "\n,", "]\n"),
    "csv": ("", "\n", "\n"),
    "geojson": (
        '{"type":"FeatureCollection","features":[', "\n,",
        '],"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}}\n',
    ),
}  # fmt: skip
FORMATS = {"floating_timestamp": "%Y-%m-%dT%H:%M:%S.%g", "fixed_timestamp": "%Y-%m-%dT%H:%M:%S.%gZ"}


def sql(query: Query, table: str, fmt: str) -> str:
    """One SELECT that gives the lines of the body; ``query.values`` are its parameters."""
    columns = ", ".join(f"{output.sql} AS c{index}" for index, output in enumerate(query.outputs))
    clauses = [
        f"WHERE {query.where}" if query.where else "",
        f"GROUP BY {', '.join(query.group)}" if query.group else "",
        f"ORDER BY {', '.join(query.order)}" if query.order else "",
        f"LIMIT {query.limit} OFFSET {query.offset}",
    ]
    return f"SELECT {_line(query.outputs, fmt)} FROM (SELECT {columns} FROM {table} {' '.join(filter(None, clauses))})"


def body(cursor: duckdb.DuckDBPyConnection, outputs: Sequence[Output], fmt: str) -> Iterator[bytes]:
    """The body in pieces, from a cursor that has run :func:`sql`; closes the cursor at its end."""
    before, between, after = FRAMES[fmt]
    if fmt == "csv":
        before = ",".join(f'"{output.name}"' for output in outputs) + "\n"
    try:
        piece, rows = before, cursor.fetchmany(BATCH)
        empty = not rows
        while rows:
            piece += between.join(row[0] for row in rows)
            yield piece.encode()
            piece, rows = between, cursor.fetchmany(BATCH)
        ending = "" if fmt == "csv" and empty else after
        yield ((before if empty else "") + ending).encode()
    finally:
        cursor.close()


def _line(outputs: Sequence[Output], fmt: str) -> str:
    columns = [(f"c{index}", output) for index, output in enumerate(outputs)]
    if fmt == "csv":
        cells = (f"""coalesce('"' || replace({_csv(c, o.type)}, '"', '""') || '"', '')""" for c, o in columns)
        return " || ',' || ".join(cells)
    if fmt == "json":
        return f"'{{' || concat_ws(',', {', '.join(_member(c, o) for c, o in columns)}) || '}}'"
    return _feature(columns)


def _feature(columns: list[tuple[str, Output]]) -> str:
    """A GeoJSON feature: the first geometry column, and the others as properties with their nulls."""
    shape = next((column for column, output in columns if output.type in SHAPES), None)
    others = [f"coalesce({_member(c, o)}, {_key(o.name)} || 'null')" for c, o in columns if c != shape]
    properties = f"concat_ws(',', {', '.join(others)})" if others else "''"
    geometry = f"coalesce({shape}, 'null')" if shape else "'null'"
    return f"""'{{"type":"Feature","geometry":' || {geometry} || ',"properties":{{' || {properties} || '}}}}'"""


def _member(column: str, output: Output) -> str:
    return f"{_key(output.name)} || {_json(column, output.type)}"


def _key(name: str) -> str:
    return "'" + json.dumps(name).replace("'", "''") + ":'"


def _json(column: str, kind: str) -> str:
    if kind in SHAPES or kind == "checkbox":
        return _text(column, kind)
    return f"CAST(to_json({_text(column, kind)}) AS VARCHAR)"


def _csv(column: str, kind: str) -> str:
    return _wkt(column) if kind in SHAPES else _text(column, kind)


def _text(column: str, kind: str) -> str:
    """SQL for a value as plain text; whole numbers have no decimal point."""
    if kind in FORMATS:
        return f"strftime({column}, '{FORMATS[kind]}')"
    if kind == "number":
        whole = f"{column} = trunc({column}) AND abs({column}) < 1e15"
        return f"CASE WHEN {whole} THEN CAST(CAST({column} AS BIGINT) AS VARCHAR) ELSE CAST({column} AS VARCHAR) END"
    return f"CAST({column} AS VARCHAR)"


def _wkt(column: str) -> str:
    """SQL for the WKT of GeoJSON text: pairs lose their brackets, the other brackets become round."""
    kind = f"upper(json_extract_string({column}, '$.type'))"
    coordinates = f"CAST(json_extract({column}, '$.coordinates') AS VARCHAR)"
    pairs = rf"regexp_replace({coordinates}, '\[([-\d.]+),([-\d.]+)\]', '\1 \2', 'g')"
    return f"{kind} || ' ' || replace(translate({pairs}, '[]', '()'), ',', ', ')"
