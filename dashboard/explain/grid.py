"""Words of hours against weekdays."""

from __future__ import annotations

from collections import Counter

from dashboard import stats
from dashboard.answer import Answer
from dashboard.answer.value import whole
from dashboard.explain import common, phrases
from dashboard.i18n import Words

SPAN = 4


def kind(answer: Answer, words: Words) -> str:
    """What the picture is."""
    return words("Grid of hours and weekdays")


def _sums(answer: Answer, key: str) -> Counter[str]:
    sums: Counter[str] = Counter()
    for record in answer.records:
        sums[str(record[key])] += int(record["count"] or 0)  # type: ignore[arg-type]
    return sums


def busiest(answer: Answer) -> tuple[int, int]:
    """First hour and count of the four hours in a row, round the clock, with the most records."""
    hours = _sums(answer, "hour")
    runs = {start: sum(hours[str((start + step) % 24)] for step in range(SPAN)) for start in range(24)}
    start = max(runs, key=lambda hour: (runs[hour], -hour))
    return start, runs[start]


def _stated(answer: Answer) -> int:
    return sum(whole(record, "count") for record in answer.records)


def headline(answer: Answer, words: Words) -> str:
    """The four hours in a row with the most, and their share; the count alone where that says nothing."""
    start, count = busiest(answer)
    stated = _stated(answer)
    if stated < stats.SMALLEST_BASE or _chosen(answer, "hour"):
        return common.compared(answer, words)
    finding = words(
        "{share} of {noun}{scope} fall between {start} and {end}",
        share=words.percent(count / stated),
        noun=phrases.noun(answer, words),
        scope=phrases.scope(answer, words),
        start=words.hour(start),
        end=words.hour((start + SPAN) % 24),
    )
    return phrases.cap(finding)


def subtitle(answer: Answer, words: Words) -> str:
    """What is counted and when."""
    return words(
        "{noun} by hour and weekday, {where}, {span}",
        noun=phrases.noun(answer, words),
        where=phrases.where(answer, words),
        span=words.span(answer.period.now),
    )


def sentences(answer: Answer, words: Words) -> tuple[str, ...]:
    """The day with the most, and what an hour is worth."""
    enough = _stated(answer) >= stats.SMALLEST_BASE
    return (
        common.finding(answer, words),
        _day(answer, words) if enough else "",
        words("Four hours are a sixth of the day.") if enough and not _chosen(answer, "hour") else "",
        words("The hour is the one on the record. When nobody knows it, some records say midnight or noon."),
    )


def _day(answer: Answer, words: Words) -> str:
    days = _sums(answer, "weekday")
    most = max(days, key=lambda day: days[day], default="")
    value = answer.by.value(most) if answer.by else None
    if value is None or _chosen(answer, "weekday") == 1:
        return ""
    label = words(value.label) if words.lang == "en" else phrases.low(words(value.label))
    return words("The day with the most is {day}, with {n}.", day=label, n=words.number(days[most]))


def _chosen(answer: Answer, key: str) -> int:
    return len(dict(answer.applied).get(key, ()))
