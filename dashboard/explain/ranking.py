"""Words of places side by side."""

from __future__ import annotations

from dashboard.answer import Answer
from dashboard.answer.value import Record
from dashboard.explain import common, phrases, verdict
from dashboard.i18n import N_, Words

MOST_NAMED = 3
TOP = {
    ("count", False): N_("{places} recorded the most {noun}{scope}: {count}"),
    ("count", True): N_("{places} recorded the most {noun}{scope}: {count} each"),
    ("rate", False): N_("{places} has the highest rate of {noun}{scope}: {count} per 100,000 residents"),
    ("rate", True): N_("{places} have the highest rate of {noun}{scope}: {count} per 100,000 residents"),
}


def kind(answer: Answer, words: Words) -> str:
    """What the picture is."""
    return words("Bar chart by place")


def _top(answer: Answer) -> list[Record]:
    measured = [record for record in answer.records if record.get(answer.measure)]
    best = max((record[answer.measure] for record in measured), default=None)  # type: ignore[type-var]
    return [record for record in measured if record[answer.measure] == best]


def headline(answer: Answer, words: Words) -> str:
    """The place with the most, ties named; or the count alone where no place is known."""
    top = _top(answer)
    if not top or answer.by is None or len(answer.records) == 1 or len(top) > MOST_NAMED:
        return common.compared(answer, words)
    names = words.listed([phrases.name_of(answer, answer.by, str(record[answer.by.key]), words) for record in top])
    value = words.number(float(top[0][answer.measure] or 0), 1 if answer.measure == "rate" else 0)  # type: ignore[arg-type]
    finding = words(
        TOP[answer.measure, len(top) > 1],
        places=names,
        noun=phrases.noun(answer, words),
        scope=phrases.scope(answer, words),
        count=value,
    )
    return common.where_known(answer, finding, words)


def subtitle(answer: Answer, words: Words) -> str:
    """What is counted, by which kind of place, and when."""
    by = phrases.low(words(answer.by.label)) if answer.by else ""
    noun = phrases.noun(answer, words)
    template = (
        N_("{noun} per 100,000 residents by {by}, {where}, {span}")
        if answer.measure == "rate"
        else N_("{noun} by {by}, {where}, {span}")
    )
    return words(template, noun=noun, by=by, where=phrases.where(answer, words), span=words.span(answer.period.now))


def sentences(answer: Answer, words: Words) -> tuple[str, ...]:
    """How many places went up and down, what could not be placed, what a rate is per."""
    return (
        common.finding(answer, words),
        verdict.each(answer, words) or _movements(answer, words),
        common.unstated(answer, words),
        denominator(answer, words),
        common.alone(answer, words),
    )


def _movements(answer: Answer, words: Words) -> str:
    changes = [int(record["difference"] or 0) for record in answer.records if record.get("difference") is not None]  # type: ignore[arg-type]
    if len(changes) < 2:
        return ""
    fewer, more = sum(change < 0 for change in changes), sum(change > 0 for change in changes)
    return words(
        "Against {earlier}, there are fewer in {fewer} of {all} places and more in {more}.",
        earlier=phrases.earlier(answer, words),
        fewer=words.number(fewer),
        more=words.number(more),
        all=words.number(len(changes)),
    )


def denominator(answer: Answer, words: Words) -> str:
    """What rates are per, and whom they mislead about; empty for counts."""
    if answer.measure != "rate" or answer.denominator is None:
        return ""
    return words(
        "Rates use the residents of {year} ({source}). Places with many visitors look worse than they are.",
        year=answer.denominator.year,
        source=answer.denominator.source,
    )
