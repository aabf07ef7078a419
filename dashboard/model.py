"""The nouns every layer shares: periods, columns, dimensions, metrics, views, subjects.

Knows nothing of databases, portals, the web or languages: every text here is
an English message id that :mod:`dashboard.i18n` translates when it is shown.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")
Plural = tuple[str, str]


def month_start(day: date) -> date:
    """The first day of the month of ``day``."""
    return day.replace(day=1)


def month_end(day: date) -> date:
    """The last day of the month of ``day``."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """``day`` moved by whole months; the 31st becomes the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def settled_through(newest: date, settles_after: int) -> date:
    """The last month end that is at least ``settles_after`` days older than the newest record."""
    limit = newest - timedelta(days=settles_after)
    return limit if limit == month_end(limit) else month_start(limit) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """A period in whole days, both ends included."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.since > self.until:
            raise ValueError(f"a period cannot end ({self.until}) before it starts ({self.since})")

    @property
    def days(self) -> int:
        """Number of days, both ends counted."""
        return (self.until - self.since).days + 1

    @property
    def whole_months(self) -> bool:
        """Whether the period starts on the first and ends on the last day of a month."""
        return self.since.day == 1 and self.until == month_end(self.until)

    @property
    def months(self) -> int:
        """Calendar months touched."""
        return (self.until.year - self.since.year) * 12 + self.until.month - self.since.month + 1

    def earlier(self, years: int) -> Window:
        """The same dates ``years`` earlier; whole months stay whole months."""
        since, until = add_months(self.since, -12 * years), add_months(self.until, -12 * years)
        return Window(since, month_end(until) if self.whole_months else until)

    def within(self, other: Window) -> Window | None:
        """The part of this period inside ``other``, or None when they do not meet."""
        since, until = max(self.since, other.since), min(self.until, other.until)
        return Window(since, until) if since <= until else None


def last_months(until: date, months: int) -> Window:
    """The ``months`` calendar months that end on the month end ``until``."""
    return Window(month_start(add_months(until, 1 - months)), until)


class Kind(StrEnum):
    """What a canonical column holds; decides its DuckDB type."""

    TEXT = "text"
    CODE = "code"
    TIMESTAMP = "timestamp"
    DATE = "date"
    NUMBER = "number"
    FLAG = "flag"

    @property
    def sql(self) -> str:
        """The DuckDB type of a canonical column of this kind."""
        return {
            "timestamp": "TIMESTAMP",
            "date": "DATE",
            "number": "DOUBLE",
            "flag": "BOOLEAN",
        }.get(self.value, "VARCHAR")


@dataclass(frozen=True, slots=True)
class Column:
    """One canonical column of a subject.

    ``derived`` is DuckDB SQL over other canonical columns; a city file never
    maps a derived column. ``public`` columns may leave in row exports.
    """

    name: str
    kind: Kind
    about: str
    required: bool = False
    public: bool = True
    derived: str | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a coded dimension: its stable code and the words for it."""

    code: str
    label: str
    nouns: Mapping[str, Plural] = field(default_factory=dict)
    about: str = ""
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dimension:
    """Something a reader may filter or break down by; ``key`` is its name in the URL.

    ``values`` lists the codes of a coded dimension; a dimension without them
    takes its values from the data (places, free text). ``phrase`` puts ``{name}``
    into a sentence; ``numbered`` gives label and phrase where the name is a bare number.
    ``nouns`` turns chosen values into what is counted, by unit. ``several`` is the
    phrase with ``{n}`` where too many values are chosen to name.
    """

    key: str
    column: str
    label: str
    all_label: str
    phrase: str
    values: tuple[Value, ...] = ()
    place: bool = False
    protected: bool = False
    control: bool = True
    ordered: bool = False
    numbered: tuple[str, str] = ("", "")
    nouns: Mapping[str, Plural] = field(default_factory=dict)
    several: str = ""

    def value(self, code: str) -> Value | None:
        """The declared value with this code, if any."""
        return next((value for value in self.values if value.code == code), None)


Where = tuple[tuple[str, tuple[str, ...]], ...]


class Measure(StrEnum):
    """What a metric makes of its rows; all but a count also keep the number of rows behind the value."""

    COUNT = "count"
    SHARE = "share"
    MEDIAN = "median"
    P90 = "p90"


@dataclass(frozen=True, slots=True)
class Metric:
    """What is counted. ``nouns`` maps the city's unit to its name, singular and plural.

    ``where`` restricts dimensions to values: a metric is data, never code.
    ``distinct`` counts the different values of a column (events, not rows).
    A share is of the rows that fit ``of``; median and 90th percentile are of the
    number ``column``, told in ``unit``: ("{n} minute", "{n} minutes").
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

    @property
    def measured(self) -> bool:
        """Whether the metric is a value (a share, a median) rather than a count."""
        return self.measure is not Measure.COUNT


class Shape(StrEnum):
    """The form of an answer; one chart, one table and one way of telling for each."""

    NUMBER = "number"
    TREND = "trend"
    RANKING = "ranking"
    CHANGES = "changes"
    GRID = "grid"
    TABLE = "table"
    MAP = "map"

    @property
    def explorable(self) -> bool:
        """Whether the picture also exists as an interactive chart; a map is interactive as it stands."""
        return self is not Shape.MAP


@dataclass(frozen=True, slots=True)
class View:
    """One question a page answers: a metric of a subject in a shape."""

    key: str
    subject: str
    metric: str
    shape: Shape
    title: str
    by: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One view on a page. ``width``: full, half or third of the row."""

    view: str
    width: str = "full"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: its anchor, title and cards. ``order`` places it among the sections of the page."""

    page: str
    key: str
    title: str
    order: int
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A canonical subject: what one row is, its columns, what may be asked of it, and where that is shown."""

    key: str
    label: str
    about: str
    units: tuple[str, ...]
    when: str
    columns: tuple[Column, ...]
    dimensions: tuple[Dimension, ...]
    metrics: tuple[Metric, ...]
    views: tuple[View, ...]
    sections: tuple[Section, ...] = ()

    def column(self, name: str) -> Column:
        """The column called ``name``; KeyError when the subject has none."""
        return _named(self.columns, "name", name, self.key)

    def dimension(self, key: str) -> Dimension:
        """The dimension with this URL name; KeyError when the subject has none."""
        return _named(self.dimensions, "key", key, self.key)

    def metric(self, key: str) -> Metric:
        """The metric with this key; KeyError when the subject has none."""
        return _named(self.metrics, "key", key, self.key)


def _named(things: tuple[T, ...], attribute: str, wanted: str, owner: str) -> T:
    for thing in things:
        if getattr(thing, attribute) == wanted:
            return thing
    raise KeyError(f"{owner} has no {wanted!r}")
