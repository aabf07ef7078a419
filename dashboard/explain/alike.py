"""Words for how last year was brought to the age of this year."""

from __future__ import annotations

from dashboard.answer import Answer
from dashboard.i18n import N_, Words

ALIKE = {
    "history": N_("Last year is counted as this site knew it on {day}: late records are left out of both years."),
    "reported": N_("Last year counts only what was reported by {day}: late reports are left out of both years."),
    "created": N_("Last year counts only what the portal held by {day}: late records are left out of both years."),
    "settled": N_(
        "Both years stop on the same day. Late records may still come in for this year: a small fall may not be real."
    ),
}


def told(answer: Answer, words: Words) -> str:
    """How last year was brought to the age of this year; empty for periods that need not be."""
    if answer.alike is None:
        return ""
    day = answer.alike.known_on or answer.period.now.until
    return words(ALIKE[answer.alike.method], day=words.day(day))
