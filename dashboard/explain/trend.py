"""Words of a trend by month."""

from __future__ import annotations

from dashboard.answer import Answer
from dashboard.explain import number, phrases
from dashboard.i18n import Words


def kind(answer: Answer, words: Words) -> str:
    """What the picture is."""
    return words("Bar chart by month")


headline = number.headline
sentences = number.sentences


def subtitle(answer: Answer, words: Words) -> str:
    """What is counted, by month, where, and the months drawn."""
    drawn = phrases.shown(answer) if len(answer.records) > 1 else answer.period.now
    noun = phrases.noun(answer, words)
    return words(
        "{noun} by month, {where}, {span}", noun=noun, where=phrases.where(answer, words), span=words.span(drawn)
    )
