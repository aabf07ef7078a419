"""A refresh on the terminal: a bar with rows, rate and time left, or plain lines when nobody watches."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


class Terminal:
    """A reporter for ``refresh``; use as a context manager."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._bar = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("rows"),
            TimeRemainingColumn(),
            console=console, disable=not console.is_terminal,
        )  # fmt: skip
        self._task = self._bar.add_task("", visible=False)
        self._name, self._total, self._done = "", 0, 0

    def __enter__(self) -> Terminal:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._finish()
        self._bar.stop()

    def subject(self, key: str, name: str) -> None:
        """A new dataset: finish the line of the one before."""
        self._finish()
        self._name, self._total, self._done = f"{key}: {name}", 0, 0
        self._task = self._bar.add_task(self._name, total=None)

    def total(self, rows: int) -> None:
        """Rows the portal holds."""
        self._total = rows
        self._bar.update(self._task, total=rows)

    def rows(self, done: int) -> None:
        """Rows fetched so far."""
        self._done = done
        self._bar.update(self._task, completed=done)

    def message(self, text: str) -> None:
        """A line of its own."""
        self.console.print(text, highlight=False)

    def _finish(self) -> None:
        if self._total and not self.console.is_terminal:
            self.console.print(f"{self._name}: {self._done:,} of {self._total:,} rows fetched", highlight=False)
        self._total = 0
