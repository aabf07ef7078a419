"""Words of a single figure."""

from __future__ import annotations

from dashboard.answer import Answer
from dashboard.explain import common, phrases
from dashboard.explain.verdict import changed
from dashboard.i18n import Words


def kind(answer: Answer, words: Words) -> str:
    """What the picture is."""
    return words("Small line chart by month")


def headline(answer: Answer, words: Words) -> str:
    """More or fewer, with both numbers."""
    return common.compared(answer, words)


def subtitle(answer: Answer, words: Words) -> str:
    """What is counted, where and when."""
    noun = phrases.noun(answer, words)
    return f"{noun} {phrases.where(answer, words)}, {words.span(answer.period.now)}"


def sentences(answer: Answer, words: Words) -> tuple[str, ...]:
    """The finding, the comparison and what it is worth, the rate."""
    return (
        common.finding(answer, words),
        changed(answer, words),
        common.rate(answer, words),
        common.counting(answer, words),
    )
