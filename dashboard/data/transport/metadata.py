"""What a portal says of a dataset: columns, name, freshness, and a fingerprint to know it again.

Knows the metadata document. Sends nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from dashboard.data.transport.errors import Damaged, Trouble

REGION = ":@computed_region_"


@dataclass(frozen=True)
class PortalColumn:
    """A published column: API field name, type as in the metadata (``calendar_date``, ...), human name."""

    field: str
    type: str
    name: str


@dataclass(frozen=True)
class Metadata:
    """What ``/api/views/<id>.json`` says of a dataset. Times are UTC.

    ``fingerprint`` covers fields and types, whatever their order, without computed regions.
    ``row_identifier`` is the column that numbers the rows, empty where none is declared.
    """

    id: str
    name: str
    attribution: str
    license: str
    columns: tuple[PortalColumn, ...]
    rows_updated_at: datetime
    view_last_modified: datetime
    fingerprint: str
    row_identifier: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """Field names that every row request serves, in the publisher's order: no computed regions."""
        return tuple(column.field for column in self.columns if not column.field.startswith(REGION))

    def difference(self, pinned: Metadata) -> str:
        """How this differs from what was pinned, in words; empty when it is the same data."""
        old = {column.field: column.type for column in pinned.columns if not column.field.startswith(REGION)}
        new = {column.field: column.type for column in self.columns if not column.field.startswith(REGION)}
        told = [f"the name was {pinned.name!r} and is {self.name!r}"] if self.name != pinned.name else []
        told += [f"column {field} is gone" for field in old if field not in new]
        told += [f"column {field} is new" for field in new if field not in old]
        both = (field for field in old if field in new and old[field] != new[field])
        return "; ".join(told + [f"column {field} was {old[field]} and is {new[field]}" for field in both])


def fingerprint(columns: tuple[PortalColumn, ...]) -> str:
    """Hex SHA-256 of the sorted ``field:type`` lines, computed regions left out."""
    lines = sorted(f"{column.field}:{column.type}" for column in columns if not column.field.startswith(REGION))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def parse_metadata(document: Any) -> Metadata:
    """Metadata from the JSON document. Raises Trouble when it is not one."""
    try:
        columns = tuple(
            PortalColumn(column["fieldName"], column["dataTypeName"], column.get("name", column["fieldName"]))
            for column in document["columns"]
            if "hidden" not in (column.get("flags") or ())
        )
        modified = int(document.get("viewLastModified") or document["rowsUpdatedAt"])
        return Metadata(
            document["id"],
            document["name"],
            document.get("attribution") or "",
            (document.get("license") or {}).get("name") or document.get("licenseId") or "",
            columns,
            datetime.fromtimestamp(int(document.get("rowsUpdatedAt") or modified), UTC),
            datetime.fromtimestamp(modified, UTC),
            fingerprint(columns),
            _row_identifier(document),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise Trouble(Damaged, f"200 with a document that is not a dataset's metadata ({problem!r})") from problem


def _row_identifier(document: Any) -> str:
    """The API name of the column that the document calls the row identifier."""
    wanted = document.get("rowIdentifierColumnId")
    found = (column["fieldName"] for column in document["columns"] if wanted and column.get("id") == wanted)
    return str(next(found, ""))
