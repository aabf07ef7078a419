"""What is counted or measured of the records, declared as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dashboard.model.dimension import Plural

Where = tuple[tuple[str, tuple[str, ...]], ...]


class Measure(StrEnum):
    """What a metric makes of its rows; all but a count also keep the number of rows behind the value."""

    COUNT = "count"
    SHARE = "share"
    MEDIAN = "median"
    P90 = "p90"


@dataclass(frozen=True, slots=True)
class Beside:
    """A count of another subject told beside a metric: never a share, since the two are not the same cases.

    ``told`` has the fields ``n``, ``noun`` and ``rate`` (how many of the metric for every 100).
    ``unit`` is the only unit of the other subject for which the sentence holds.
    """

    subject: str
    metric: str
    unit: str
    told: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows of the period that a metric cannot use, and the sentence that says how many: "{n} request ...", plural."""

    where: Where
    told: Plural


@dataclass(frozen=True, slots=True)
class Against:
    """Another metric of the same subject that a number is held against, such as the positions that a budget pays for.

    The three sentences, for less than it, more than it and as many, have the
    fields ``all`` (the other number), ``gap`` and ``share`` (the gap as a percent of it).
    """

    metric: str
    under: str
    over: str
    even: str


@dataclass(frozen=True, slots=True)
class Balance:
    """How a sum of plus and minus is told: above zero, below zero and zero. Fields ``n``, ``scope``, ``when``."""

    more: str
    fewer: str
    even: str


@dataclass(frozen=True, slots=True)
class Metric:
    """What is counted. ``nouns`` maps the city's unit to its name, singular and plural.

    ``where`` restricts dimensions to values: a metric is data, never code.
    ``distinct`` counts the different values of a column (events, not rows).
    A share is of the rows that fit ``of``; median and 90th percentile are of the
    number ``column``, told in ``unit``: ("{n} minute", "{n} minutes").
    A ``stock`` is what stands at the newest record, whatever dates are chosen;
    ``age`` makes ``column`` the days from that date column to the newest record.
    ``due`` leaves only rows whose date in that column lies before the day of the newest record.
    ``left_out`` are rows that cannot be used, ``unended`` those without an end to
    measure yet: both are counted and told, and with many unended nothing is compared.
    ``sums`` adds up the whole numbers of a column in place of counting rows. Of a
    ``level`` they are added up for the last day in the period that has any, never over
    days: a headcount; ``against`` is held beside it. With ``balance`` they are plus and minus.
    ``when`` dates the rows by another column than the subject's: a time by the day it ended.
    Where the kinds of a view are too unlike for one value of all, ``each`` is told alone.
    """

    key: str
    label: str
    nouns: Mapping[str, Plural]
    about: str
    computed: str
    up_is_good: bool | None = None
    where: Where = ()
    measure: Measure = Measure.COUNT
    distinct: str = ""
    of: Where = ()
    column: str = ""
    unit: Plural = ("", "")
    stock: bool = False
    age: str = ""
    beside: Beside | None = None
    due: str = ""
    left_out: LeftOut | None = None
    unended: LeftOut | None = None
    sums: str = ""
    level: bool = False
    against: Against | None = None
    balance: Balance | None = None
    when: str = ""
    each: bool = False

    @property
    def measured(self) -> bool:
        """Whether the metric is a value (a share, a median) rather than a count."""
        return self.measure is not Measure.COUNT
