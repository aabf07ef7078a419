"""A process that refreshes and is killed: it imports everything once, then forks a child for each order.

An order is a line ``<call> <cache> <portal>``. The child dies by SIGKILL at its
n-th call of a Python function of the project's data layer, or ends by itself when ``call``
is 0; then it prints how many there were. The parent answers with the child's status.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

from dashboard.data import refresh as subject
from tests.data.changing import city

NOW = datetime(2026, 7, 1, tzinfo=UTC)
LAYER = f"{os.sep}dashboard{os.sep}data{os.sep}"


def killer(last: int) -> tuple[list[int], Callable[[FrameType, str, Any], None]]:
    """Counts calls into the data layer, and kills this process at the last of them."""
    calls = [0]

    def profile(frame: FrameType, event: str, argument: Any) -> None:
        if event == "call" and LAYER in frame.f_code.co_filename:
            calls[0] += 1
            if calls[0] == last:
                os.kill(os.getpid(), signal.SIGKILL)

    return calls, profile


def child(last: int, cache: str, portal: str) -> None:
    calls, profile = killer(last)
    sys.setprofile(profile)
    outcome = subject.refresh(city(), Path(cache), portal_url=portal, clock=lambda: NOW)
    sys.setprofile(None)
    print(calls[0], outcome.status, *outcome.reasons, flush=True)


def main() -> None:
    for line in sys.stdin:
        last, cache, portal = line.split()
        forked = os.fork()
        if not forked:
            child(int(last), cache, portal)
            os._exit(0)
        _, status = os.waitpid(forked, 0)
        print("status", os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
