"""Holds a city file against its portal: datasets, names, columns, types, codes.

Reads metadata and small grouped counts; never rows in bulk, never a snapshot.
What it finds are values; printing them is the command line's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import duckdb

from dashboard.catalog import CATALOG
from dashboard.cities.problems import nearest
from dashboard.cities.schema import City, Dataset, Places, Version
from dashboard.data.canonical.tally import Tally
from dashboard.data.check.binding import bind
from dashboard.data.check.coding import codes
from dashboard.data.check.findings import Finding, Published, Source, fields_of
from dashboard.data.check.trial import text, trial
from dashboard.data.mapping import Mapping, mapping
from dashboard.data.places.boundaries import BadBoundary, shape_of
from dashboard.data.transport.errors import Gone, PortalError
from dashboard.model import Kind, Subject

__all__ = ["Finding", "check", "expressions"]

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
        return [_unreachable(where, dataset, error)]
    found = [
        *_marked(where, dataset),
        *_named(where, dataset.name, published),
        *_filled(where, dataset.dataset, rows),
        *_key(where, dataset.key, published),
        *expressions(f"{where}.columns", dataset.columns, published),
        *expressions(f"{where}.reject", dataset.reject, published),
        *_types(where, subject, dataset, published),
    ]
    sound, whole = _sound(where, subject, dataset, found)
    if whole:
        found += _tried(where, mapping(subject, sound, timezone), published, portal, today)
    return [*found, *codes(where, Mapping(subject, sound, timezone, {}, ""), published, portal)]


def _sound(where: str, subject: Subject, dataset: Dataset, found: Sequence[Finding]) -> tuple[Dataset, bool]:
    """The dataset without what has errors, so that the rest is held against the portal all the same.

    The second value says whether rows can be tried: every required column is sound.
    """
    wrong = {finding.where for finding in found if finding.severity == "error"}
    kept = {
        table: {name: one for name, one in getattr(dataset, table).items() if f"{where}.{table}.{name}" not in wrong}
        for table in ("columns", "reject")
    }
    required = {column.name for column in subject.columns if column.required}
    return dataset.model_copy(update=kept), required <= kept["columns"].keys()


def _marked(where: str, entry: Dataset | Places) -> Iterator[Finding]:
    """What the file itself says that nobody has held against the portal yet."""
    if entry.unverified:
        told = f"marked as not verified: {', '.join(entry.unverified)}"
        yield Finding("note", where, told, "once this check agrees with them, take the marks away")


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
    except PortalError as error:
        return [_unreachable(where, places, error)]
    written = {name: getattr(places, name) for name in ("key", "label", "residents", "geometry")}
    found = [
        *_marked(where, places),
        *_named(where, places.name, published),
        *_filled(where, places.dataset, rows),
        *expressions(where, {name: written[name] for name in written if written[name]}, published),
    ]
    try:
        return [*found, *_drawn(where, kind, places, published, portal)]
    except PortalError as error:
        return [*found, Finding("note", where, f"no area was tried: {error}")]


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


def _unreachable(where: str, entry: Dataset | Places, error: PortalError) -> Finding:
    told = f'"{entry.dataset}" could not be read: {error}'
    if isinstance(error, Gone) and isinstance(entry, Dataset) and "dataset" in entry.unverified:
        remedy = "the id is marked as not verified; a refresh leaves this subject out and goes on"
        return Finding("warning", f"{where}.dataset", told, remedy)
    return Finding("error", f"{where}.dataset", told)


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
