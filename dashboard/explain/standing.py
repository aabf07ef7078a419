"""Words of what stands now: a count or a value as of the newest record, compared with nothing."""

from __future__ import annotations

from dashboard.answer import Answer
from dashboard.answer.value import Record, real, whole
from dashboard.explain import common, phrases
from dashboard.i18n import N_, Words

FINDING = N_("The records show {counted} {where} {when}.")
SHORT_FINDING = N_("The records show {counted} {when}.")


def as_of(answer: Answer, words: Words) -> str:
    """The day of the newest record, in a sentence."""
    return words("as of {day}", day=words.day(answer.period.now.until))


def kind(answer: Answer, words: Words) -> str:
    """What the picture is."""
    return words("Bar chart by kind")


def headline(answer: Answer, words: Words) -> str:
    """The value; or a kind with its count and the whole: the first declared, of one state only the most common."""
    if answer.metric.measured:
        now = phrases.amount(answer, words, answer.value)
        return words(
            "{label}{scope}: {now}", label=words(answer.metric.label), scope=phrases.scope(answer, words), now=now
        )
    if answer.by is None or not answer.records:
        return phrases.cap(phrases.counted(answer, words, answer.total))
    first, *_ = answer.records
    most = max(answer.records, key=lambda record: whole(record, "count")) if answer.metric.where else first
    return words(
        "{name}: {n} of {counted}{scope}",
        name=phrases.name_of(answer, answer.by, str(most[answer.by.key]), words), n=words.number(whole(most, "count")),
        counted=phrases.counted(answer, words, answer.total), scope=phrases.scope(answer, words),
    )  # fmt: skip


def subtitle(answer: Answer, words: Words) -> str:
    """What stands, by which dimension, where and as of when."""
    label = words(answer.metric.label) if answer.metric.measured else phrases.noun(answer, words)
    where, day = phrases.where(answer, words), as_of(answer, words)
    if answer.by is None:
        return words("{label}, {where}, {day}", label=label, where=where, day=day)
    by = phrases.low(words(answer.by.label))
    return words("{label} by {by}, {where}, {day}", label=label, by=by, where=where, day=day)


def sentences(answer: Answer, words: Words) -> tuple[str, ...]:
    """Each kind with its number, from how many records, and as of when."""
    begin = words("The data begin on {day}.", day=words.day(answer.period.coverage.since))
    return (_finding(answer, words), _kinds(answer, words), begin)


def _finding(answer: Answer, words: Words) -> str:
    return common.told(answer, words, FINDING, SHORT_FINDING, as_of(answer, words))


def _kinds(answer: Answer, words: Words) -> str:
    if answer.by is None or len(answer.records) < 2:
        return ""
    named = {str(record[answer.by.key]): record for record in answer.records if whole(record, "count")}
    parts = [
        f"{phrases.named(answer, answer.by, code, words)} ({_told(answer, record, words)})"
        for code, record in named.items()
    ]
    return words("By {by}: {parts}.", by=phrases.low(words(answer.by.label)), parts=words.listed(parts))


def _told(answer: Answer, record: Record, words: Words) -> str:
    return (
        phrases.amount(answer, words, real(record, "value"))
        if answer.metric.measured
        else words.number(whole(record, "count"))
    )


def nothing(answer: Answer, words: Words) -> str:
    """The headline where nothing stands."""
    return words("No {noun}{scope}", noun=phrases.noun(answer, words, 0), scope=phrases.scope(answer, words))


def nothing_sentences(answer: Answer, words: Words) -> tuple[str, ...]:
    """What that means, and what it does not."""
    noun, where, day = phrases.noun(answer, words, 0), phrases.placed(answer, words), as_of(answer, words)
    return (
        words("The records show no {noun} {where} {day}.", noun=noun, where=where, day=day),
        words("A zero means that no record fits. It does not mean that nothing happened."),
    )
