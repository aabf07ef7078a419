"""Words of boundaries that were redrawn: what that does to the counts, and which ones a map shows."""

from __future__ import annotations

from datetime import date, timedelta

from dashboard.answer import Answer
from dashboard.catalog import CATALOG
from dashboard.explain import phrases
from dashboard.i18n import Words
from dashboard.model import Shape

COMPARED = (Shape.NUMBER, Shape.TREND, Shape.RANKING, Shape.CHANGES)


def told(answer: Answer, words: Words) -> str:
    """Everything to say of redrawn boundaries besides that periods are not compared; empty where there is nothing."""
    return " ".join(part for part in (_crossed(answer, words), _drawn(answer, words)) if part)


def uncompared(answer: Answer, words: Words) -> str:
    """Why places are not compared across the day their boundaries changed."""
    period = answer.period
    day = period.changed(period.now.earlier(period.years).since, period.now.until)
    changed = _changed(answer, day, words) if day else ""
    return f"{changed} {words('Back then a name stood for another area, so the two periods are not compared.')}".strip()


def placed(answer: Answer, words: Words) -> str:
    """That places were found by the points of the records; empty where the records name them."""
    asked = [*([answer.by] if answer.by else []), *(answer.subject.dimension(key) for key, _ in answer.applied)]
    found = dict.fromkeys(one.label for one in asked if one.column in answer.receipt.placed)
    if not found:
        return ""
    return words(
        "The records do not name the {what}. This site finds it by the point of each record on the map.",
        what=words.listed([phrases.low(words(label)) for label in found], "or"),
    )


def _changed(answer: Answer, day: date, words: Words) -> str:
    what = phrases.low(words(CATALOG.dimensions[answer.period.kind].label))
    return words("The {what} boundaries changed on {day}.", what=what, day=words.day(day))


def _crossed(answer: Answer, words: Words) -> str:
    """For days on both sides of a change: each record goes by the boundaries of its day."""
    shown = phrases.shown(answer)
    day = answer.period.changed(shown.since, shown.until)
    if day is None:
        return ""
    own = words("Each record is counted by the boundaries of its own day.")
    said = answer.period.alone == "redrawn" and answer.view.shape in COMPARED
    return own if said else f"{_changed(answer, day, words)} {own}"


def _drawn(answer: Answer, words: Words) -> str:
    """Which boundaries a map shows, where others held before or hold since."""
    if answer.view.shape is not Shape.MAP or answer.by is None or answer.by.key != answer.period.kind:
        return ""
    until = answer.period.now.until
    later = [day for day in answer.period.redrawn if day > until]
    if later:
        last = words.day(later[0] - timedelta(days=1))
        return words("The map shows the boundaries that held until {day}.", day=last)
    day = answer.period.changed(answer.period.now.since, until)
    return words("The map shows the boundaries that hold since {day}.", day=words.day(day)) if day else ""
