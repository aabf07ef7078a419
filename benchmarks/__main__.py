"""Measure the way from the portal to the reader on the sample city: refresh, pages, renderings, page weight.

Every line says what was measured, the median, the slowest and the size as sent.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from flask.testing import FlaskClient
from rich.console import Console
from rich.table import Table

from tests.support.site import application, publish_sample

PATHS = (
    "/",
    "/safety",
    "/safety?offense=robbery&since=2025-01-01",
    "/views/incidents-trend.svg",
    "/views/incidents-trend.csv",
    "/views/incidents-by-place.svg",
    "/embed/incidents-trend",
    "/healthz",
)


@dataclass(frozen=True)
class Timing:
    """Repeated runs of one thing, in milliseconds, and its size compressed."""

    name: str
    milliseconds: list[float]
    sent: int | None = None


def measured(name: str, run: Callable[[], int | None], times: int) -> Timing:
    spent, sent = [], None
    for _ in range(times):
        start = time.perf_counter()
        sent = run()
        spent.append((time.perf_counter() - start) * 1000)
    return Timing(name, spent, sent)


def fetched(client: FlaskClient, path: str) -> int:
    """Bytes of the answer, compressed; ValueError for an answer that is none."""
    response = client.get(path)
    if response.status_code != 200:
        raise ValueError(f"{path} answered {response.status_code}")
    return len(gzip.compress(response.get_data(), 6))


def published(cache: Path, incidents: int) -> None:
    publish_sample(cache, incidents)


def pages(cache: Path, times: int) -> list[Timing]:
    """Each path once after a start, then again with a warm memory."""
    timings = []
    for path in PATHS:
        ask = partial(fetched, application(cache).test_client(), path)
        timings += [measured(f"{path} (first)", ask, 1), measured(path, ask, times)]
    return timings


def shown(timings: list[Timing]) -> Table:
    table = Table("what", "median ms", "slowest ms", "kB compressed")
    for timing in timings:
        size = "" if timing.sent is None else f"{timing.sent / 1000:.1f}"
        median, slowest = statistics.median(timing.milliseconds), max(timing.milliseconds)
        table.add_row(timing.name, f"{median:,.1f}", f"{slowest:,.1f}", size)
    return table


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=150_000, help="rows of the sample city")
    parser.add_argument("--times", type=int, default=20, help="runs of each warm request")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        cache = Path(scratch) / "cache"
        refresh = measured(f"first refresh, {wanted.incidents:,} rows", partial(published, cache, wanted.incidents), 1)
        timings = [refresh, *pages(cache, wanted.times)]
    Console().print(shown(timings))
    return 0


if __name__ == "__main__":
    sys.exit(main())
