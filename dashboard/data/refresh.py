"""One refresh of a city: stage, check, publish; or keep the last good snapshot and say why.

The whole of it runs under a lock. Imports nothing of the web, charts or
statistics, so that it stays small beside a serving process.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

import duckdb

from dashboard.cities.schema import City
from dashboard.data.mapping import MappingError
from dashboard.data.places.boundaries import BadBoundary
from dashboard.data.portal import NotStaged, Portal, PortalError
from dashboard.data.publishing.prepare import Held, Preparation
from dashboard.data.publishing.progress import Reporter, Silent
from dashboard.data.publishing.publish import Draft, Prepared, note, publish
from dashboard.data.receipt import Cause, Snapshot
from dashboard.data.sql.engine import engine
from dashboard.data.store.folder import Event, Store
from dashboard.data.store.lock import Busy, Lock
from dashboard.data.store.shelf import StoreError
from dashboard.data.transport.clock import Clock
from dashboard.data.versions.retention import sweep, tidy

LOG = logging.getLogger(__name__)
FREE = "Free disk space and memory and see that the folder can be written; nothing published was touched"
EXPECTED = (PortalError, MappingError, BadBoundary, Held, StoreError, duckdb.Error, OSError)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a refresh came to. ``snapshot`` is the one now served; ``causes`` say why nothing was published."""

    status: Literal["published", "unchanged", "held"]
    snapshot: Snapshot | None
    causes: tuple[Cause, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """The causes as sentences for the operator."""
        return tuple(map(str, self.causes))

    @property
    def exit_code(self) -> int:
        """0 when published or unchanged, 3 when the last good snapshot was kept."""
        return 3 if self.status == "held" else 0


def published(city: City, subjects: Sequence[str]) -> None:
    """Raise ValueError for a subject that the city lacks."""
    unknown = sorted(set(subjects) - set(city.subjects))
    if unknown:
        raise ValueError(f"{city.name} has no subject {unknown[0]!r}; it has: {', '.join(city.subjects)}")


def refresh(
    city: City,
    cache: Path,
    *,
    portal_url: str | None = None,
    token: str | None = None,
    subjects: Sequence[str] | None = None,
    full: bool = False,
    accept: str | None = None,
    clock: Callable[[], datetime],
    report: Reporter | None = None,
    portal_clock: Clock | None = None,
) -> Outcome:
    """Bring the cache of ``city`` up to its portal.

    ``clock`` gives the time with its zone. ``accept`` is the operator's reason to
    publish although a check fails; ``portal_clock`` times the waiting between tries.
    Raises ValueError for a subject the city lacks or an address that is none;
    anything that goes wrong later keeps the last good snapshot and is in the outcome.
    """
    published(city, subjects or ())
    store, portal = Store(cache, city.key), client(city, portal_url, token, portal_clock)
    run = Run(city, store, portal, tuple(subjects or city.subjects), full, accept, clock(), report or Silent())
    try:
        store.folder.mkdir(parents=True, exist_ok=True)
        with portal, Lock(store.folder / "lock"):
            return run.outcome()
    except Busy as busy:
        return Outcome("held", served(store), (Cause(kind="busy", told=str(busy)),))
    except OSError as error:
        return Outcome("held", served(store), (_cause(error, f"the cache cannot be used: {told(error, store)}"),))


def client(city: City, url: str | None, token: str | None, clock: Clock | None = None) -> Portal:
    """The portal of a city, or its mirror at ``url``, asked as politely as the city file says."""
    habits = city.portal
    return Portal(
        url or habits.url,
        token=token,
        api=habits.api,
        page_size=habits.page_size,
        requests_per_second=habits.requests_per_second,
        clock=clock,
    )


@dataclass(frozen=True, slots=True)
class Run:
    """One refresh under the lock; ``now`` is when it began."""

    city: City
    store: Store
    portal: Portal
    subjects: tuple[str, ...]
    full: bool
    accept: str | None
    now: datetime
    report: Reporter

    def outcome(self) -> Outcome:
        """What it came to, recorded in the change log."""
        work = self.store.folder / "work"
        asked = {"city": self.city.key, "portal": self.portal.url, "subjects": self.subjects, "full": self.full}
        LOG.info("refresh begins", extra=asked | {"accept": self.accept})
        shutil.rmtree(work, ignore_errors=True)
        try:
            with engine(work) as connection:
                outcome = self._worked(connection)
        except EXPECTED as error:
            outcome = Outcome("held", served(self.store), causes(error, self.store))
        except Exception as error:
            self._log("failed", (_cause(error, f"{type(error).__name__}: {error}"),))
            raise
        finally:
            for warning in self.portal.warnings:
                self.report.message(warning)
            shutil.rmtree(work, ignore_errors=True)
        with suppress(OSError, StoreError):
            sweep(self.store, self.city.history)
        self._record(outcome)
        return outcome

    def _worked(self, connection: duckdb.DuckDBPyConnection) -> Outcome:
        preparation = Preparation(self.city, self.store, self.portal, connection, self.now, self.report)
        everything = preparation.before is None
        subjects = tuple(self.city.subjects) if everything else self.subjects
        prepared = preparation.everything(subjects, self.full, self.accept)
        outcome = (
            self._published(preparation, prepared)
            if preparation.differs(prepared)
            else Outcome("unchanged", preparation.before, tuple(preparation.findings))
        )
        if outcome.status == "unchanged":
            note(self.store, preparation.manifest, prepared, preparation.bounds.states)
        shutil.rmtree(self.store.folder / "staging", ignore_errors=True)
        with suppress(*EXPECTED):
            tidy(self.store, connection, self.city.history, self.now)
        return outcome

    def _published(self, preparation: Preparation, prepared: Mapping[str, Prepared]) -> Outcome:
        findings = tuple(preparation.findings)
        draft = Draft(
            preparation.id,
            self.now,
            prepared,
            preparation.bounds.file,
            preparation.bounds.states,
            self.accept if findings else None,
        )
        snapshot = publish(self.store, self.city, preparation.manifest, preparation.before, draft)
        return Outcome("published", snapshot, findings)

    def _record(self, outcome: Outcome) -> None:
        id = outcome.snapshot.id if outcome.snapshot else None
        extra = {"city": self.city.key, "status": outcome.status, "snapshot": id, "reasons": outcome.reasons}
        LOG.log(logging.WARNING if outcome.exit_code else logging.INFO, "refresh %s", outcome.status, extra=extra)
        accepted = self.accept if outcome.causes and not outcome.exit_code else None
        self._log(outcome.status, outcome.causes, id, accepted)

    def _log(
        self, status: str, causes: tuple[Cause, ...], snapshot: str | None = None, accepted: str | None = None
    ) -> None:
        reasons, at = tuple(map(str, causes)), self.now
        with suppress(OSError):
            self.store.record(
                Event(at=at, status=status, snapshot=snapshot, reasons=reasons, accepted=accepted, causes=causes)
            )


def served(store: Store) -> Snapshot | None:
    """The snapshot that the site shows, if it can be read."""
    with suppress(StoreError, OSError):
        newest = store.manifest().newest
        return store.receipt(newest.id) if newest else None
    return None


def causes(error: Exception, store: Store) -> tuple[Cause, ...]:
    """Why nothing was published."""
    return error.causes if isinstance(error, Held) else (_cause(error, told(error, store)),)


def _cause(error: Exception, sentence: str) -> Cause:
    """A failure of the portal or of the city file is named by its class; all others are of this machine."""
    named = isinstance(error, PortalError | MappingError | BadBoundary) and not isinstance(error, NotStaged)
    return Cause(kind=type(error).__name__ if named else "machine", told=sentence)


def told(error: Exception, store: Store) -> str:
    """An error as a sentence that says what to do."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}{f': {error.filename}' if error.filename else ''}. {FREE}"
    line = str(error).strip().splitlines()[0]
    if "No space left on device" in line:
        return f"No space left on device: {store.folder}. {FREE}"
    if isinstance(error, duckdb.OutOfMemoryException | duckdb.IOException) and "magic" not in line:
        return f"{line}. {FREE}"
    if isinstance(error, duckdb.Error):
        return f"{line}. If a file is damaged, restore it, or delete {store.folder} and refresh"
    return str(error)
