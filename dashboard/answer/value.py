"""What an answer is: numbers with everything needed to show, tell, check and repeat them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard.answer.period import Period
from dashboard.cities.schema import Promise, Text
from dashboard.data.areas import Areas
from dashboard.data.receipt import SubjectReceipt
from dashboard.model import Dimension, Metric, Plural, Subject, View
from dashboard.selection import Selection
from dashboard.stats.intervals import Interval
from dashboard.stats.targets import Standing, Target
from dashboard.stats.verdict import Judgment, Verdict

Cell = str | int | float | bool | date | None
Record = Mapping[str, Cell]


def day(row: Mapping[str, Cell], key: str) -> date:
    """A cell that is a date; TypeError for any other."""
    found = row[key]
    if not isinstance(found, date):
        raise TypeError(f"{key} {found!r}: expected a date")
    return found


def whole(record: Record, key: str) -> int:
    """A count of a record; 0 where there is none."""
    found = record.get(key)
    return int(found) if isinstance(found, int | float) else 0


def real(record: Record, key: str) -> float | None:
    """A number of a record; None where there is none."""
    found = record.get(key)
    return float(found) if isinstance(found, int | float) else None


class Unavailable(Exception):
    """A view that cannot be given for this city; ``reason`` is a message id, shown to the reader."""

    def __init__(self, reason: str, **fields: object) -> None:
        super().__init__(reason.format(**fields) if fields else reason)
        self.reason, self.fields = reason, fields


@dataclass(frozen=True, slots=True)
class Field:
    """One column of an answer's table.

    ``kind``: month, code, place, count, change, rate, value, share, flag, text, number.
    """

    key: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Denominator:
    """Who a rate is per: residents of the places chosen, with year and source."""

    residents: int
    year: int
    source: str


@dataclass(frozen=True, slots=True)
class Aside:
    """A count of another subject in the same period, and the sentence that tells it."""

    count: int
    noun: Plural
    told: str


@dataclass(frozen=True, slots=True)
class Apart:
    """How many records a metric cannot use, and how many have no end yet that it could measure."""

    left_out: int = 0
    unended: int = 0


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise and where it stands. ``target`` is None where the data do not hold the base it starts from.

    ``since`` is the end of the first period since which it stands so; ``steps`` are the path year by year.
    """

    declared: Promise
    standing: Standing
    target: Target | None = None
    since: date | None = None
    steps: tuple[tuple[date, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Alike:
    """How last year was brought to the age of this year: "history", "reported", "created" or "settled".

    ``known_on`` is the day by which last year is counted as it was known; None where both years are only cut.
    """

    method: str
    known_on: date | None


@dataclass(frozen=True, slots=True)
class Stands:
    """The days on which a level was read, now and before; and the number it is held against, where there is one."""

    on: date
    before_on: date | None = None
    against: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The numbers of one view for one selection at one snapshot.

    ``total`` and ``total_before`` count the two periods; ``records`` is the
    tidy table that chart, table and download share, its columns in ``fields``.
    ``value`` and ``value_before`` are those of a measured metric; ``total`` then
    is the number of rows behind it.
    ``unstated`` counts rows of the period without a value in the dimension
    broken down by. ``ignored`` names chosen dimensions that do not apply here.
    ``caveats`` are the city's own, those that concern these numbers.
    ``areas`` are the outlines of a map. Where different numbers are counted,
    ``rows`` are the rows of the period and ``unnumbered`` those without a number.
    ``apart`` counts what the metric says it cannot use. ``aside`` is a count told
    beside this one. ``judgment`` says whether the change of a count by month stands
    out from the series' own past. ``promise`` is the promise that a path is about.
    ``stands`` says of a level on which days it was read. ``released`` is the snapshot that a table
    about people was released with, and whose records it counts; "" for all else. ``license`` is the city's own word.
    """

    view: View
    subject: Subject
    metric: Metric
    selection: Selection
    snapshot: str
    city: str
    sample: bool
    receipt: SubjectReceipt
    period: Period
    total: int
    total_before: int | None
    fields: tuple[Field, ...]
    records: tuple[Record, ...]
    by: Dimension | None = None
    unstated: int = 0
    denominator: Denominator | None = None
    ignored: tuple[str, ...] = ()
    value: float | None = None
    value_before: float | None = None
    caveats: tuple[Text, ...] = ()
    status: str = "preliminary"
    areas: Areas | None = None
    rows: int = 0
    unnumbered: int = 0
    apart: Apart = Apart()
    aside: Aside | None = None
    judgment: Judgment | None = None
    promise: Promised | None = None
    stands: Stands | None = None
    alike: Alike | None = None
    between: Interval | None = None
    released: str = ""
    license: str = ""

    @property
    def unit(self) -> str:
        """What one row is, as the city publishes it: incident, victim, ..."""
        return self.receipt.unit

    @property
    def measure(self) -> str:
        """What charts draw of a record: value (shares, medians), rate where asked for and possible, else count."""
        if self.metric.measured:
            return "value"
        rated = any(field.kind == "rate" for field in self.fields)
        return "rate" if self.selection.measure == "rate" and rated else "count"

    @property
    def judged(self) -> bool:
        """Whether the statistics have a word on the change, or on that of each record."""
        return self.judged_each or (self.judgment is not None and self.judgment.verdict is not Verdict.UNKNOWN)

    @property
    def judged_each(self) -> bool:
        """Whether the records were judged one by one, and not only compared."""
        told = [record.get("verdict") for record in self.records]
        return any(one is not None and one != Verdict.UNKNOWN for one in told)

    @property
    def difference(self) -> int | None:
        """Now less before; None without a comparison."""
        return None if self.total_before is None else self.total - self.total_before

    @property
    def state(self) -> str:
        """ "outside", "empty", "one" or "usual": each has words of its own."""
        if self.period.alone == "outside":
            return "outside"
        if self.total == 0 and not self.total_before:
            return "empty"
        return "one" if self.total == 1 and not self.total_before else "usual"

    @property
    def unmapped(self) -> int:
        """Rows of the period that name no area of the map: no place at all, or one without a boundary."""
        if self.areas is None or self.by is None:
            return 0
        outlines, key = self.areas.outlines, self.by.key
        return self.unstated + sum(whole(record, "count") for record in self.records if record[key] not in outlines)

    @property
    def applied(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The chosen values that these numbers really respect."""
        own = self.promise.declared.where.items() if self.promise else ()
        return (*own, *(pair for pair in self.selection.chosen if pair[0] not in self.ignored))

    def names(self, dimension: Dimension) -> Mapping[str, str]:
        """Published names of a place dimension's values, by key."""
        return {value.key: value.name for value in self.receipt.values.get(dimension.key, ())}
