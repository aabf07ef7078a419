"""One refresher at a time: an advisory lock that dies with its process.

Knows one file. The kernel releases the lock on any exit, ``kill -9`` included,
so a crash never leaves it behind.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType


class Busy(RuntimeError):
    """Another process holds the lock."""


class Lock:
    """Context manager around an exclusive ``flock`` on ``path``; :class:`Busy` when another holds it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle: int | None = None

    def __enter__(self) -> Lock:
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            holder = os.read(handle, 64).decode(errors="replace").strip() or "unknown"
            os.close(handle)
            told = f"another refresh is running (process {holder}, lock {self.path}): wait for it to end"
            raise Busy(told) from taken
        os.ftruncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
        self._handle = handle
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
