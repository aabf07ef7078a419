"""Words of what stands at the end of a period, such as a headcount: the number of one day, and of one day before."""

from __future__ import annotations

from datetime import date

from dashboard import stats
from dashboard.answer import Answer
from dashboard.explain import common, phrases, trend
from dashboard.i18n import N_, Words
from dashboard.model import month_end

HEADLINES = {
    1: N_("More {noun}{scope}: {now} {when}, {before} {earlier}"),
    -1: N_("Fewer {noun}{scope}: {now} {when}, {before} {earlier}"),
    0: N_("As many {noun}{scope} as before: {now} {when} and {earlier}"),
}
DIFFERENCES = {
    1: N_("That is {difference} more than the {before} {earlier}{percent}."),
    -1: N_("That is {difference} fewer than the {before} {earlier}{percent}."),
    0: N_("That is the same number as {earlier}."),
}

kind = trend.kind
subtitle = trend.subtitle


def headline(answer: Answer, words: Words) -> str:
    """More or fewer with both numbers and their days; the number alone where nothing is compared."""
    noun, scope = phrases.noun(answer, words), phrases.scope(answer, words)
    now, when = words.number(answer.total), _end(_on(answer), words)
    if answer.total_before is None or answer.difference is None:
        return phrases.cap(words("{noun}{scope}: {now} {when}", noun=noun, scope=scope, now=now, when=when))
    return words(
        HEADLINES[common.sign(answer.difference)], noun=noun, scope=scope, now=now, when=when,
        before=words.number(answer.total_before), earlier=_end(_before(answer), words),
    )  # fmt: skip


def sentences(answer: Answer, words: Words) -> tuple[str, ...]:
    """The number, the one before, what it is held against, the rate."""
    when = _end(_on(answer), words)
    return (
        common.told(answer, words, common.FINDINGS[True], common.SHORT_FINDINGS[True], when),
        _difference(answer, words),
        _against(answer, words),
        common.rate(answer, words),
    )


def nothing(answer: Answer, words: Words) -> str:
    """The headline where the records have no number for the period."""
    noun, scope = phrases.noun(answer, words), phrases.scope(answer, words)
    return words("No number of {noun}{scope} for this time", noun=noun, scope=scope)


def nothing_sentences(answer: Answer, words: Words) -> tuple[str, ...]:
    """What that means, and which days the records cover."""
    covered = phrases.when(answer.period.coverage, words)
    return (
        words("The city gives no number for these days. That is not a zero."),
        words("The data here run {covered}.", covered=covered),
    )


def _on(answer: Answer) -> date:
    return answer.stands.on if answer.stands else answer.period.now.until


def _before(answer: Answer) -> date:
    if answer.stands and answer.stands.before_on:
        return answer.stands.before_on
    return answer.period.before.until if answer.period.before else answer.period.now.until


def _end(day: date, words: Words) -> str:
    """ "at the end of October 2026", or the day where it is not the last of a month."""
    if day == month_end(day):
        return words("at the end of {month}", month=words.month(day))
    return words("on {day}", day=words.day(day))


def _difference(answer: Answer, words: Words) -> str:
    if answer.difference is None or answer.total_before is None:
        return common.alone(answer, words)
    change = stats.percent_change(answer.total, answer.total_before)
    percent = f" ({words.signed(round(change * 100))}%)" if change and round(change * 100) else ""
    return words(
        DIFFERENCES[common.sign(answer.difference)], difference=words.number(abs(answer.difference)),
        before=words.number(answer.total_before), earlier=_end(_before(answer), words), percent=percent,
    )  # fmt: skip


def _against(answer: Answer, words: Words) -> str:
    """How far the number is from the one it is held against; empty where there is none."""
    told, held = answer.metric.against, answer.stands.against if answer.stands else None
    if told is None or held is None:
        return ""
    gap = answer.total - held
    message = {1: told.over, -1: told.under, 0: told.even}[common.sign(gap)]
    share = words.percent(abs(gap) / held) if held >= stats.SMALLEST_BASE else "\N{EN DASH}"
    return words(message, all=words.number(held), gap=words.number(abs(gap)), share=share)
