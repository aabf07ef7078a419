"""Commands of the dashboard run in a process of their own, so that what they load goes with them."""

from __future__ import annotations

import subprocess
import sys


def run(command: str, city: str, *options: str) -> int:
    """Run ``dashboard COMMAND --city CITY`` with the environment of this process; gives its exit status."""
    line = [sys.executable, "-m", "dashboard", command, "--city", city, *options]
    return subprocess.run(line, check=False).returncode
