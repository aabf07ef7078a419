"""How a SoQL read is put on the wire: SODA2 (GET /resource) or SODA3 (POST /api/v3).

Knows addresses and parameters only; sends nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class Wanted:
    """One request: method, path below the portal's address, and its query or JSON body."""

    method: Literal["GET", "POST"]
    path: str
    params: dict[str, str] = field(default_factory=dict)
    json: dict[str, Any] | None = None


def soda2(dataset: str, form: Literal["csv", "json"], soql: Mapping[str, str]) -> Wanted:
    """``GET /resource/<id>.<form>?$select=...``"""
    return Wanted("GET", f"/resource/{dataset}.{form}", {f"${key}": value for key, value in soql.items()})
