"""Progress of a refresh: rows, rate and time left, on a terminal, in plain lines and in the log."""

from __future__ import annotations

import io
import logging

import pytest
from rich.console import Console

from dashboard.progress import EVERY, Journal, Lines, Terminal, reporter


class Time:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def written(terminal: bool) -> tuple[Console, io.StringIO]:
    out = io.StringIO()
    return Console(file=out, force_terminal=terminal, width=160, soft_wrap=True), out


def walk(report: Lines | Journal, time: Time, reused: int = 0) -> None:
    """A dataset of 100,000 rows, 1,000 a second, told every second."""
    with report:
        report.subject("incidents", "Crimes [2026]")
        report.total(100_000)
        for done in range(reused, 100_001, 1000):
            report.rows(done)
            time.now += 1


def test_plain_lines_tell_rows_rate_and_time_left_now_and_then() -> None:
    time, (console, out) = Time(), written(terminal=False)
    walk(Lines(console, time), time)
    lines = out.getvalue().splitlines()
    assert lines[0] == "incidents: Crimes [2026]: 10,000 of 100,000 rows, 1,000 rows/s, 90 s left"
    assert lines[-1] == "incidents: Crimes [2026]: 100,000 of 100,000 rows fetched"
    assert len(lines) == 100 / EVERY


def test_rows_that_were_there_already_are_no_speed() -> None:
    time, (console, out) = Time(), written(terminal=False)
    walk(Lines(console, time), time, reused=50_000)
    assert out.getvalue().splitlines()[0].endswith("60,000 of 100,000 rows, 1,000 rows/s, 40 s left")


def test_no_rows_no_line() -> None:
    console, out = written(terminal=False)
    with Lines(console) as report:
        report.subject("incidents", "Crimes")
        report.total(0)
        report.rows(0)
        report.message("[bold]as it is[/bold]")
    assert out.getvalue() == "[bold]as it is[/bold]\n"


def test_records_tell_the_same(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="dashboard")
    time = Time()
    walk(Journal(time), time)
    first, last = caplog.records[0], caplog.records[-1]
    assert vars(first).items() >= {"rows": 10_000, "total": 100_000, "rate": 1000, "seconds_left": 90}.items()
    assert vars(last).items() >= {"rows": 100_000, "seconds": 101.0, "subject": "incidents"}.items()


def test_a_terminal_shows_a_bar_with_a_rate() -> None:
    console, out = written(terminal=True)
    with Terminal(console) as report:
        report.subject("incidents", "Crimes")
        report.total(4000)
        for done in (1000, 2000, 4000):
            report.rows(done)
        report.message("a word")
    assert "4000/4000" in out.getvalue()
    assert "rows/s" in out.getvalue()
    assert "a word" in out.getvalue()


@pytest.mark.parametrize("name", ["Crimes [/2024]", "Arrests [2019 to present]"])
def test_brackets_in_a_name_are_no_markup(name: str) -> None:
    out = io.StringIO()
    with Terminal(Console(file=out, force_terminal=True, width=200)) as terminal:
        terminal.subject("incidents", name)
        terminal.total(5)
        terminal.message(f"about {name}")
        terminal.rows(5)
    assert f"about {name}" in out.getvalue()
    assert f"incidents: {name}" in out.getvalue()


def test_who_reads_decides() -> None:
    plain, _ = written(terminal=False)
    bar, _ = written(terminal=True)
    assert isinstance(reporter(plain, "plain"), Lines)
    assert isinstance(reporter(bar, "plain"), Terminal)
    assert isinstance(reporter(bar, "json"), Journal)
