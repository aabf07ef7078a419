"""Months along an axis: where labels fit, which months are still counting, where a line breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from babel.dates import format_skeleton

from dashboard.answer import Answer
from dashboard.answer.value import Record, day
from dashboard.charts import text
from dashboard.i18n import Words
from dashboard.model import Window, month_end
from dashboard.stats.breaks import segments

Point = tuple[float, float]
STEPS = (1, 2, 3, 6)


@dataclass(frozen=True, slots=True)
class Band:
    """Neighboring incomplete months, first and last index; ``counting`` when their data may still grow."""

    first: int
    last: int
    counting: bool


def start(record: Record) -> date:
    """The first day of the month of a record; TypeError for a record that is not of a month."""
    return day(record, "month")


def position(starts: Sequence[date], day: date) -> float:
    """Where a day lies along months drawn at 0, 1, ...: the first of the month at 0 is -0.5."""
    months = (day.year - starts[0].year) * 12 + day.month - starts[0].month
    return months - 0.5 + (day.day - 1) / month_end(day).day


def value(record: Record, key: str) -> float | None:
    """A number of a record; None where there is none."""
    found = record.get(key)
    return float(found) if isinstance(found, int | float) else None


def bands(answer: Answer) -> list[Band]:
    """The runs of incomplete months, in order."""
    marked = [(index, start(record)) for index, record in enumerate(answer.records) if not record["complete"]]
    found = []
    for counting, several in groupby(marked, lambda one: answer.period.counting(one[1])):
        for first, last in _neighbors([index for index, _ in several]):
            found.append(Band(first, last, counting))
    return found


def runs(values: Sequence[float | None], dash: float = 0.4) -> list[list[Point]]:
    """The stretches of a line between missing values; a lone value reaches ``dash`` months to both sides."""
    found = []
    for first, last in _neighbors([index for index, number in enumerate(values) if number is not None]):
        points = [(float(index), float(values[index] or 0)) for index in range(first, last + 1)]
        lone = len(points) == 1
        found.append([(first - dash, points[0][1]), (first + dash, points[0][1])] if lone else points)
    return found


def stretches(
    answer: Answer, starts: Sequence[date], values: Sequence[float | None], dash: float = 0.4
) -> list[list[Point]]:
    """``runs`` of the values of these months that no line joins over a declared break."""
    found: list[list[Point]] = []
    for part in segments([Window(month, month_end(month)) for month in starts], answer.period.breaks):
        found += runs([value if index in part else None for index, value in enumerate(values)], dash)
    return found


def axis(months: Sequence[date], room: float, size: float, words: Words) -> list[tuple[int, str]]:
    """Index and label of the months named below an axis ``room`` px long.

    Every month where they fit, else every second, third or sixth, else Januaries
    by their year; the year stands under the first label and under each January.
    """
    if not months:
        return []
    across = room / len(months)
    widest = max(text.width(_short(month, words), size) for month in months) + 6
    every = next((step for step in STEPS if across * step >= widest and len(months) <= 12 * step + 6), 0)
    if every:
        shown = [index for index, month in enumerate(months) if (month.month - 1) % every == 0] or [0]
        dated = {shown[0], *(index for index in shown if months[index].month == 1)}
        return [(index, _short(months[index], words) + _year(months[index], index in dated)) for index in shown]
    januaries = [index for index, month in enumerate(months) if month.month == 1]
    apart = next(count for count in (1, 2, 5, 10, 20, 100) if across * 12 * count >= text.width("2026", size) + 12)
    return [(index, str(months[index].year)) for index in januaries if months[index].year % apart == 0]


def short(month: date, words: Words) -> str:
    """A month and its year as an axis has them: "Dec 2026"."""
    return f"{_short(month, words)} {month.year}"


def _short(month: date, words: Words) -> str:
    return str(format_skeleton("MMM", month, locale=words.locale))


def _year(month: date, shown: bool) -> str:
    return f"\n{month.year}" if shown else ""


def _neighbors(indexes: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = previous = None
    for index in indexes:
        if first is None or previous is None:
            first = index
        elif index != previous + 1:
            yield first, previous
            first = index
        previous = index
    if first is not None and previous is not None:
        yield first, previous
