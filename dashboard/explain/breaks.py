"""Words of declared breaks: what happened, and that figures on its two sides are not one series."""

from __future__ import annotations

from dashboard.answer import Answer
from dashboard.explain import phrases
from dashboard.i18n import N_, Words
from dashboard.stats.breaks import Break, BreakKind, between, concerning

SIDES = {
    BreakKind.COUNTING: N_("Numbers before and after {day} are not counted the same way."),
    BreakKind.BOUNDARIES: N_("Numbers before and after {day} are not counted the same way."),
    BreakKind.RESTATEMENT: N_("Numbers before and after {day} were not revised the same way."),
    BreakKind.OUTAGE: N_("Records from {day} to {until} are missing, so the numbers of those days are too low."),
}


def told(answer: Answer, words: Words) -> str:
    """Every break inside what is shown, besides the one that forbids the comparison; empty where there is none."""
    shown, said = phrases.shown(answer), _forbidding(answer)
    inside = [one for one in concerning(answer.period.breaks, by_place=True) if between([one], shown, shown)]
    return " ".join(explained(one, words) for one in inside if one is not said)


def uncompared(answer: Answer, words: Words) -> str:
    """Why two periods are not compared across a break."""
    one = _forbidding(answer)
    told = explained(one, words) if one else ""
    return f"{told} {words('So the two periods are not compared.')}".strip()


def _forbidding(answer: Answer) -> Break | None:
    """The break that lies between the period and the one before it, where that is why nothing is compared."""
    period = answer.period
    if period.alone != "broken":
        return None
    return between(period.breaks, period.now.earlier(period.years), period.now)


def explained(one: Break, words: Words) -> str:
    """What happened, and what it does to the numbers."""
    until = words.day(one.until) if one.until else ""
    return f"{one.texts.get(words.lang, '')} {words(SIDES[one.kind], day=words.day(one.on), until=until)}".strip()
