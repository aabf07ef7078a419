"""Words of a map: those of places side by side, what the map cannot show, and which area is outlined."""

from __future__ import annotations

from dashboard import stats
from dashboard.answer import Answer
from dashboard.explain import common, phrases, ranking
from dashboard.i18n import Words

headline = ranking.headline
subtitle = ranking.subtitle


def kind(answer: Answer, words: Words) -> str:
    """What the picture is."""
    return words("Map of areas")


def sentences(answer: Answer, words: Words) -> tuple[str, ...]:
    """The total, the chosen area, what the map leaves out, what a rate is per."""
    return (
        common.finding(answer, words),
        _chosen(answer, words),
        _unmapped(answer, words),
        _large(answer, words),
        ranking.denominator(answer, words),
    )


def _chosen(answer: Answer, words: Words) -> str:
    """The chosen area with its number: the map outlines it among the others."""
    by = answer.by
    names = {str(record[by.key]): record for record in answer.records} if by else {}
    chosen = [code for code in answer.selection.values(by.key) if code in names] if by else []
    if by is None or len(chosen) != 1:
        return ""
    count = int(names[chosen[0]]["count"] or 0)  # type: ignore[arg-type]
    return words(
        "The outlined area is {place}, with {counted}.",
        place=phrases.name_of(answer, by, chosen[0], words),
        counted=phrases.counted(answer, words, count),
    )


def _unmapped(answer: Answer, words: Words) -> str:
    """Records that name no area with a boundary, as number and share."""
    if not answer.unmapped or answer.by is None or not answer.total:
        return ""
    share = answer.unmapped / answer.total
    stated = f" ({words.percent(share)})" if share >= 0.005 and answer.total >= stats.SMALLEST_BASE else ""
    return words.plural(
        "{n} of the {all} records{share} is not on this map: it names no {what} that has a boundary.",
        "{n} of the {all} records{share} are not on this map: they name no {what} that has a boundary.",
        answer.unmapped,
        all=words.number(answer.total),
        share=stated,
        what=phrases.low(words(answer.by.label)),
    )


def _large(answer: Answer, words: Words) -> str:
    """What a map of counts suggests and does not mean."""
    return words("A large or busy area has more of everything.") if answer.measure == "count" else ""
