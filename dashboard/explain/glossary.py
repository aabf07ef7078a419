"""The terms of the field that a reader meets, declared once: a name, what it means, how sentences write it.

Knows words only. Must not know pages: what is done with a term found is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from dashboard.i18n import N_, Words

BETWEEN = "|"


@dataclass(frozen=True, slots=True)
class Term:
    """A term: ``forms`` are the ways a sentence writes it, with "|" between; none for the glossary page alone."""

    key: str
    title: str
    meaning: str
    forms: str = ""


TERMS = (
    Term(
        "median", N_("Median"),
        N_("The value in the middle. Put all cases in order: half took less and half took more. One very slow case does not move it, as it would move an average."),
        N_("median|the middle"),
    ),
    Term(
        "p90", N_("90th percentile"),
        N_("A value that 9 of 10 cases stay at or below. It shows how long the slow cases take."),
        N_("90th percentile|9 of 10"),
    ),
    Term(
        "rate", N_("Rate per 100,000 residents"),
        N_("The count, as if the place had 100,000 residents. It lets large and small places be set side by side. Visitors are not residents: a downtown with many visitors looks worse than it is."),
        N_("for every 100,000 residents|per 100,000 residents"),
    ),
    Term(
        "settled", N_("Settled"),
        N_("Old enough to be complete. Records come in late, so the newest weeks look too low. They are shown apart and are not compared until they are settled."),
        N_("settled|may not be complete|still being counted"),
    ),
    Term(
        "preliminary", N_("Preliminary"),
        N_("Not final. The city may still add, change or remove records as cases are reviewed."),
        N_("preliminary"),
    ),
    Term(
        "official", N_("Official"), N_("The city has closed these numbers. It can still correct a mistake."), N_("official"),
    ),
    Term(
        "usual", N_("Usual range"),
        N_("How far the same count has moved up and down in past months. A change inside that range is nothing new. It is told only where there are three years of earlier months or more."),
        N_("usual range|than usual"),
    ),
    Term(
        "chance", N_("Chance"),
        N_("Counts go up and down even when nothing has changed, as dice do. A change is called higher or lower than usual when chance alone would bring one so large less than 5 times in 100."),
        N_("chance alone|by chance|from chance"),
    ),
    Term(
        "incident", N_("Incident"),
        N_("One event that was reported to police. It can have several offenses and several victims."),
    ),
    Term("offense", N_("Offense"), N_("One kind of crime in an incident, such as robbery.")),
    Term(
        "victim", N_("Victim"), N_("One person harmed by a crime. A robbery of two people is one incident with two victims."),
    ),
    Term(
        "nibrs", N_("NIBRS"),
        N_("The National Incident-Based Reporting System: the FBI's way for police to record each crime. Most cities took it up around 2021. Counts made the old way cannot be set beside it."),
        N_("NIBRS"),
    ),
    Term(
        "part-one", N_("Part I crimes"),
        N_("The FBI's older list of serious crimes: homicide, rape, robbery, aggravated assault, burglary, theft, vehicle theft and arson."),
        N_("as the FBI groups them"),
    ),
    Term(
        "aggravated-assault", N_("Aggravated assault"),
        N_("An attack with a weapon, or one that hurts someone badly."),
        N_("aggravated assault|aggravated assaults"),
    ),
    Term(
        "nonfatal-shooting", N_("Non-fatal shooting"),
        N_("A person was shot and lived. Shots that hit nobody are not counted here."),
        N_("non-fatal shooting|non-fatal shootings"),
    ),
    Term(
        "robbery", N_("Robbery"), N_("Taking something from a person by force or threat."), N_("robbery|robberies"),
    ),
    Term(
        "burglary", N_("Burglary"), N_("Going into a building without leave, to steal or to do another crime."),
        N_("burglary|burglaries"),
    ),
    Term(
        "clearance", N_("Cleared"),
        N_("Police closed the case: by an arrest, or because they know who did it and cannot make an arrest. A case can be cleared years after the crime. Nobody need have been convicted."),
        N_("cleared"),
    ),
    Term(
        "sustained", N_("Sustained"), N_("A review of a complaint found that the officer broke a rule."), N_("sustained"),
    ),
    Term(
        "gone", N_("Gone on arrival"),
        N_("When officers came, the person or the trouble was no longer there."),
        N_("gone when officers came"),
    ),
    Term(
        "self-initiated", N_("Calls that officers start"),
        N_("What officers note when nobody called, such as a traffic stop. No one waits for it, so it has no response time."),
        N_("calls that officers start"),
    ),
    Term(
        "hidden", N_("Hidden count"),
        N_("Small counts in tables about people are not shown. Some larger ones next to them are hidden too, so that nobody can work the small ones out."),
        N_("are hidden"),
    ),
    Term(
        "path", N_("Path of a promise"),
        N_("The number that a promise comes to at each date between its start and its end. A promise of 15% less each year counts each year from the year before."),
        N_("ahead of the path|behind the path|on the path|the path runs"),
    ),
    Term(
        "boundaries", N_("Boundaries"),
        N_("The lines of a district or neighborhood on the map. When they are drawn anew, the same name means another area."),
    ),
    Term(
        "snapshot", N_("Snapshot"),
        N_("The city's records as they were read on one day. A permanent link always shows the same snapshot."),
    ),
)  # fmt: skip


@cache
def forms(lang: str) -> tuple[tuple[str, Term], ...]:
    """Every written form with its term in a language, the longest first, in small letters."""
    words = Words(lang)
    found = [(form.strip().lower(), term) for term in TERMS if term.forms for form in words(term.forms).split(BETWEEN)]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@cache
def _written(lang: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(form) for form, _ in forms(lang)) + r")(?!\w)", re.IGNORECASE)


def pieces(text: str, lang: str, known: Collection[str] = ()) -> Iterator[tuple[str, Term | None]]:
    """``text`` cut into pieces, the first writing of each term apart; terms whose key is ``known`` are left in the text.

    The pieces put together are the text.
    """
    terms, seen, at = dict(forms(lang)), set(known), 0
    for match in _written(lang).finditer(text):
        term = terms[match.group().lower()]
        if term.key in seen:
            continue
        seen.add(term.key)
        if match.start() > at:
            yield text[at : match.start()], None
        yield match.group(), term
        at = match.end()
    if at < len(text):
        yield text[at:], None
