"""The codes of a city file held against the values that a portal counts: a part of ``check``.

Asks for grouped counts, never for rows. What it finds are values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dashboard.cities.problems import nearest
from dashboard.data.check.binding import SYSTEM, bind
from dashboard.data.check.codes import COUNT, Counted, count_codes
from dashboard.data.check.findings import Finding, Published, Source, fields_of
from dashboard.data.mapping import Mapping, coded
from dashboard.data.transport.errors import PortalError

MOST_GROUPS = 20_000
SHOWN = 10


def codes(where: str, mapping: Mapping, published: Published, portal: Source) -> Iterator[Finding]:
    """What the codes of ``mapping`` and the values of the dataset disagree on; ``where`` is the subject."""
    fields = fields_of(published)
    for column, dimension in coded(mapping):
        path = f"{where}.codes.{column.name}"
        expression = mapping.dataset.columns[column.name]
        reads = [field for field in bind(expression, fields).reads if field not in SYSTEM]
        try:
            groups = _groups(mapping.dataset.dataset, reads, portal)
        except PortalError as error:
            yield Finding("note", path, f"not checked: the portal would not count the values ({error})")
            continue
        if len(groups) >= MOST_GROUPS:
            yield Finding("note", path, f"not checked: {', '.join(reads)} has {MOST_GROUPS:,} values or more")
            continue
        yield from _judged(path, count_codes(mapping, column, dimension, reads, groups))


def _groups(dataset: str, reads: Sequence[str], portal: Source) -> list[dict[str, Any]]:
    if not reads:
        return []
    names = ", ".join(name if name.isidentifier() else f"`{name}`" for name in reads)
    return portal.rows(dataset, select=f"{names}, count(*) AS {COUNT}", group=names, limit=str(MOST_GROUPS))


def _judged(path: str, counted: Counted) -> Iterator[Finding]:
    for code, pattern in counted.idle:
        near = nearest(pattern.replace("*", ""), list(counted.unmapped))
        remedy = f'did you mean "{near}"?' if near else "leave it out, or correct it"
        yield Finding("warning", f"{path}.{code}", f'"{pattern}" fits no value of the dataset', remedy)
    for code in counted.shadowed:
        yield Finding("warning", f"{path}.{code}", "a code above takes every value that fits this one", "move it up")
    if counted.unmapped:
        total = sum(counted.unmapped.values())
        listed = ", ".join(f'"{value}" ({count:,})' for value, count in list(counted.unmapped.items())[:SHOWN])
        more = f" and {len(counted.unmapped) - SHOWN} more" if len(counted.unmapped) > SHOWN else ""
        message = f"{total:,} rows hold values that no code names: {listed}{more}"
        yield Finding("warning", path, message, 'add them to a code, or to "other" when that is what they are')
    if counted.empty:
        yield Finding("note", path, f"{counted.empty:,} rows hold no value; a refresh leaves them out and counts them")
