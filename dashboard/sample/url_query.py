"""The parameters of a row request as one checked query: the clauses, the window, and bare ``field=value`` filters."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dashboard.sample.errors import platform
from dashboard.sample.soql import DEFAULT_LIMIT, Query, Reader
from dashboard.sample.soql_words import converted

CLAUSES = {"select": "SELECT", "where": "WHERE", "group": "GROUP BY", "order": "ORDER BY"}
COUNT = re.compile(r"[0-9]{1,15}")


def read(parameters: Mapping[str, str], types: Mapping[str, str]) -> Query:
    """The query of URL parameters over a dataset with these field types; SodaError 400 when it makes no sense."""
    asked = {name: value for name, value in parameters.items() if not name.startswith("$$")}
    given = {"select": "*"} | {name[1:]: value for name, value in asked.items() if name.startswith("$")}
    unknown = ", ".join(f"${name}" for name in sorted(given.keys() - {*CLAUSES, "limit", "offset"}))
    if unknown:
        raise platform(400, "invalid-request", f"Unrecognized arguments [{unknown}]")
    text = " ".join(f"{words} {given[clause]}" for clause, words in CLAUSES.items() if clause in given)
    query = Reader(text, types).statement()
    for name in (name for name in asked if not name.startswith("$")):
        _filter(query, name, asked[name], types)
    query.limit, query.offset = _whole(given, "limit", DEFAULT_LIMIT), _whole(given, "offset", 0)
    return query


def _filter(query: Query, name: str, text: str, types: Mapping[str, str]) -> None:
    """A bare ``field=value`` parameter."""
    (output,) = Reader(f"SELECT `{name}`", types).statement().outputs
    wanted = converted(text, output.type)
    if wanted is None:
        raise platform(400, "req.bad-parameter", f"Bad value for {name}: {text}")
    query.narrow(f"{output.sql} = ?")
    query.values.append(wanted)


def _whole(given: Mapping[str, str], name: str, default: int) -> int:
    text = given.get(name, str(default))
    if not COUNT.fullmatch(text):
        raise platform(400, "req.bad-parameter", f"Bad value for ${name}: {text}")
    return int(text)
