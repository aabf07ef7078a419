"""Commands of the dashboard run in a process of their own, so that what they load goes with them.

Such a process does not outlive the one that ran it, however that one ended: a refresh
left alone would keep its lock while nobody waits for it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

PARENT = "DASHBOARD_PARENT"
LOOK_SECONDS = 0.5


def run(command: str, city: str, *options: str) -> int:
    """Run ``dashboard COMMAND --city CITY`` with the environment of this process; gives its exit status."""
    line = [sys.executable, "-m", "dashboard", command, "--city", city, *options]
    return subprocess.run(line, check=False, env={**os.environ, PARENT: str(os.getpid())}).returncode


def follow_parent() -> None:
    """When this process was started by ``run``, end it as by SIGTERM once that process is gone."""
    parent = os.environ.pop(PARENT, "")
    if parent.isdecimal():
        threading.Thread(target=_watch, args=(int(parent),), name="parent", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
