"""``python -m dashboard.sample`` as a process."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import requests

ROOT = Path(__file__).parents[2]


def test_it_says_where_it_is_and_ends_well(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dashboard.sample", "--incidents", "500", "--now", "2026-11-20", "--folder"]
    with subprocess.Popen([*command, tmp_path], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        ready = re.fullmatch(r"portal ready (http://127\.0\.0\.1:\d+)\n", line)
        try:
            assert ready, line
            with requests.Session() as kept_alive:
                answer = kept_alive.get(ready[1] + "/resource/smpl-inc1.json?$limit=2", timeout=30)
                assert len(answer.json()) == 2
                process.send_signal(signal.SIGTERM)
                assert process.wait(30) == 0
        finally:
            process.kill()
    assert [path.name.startswith("sample-2026-11-20-seed7") for path in tmp_path.iterdir()] == [True]
