"""What a dataset of the sample portal is, and what it may draw on when its rows are made.

Knows nothing of HTTP or files. A new subject is a module of
``dashboard.sample.subjects`` that lists its ``DATASETS``.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from dashboard.sample.areas import TIMEZONE
from dashboard.sample.geography import Geography, harbor_city

Rows = Mapping[str, NDArray[Any]]
"""Columns of equal length by field name; NaN, NaT and None are nulls. ``:id`` (60-bit integers),
``:created_at`` and ``:updated_at`` (UTC) are filled in where they are left out."""

SQL_TYPES = {"number": "DOUBLE", "floating_timestamp": "TIMESTAMP", "checkbox": "BOOLEAN"}
KEEPS_FROM = 2026
SHAPES = frozenset({"point", "line", "polygon", "multipoint", "multiline", "multipolygon"})
SYSTEM = {
    ":id": "row_identifier",
    ":created_at": "fixed_timestamp",
    ":updated_at": "fixed_timestamp",
    ":version": "row_version",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A published column: its API name, Socrata type, human name and description. Geometry is GeoJSON text."""

    name: str
    type: str
    label: str
    about: str = ""

    @property
    def sql(self) -> str:
        """The DuckDB type it is stored as."""
        return SQL_TYPES.get(self.type, "VARCHAR")


@dataclass(frozen=True, slots=True)
class Dataset:
    """One dataset as published.

    ``rows`` makes its rows, or writes SQL over the datasets it ``draws_on`` (views by id).
    """

    id: str
    name: str
    about: str
    publisher: str
    fields: tuple[Field, ...]
    rows: Callable[[Context], Rows | str] = field(repr=False, compare=False)
    row_identifier: str | None = None
    draws_on: tuple[str, ...] = ()
    category: str = "Public Safety"
    license: str = "Public Domain"

    @property
    def types(self) -> dict[str, str]:
        """Socrata types by field name, system fields included and first."""
        return SYSTEM | {field.name: field.type for field in self.fields}


@dataclass(frozen=True)
class Context:
    """The edges a generator may use: seed, clock, size and place. Equal contexts give equal rows.

    ``cutoff`` is the city's date of the last nightly load: what was reported
    before its midnight is published. What happens depends on the seed and the
    calendar alone, so a later clock only adds, corrects and withdraws records.
    """

    cutoff: date
    seed: int = 7
    years: int = 6
    incidents: int = 150_000

    @classmethod
    def at(cls, now: date, seed: int, years: int, incidents: int) -> Context:
        """The context for a clock; a datetime without a zone is the city's own time."""
        if years < 1 or incidents < 1:
            raise ValueError(f"years ({years}) and incidents ({incidents}) must be at least 1")
        if isinstance(now, datetime):
            now = (now.astimezone(ZoneInfo(TIMEZONE)) if now.tzinfo else now).date()
        return cls(now, seed, years, incidents)

    @property
    def begin(self) -> date:
        """First day covered: January 1, ``years`` years back; from ``KEEPS_FROM`` on the data only grows."""
        return date(min(self.cutoff.year, KEEPS_FROM) - self.years, 1, 1)

    @property
    def launch(self) -> date:
        """The night the portal was filled at once: many rows share its stamp."""
        return date(self.begin.year, 7, 1)

    @property
    def geography(self) -> Geography:
        """The places, the same for every seed."""
        return harbor_city()

    def rng(self, *names: str | int) -> np.random.Generator:
        """A generator of its own for these names, so that one subject's draws never shift another's."""
        words = [zlib.crc32(name.encode()) if isinstance(name, str) else name for name in names]
        return np.random.default_rng([self.seed, *words])

    def stamps(self, loads: NDArray[np.datetime64]) -> NDArray[np.datetime64]:
        """The UTC time of nightly loads given as dates: midnight in the city, never before the launch."""
        days = (loads.astype("datetime64[D]") - np.datetime64(self.launch, "D")).astype(int)
        nights: NDArray[np.datetime64] = self._nights[np.clip(days, 0, len(self._nights) - 1)]
        return nights

    @cached_property
    def _nights(self) -> NDArray[np.datetime64]:
        zone = ZoneInfo(TIMEZONE)
        first = datetime(self.launch.year, self.launch.month, self.launch.day)
        count = (self.cutoff - self.launch).days + 1
        nights = ((first + timedelta(days=day)).replace(tzinfo=zone) for day in range(count))
        return np.array([night.astimezone(ZoneInfo("UTC")).replace(tzinfo=None) for night in nights], "datetime64[us]")
