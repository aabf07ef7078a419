"""Answer -> words: headline, subtitle, sentences, alternative text, caveats, source.

Every number said is a number of the Answer. Composed from parts, in either language.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.answer import Answer
from dashboard.explain import changes, common, grid, map, measured, number, phrases, ranking, table, trend
from dashboard.i18n import Words
from dashboard.model import Shape

TELLERS = {
    Shape.NUMBER: number,
    Shape.TREND: trend,
    Shape.RANKING: ranking,
    Shape.CHANGES: changes,
    Shape.GRID: grid,
    Shape.MAP: map,
    Shape.TABLE: table,
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


def explain(answer: Answer, words: Words) -> Explanation:
    """The words for an answer, whatever its shape and state."""
    teller = TELLERS[answer.view.shape]
    if answer.state in ("empty", "outside"):
        headline, sentences = common.nothing(answer, words), common.nothing_sentences(answer, words)
    else:
        told = measured if answer.metric.measured else teller
        headline, sentences = told.headline(answer, words), told.sentences(answer, words)
    subtitle = phrases.cap((measured if answer.metric.measured else teller).subtitle(answer, words))
    alt = words("{kind}: {headline}.", kind=teller.kind(answer, words), headline=headline)
    return Explanation(
        headline=headline,
        subtitle=subtitle,
        sentences=tuple(sentence for sentence in sentences if sentence),
        alt=alt,
        know=common.know(answer, words),
        cautions=common.cautions(answer, words),
        source=common.source(answer, words),
        caption=subtitle,
    )
