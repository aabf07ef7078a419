"""What a refresh tells while it works; the terminal or the log decides how to show it."""

from __future__ import annotations

from typing import Protocol


class Reporter(Protocol):
    """Receives progress. Every call is cheap and must not raise."""

    def subject(self, key: str, name: str) -> None:
        """Work on a subject (or a kind of place) begins; ``name`` is the dataset's."""

    def total(self, rows: int) -> None:
        """The rows the portal holds for it."""

    def rows(self, done: int) -> None:
        """Rows fetched so far."""

    def message(self, text: str) -> None:
        """Something an operator should read."""


class Silent:
    """Tells nobody."""

    def subject(self, key: str, name: str) -> None:
        """Nothing."""

    def total(self, rows: int) -> None:
        """Nothing."""

    def rows(self, done: int) -> None:
        """Nothing."""

    def message(self, text: str) -> None:
        """Nothing."""
