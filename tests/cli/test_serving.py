"""What ``serve`` does beside serving: its refreshes end with it, are told when killed, come soon over nothing."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from dashboard import processes, serving
from dashboard.data.store.lock import Busy, Lock
from tests.cli.conftest import Run
from tests.support.stub import Answer, Asked, stub

STARTER = "import sys; from dashboard import processes; processes.run('refresh', sys.argv[1], '--portal', sys.argv[2])"


def free(lock: Path) -> bool:
    try:
        with Lock(lock):
            return True
    except Busy:
        return False


def test_a_refresh_does_not_outlive_what_started_it(small: Path, tmp_path: Path) -> None:
    done, lock = threading.Event(), tmp_path / "sample" / "lock"

    def silent(asked: Asked) -> Answer:
        done.wait(60)
        return Answer(status=503)

    with stub(silent) as portal:
        command = [sys.executable, "-c", STARTER, str(small), portal.url]
        with subprocess.Popen(command, env={**os.environ, "DASHBOARD_CACHE": str(tmp_path)}) as starter:
            while not portal.asked:
                assert starter.poll() is None
            assert not free(lock)
            starter.kill()
        until = time.monotonic() + 30
        while not free(lock):
            assert time.monotonic() < until, "the refresh goes on alone and keeps the lock"
        done.set()


@pytest.mark.parametrize(
    ("status", "level", "says"),
    [
        (0, "INFO", "refresh ended"), (3, "WARNING", "refresh ended"),
        (-9, "ERROR", "by signal 9 before it was done"), (1, "ERROR", "with status 1 before it was done"),
    ],
)  # fmt: skip
def test_how_a_refresh_ended_is_told(
    status: int, level: str, says: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(processes, "run", lambda *_: status)
    with caplog.at_level(logging.INFO):
        assert serving.refreshed("sample", None) == status
    (record,) = caplog.records
    assert record.levelname == level
    assert says in record.getMessage()
    assert vars(record)["exit_status"] == status


def test_with_nothing_to_serve_the_next_refresh_comes_soon() -> None:
    assert serving.pause(24, empty=False) == 86_400
    assert serving.pause(24, empty=True) == 900
    assert serving.pause(0.1, empty=True) == 360


def test_an_error_of_our_own_is_a_line_of_the_structured_log(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("never thought of")

    monkeypatch.setenv("DASHBOARD_LOG", "json")
    monkeypatch.setattr("dashboard.__main__.refresh", broken)
    ended = run("refresh", "--portal", "http://127.0.0.1:9")
    (line,) = (json.loads(line) for line in ended.err.splitlines())
    assert ended.code == 1
    assert (line["level"], line["message"]) == ("critical", "RuntimeError: never thought of")
    assert "broken" in line["error"]
