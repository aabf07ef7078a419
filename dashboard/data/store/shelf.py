"""The manifests of one city as readers find them: which is in force, who holds one, which may go.

Only reads and deletes; :mod:`dashboard.data.store.folder` writes them. Knows no
rows, no receipts and no database.
"""

from __future__ import annotations

import fcntl
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from dashboard.data.store.manifest import Manifest

NAME = re.compile(r"\d{8,}\.json")


class StoreError(RuntimeError):
    """The cache cannot be read or written; the message names the file and the remedy."""


@dataclass(frozen=True, slots=True)
class Lease:
    """An open manifest: while ``handle`` is open, no file it names is deleted."""

    manifest: Manifest
    handle: int

    def release(self) -> None:
        """Let retention delete what only this manifest needs."""
        with suppress(OSError):
            os.close(self.handle)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The manifests of the city's ``folder``; the file ``pointer`` names the one in force."""

    folder: Path
    pointer: Path

    def lease(self) -> Lease | None:
        """Open the manifest in force and hold its files; None when nothing was published.

        Falls back past a corrupt one; StoreError when there are manifests and none can be read.
        """
        problem: Exception | None = None
        for _ in range(3):
            problem = None
            for path in self._candidates():
                try:
                    return self._open(path)
                except FileNotFoundError:
                    continue
                except (OSError, ValueError) as error:
                    problem = problem or self._unreadable(path, error)
        if problem:
            raise problem
        return None

    def retire(self) -> tuple[list[Manifest], list[Manifest]]:
        """Delete manifests that nobody needs.

        Returns those that are left, and of them the ones in use: the one in
        force and those that readers hold. The one before the newest stays
        besides, to fall back upon. StoreError when one of them cannot be read,
        for then nobody knows which files it needs.
        """
        known: list[Manifest] = []
        held: list[Manifest] = []
        self._forget_unnamed()
        for place, path in enumerate(path for path in self._candidates() if path.exists()):
            used = place == 0 or self._in_use(path, delete=place > 1)
            if path.exists():
                known.append(self._read(path))
                held += known[-1:] if used else []
        return known, held

    def _forget_unnamed(self) -> None:
        """Delete manifests that were written and never put in force, as by a process that was killed."""
        named = self._named()
        if named and (self.folder / "manifests" / named).exists():
            for path in (self.folder / "manifests").glob("*.json"):
                if path.name > named:
                    path.unlink()

    def _candidates(self) -> list[Path]:
        """The manifest in force and the older ones; every one, newest first, where the pointer is lost or damaged."""
        folder = self.folder / "manifests"
        listed, named = sorted(folder.glob("*.json"), reverse=True), self._named()
        return [folder / named, *(path for path in listed if path.name < named)] if named else listed

    def _named(self) -> str | None:
        """What the pointer says, if that can be a manifest."""
        with suppress(OSError, UnicodeDecodeError):
            text = self.pointer.read_text(encoding="utf-8").strip()
            return text if NAME.fullmatch(text) else None
        return None

    def _open(self, path: Path) -> Lease:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(handle, fcntl.LOCK_SH)
            if os.fstat(handle).st_nlink == 0:
                raise FileNotFoundError(f"{path} was deleted while it was opened")
            return Lease(Manifest.model_validate_json(path.read_bytes()), handle)
        except BaseException:
            os.close(handle)
            raise

    def _in_use(self, path: Path, delete: bool) -> bool:
        """Whether a reader holds a manifest; deletes one that none does when asked to."""
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if delete:
                path.unlink()
            return False
        except BlockingIOError:
            return True
        finally:
            os.close(handle)

    def _read(self, path: Path) -> Manifest:
        try:
            return Manifest.model_validate_json(path.read_bytes())
        except (OSError, ValueError) as error:
            raise self._unreadable(path, error) from error

    def _unreadable(self, path: Path, error: Exception) -> StoreError:
        told = f"{path} cannot be read ({first_line(error)}): restore it, or delete {self.folder} and refresh"
        return StoreError(told)


def first_line(error: Exception) -> str:
    """What an error says, in one line."""
    return str(error).splitlines()[0] if str(error) else type(error).__name__
