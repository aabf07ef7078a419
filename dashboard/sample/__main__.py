"""``python -m dashboard.sample``: serve the sample city until told to stop."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from dashboard.sample.areas import TIMEZONE
from dashboard.sample.portal import SamplePortal


def main(argv: list[str] | None = None) -> int:
    """Serve, print ``portal ready URL``, and return 0 after SIGTERM or SIGINT."""
    given = _arguments(argv)
    signal.signal(signal.SIGTERM, _leave)
    try:
        with SamplePortal(given.now, given.seed, given.years, given.incidents, given.port, given.folder) as portal:
            print(f"portal ready {portal.url}", flush=True)
            threading.Event().wait()
    except KeyboardInterrupt:
        pass
    return 0


def _leave(*_: object) -> None:
    raise KeyboardInterrupt


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m dashboard.sample", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--seed", type=int, default=7)
    today = datetime.now(ZoneInfo(TIMEZONE)).date()
    parser.add_argument("--now", type=date.fromisoformat, default=today, help="ISO date; today unless given")
    parser.add_argument("--years", type=int, default=6, help="full years before the current one")
    parser.add_argument("--incidents", type=int, default=150_000)
    parser.add_argument("--folder", type=Path, help="keep the rows here for the next time")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
