"""What a change is worth, in words: the verdict of the statistics beside the comparison.

Knows verdicts; must not judge.
"""

from __future__ import annotations

from dashboard.answer import Answer
from dashboard.answer.value import Record
from dashboard.explain import alike, phrases
from dashboard.explain.common import difference
from dashboard.i18n import N_, Words
from dashboard.stats.verdict import Verdict

VERDICTS = {
    Verdict.USUAL: N_("This is within the usual range: even when nothing changes, counts move this much."),
    Verdict.HIGHER: N_("This is higher than usual: chance alone rarely moves counts this far."),
    Verdict.LOWER: N_("This is lower than usual: chance alone rarely moves counts this far."),
    Verdict.FEW: N_("These are too few to tell a change from chance."),
}
SHORT = {
    Verdict.USUAL: N_("within the usual range"),
    Verdict.HIGHER: N_("higher than usual"),
    Verdict.LOWER: N_("lower than usual"),
    Verdict.FEW: N_("too few to tell"),
}
MOST_NAMED = 4
NONE_STANDS = {
    False: N_("No change here is larger than usual: even when nothing changes, counts move this much."),
    True: N_("Where it can be told, no change is larger than usual: even when nothing changes, counts move this much."),
}
AGAINST = N_("Against {earlier}, {told}")
ALL_FEW = N_("There are too few records in each to tell a change from chance.")
STANDING = {
    (Verdict.HIGHER, True): N_("Higher than usual: {names}."),
    (Verdict.LOWER, True): N_("Lower than usual: {names}."),
    (Verdict.HIGHER, False): N_("Higher than usual in {n}."),
    (Verdict.LOWER, False): N_("Lower than usual in {n}."),
}


def short(value: str, words: Words) -> str:
    """A verdict as a cell of a table has it; a dash where there is none."""
    found = SHORT.get(Verdict(value))
    return words(found) if found else "\N{EN DASH}"


def standing(answer: Answer, verdict: Verdict) -> list[Record]:
    """The records whose change stands out so, also among so many."""
    return [record for record in answer.records if record.get("verdict") == verdict]


def each(answer: Answer, words: Words) -> str:
    """Which of many places or kinds stand out, by name; that none does; how many cannot be told."""
    if not answer.judged_each or answer.by is None:
        return ""
    found = [_named(answer, verdict, words) for verdict in (Verdict.HIGHER, Verdict.LOWER)]
    few = len(standing(answer, Verdict.FEW)) + len(standing(answer, Verdict.UNKNOWN))
    left = len(answer.records) - few
    if not left:
        return words(ALL_FEW)
    first, *more = [line for line in found if line] or [words(NONE_STANDS[few > 0])]
    against = words(AGAINST, earlier=phrases.earlier(answer, words), told=phrases.low(first))
    known = words(
        "For {n} of the {all} there are too few records to tell.", n=words.number(few), all=words.number(left + few)
    )
    return " ".join((against, *more, *([known] if few else [])))


def _named(answer: Answer, verdict: Verdict, words: Words) -> str:
    found = standing(answer, verdict)
    if not found or answer.by is None:
        return ""
    named = len(found) <= MOST_NAMED
    names = [phrases.named(answer, answer.by, str(record[answer.by.key]), words) for record in found]
    count = words.plural("{n} place", "{n} places", len(found)) if answer.by.place else words.number(len(found))
    return words(STANDING[verdict, named], names=words.listed(names) if named else "", n=count)


def changed(answer: Answer, words: Words) -> str:
    """The comparison and what it is worth, by the ups and downs of the same records before; of no change nothing."""
    told = answer.judgment and answer.difference and VERDICTS.get(answer.judgment.verdict)
    parts = (difference(answer, words), alike.told(answer, words), words(told) if told else "")
    return " ".join(part for part in parts if part)
