"""What of single records may leave: no column about people, no exact place, no place at all where it would hurt.

The one place that every file of records passes through. Which columns those
are, the declaration of the subject says. Runs no query.
"""

from __future__ import annotations

from functools import reduce
from operator import or_

import ibis
from ibis.expr.types import BooleanValue, Table, Value

from dashboard.data.receipt import SubjectReceipt
from dashboard.model import Column, Kind, Subject
from dashboard.selection import Selection

DECIMALS = 3
"""Of a degree: about 100 meters, a block."""
HOUSE = r"^\s*(\d+)[A-Za-z]?(-\d+)?(\s.*)$"
UNIT = r"(?i)\s+(apt|apartment|unit|suite|#).*$"


class Withheld(Exception):
    """A question that would say of single records what their file leaves out; names the dimension."""


class Foreign(Exception):
    """A choice by what the records do not have; names the dimension."""


def protected(subject: Subject) -> frozenset[str]:
    """The columns that describe people, and those they are made of."""
    shown = {dimension.column for dimension in subject.dimensions if dimension.protected}
    return frozenset(shown | {name for column in subject.columns if column.name in shown for name in column.needs})


def exported(subject: Subject, receipt: SubjectReceipt) -> tuple[Column, ...]:
    """The columns of the city's records that may leave, in the order of the declaration."""
    private = protected(subject)
    kept = [one for one in subject.columns if one.public and one.name not in private and not private & set(one.needs)]
    return tuple(one for one in kept if one.name in receipt.columns)


def permit(subject: Subject, receipt: SubjectReceipt, selection: Selection) -> None:
    """Raise :class:`Withheld` for a choice by what the file leaves out, which would say it of each record given.

    Raise :class:`Foreign` for a choice by what the records do not have: the file would look filtered and not be.
    """
    given = {column.name for column in exported(subject, receipt)}
    known = {one.key: one.column for one in subject.dimensions if one.column in receipt.columns}
    for key, _ in selection.chosen:
        if key not in known:
            raise Foreign(f"{key}: the records of {subject.key} have none; leave it out")
        if known[key] not in given:
            raise Withheld(f"{key}: single records are not given by what their file leaves out; leave it out")


def guarded(rows: Table, subject: Subject, receipt: SubjectReceipt) -> Table:
    """The records with the columns that may leave, in an order that only these columns decide."""
    columns = exported(subject, receipt)
    quiet = _quiet(rows, subject, receipt)
    chosen = rows.select(**{one.name: _told(rows[one.name], one, quiet) for one in columns})
    order = [subject.when, *(one.name for one in columns if one.name != subject.when)]
    return chosen.order_by([chosen[name] for name in order if name in chosen.columns])


def _told(value: Value, column: Column, quiet: BooleanValue | None) -> Value:
    """A value as it leaves: what is located as exact as a block, and not at all for some records."""
    if not column.located:
        return value
    exact = value.round(DECIMALS) if column.kind is Kind.NUMBER else block(value)
    return exact if quiet is None else quiet.ifelse(ibis.null(), exact)


def _quiet(rows: Table, subject: Subject, receipt: SubjectReceipt) -> BooleanValue | None:
    """Whether a record's place is told by area only; one that does not say what it is counts as such."""
    columns = {dimension.key: dimension.column for dimension in subject.dimensions}
    needed = {column.name for column in subject.columns if column.required}
    told = [(columns[key], codes) for key, codes in subject.areas_only if columns[key] in receipt.columns]
    said = [rows[name].isin(list(codes)).fill_null(name in needed) for name, codes in told]
    return reduce(or_, said) if said else None


def block(address: Value) -> Value:
    """An address as exact as its block: of "1734B Canal St Apt 3" leaves "1700 Canal St"."""
    street = address.re_replace(UNIT, "")
    number = street.re_extract(HOUSE, 1).try_cast("int64")
    rounded = (number - number % 100).cast("string") + street.re_extract(HOUSE, 3)
    return street.re_search(HOUSE).ifelse(rounded, street)
