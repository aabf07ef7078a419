"""Which rows and columns a walk is over, and the SoQL that asks for them page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dashboard.data.staging.raw import Cursor
from dashboard.data.transport.metadata import REGION, Metadata

SYSTEM = (":id", ":created_at", ":updated_at", ":version")
OPTIONAL = frozenset({":created_at", ":version"})


@dataclass(frozen=True)
class Question:
    """``full``: all rows; ``delta``: those updated at or after ``since`` (ISO, Z); ``ids``: two columns of all rows."""

    kind: Literal["full", "delta", "ids"]
    since: str = ""

    @property
    def order(self) -> tuple[str, ...]:
        """The columns that order the walk, together unique."""
        return (":updated_at", ":id") if self.kind == "delta" else (":id",)

    def soql(self, after: Cursor, limit: int) -> dict[str, str]:
        """The clauses of the page beyond ``after``; the first page when empty."""
        select = ":id, :updated_at" if self.kind == "ids" else ":*, *"
        asked = {"select": select, "order": ", ".join(self.order), "limit": str(limit)}
        where = self.where(after)
        return asked | ({"where": where} if where else {})

    def where(self, after: Cursor = ()) -> str | None:
        """The condition for the rows beyond ``after``; of all rows asked for when empty."""
        if not after:
            return f":updated_at >= {soql_text(self.since)}" if self.since else None
        if len(after) == 1:
            return f":id > {soql_text(after[0])}"
        stamp, row = (soql_text(value) for value in after)
        return f":updated_at > {stamp} OR (:updated_at = {stamp} AND :id > {row})"

    def covers(self, first: Cursor) -> bool:
        """Whether a page may begin with ``first``: a delta never reaches before ``since``."""
        return not self.since or not first or first[0] >= self.since

    def header(self, metadata: Metadata, served: tuple[str, ...]) -> tuple[str, ...]:
        """The columns to keep, in our order: those of the metadata, and computed regions if served."""
        if self.kind == "ids":
            return (":id", ":updated_at")
        return (*SYSTEM, *metadata.fields, *sorted(name for name in served if name.startswith(REGION)))


def soql_text(value: str) -> str:
    """A SoQL text literal."""
    return "'" + value.replace("'", "''") + "'"
