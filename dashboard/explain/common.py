"""Sentences that every shape needs: the comparison, why there is none, what is missing."""

from __future__ import annotations

from dashboard import stats
from dashboard.answer import Answer
from dashboard.explain import boundaries, breaks, phrases
from dashboard.i18n import N_, Words
from dashboard.model import Shape

MOSTLY_STATED = 0.1
HEADLINES = {
    1: N_("More {noun}{scope}: {now} in {length}, {before} in {earlier}"),
    -1: N_("Fewer {noun}{scope}: {now} in {length}, {before} in {earlier}"),
    0: N_("As many {noun}{scope} as before: {now} in {length} and in {earlier}"),
}
NONE_NOW = N_("No {noun}{scope} in {length}, {before} in {earlier}")
DIFFERENCES = {
    1: N_("That is {difference} more than the {before} in {earlier}{percent}."),
    -1: N_("That is {difference} fewer than the {before} in {earlier}{percent}."),
    0: N_("That is the same number as in {earlier}."),
}
FINDINGS = {
    True: N_("The records show {counted} {where} {when}."),
    False: N_("The records show no {noun} {where} {when}."),
}
SHORT_FINDINGS = {True: N_("The records show {counted} {when}."), False: N_("The records show no {noun} {when}.")}


def sign(value: float) -> int:
    """-1, 0 or 1."""
    return (value > 0) - (value < 0)


def compared(answer: Answer, words: Words) -> str:
    """A headline that says more or fewer, with both numbers; or the count alone."""
    noun, scope = phrases.noun(answer, words), phrases.scope(answer, words)
    now, length = words.number(answer.total), phrases.length(answer.period.now, words)
    if answer.total_before is None or answer.difference is None:
        return phrases.cap(words("{noun}{scope}: {now} in {length}", noun=noun, scope=scope, now=now, length=length))
    none = not answer.total and bool(answer.total_before)
    return words(
        NONE_NOW if none else HEADLINES[sign(answer.difference)],
        noun=phrases.noun(answer, words, 0) if none else noun,
        scope=scope,
        now=now,
        length=length,
        before=words.number(answer.total_before),
        earlier=phrases.briefly(answer, words),
    )


def finding(answer: Answer, words: Words) -> str:
    """What the records show: one sentence, and a second for the filters when they are many."""
    found = answer.total > 0
    return told(answer, words, FINDINGS[found], SHORT_FINDINGS[found], phrases.when(answer.period.now, words))


def told(answer: Answer, words: Words, whole: str, short: str, when: str) -> str:
    """``whole`` with its count, place and time; with many filters ``short``, and the filters after it."""
    parts = {
        "counted": phrases.counted(answer, words, answer.total),
        "noun": phrases.noun(answer, words, 0),
        "where": phrases.placed(answer, words),
        "when": when,
    }
    if len(phrases.chosen(answer, words)) <= phrases.MOST_LIMITS:
        return words(whole, **parts)
    shown = words(short, **parts)
    return words("{finding} The filters are: {where}.", finding=shown, where=phrases.where(answer, words))


def difference(answer: Answer, words: Words) -> str:
    """The comparison in a sentence, or why there is none."""
    if answer.difference is None or answer.total_before is None:
        return alone(answer, words)
    if answer.total_before == 0 and answer.total:
        return words("There were none in {earlier}.", earlier=phrases.earlier(answer, words))
    if answer.total_before and not answer.total:
        before, earlier = words.number(answer.total_before), phrases.earlier(answer, words)
        return words.plural(
            "There was {before} in {earlier}.", "There were {before} in {earlier}.", answer.total_before,
            before=before, earlier=earlier,
        )  # fmt: skip
    change = stats.percent_change(answer.total, answer.total_before)
    percent = f" ({words.signed(round(change * 100))}%)" if change and round(change * 100) else ""
    return words(
        DIFFERENCES[sign(answer.difference)],
        difference=words.number(abs(answer.difference)),
        before=words.number(answer.total_before),
        earlier=phrases.earlier(answer, words),
        percent=percent,
    )


def partly_known(answer: Answer) -> bool:
    """Whether many records do not say what the answer is broken down by."""
    return answer.by is not None and answer.unstated > MOSTLY_STATED * answer.total


def where_known(answer: Answer, finding: str, words: Words) -> str:
    """A headline, limited in words to the records that say what it is about where many do not."""
    if answer.by is None or not partly_known(answer):
        return finding
    return words("Where the {what} is known, {finding}", what=phrases.low(words(answer.by.label)), finding=finding)


def unstated(answer: Answer, words: Words) -> str:
    """How many records do not say what the answer is broken down by, and so are not in the picture."""
    if not answer.unstated or answer.by is None or not answer.total:
        return ""
    share = round(100 * answer.unstated / answer.total)
    stated = f" ({words.percent(share / 100)})" if share and answer.total >= stats.SMALLEST_BASE else ""
    return words.plural(
        "{n} of the {all} records{share} does not say the {what} and is not in this chart.",
        "{n} of the {all} records{share} do not say the {what} and are not in this chart.",
        answer.unstated,
        all=words.number(answer.total),
        share=stated,
        what=phrases.low(words(answer.by.label)),
    )


def alone(answer: Answer, words: Words) -> str:
    """Why nothing is compared; empty when the reader wanted it so."""
    period = answer.period
    if period.alone == "history":
        return words(
            "The data begin on {day}, so no earlier period exists to compare with.",
            day=words.day(period.coverage.since),
        )
    if period.alone == "incomplete":
        return words("These days are still being counted, so they are not compared.")
    if period.alone == "unended":
        return words("So many have not ended yet that this is not compared with an earlier period.")
    if period.alone == "redrawn":
        return boundaries.uncompared(answer, words)
    if period.alone == "broken":
        return breaks.uncompared(answer, words)
    return ""


def counting(answer: Answer, words: Words) -> str:
    """That the newest days may not be complete and are left out, where the period reaches up to them."""
    period = answer.period
    if period.coverage.until <= period.settled.until or period.now.until != period.settled.until:
        return ""
    return words(
        "Records after {day} may not be complete. The totals leave them out.",
        day=words.day(period.settled.until),
    )


def rate(answer: Answer, words: Words) -> str:
    """The rate of the whole selection with denominator and year, where the reader asked for rates."""
    base = answer.denominator
    value = stats.rate(answer.total, base.residents) if base else None
    if base is None or value is None or answer.selection.measure != "rate":
        return ""
    return words(
        "The rate is {rate} for every 100,000 residents ({residents} in {year}).",
        rate=words.number(value, 1),
        residents=words.number(base.residents),
        year=base.year,
    )


def aside(answer: Answer, words: Words) -> str:
    """The count of another subject told beside a number or a trend; empty without one."""
    if answer.aside is None or not answer.total or answer.view.shape not in (Shape.NUMBER, Shape.TREND):
        return ""
    return words(
        answer.aside.told,
        n=words.number(answer.aside.count), noun=words.noun(answer.aside.noun, answer.aside.count),
        rate=words.number(100 * answer.total / answer.aside.count, 1),
    )  # fmt: skip


def nothing(answer: Answer, words: Words) -> str:
    """The headline of an empty answer."""
    if answer.state == "outside":
        return words("No data for the days you chose")
    noun = phrases.noun(answer, words, 0)
    return words(
        "No {noun}{scope} in {length}",
        noun=noun,
        scope=phrases.scope(answer, words),
        length=phrases.length(answer.period.now, words),
    )


def nothing_sentences(answer: Answer, words: Words) -> tuple[str, ...]:
    """What an empty answer means, and what it does not."""
    if answer.state == "outside":
        covered = phrases.when(answer.period.coverage, words)
        return (words("The data here run {covered}.", covered=covered), words("Choose days in that period."))
    return (
        finding(answer, words),
        words("A zero means that no record fits. It does not mean that nothing happened."),
        alone(answer, words),
    )
