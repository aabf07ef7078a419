"""The local portal as a process of its own, and a clock that never waits.

with portal_process(catalog_folder, "--token", "t") as portal:
    portal.control({"action": "faults", "set": [{"kind": "html", "nth": 2}]})
    ... portal.url ...
"""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from dashboard.data.transport.clock import Clock

SHARED = Path(__file__).resolve().parents[3] / "shared"
SERVE = SHARED / "portal" / "serve.py"
TOKEN = "known-token"
Row = tuple[tuple[str, str | None], ...]


def shared_file(*parts: str) -> Path:
    """A file beside the repository; skips where it is absent, fails in CI."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        reason = f"no {'/'.join(parts)} beside the repository"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{reason}; in CI no test may be skipped for that")
        pytest.skip(reason)
    return path


@dataclass(frozen=True)
class PortalProcess:
    """A running portal: ``url``, and its control door."""

    url: str
    pid: int

    def control(self, asked: dict[str, Any] | list[dict[str, Any]]) -> Any:
        """What ``POST /__control`` answers. Fails the test when it refuses."""
        answer = requests.post(self.url + "/__control", json=asked, timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def faults(self, *faults: dict[str, Any]) -> None:
        """Put these faults in place of those in force."""
        self.control({"action": "faults", "set": list(faults)})

    def mutate(self, dataset: str, op: str, **how: Any) -> Any:
        """Change a dataset."""
        return self.control({"action": "mutate", "dataset": dataset, "op": op, **how})

    def reset(self) -> None:
        """Data, faults and log as at the start."""
        self.control({"action": "reset"})

    def log(self, clear: bool = False) -> list[dict[str, Any]]:
        """The requests so far."""
        return list(self.control({"action": "log", "clear": clear})["log"])

    def truth(self, dataset: str, token: str = TOKEN) -> Counter[Row]:
        """Every row as served now, read in one undisturbed request; the faults are removed for it."""
        self.faults()
        asked = {"$select": ":*,*", "$order": ":id", "$limit": "10000000"}
        address = f"{self.url}/resource/{dataset}.csv"
        answer = requests.get(address, params=asked, headers={"X-App-Token": token}, timeout=60)
        answer.raise_for_status()
        rows = csv.DictReader(io.StringIO(answer.content.decode("utf-8"), newline=""))
        return Counter(tuple(sorted((key, value or None) for key, value in row.items())) for row in rows)


@contextmanager
def portal_process(catalog: Path, *options: str) -> Iterator[PortalProcess]:
    """Serve ``catalog`` on a free loopback port until the block ends; skips where there is no portal, never in CI."""
    serve = shared_file("portal", "serve.py")
    command = [sys.executable, str(serve), str(catalog), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.fullmatch(r"portal ready (http://\S+)\n", process.stdout.readline())
            assert found, f"the portal did not start: {command}"
            yield PortalProcess(found.group(1), process.pid)
        finally:
            process.terminate()


@dataclass
class FastClock:
    """A clock on which sleeping takes no time: it is put forward instead. ``slept`` holds the pauses."""

    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float, over: threading.Event) -> None:
        self.slept.append(seconds)

    @property
    def clock(self) -> Clock:
        return Clock(
            monotonic=lambda: time.monotonic() + sum(self.slept),
            now=lambda: datetime.now(UTC) + timedelta(seconds=sum(self.slept)),
            sleep=self.sleep,
            uniform=lambda low, high: (low + high) / 2,
        )
