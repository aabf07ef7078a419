"""The folder of one city's cache: manifests, receipts, the change log, leases of readers.

Every document is written under a temporary name, synced and renamed; ``CURRENT``
is replaced last, so a reader sees the cache before or after a publish and never
between. Knows no rows and no database.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from pydantic import BaseModel, ConfigDict, ValidationError

from dashboard.data.receipt import Cause, Snapshot
from dashboard.data.store.manifest import Manifest
from dashboard.data.store.shelf import Lease, Shelf, StoreError, first_line

NOT_FINE = ("held", "failed")


class Event(BaseModel):
    """One line of the change log: what a refresh came to. ``causes`` are the ``reasons``, to be said in other words."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    status: str
    snapshot: str | None = None
    reasons: tuple[str, ...] = ()
    accepted: str | None = None
    causes: tuple[Cause, ...] = ()


def write_atomic(path: Path, text: str) -> None:
    """Replace ``path`` by ``text`` so that a reader sees the old or the new, and a crash leaves one of them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("w", encoding="utf-8") as target:
            target.write(text)
            target.flush()
            os.fsync(target.fileno())
        temporary.replace(path)
        with suppress(OSError):
            sync(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Make a file's bytes, or a folder's names, durable."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Store:
    """The documents of one city under ``cache``; nothing is created until something is written."""

    def __init__(self, cache: Path, city: str) -> None:
        self.folder = cache.expanduser() / city
        self.pointer = self.folder / "CURRENT"
        self._shelf = Shelf(self.folder, self.pointer)

    def path(self, name: str) -> Path:
        """The absolute path of a file the manifest names."""
        return self.folder / name

    def stamp(self) -> tuple[int, int] | None:
        """Changes whenever another manifest is published; None before the first."""
        try:
            status = self.pointer.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino

    def manifest(self) -> Manifest:
        """The manifest in force; an empty one when nothing was published. Falls back past a corrupt one."""
        lease = self.lease()
        if lease is None:
            return Manifest()
        lease.release()
        return lease.manifest

    def lease(self) -> Lease | None:
        """Open the manifest in force and hold its files; None when nothing was published."""
        return self._shelf.lease()

    def publish(self, manifest: Manifest) -> None:
        """Put ``manifest`` in force."""
        name = f"{manifest.number:08d}.json"
        write_atomic(self.folder / "manifests" / name, manifest.model_dump_json())
        write_atomic(self.pointer, name + "\n")

    def retire(self) -> tuple[list[Manifest], list[Manifest]]:
        """Delete manifests that nobody needs: see :meth:`Shelf.retire`."""
        return self._shelf.retire()

    def receipt(self, id: str) -> Snapshot:
        """The receipt of a snapshot; :class:`StoreError` when it is missing or damaged."""
        path = self.folder / "receipts" / f"{id}.json"
        try:
            return Snapshot.model_validate_json(path.read_bytes())
        except (OSError, ValidationError) as error:
            told = f"{path} cannot be read ({first_line(error)}): restore it, or refresh to publish anew"
            raise StoreError(told) from error

    def write_receipt(self, snapshot: Snapshot) -> None:
        """Keep a receipt; it is visible only when a manifest names it."""
        write_atomic(self.folder / "receipts" / f"{snapshot.id}.json", snapshot.model_dump_json(indent=1))

    def record(self, event: Event) -> None:
        """Append to the change log and keep or clear the last error."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "log.jsonl").open("ab+") as log:
            log.write(_broken(log) + event.model_dump_json().encode() + b"\n")
        error = self.folder / "last-error.json"
        if event.status in NOT_FINE:
            write_atomic(error, event.model_dump_json())
        else:
            error.unlink(missing_ok=True)

    def last_error(self) -> Event | None:
        """Why the last refresh published nothing; None when it was fine. From the log where its file is damaged."""
        try:
            return Event.model_validate_json((self.folder / "last-error.json").read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValidationError):
            return next((event for event in self.log() if event.status in NOT_FINE), None)

    def log(self) -> list[Event]:
        """Every refresh so far, newest first; damaged lines are left out."""
        return list(self._events())[::-1]

    def next_id(self, now: datetime) -> str:
        """A snapshot id that sorts after every earlier one, even when the clock went back."""
        id = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        known = [path.stem for path in (self.folder / "receipts").glob("*.json")]
        newest = max(known, default="")
        return id if id > newest else _after(newest)

    def _events(self) -> Iterator[Event]:
        with suppress(OSError):
            for line in (self.folder / "log.jsonl").read_text(encoding="utf-8", errors="replace").splitlines():
                with suppress(ValidationError):
                    yield Event.model_validate_json(line)


def _broken(log: BinaryIO) -> bytes:
    """What ends a line that a killed process left unfinished."""
    if not log.tell():
        return b""
    log.seek(-1, os.SEEK_END)
    return b"" if log.read(1) == b"\n" else b"\n"


def _after(id: str) -> str:
    moment = datetime.strptime(id, "%Y%m%dT%H%M%SZ") + timedelta(seconds=1)
    return moment.strftime("%Y%m%dT%H%M%SZ")
