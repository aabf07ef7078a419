"""What a change is worth, in words: the verdict of the statistics beside the comparison.

Knows verdicts; must not judge.
"""

from __future__ import annotations

from dashboard.answer import Answer
from dashboard.explain.common import difference
from dashboard.i18n import N_, Words
from dashboard.stats.verdict import Verdict

VERDICTS = {
    Verdict.USUAL: N_("This is within the usual range: even when nothing changes, counts move this much."),
    Verdict.HIGHER: N_("This is higher than usual: chance alone rarely moves counts this far."),
    Verdict.LOWER: N_("This is lower than usual: chance alone rarely moves counts this far."),
    Verdict.FEW: N_("These are too few to tell a change from chance."),
}


def changed(answer: Answer, words: Words) -> str:
    """The comparison and what it is worth, by the ups and downs of the same records before; of no change nothing."""
    told = answer.judgment and answer.difference and VERDICTS.get(answer.judgment.verdict)
    return " ".join(part for part in (difference(answer, words), words(told) if told else "") if part)
