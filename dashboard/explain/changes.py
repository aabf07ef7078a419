"""Words of a list of kinds, now and before."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.answer import Answer
from dashboard.answer.value import Record, whole
from dashboard.explain import common, phrases, verdict
from dashboard.i18n import N_, Words
from dashboard.stats.verdict import Verdict


def kind(answer: Answer, words: Words) -> str:
    """What the picture is."""
    return words("Chart of now and before by kind")


def _change(record: Record) -> int:
    return int(record.get("difference") or 0)  # type: ignore[arg-type]


def _name(answer: Answer, record: Record, words: Words) -> str:
    return phrases.name_of(answer, answer.by, str(record[answer.by.key]), words) if answer.by else ""


def _inside(answer: Answer, record: Record, words: Words) -> str:
    return phrases.named(answer, answer.by, str(record[answer.by.key]), words) if answer.by else ""


def _named(answer: Answer, record: Record, words: Words) -> str:
    """The name of a kind; with a small letter where other words will stand before it."""
    return _inside(answer, record, words) if common.partly_known(answer) else _name(answer, record, words)


def headline(answer: Answer, words: Words) -> str:
    """The largest change, or the most common kind where nothing is compared."""
    if len(answer.records) < 2:
        return common.compared(answer, words)
    told = _telling(answer)
    largest = max(told, key=lambda record: abs(_change(record)), default=None)
    if largest is None or _change(largest) == 0:
        return _most_common(answer, words)
    message = (
        N_("{name} changed most{scope}: {n} fewer")
        if _change(largest) < 0
        else N_("{name} changed most{scope}: {n} more")
    )
    name = _named(answer, largest, words)
    finding = words(message, name=name, n=words.number(abs(_change(largest))), scope=phrases.scope(answer, words))
    return common.where_known(answer, finding, words)


def _telling(answer: Answer) -> Sequence[Record]:
    """The kinds whose change may be told first: those that stand out, where that could be judged."""
    if not answer.judged_each:
        return answer.records
    return [*verdict.standing(answer, Verdict.HIGHER), *verdict.standing(answer, Verdict.LOWER)]


def _most_common(answer: Answer, words: Words) -> str:
    most = max(answer.records, key=lambda record: whole(record, "count"))
    finding = words(
        "Most often recorded{scope}: {name}, {n} of {all}",
        name=_named(answer, most, words),
        n=words.number(whole(most, "count")),
        all=words.number(answer.total - answer.unstated),
        scope=phrases.scope(answer, words),
    )
    return common.where_known(answer, finding, words)


def subtitle(answer: Answer, words: Words) -> str:
    """What is counted, by which dimension, and when."""
    by = phrases.low(words(answer.by.label)) if answer.by else ""
    return words(
        "{noun} by {by}, {where}, {span}",
        noun=phrases.noun(answer, words),
        by=by,
        where=phrases.where(answer, words),
        span=words.span(answer.period.now),
    )


def sentences(answer: Answer, words: Words) -> tuple[str, ...]:
    """The total, the comparison and the two largest movements."""
    return (
        common.finding(answer, words),
        common.difference(answer, words),
        verdict.each(answer, words) or _largest(answer, words),
        common.unstated(answer, words),
        common.counting(answer, words),
    )


def _largest(answer: Answer, words: Words) -> str:
    if answer.period.before is None or len(answer.records) < 2:
        return ""
    down, up = min(answer.records, key=_change), max(answer.records, key=_change)
    if _change(down) >= 0 or _change(up) <= 0:
        return ""
    return words(
        "Largest rise: {up} ({more} more). Largest fall: {down} ({fewer} fewer).",
        up=_inside(answer, up, words),
        more=words.number(_change(up)),
        down=_inside(answer, down, words),
        fewer=words.number(-_change(down)),
    )
