"""From the raw columns of a portal to the canonical rows of a subject, as one DuckDB SELECT.

The expressions of the city file are trusted SQL over the raw columns; each is
evaluated once. Knows nothing of files, snapshots or portals: it writes SQL,
and others run it. A raw relation holds every published field as VARCHAR, a
null as NULL, beside ``:id``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping as Table
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from dashboard.cities.schema import Dataset
from dashboard.data.sql import cleaning
from dashboard.data.sql.cleaning import identifier, literal
from dashboard.model import Column, Dimension, Subject

NO_DATE = "no date"
TOO_EARLY = "before the covered period"
TOO_LATE = "in the future"
OTHER = "other"
NO_DEGREES = '"?point"'
_TEMPLATE_RAW, _TEMPLATE_DAY = "{raw}", date(1, 1, 1)


@dataclass(frozen=True)
class Mapping:
    """How one city's dataset becomes one canonical subject.

    ``columns`` says of every canonical column how it is made, for the receipt.
    ``digest`` is 32 hex digits over the SQL itself: two mappings with the same
    digest give the same rows for the same raw rows and day. ``placed`` is SQL for
    columns that records do not have and their coordinates give.
    """

    subject: Subject
    dataset: Dataset
    timezone: str
    columns: dict[str, str]
    digest: str
    placed: Table[str, str] = field(default_factory=dict)

    @property
    def codes(self) -> dict[str, tuple[str, ...]]:
        """Per coded column, the codes this city can supply: what is not in it was never counted, which is not zero."""
        return {column.name: tuple(patterns(self.dataset, dimension)) for column, dimension in coded(self)}


class MappingError(Exception):
    """A dataset that cannot become this subject; the message names what is missing."""


def mapping(subject: Subject, dataset: Dataset, timezone: str, placed: Table[str, str] | None = None) -> Mapping:
    """The mapping of ``dataset`` to ``subject``; MappingError when a required column is not mapped."""
    missing = [c.name for c in subject.columns if c.required and not c.derived and c.name not in dataset.columns]
    if missing:
        raise MappingError(f"{dataset.dataset}: {subject.key} needs a column for {', '.join(missing)}")
    draft = Mapping(subject, dataset, timezone, {}, "", placed or {})
    decides = canonical_sql(draft, _TEMPLATE_RAW, fetched=_TEMPLATE_DAY)
    digest = hashlib.blake2b(f"{subject.key}\n{decides}".encode(), digest_size=16).hexdigest()
    return replace(draft, columns=_receipt(draft), digest=digest)


def canonical_sql(mapping: Mapping, raw: str, *, fetched: date) -> str:
    """SELECT the canonical rows of the relation ``raw``, one for every raw row.

    Columns: ``_row_id`` (the portal's ``:id``), the canonical columns the city
    has, in the subject's order and of their kind's type, and ``_reject``: NULL,
    or the reason why the row is not to be counted. ``raw`` stands after FROM
    as it is; ``fetched`` is the city's date of the fetch.
    """
    names = ", ".join(["_row_id", *(identifier(column.name) for column in present(mapping)), "_reject"])
    return f"WITH {_pipeline(mapping, raw, fetched)}\nSELECT {names} FROM _judged"


def judged_sql(mapping: Mapping, raw: str, *, fetched: date) -> str:
    """:func:`canonical_sql`, and per coded column :func:`unnamed`: the source value that no pattern of the city names.

    That is NULL where a pattern names it, and in rows that are not published for another reason. Rows with points
    also have ``NO_DEGREES``: whether the source has a number there that can be no degree.
    """
    names = ["_row_id", *(identifier(column.name) for column in present(mapping)), "_reject"]
    odd = [f"{_unmapped(mapping, *one)} AS {unnamed(one[0].name)}" for one in coded(mapping)]
    if pointed(mapping):
        odd.append(f"""{cleaning.no_degrees('"~longitude"', '"~latitude"')} AS {NO_DEGREES}""")
    return f"WITH {_pipeline(mapping, raw, fetched)}\nSELECT {', '.join([*names, *odd])} FROM _judged"


def unnamed(column: str) -> str:
    """The SQL name of what :func:`judged_sql` puts beside a coded column."""
    return identifier("?" + column)


def present(mapping: Mapping) -> tuple[Column, ...]:
    """The canonical columns this city has, derived ones included, in the subject's order."""
    have = {*mapping.dataset.columns, *mapping.placed} | ({"time"} if mapping.dataset.time_of_day else set())
    for column in mapping.subject.columns:
        if column.derived and have.issuperset(column.needs):
            have.add(column.name)
    return tuple(column for column in mapping.subject.columns if column.name in have)


def mapped(mapping: Mapping) -> tuple[Column, ...]:
    """The canonical columns that come straight from an expression of the city file."""
    return tuple(column for column in present(mapping) if column.name in mapping.dataset.columns)


def coded(mapping: Mapping) -> tuple[tuple[Column, Dimension], ...]:
    """The mapped columns whose values are codes, each with the dimension that lists them."""
    listed = {dimension.column: dimension for dimension in mapping.subject.dimensions if dimension.values}
    return tuple((column, listed[column.name]) for column in mapped(mapping) if column.name in listed)


def pointed(mapping: Mapping) -> bool:
    """Whether the rows of this city have points."""
    return {"longitude", "latitude"} <= {column.name for column in mapped(mapping)}


def _pipeline(mapping: Mapping, raw: str, fetched: date) -> str:
    """The CTEs from raw to judged rows; the text an expression gave stays beside its value as ``~column``."""
    steps = {
        "_evaluated": f"SELECT {_evaluated(mapping)} FROM {raw}",
        "_trimmed": f"SELECT * REPLACE ({_trimmed(mapping)}) FROM _evaluated",
        "_cleaned": f"SELECT *, {_cleaned(mapping)} FROM _trimmed",
        "_located": f"SELECT *{_located(mapping)} FROM _cleaned",
        "_derived": f"SELECT *{_derived(mapping)} FROM _located",
        "_judged": f"SELECT *, {_judged(mapping, fetched)} AS _reject FROM _derived",
    }
    return ",\n".join(f"{name} AS ({select})" for name, select in steps.items())


def _evaluated(mapping: Mapping) -> str:
    values = [f"{closed(mapping.dataset.columns[c.name])} AS {identifier('~' + c.name)}" for c in mapped(mapping)]
    tests = [f'{closed(test)} AS "!{number}"' for number, test in enumerate(mapping.dataset.reject.values())]
    return ", ".join(['":id" AS _row_id', *values, *tests])


def closed(expression: str) -> str:
    """An expression of a city file as one term, even when it ends in a comment."""
    return f"({expression.strip()}\n)"


def _trimmed(mapping: Mapping) -> str:
    sources = [identifier("~" + column.name) for column in mapped(mapping)]
    return ", ".join(f"{cleaning.trimmed(source)} AS {source}" for source in sources)


def _cleaned(mapping: Mapping) -> str:
    dimensions = {column.name: dimension for column, dimension in coded(mapping)}
    made = {
        column.name: value_sql(mapping, column, dimensions.get(column.name), identifier("~" + column.name))
        for column in mapped(mapping)
    }
    return ", ".join(f"{sql} AS {identifier(name)}" for name, sql in made.items())


def source_sql(mapping: Mapping, column: Column) -> str:
    """The trimmed text that the city's expression for ``column`` gives, over the raw columns."""
    return cleaning.trimmed(closed(mapping.dataset.columns[column.name]))


def value_sql(mapping: Mapping, column: Column, dimension: Dimension | None, source: str) -> str:
    """The canonical value made of ``source``, a SQL term that holds trimmed text."""
    if dimension is None:
        return cleaning.clean(column.kind, source, mapping.timezone)
    otherwise = OTHER if dimension.value(OTHER) else None
    return cleaning.code(source, patterns(mapping.dataset, dimension), otherwise)


def patterns(dataset: Dataset, dimension: Dimension) -> Table[str, tuple[str, ...]]:
    """The city's patterns; without any, the published values are the codes themselves."""
    return dataset.codes.get(dimension.column) or {value.code: (value.code,) for value in dimension.values}


def _located(mapping: Mapping) -> str:
    have = {column.name for column in mapped(mapping)}
    limits = {"longitude": (180, "latitude"), "latitude": (90, "longitude")}
    made = {
        name: cleaning.degrees(f"_cleaned.{name}", limit, pair=f"_cleaned.{pair}" if pair in have else None)
        for name, (limit, pair) in limits.items()
        if name in have
    }
    return " REPLACE (" + ", ".join(f"{sql} AS {name}" for name, sql in made.items()) + ")" if made else ""


def _derived(mapping: Mapping) -> str:
    made = {column.name: column.derived or mapping.placed.get(column.name) for column in present(mapping)}
    return "".join(f", ({sql}) AS {identifier(name)}" for name, sql in made.items() if sql)


def _judged(mapping: Mapping, fetched: date) -> str:
    dataset, when = mapping.dataset, identifier(mapping.subject.when)
    latest = fetched + timedelta(days=1)
    rules = [
        *((reason, f'coalesce(CAST("!{number}" AS BOOLEAN), false)') for number, reason in enumerate(dataset.reject)),
        (NO_DATE, f"{when} IS NULL"),
        (TOO_EARLY, f"{when} < DATE {literal(dataset.covers_from.isoformat())}"),
        (TOO_LATE, f"CAST({when} AS DATE) > DATE {literal(latest.isoformat())}"),
        *(
            (missing(column.name), f"{identifier(column.name)} IS NULL")
            for column in mapped(mapping)
            if column.required
        ),
    ]
    return "CASE " + " ".join(f"WHEN {test} THEN {literal(reason)}" for reason, test in rules) + " END"


def missing(column: str) -> str:
    """The reason given for a row without a required value: ``no offense``."""
    return "no " + column.replace("_", " ")


def _unmapped(mapping: Mapping, column: Column, dimension: Dimension) -> str:
    """The source value that no pattern fits; only rows whose code is unknown or ``other`` need to be looked at."""
    text, code = identifier("~" + column.name), identifier(column.name)
    source = cleaning.text(text)
    tests = [cleaning.fits(text, listed) for listed in patterns(mapping.dataset, dimension).values() if listed]
    unknown = f"NOT ({' OR '.join(tests)})" if tests else "true"
    loose = f"({code} IS NULL OR {code} = {literal(OTHER)})"
    return f"CASE WHEN {loose} AND {_unmapped_scope(column)} AND {source} IS NOT NULL AND {unknown} THEN {source} END"


def _unmapped_scope(column: Column) -> str:
    """Published rows; and rows rejected only because the value that is required here is in no pattern."""
    return f"(_reject IS NULL OR _reject = {literal(missing(column.name))})" if column.required else "_reject IS NULL"


def _receipt(mapping: Mapping) -> dict[str, str]:
    dimensions = {column.name: dimension for column, dimension in coded(mapping)}
    return {column.name: _told(mapping, column, dimensions.get(column.name)).strip() for column in present(mapping)}


def _told(mapping: Mapping, column: Column, dimension: Dimension | None) -> str:
    if column.derived or column.name in mapping.placed:
        return column.derived or mapping.placed[column.name]
    expression = mapping.dataset.columns[column.name].strip()
    return value_sql(mapping, column, dimension, expression) if dimension else expression
