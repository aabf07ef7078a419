"""What a check finds, and the part of a portal client that it asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check found. ``where`` is the dotted key in the city file; an error would stop a refresh."""

    severity: Severity
    where: str
    message: str
    suggestion: str = ""

    def __str__(self) -> str:
        remedy = f"\n    {self.suggestion}" if self.suggestion else ""
        return f"{self.severity}: {self.where}: {self.message}{remedy}"


class PublishedColumn(Protocol):
    """A column as the portal's metadata tells it."""

    @property
    def field(self) -> str:
        """The API's name of the column."""

    @property
    def type(self) -> str:
        """The portal's name of its type."""


class Published(Protocol):
    """A dataset as the portal's metadata tells it."""

    @property
    def name(self) -> str:
        """The dataset's title."""

    @property
    def columns(self) -> Sequence[PublishedColumn]:
        """The columns of the dataset."""


class Source(Protocol):
    """A portal that answers small questions; every method raises PortalError."""

    def metadata(self, dataset: str, /) -> Published:
        """The dataset's metadata."""

    def count(self, dataset: str, /) -> int:
        """The number of rows."""

    def rows(self, dataset: str, **soql: str) -> list[dict[str, Any]]:
        """A small read."""


def fields_of(published: Published) -> list[str]:
    """The names of the columns that an expression may use."""
    return [column.field for column in published.columns]
