"""Which numbers of an answer a chart draws, and how they are written: counts, rates, shares, medians."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.answer import Answer
from dashboard.answer.value import real
from dashboard.i18n import Words
from dashboard.model import Measure

BEFORE = {"count": "before", "value": "value_before"}


def before_key(answer: Answer) -> str:
    """The key of the period before; "" for a rate, which is published for the period counted only."""
    return BEFORE.get(answer.measure, "")


def nothing(answer: Answer) -> bool:
    """Whether no record has anything to draw: no value at all, or no count but zero."""
    found = [real(record, key) for record in answer.records for key in (answer.measure, before_key(answer))]
    return all(number is None or (number == 0 and not answer.metric.measured) for number in found)


def shared(answer: Answer) -> bool:
    """Whether the numbers are shares, 0 to 1."""
    return answer.metric.measure is Measure.SHARE


def written(answer: Answer, words: Words, value: float) -> str:
    """A number as a column of numbers shows it, without its unit."""
    if shared(answer):
        return words.percent(value)
    whole = answer.measure == "count" or (answer.metric.measured and abs(value) >= 100)
    return words.number(value) if whole else words.number(value, 1)


def amount(answer: Answer, words: Words, value: float | None) -> str:
    """A number as a sentence tells it, with the unit of a median or percentile; "none" where there is none."""
    if value is None:
        return words("none")
    if answer.metric.measured and not shared(answer):
        return words.quantity(answer.metric.unit, value)
    return written(answer, words, value)


def scaled(answer: Answer, words: Words, ticks: Sequence[float]) -> list[str]:
    """The values of an axis, all with the decimals that the finest of them needs."""
    if shared(answer):
        digits = 0 if all(round(tick * 100, 6).is_integer() for tick in ticks) else 1
        return [words.percent(tick, digits) for tick in ticks]
    digits = 0 if all(float(tick).is_integer() for tick in ticks) else 1
    return [words.number(tick, digits) for tick in ticks]
