"""A refresh while it works: a bar on a terminal, a plain line now and then elsewhere, or records in the log.

All three tell rows, rows a second and the time left. The log is that of :mod:`dashboard.logs`.
"""

from __future__ import annotations

import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from dashboard.logs import Form

LOG = logging.getLogger(__name__)
EVERY = 10.0
Clock = Callable[[], float]


def reporter(console: Console, form: Form) -> Terminal | Lines | Journal:
    """The reporter that suits where it is read, to be used as a context manager."""
    if form == "json":
        return Journal()
    return Terminal(console) if console.is_terminal else Lines(console)


class Rate(ProgressColumn):
    """Rows a second."""

    def render(self, task: Task) -> Text:
        """Nothing before the first rows."""
        return Text(f"{task.speed:,.0f} rows/s" if task.speed else "")


class Terminal:
    """A bar for every dataset."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._bar = Progress(
            TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TextColumn("rows"),
            Rate(), TimeRemainingColumn(), console=console,
        )  # fmt: skip
        self._task = self._bar.add_task("", visible=False)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._bar.stop()

    def subject(self, key: str, name: str) -> None:
        """A new dataset."""
        self._task = self._bar.add_task(f"{key}: {name}", total=None)

    def total(self, rows: int) -> None:
        """Rows the portal holds."""
        self._bar.update(self._task, total=rows)

    def rows(self, done: int) -> None:
        """Rows fetched so far."""
        self._bar.update(self._task, completed=done)

    def message(self, text: str) -> None:
        """A line of its own."""
        self.console.print(text, highlight=False, markup=False)


@dataclass
class Step:
    """One dataset on its way; ``first`` rows were there when it began, as after a kill. Times in seconds."""

    key: str
    name: str
    began: float
    told: float
    total: int = 0
    done: int = 0
    first: int | None = None

    def rate(self, now: float) -> float:
        """Rows a second since it began."""
        return (self.done - (self.first or 0)) / (now - self.began) if now > self.began else 0.0

    def left(self, now: float) -> float | None:
        """Seconds until the last row at this rate."""
        rate = self.rate(now)
        return (self.total - self.done) / rate if rate else None


class Paced(ABC):
    """Tells a dataset's progress every ten seconds and when it is done."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self.clock, self.step = clock, Step("", "", 0.0, 0.0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._end()

    def subject(self, key: str, name: str) -> None:
        """A new dataset: the end of the one before."""
        self._end()
        now = self.clock()
        self.step = Step(key, name, now, now)

    def total(self, rows: int) -> None:
        """Rows the portal holds."""
        self.step.total = rows

    def rows(self, done: int) -> None:
        """Rows fetched so far."""
        step, now = self.step, self.clock()
        step.done, step.first = done, done if step.first is None else step.first
        if now - step.told >= EVERY and done < step.total:
            step.told = now
            self.under_way(step, now)

    def _end(self) -> None:
        if self.step.total:
            self.finished(self.step, self.clock())
        self.step.total = 0

    @abstractmethod
    def under_way(self, step: Step, now: float) -> None:
        """Tell how far it is."""

    @abstractmethod
    def finished(self, step: Step, now: float) -> None:
        """Tell that it is done."""


class Lines(Paced):
    """Plain lines, for cron and files."""

    def __init__(self, console: Console, clock: Clock = time.monotonic) -> None:
        super().__init__(clock)
        self.console = console

    def message(self, text: str) -> None:
        """A line of its own."""
        self.console.print(text, highlight=False, markup=False)

    def under_way(self, step: Step, now: float) -> None:
        """``incidents: Crimes: 150,000 of 1,000,000 rows, 15,000 rows/s, 57 s left``"""
        left = step.left(now)
        rest = f", {left:,.0f} s left" if left is not None else ""
        self.message(f"{_rows(step)}, {step.rate(now):,.0f} rows/s{rest}")

    def finished(self, step: Step, now: float) -> None:
        """``incidents: Crimes: 1,000,000 of 1,000,000 rows fetched``"""
        self.message(f"{_rows(step)} fetched")


class Journal(Paced):
    """Records in the log."""

    def message(self, text: str) -> None:
        """Something an operator should read."""
        LOG.warning("%s", text, extra={"subject": self.step.key})

    def under_way(self, step: Step, now: float) -> None:
        """Rows, rate and time left."""
        left = step.left(now)
        extra = {"rate": round(step.rate(now)), "seconds_left": None if left is None else round(left)}
        LOG.info("fetching %s", step.key, extra=_told(step) | extra)

    def finished(self, step: Step, now: float) -> None:
        """Rows and how long it took."""
        LOG.info("done with %s", step.key, extra=_told(step) | {"seconds": round(now - step.began, 3)})


def _rows(step: Step) -> str:
    return f"{step.key}: {step.name}: {step.done:,} of {step.total:,} rows"


def _told(step: Step) -> dict[str, object]:
    return {"subject": step.key, "dataset_name": step.name, "rows": step.done, "total": step.total}
