"""Answer -> words: headline, subtitle, sentences, alternative text, caveats, source.

Every number said is a number of the Answer. Composed from parts, in either language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from dashboard.answer import Answer
from dashboard.explain import (
    balance,
    boundaries,
    breaks,
    changes,
    common,
    flow,
    grid,
    know,
    level,
    listing,
    map,
    measured,
    number,
    phrases,
    promise,
    ranking,
    rows,
    standing,
    table,
    trend,
)
from dashboard.i18n import Words
from dashboard.model import Shape


class Teller(Protocol):
    """What a module of words offers."""

    def headline(self, answer: Answer, words: Words) -> str:
        """The finding in about ten words."""

    def subtitle(self, answer: Answer, words: Words) -> str:
        """Measure, place and period."""

    def sentences(self, answer: Answer, words: Words) -> tuple[str, ...]:
        """The finding in sentences; empty ones are left out."""


class Silent(Protocol):
    """What a module offers that has words for nothing."""

    def nothing(self, answer: Answer, words: Words) -> str:
        """The headline of an empty answer."""

    def nothing_sentences(self, answer: Answer, words: Words) -> tuple[str, ...]:
        """What that means, and what it does not."""


TELLERS = {
    Shape.NUMBER: number,
    Shape.TREND: trend,
    Shape.RANKING: ranking,
    Shape.CHANGES: changes,
    Shape.GRID: grid,
    Shape.MAP: map,
    Shape.TABLE: table,
    Shape.FLOW: flow,
    Shape.LIST: listing,
    Shape.PATH: promise,
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """The words of one answer in one language; ``cautions`` are never folded away."""

    headline: str
    subtitle: str
    sentences: tuple[str, ...]
    alt: str
    know: tuple[str, ...]
    cautions: tuple[str, ...]
    source: str
    caption: str


def _told(answer: Answer) -> Teller:
    """Who finds the words: what stands now or at an end, plus and minus, a share or median, else the shape."""
    if answer.view.shape is Shape.PATH:
        return promise
    if answer.view.shape is not Shape.LIST and answer.metric.stock:
        return standing
    if answer.metric.level or answer.metric.balance:
        return level if answer.metric.level else balance
    return measured if answer.metric.measured else TELLERS[answer.view.shape]


def _none(answer: Answer) -> Silent:
    """Who tells that there is nothing."""
    if answer.metric.stock:
        return standing
    if answer.metric.level:
        return level
    return balance if answer.metric.balance else common


def explain(answer: Answer, words: Words) -> Explanation:
    """The words for an answer, whatever its shape and state."""
    told = _told(answer)
    teller = standing if told is standing else TELLERS[answer.view.shape]
    if answer.state in ("empty", "outside") and answer.promise is None:
        none = _none(answer)
        headline, sentences = none.nothing(answer, words), none.nothing_sentences(answer, words)
    else:
        headline = told.headline(answer, words)
        more = (boundaries.told, breaks.told, rows.numbered, rows.unended, rows.left_out, common.aside)
        sentences = (*told.sentences(answer, words), *(tell(answer, words) for tell in more))
    subtitle = phrases.cap(told.subtitle(answer, words))
    alt = words("{kind}: {headline}.", kind=teller.kind(answer, words), headline=headline.rstrip("."))
    return Explanation(
        headline=headline,
        subtitle=subtitle,
        sentences=tuple(sentence for sentence in sentences if sentence),
        alt=alt,
        know=know.know(answer, words),
        cautions=know.cautions(answer, words),
        source=know.source(answer, words),
        caption=subtitle,
    )
