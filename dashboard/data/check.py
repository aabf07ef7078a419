"""Holds a city file against its portal: datasets, names, columns, types, codes.

Reads metadata and small grouped counts; never rows in bulk, never a snapshot.
What it finds are values; printing them is the command line's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

from dashboard.catalog import CATALOG
from dashboard.cities.problems import nearest
from dashboard.cities.schema import City, Dataset, Places, Version
from dashboard.data.binding import SYSTEM, bind
from dashboard.data.boundaries import BadBoundary, shape_of
from dashboard.data.codes import COUNT, Counted, count_codes
from dashboard.data.findings import Finding, Published, Source, fields_of
from dashboard.data.mapping import Mapping, coded, mapping
from dashboard.data.portal_errors import PortalError
from dashboard.data.tally import Tally
from dashboard.data.trial import text, trial
from dashboard.model import Kind, Subject

__all__ = ["Finding", "check", "expressions"]

MOST_GROUPS = 20_000
SHOWN = 10
TRIED = 1_000
DRAWN = 3
MOMENTS = ("calendar_date", "floating_timestamp", "fixed_timestamp", "date", "text")
SUITS: dict[Kind, tuple[str, ...]] = {
    Kind.TIMESTAMP: MOMENTS,
    Kind.DATE: MOMENTS,
    Kind.NUMBER: ("number", "money", "percent", "double", "text"),
    Kind.FLAG: ("checkbox", "text", "number"),
    Kind.TEXT: ("text", "number", "checkbox", "url", *MOMENTS),
    Kind.CODE: ("text", "number", "checkbox"),
}
AREAS = ("multipolygon", "polygon", "location", "text")


def check(city: City, portal: Source, *, today: date | None = None) -> list[Finding]:
    """Everything in which the city file and the portal disagree, in the order of the file.

    ``today`` is the city's date, for records from the future; the clock's unless given.
    """
    today = today or datetime.now(ZoneInfo(city.timezone)).date()
    found: list[Finding] = []
    for key, dataset in city.subjects.items():
        found += _subject(f"subjects.{key}", CATALOG.subject(key), dataset, city.timezone, portal, today)
    for kind, places in city.places.items():
        found += _places(kind, places, portal)
    return found


def expressions(where: str, written: dict[str, str], published: Published) -> Iterator[Finding]:
    """Errors of expressions that name a column the dataset does not have, or that DuckDB cannot read.

    ``where`` is the dotted path of the table that holds them. Useful before a refresh, too.
    """
    fields = fields_of(published)
    for name, expression in written.items():
        bound = bind(expression, fields)
        for column in bound.missing:
            yield _absent(f"{where}.{name}", column, fields)
        if bound.error:
            remedy = "every column is text: cast it, or use try_cast" if "function matches" in bound.error else ""
            yield Finding("error", f"{where}.{name}", f"{expression.strip()}: {bound.error}", remedy)


def _subject(
    where: str, subject: Subject, dataset: Dataset, timezone: str, portal: Source, today: date
) -> list[Finding]:
    try:
        published, rows = portal.metadata(dataset.dataset), portal.count(dataset.dataset)
    except PortalError as error:
        return [_unreachable(where, dataset.dataset, error)]
    found = [
        *_named(where, dataset.name, published),
        *_filled(where, dataset.dataset, rows),
        *_key(where, dataset.key, published),
        *expressions(f"{where}.columns", dataset.columns, published),
        *expressions(f"{where}.reject", dataset.reject, published),
        *_types(where, subject, dataset, published),
    ]
    if not any(finding.severity == "error" for finding in found):
        how = mapping(subject, dataset, timezone)
        found += [*_tried(where, how, published, portal, today), *_codes(where, how, published, portal)]
    return found


def _places(kind: str, places: Places, portal: Source) -> list[Finding]:
    """What is wrong with each version of the boundaries of a kind of place."""
    found: list[Finding] = []
    for number, version in enumerate(places.versions):
        earlier = f".earlier.{number}" if version.valid_until else ""
        found += _boundaries(f"places.{kind}{earlier}", kind, version, portal)
    return found


def _boundaries(where: str, kind: str, places: Version, portal: Source) -> list[Finding]:
    try:
        published, rows = portal.metadata(places.dataset), portal.count(places.dataset)
        written = {name: getattr(places, name) for name in ("key", "label", "residents", "geometry")}
        return [
            *_named(where, places.name, published),
            *_filled(where, places.dataset, rows),
            *expressions(where, {name: written[name] for name in written if written[name]}, published),
            *_drawn(where, kind, places, published, portal),
        ]
    except PortalError as error:
        return [_unreachable(where, places.dataset, error)]


def _drawn(where: str, kind: str, places: Version, published: Published, portal: Source) -> Iterator[Finding]:
    """What a refresh would say of the first geometries: no areas, or not in degrees."""
    types = {column.field: column.type for column in published.columns}
    drawn = types.get(places.geometry, AREAS[0])
    if drawn not in AREAS:
        yield Finding("error", f"{where}.geometry", f'"{places.geometry}" holds {drawn}, not areas')
        return
    read = [column for column in (places.geometry, places.key) if column in types]
    for row in portal.rows(places.dataset, select=", ".join(read), limit=str(DRAWN)) if read else ():
        try:
            shape_of(places, kind, str(row.get(places.key, "")), text(row.get(places.geometry)))
        except BadBoundary as error:
            yield Finding("error", f"{where}.geometry", str(error))
            return


def _unreachable(where: str, dataset: str, error: PortalError) -> Finding:
    return Finding("error", f"{where}.dataset", f'"{dataset}" could not be read: {error}')


def _named(where: str, pinned: str, published: Published) -> Iterator[Finding]:
    if published.name != pinned:
        message = f'the dataset is called "{published.name}", the file says "{pinned}"'
        remedy = f'if it is the same data, write name = "{published.name}"; another name under the id stops a refresh'
        yield Finding("error", f"{where}.name", message, remedy)


def _filled(where: str, dataset: str, rows: int) -> Iterator[Finding]:
    if rows == 0:
        yield Finding("warning", f"{where}.dataset", f'"{dataset}" has no rows')


def _key(where: str, key: str | None, published: Published) -> Iterator[Finding]:
    fields = fields_of(published)
    if key is not None and key not in fields:
        yield _absent(f"{where}.key", key, fields)


def _absent(where: str, column: str, fields: Sequence[str]) -> Finding:
    near = nearest(column, fields)
    remedy = f'did you mean "{near}"?' if near else f"there are: {', '.join(fields)}"
    return Finding("error", where, f'the dataset has no column "{column}"', remedy)


def _types(where: str, subject: Subject, dataset: Dataset, published: Published) -> Iterator[Finding]:
    types = {column.field: column.type for column in published.columns}
    for name, expression in dataset.columns.items():
        kind, published_type = subject.column(name).kind, types.get(expression.strip())
        if published_type is not None and published_type not in SUITS[kind]:
            message = f'"{expression.strip()}" is published as {published_type}, which gives no {kind.value}'
            yield Finding("warning", f"{where}.columns.{name}", message, f"expected {', '.join(SUITS[kind])}")


def _tried(where: str, how: Mapping, published: Published, portal: Source, today: date) -> Iterator[Finding]:
    """What the file makes of some rows: an expression that fails, dates that are not read, columns that stay empty."""
    try:
        rows = portal.rows(how.dataset.dataset, select=":*, *", limit=str(TRIED))
        made = trial(how, fields_of(published), rows, today=today)
    except PortalError as error:
        yield Finding("note", where, f"not tried on rows: {error}")
    except duckdb.Error as error:
        told = f"fails on rows of the dataset: {str(error).splitlines()[0]}"
        yield Finding("error", f"{where}.columns", told, "use try_cast where a value may be dirty")
    else:
        yield from _made(where, how, made, len(rows))


def _made(where: str, how: Mapping, made: Tally, rows: int) -> Iterator[Finding]:
    lost = sum(made.rejected.values())
    if lost > rows * how.dataset.checks.rejects_may_reach:
        reasons = ", ".join(f"{reason} ({count:,})" for reason, count in made.rejected.items())
        told = f"{lost:,} of {rows:,} rows that were tried are rejected: {reasons}"
        yield Finding("warning", f"{where}.columns", told, "correct the expressions, covers_from or the codes")
    for name in how.dataset.columns:
        if made.published and made.nulls[name] == made.published:
            told = f"no value in any of {made.published:,} rows that were tried"
            yield Finding("warning", f"{where}.columns.{name}", told)


def _codes(where: str, mapping: Mapping, published: Published, portal: Source) -> Iterator[Finding]:
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
