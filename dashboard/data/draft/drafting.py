"""One draft from beginning to end: the address, the portal asked, the text, the file.

Knows how to open portals and where a draft is kept. Must not know how guesses are made.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dashboard.cities.loader import CityError
from dashboard.cities.rules import is_loopback, portal_problem
from dashboard.data.draft.catalogue import HUB
from dashboard.data.draft.city import host_of, short_name
from dashboard.data.draft.make import Report, find
from dashboard.data.draft.toml import EDIT
from dashboard.data.draft.write import write
from dashboard.data.portal import Portal, PortalError

PATIENCE = 3
PACE, HASTE = 5.0, 500.0


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of a city file, its short name, and how many subjects, places, guesses and edits it holds."""

    key: str
    text: str
    subjects: int
    places: int

    @property
    def guesses(self) -> int:
        """Lines that were guessed."""
        return self.text.count("# guess: ") - self.text.count("\n# guess: ")

    @property
    def edits(self) -> int:
        """Lines that wait for a person."""
        return sum(line.startswith(EDIT) for line in self.text.splitlines())


def draft(domain: str, *, portal_url: str | None = None, token: str | None = None, report: Report) -> Draft:
    """A first city file for ``domain``, a host name or an address; ``portal_url`` is asked in its place.

    Raises CityError for an address that cannot be one, PortalError when no catalogue can be read.
    """
    address = domain.rstrip("/") if "://" in domain else f"https://{domain}"
    for option, url in (("DOMAIN", address), ("--portal", portal_url)):
        if url and (told := portal_problem(url)):
            raise CityError(f"{option}: {told}")
    asked = (portal_url or address).rstrip("/")
    here = is_loopback(urlsplit(asked).hostname or "")
    hub = None if here else lambda: Portal(HUB, max_tries=PATIENCE)
    with Portal(asked, token=token, max_tries=PATIENCE, requests_per_second=HASTE if here else PACE) as portal:
        found = find(portal, domain, hub, report)
        for warning in portal.warnings:
            report(warning)
    key = short_name(host_of(domain))
    return Draft(key, write(found, address), len(found.subjects), len(found.drawn.found))


def command(
    domain: str, portal: str | None, output: Path | None, force: bool, token: str | None, report: Report
) -> int:
    """Draft and save, telling what was found and what comes next; the exit status, 1 when nothing was found."""
    path = output or Path(f"{short_name(host_of(domain))}.toml")
    _refuse(path, force)
    began = time.monotonic()
    try:
        made = draft(domain, portal_url=portal, token=token, report=report)
    except PortalError as error:
        report(str(error))
        return 1
    save(made.text, path, force=force)
    report(
        f"wrote {path} in {time.monotonic() - began:.1f} s: {made.subjects} subjects, {made.places} kinds of place, "
        f"{made.guesses} guesses to read, {made.edits} lines to edit (marked # edit:)"
    )
    if not made.subjects:
        report("no dataset of this catalogue fits a subject; write [subjects.*] by hand: docs/add-a-city.md")
        return 1
    report(f"next: edit {path}, then dashboard check {path}" + (f" --portal {portal}" if portal else ""))
    return 0


def _refuse(path: Path, force: bool) -> None:
    if path.exists() and not force:
        raise CityError(f"{path}: is there already\n  name another file with -o, or replace it with --force")


def save(text: str, path: Path, *, force: bool) -> None:
    """Write the file; CityError rather than overwrite one, unless forced."""
    _refuse(path, force)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CityError(f"{path}: cannot be written: {error.strerror or error}") from None
