"""Error bodies in the two shapes a Socrata portal answers with.

The platform and the parser say ``code``; what is found wrong with a query that
parses is said in ``errorCode``, with the position.
"""

from __future__ import annotations

import json
from typing import Any


class SodaError(Exception):
    """An answer other than 200: its status and its JSON body."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        super().__init__(body["message"])
        self.status = status
        self.body = body


def platform(status: int, code: str, message: str, **data: str) -> SodaError:
    """``{code, error: true, message[, data]}``."""
    return SodaError(status, {"code": code, "error": True, "message": message, **({"data": data} if data else {})})


def malformed(text: str, at: int, problem: str) -> SodaError:
    """A query that does not parse."""
    row, column, _ = _position(text, at)
    message = f'Could not parse SoQL query "{text}" at line {row} character {column}: {problem}'
    return platform(400, "query.compiler.malformed", message, query=text)


def refused(kind: str, problem: str, text: str, at: int, **data: str) -> SodaError:
    """A query that parses but does not fit the dataset: ``query.soql.<kind>``."""
    row, column, line = _position(text, at)
    drawn = f"{line}\n{' ' * (column - 1)}^"
    code = f"query.soql.{kind}"
    place = f"position: Map(row -> {row}, column -> {column}, line -> {json.dumps(drawn)})"
    return SodaError(400, {
        "message": f"Query coordinator error: {code}; {problem}; {place}",
        "errorCode": code,
        "data": {**data, "dataset": "alpha.1", "position": {"row": row, "column": column, "line": drawn}},
    })  # fmt: skip


def _position(text: str, at: int) -> tuple[int, int, str]:
    """Row and column, counted from 1, and the line."""
    row = text.count("\n", 0, at)
    return row + 1, at - (text.rfind("\n", 0, at) + 1) + 1, text.split("\n")[row]
