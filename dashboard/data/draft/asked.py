"""One dataset as a draft asks about it: metadata, some rows, how often values occur, from when the records are whole.

Every answer is asked for once. Knows the portal client; must not know subjects.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from dashboard.data.portal import Metadata, Portal, PortalError

ROWS, GROUPS, STRAY = 500, 5_000, 0.005
COUNT = "how_many"
COMPARED = ("calendar_date", "floating_timestamp", "fixed_timestamp")


class Asked:
    """A dataset and what was asked of it. Every method raises PortalError."""

    def __init__(self, portal: Portal, dataset: str) -> None:
        self.portal, self.id = portal, dataset
        self._counts: dict[str, Counter[str]] = {}

    @cached_property
    def metadata(self) -> Metadata:
        """Name, publisher, license, columns."""
        return self.portal.metadata(self.id)

    @cached_property
    def types(self) -> Mapping[str, str]:
        """Published columns and their types."""
        own = set(self.metadata.fields)
        return {column.field: column.type for column in self.metadata.columns if column.field in own}

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """Some rows."""
        return self.portal.rows(self.id, limit=str(ROWS))

    @cached_property
    def count(self) -> int:
        """All rows."""
        return self.portal.count(self.id)

    def values(self, field: str) -> list[str]:
        """The values of a column in some rows, empty ones left out."""
        found = (row.get(field) for row in self.rows)
        return [str(one).strip() for one in found if one is not None and not isinstance(one, dict) and str(one).strip()]

    def counts(self, field: str) -> Counter[str]:
        """Rows by value of a column over the whole dataset; over some rows where the portal will not count."""
        if field not in self._counts:
            name = field if field.isidentifier() else f"`{field}`"
            asked = {"select": f"{name}, count(*) AS {COUNT}", "group": name, "limit": str(GROUPS)}
            try:
                groups = self.portal.rows(self.id, **asked)
            except PortalError:
                self._counts[field] = Counter(self.values(field))
            else:
                self._counts[field] = _tallied(groups, field)
        return self._counts[field]

    def begins(self, field: str) -> date | None:
        """The first day of the first year that is more than stray records; None where days cannot be compared."""
        if self.types.get(field) not in COMPARED:
            return None
        first, last = self._edge("min", field), self._edge("max", field)
        if first is None or last is None:
            return None
        low, high = first.year, last.year
        while low < high:
            middle = (low + high) // 2
            if self.portal.count(self.id, f"{field} < '{middle + 1}-01-01T00:00:00'") > STRAY * self.count:
                high = middle
            else:
                low = middle + 1
        return self._edge("min", field, f"{field} >= '{low}-01-01T00:00:00'") if low > first.year else first

    def _edge(self, function: str, field: str, where: str = "") -> date | None:
        asked = {"select": f"{function}({field}) AS edge"} | ({"where": where} if where else {})
        found = self.portal.rows(self.id, **asked)
        text = str(found[0].get("edge", ""))[:10] if found else ""
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None

    def has_time(self, field: str) -> bool:
        """Whether the moments of a column carry a time: more than one in twenty is not midnight."""
        values = self.values(field)
        timed = [one for one in values if re.search(r"\d:\d\d", one) and not re.search(r"00:00(:00(\.0+)?)?Z?$", one)]
        return len(timed) * 20 > len(values)


def _tallied(groups: list[dict[str, Any]], field: str) -> Counter[str]:
    """Rows by value, blanks around it removed."""
    found: Counter[str] = Counter()
    for group in groups:
        value = group.get(field)
        if value is not None and not isinstance(value, dict):
            text = str(value).lower() if isinstance(value, bool) else str(value).strip()
            found[text] += int(group[COUNT])
    found.pop("", None)
    return found
