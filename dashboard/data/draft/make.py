"""A first city file from a portal's catalogue: what was found, and what was not, in the order of the catalog.

Asks the portal through the modules beside it; writing the text is :mod:`dashboard.data.draft.write`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from dashboard.catalog import CATALOG
from dashboard.data.draft import catalogue, city
from dashboard.data.draft.asked import Asked
from dashboard.data.draft.catalogue import Catalogue, Entry
from dashboard.data.draft.choose import shared_out
from dashboard.data.draft.columns import Guessed, guess
from dashboard.data.draft.places import Drawn, places
from dashboard.data.portal import Portal, PortalError
from dashboard.model import Subject

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Found:
    """A dataset taken for a subject. ``begins`` is None where the portal would not compare days."""

    subject: Subject
    asked: Asked
    guesses: Guessed
    begins: date | None
    timed: bool
    others: tuple[str, ...]


@dataclass(slots=True)
class Findings:
    """Everything that a draft is written from."""

    host: str
    catalogue: Catalogue
    subjects: list[Found] = field(default_factory=list)
    drawn: Drawn = field(default_factory=Drawn)
    zone: city.Place | None = None
    left_out: list[str] = field(default_factory=list)


def find(portal: Portal, domain: str, hub: Callable[[], Portal] | None, report: Report) -> Findings:
    """What the catalogue of ``domain`` holds for us. Raises PortalError when there is no catalogue to read."""
    host = city.host_of(domain)
    listed = catalogue.read(portal, host, hub)
    report(f"{len(listed.entries):,} datasets at {listed.told_by}")
    findings = Findings(host, listed)
    chosen = shared_out(list(CATALOG.subjects.values()), listed.entries)
    for key, entries in chosen.items():
        found = _first(portal, CATALOG.subject(key), entries, findings.left_out)
        if found:
            findings.subjects.append(found)
            report(f"{key}: {found.asked.id} {found.asked.metadata.name}, {len(found.guesses.columns)} columns")
    records = {one.subject.key: (one.asked, one.guesses) for one in findings.subjects}
    findings.drawn = places(portal, listed.entries, records)
    for one in findings.drawn.found:
        report(f"{one.kind}: {one.dataset} {one.name}")
    findings.zone = city.zone(records.values())
    return findings


def _first(portal: Portal, subject: Subject, entries: Sequence[Entry], left_out: list[str]) -> Found | None:
    """The likeliest dataset whose rows bear the name out; what failed is told."""
    for place, entry in enumerate(entries):
        try:
            found = _tried(portal, subject, entry.id, _named(entries[place + 1 :]))
        except PortalError as error:
            left_out.append(f"{subject.key}: {entry.id} {entry.name} could not be read: {error}")
            continue
        if isinstance(found, Found):
            return found
        left_out.append(f"{subject.key}: {entry.id} {entry.name}: {found}")
    return None


def _named(entries: Sequence[Entry]) -> Iterator[str]:
    return (f"{one.id} {one.name}" for one in entries)


def _tried(portal: Portal, subject: Subject, dataset: str, others: Iterator[str]) -> Found | str:
    asked = Asked(portal, dataset)
    if not asked.rows:
        return "has no rows"
    guesses = guess(subject, asked)
    if lacking := guesses.lacks(subject):
        return f"no column was found for {', '.join(lacking)}" + "".join(f"; {one}" for one in guesses.left_out)
    when = guesses.columns[subject.when].field
    return Found(subject, asked, guesses, asked.begins(when), asked.has_time(when), tuple(others))
