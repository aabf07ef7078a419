"""Which published columns an expression of a city file reads, and which it asks for that are not published.

DuckDB's own parser and binder answer, over an empty table of the portal's
columns. Knows nothing of city files, subjects or portals.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb

from dashboard.data.sql.cleaning import identifier
from dashboard.data.sql.engine import scratch

SYSTEM = (":id", ":created_at", ":updated_at", ":version")
ABSENT = re.compile(r'Referenced column "((?:[^"]|"")+)" not found')


@dataclass(frozen=True, slots=True)
class Bound:
    """An expression held against the published columns.

    ``reads`` are published columns it uses, ``missing`` the names it uses that
    are not published, ``error`` what else is wrong with it, in DuckDB's words.
    """

    reads: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    error: str | None = None


def bind(expression: str, fields: Sequence[str]) -> Bound:
    """Hold ``expression`` against a table whose columns are ``fields``, all text. Nothing is evaluated."""
    select = f"SELECT ({expression.strip()}\n) FROM _published"
    with scratch() as connection:
        try:
            names = set(_names(connection, select))
        except ValueError as error:
            return Bound(error=str(error))
        known = {field.lower(): field for field in (*fields, *SYSTEM)}
        reads = tuple(field for lowered, field in known.items() if lowered in names)
        missing, wrong = _missing(connection, select, list(known.values()))
        return Bound(reads, missing, wrong)


def _names(connection: duckdb.DuckDBPyConnection, select: str) -> Iterator[str]:
    text = connection.execute("SELECT json_serialize_sql(CAST(? AS VARCHAR))", [select]).fetchall()[0][0]
    tree = json.loads(text)
    if tree["error"]:
        raise ValueError(tree.get("error_message", "not an expression"))
    if len(tree["statements"]) != 1:
        raise ValueError("expected one expression, without a semicolon")
    yield from _references(tree)


def _references(node: object) -> Iterator[str]:
    """Every column name in a serialized statement, in lower case."""
    if isinstance(node, dict):
        if node.get("class") == "COLUMN_REF":
            yield from (str(name).lower() for name in node["column_names"])
        for child in node.values():
            yield from _references(child)
    elif isinstance(node, list):
        for child in node:
            yield from _references(child)


def _missing(
    connection: duckdb.DuckDBPyConnection, select: str, columns: list[str]
) -> tuple[tuple[str, ...], str | None]:
    """Bind again and again, each time with the column that was missed, until nothing is missed."""
    missing: list[str] = []
    while True:
        listed = ", ".join(f"{identifier(name)} VARCHAR" for name in [*columns, *missing])
        connection.execute(f"CREATE OR REPLACE TEMP TABLE _published ({listed})")
        try:
            connection.execute(f"DESCRIBE {select}")
        except duckdb.Error as error:
            found = ABSENT.search(str(error))
            if found is None or found[1] in missing:
                return tuple(missing), str(error).splitlines()[0]
            missing.append(found[1].replace('""', '"'))
        else:
            return tuple(missing), None
