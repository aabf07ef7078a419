"""The edges of time and chance, passed in: tests give their own and never wait."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


def _sleep(seconds: float, over: threading.Event) -> None:
    over.wait(seconds)


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Clock:
    """``monotonic`` in seconds, ``now`` in UTC, ``uniform(low, high)`` for jitter.

    ``sleep(seconds, over)`` ends early when ``over`` is set, as by another thread.
    """

    monotonic: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = _utc_now
    sleep: Callable[[float, threading.Event], None] = _sleep
    uniform: Callable[[float, float], float] = random.uniform
