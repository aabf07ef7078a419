"""The shape of a city file, as pydantic models: every key a city file may have, and no other."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Entry(BaseModel):
    """Unknown keys are mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Portal(Entry):
    """Where the city publishes, how politely to ask, and how often ``serve`` does."""

    url: str
    api: Literal["2", "3"] = "2"
    page_size: int = Field(50_000, ge=100, le=500_000)
    requests_per_second: float = Field(5.0, gt=0)
    refresh_hours: float = Field(24.0, gt=0)


class Text(Entry):
    """A text the city's people wrote, in both languages; ``concerns`` names columns it is about."""

    en: str
    es: str
    concerns: tuple[str, ...] = ()


class Withheld(Entry):
    """Why a city does not give tables about people by one of its columns; the page says so."""

    en: str = Field(min_length=1)
    es: str = Field(min_length=1)


class Disclosure(Entry):
    """How tables about people are protected: counts from 1 to below ``smallest_shown`` are hidden.

    ``protected`` names dimensions that describe people here, besides those of the catalog: they are not
    answered. ``withheld`` switches tables off, by subject and dimension, with the reason.
    """

    smallest_shown: int = Field(10, ge=10, le=100)
    protected: tuple[str, ...] = ()
    withheld: dict[str, dict[str, Withheld]] = Field(default_factory=dict)


class Population(Entry):
    """Residents of the whole city, for rates; the source is shown with every rate."""

    residents: int = Field(gt=0)
    year: int
    source: str


class Checks(Entry):
    """Limits that hold a publish until an operator accepts it."""

    rows_may_fall: float = Field(0.1, ge=0, le=1)
    newest_may_fall: int = Field(7, ge=0)
    rejects_may_reach: float = Field(0.05, ge=0, le=1)
    rejects_may_rise: float = Field(0.02, ge=0, le=1)
    nulls_may_rise: float = Field(0.1, ge=0, le=1)
    unmapped_may_reach: float = Field(0.05, ge=0, le=1)
    duplicates_may_reach: float = Field(0.01, ge=0, le=1)
    points_may_stray: float = Field(0.05, ge=0, le=1)


class Break(Entry):
    """From the day ``on`` figures are counted another way; an outage is over after the day ``until``.

    ``en`` and ``es`` say in a sentence what happened. It concerns all metrics of the subject, or those named.
    """

    on: date
    kind: Literal["counting", "restatement", "outage"]
    until: date | None = None
    en: str
    es: str
    metrics: tuple[str, ...] = ()

    def concerns(self, metric: str) -> bool:
        """Whether the figures of a metric are counted another way."""
        return not self.metrics or metric in self.metrics


class Dataset(Entry):
    """One subject of this city: which dataset, what one row is, which column is which.

    ``unverified`` names what nobody has held against the portal yet: ``dataset``, ``key``,
    canonical columns, ``codes.`` and a coded column. While it names ``dataset``, a portal
    that lacks the dataset does not hold back the rest of the city.
    """

    dataset: str = Field(pattern=r"^[a-z0-9]{4}-[a-z0-9]{4}$")
    name: str
    publisher: str
    unit: str
    key: str | None = None
    covers_from: date
    settles_after: int = Field(14, ge=0)
    stale_after: int = Field(45, ge=1)
    time_of_day: bool = True
    status: Literal["official", "preliminary"] = "preliminary"
    license: str = ""
    unverified: tuple[str, ...] = ()
    columns: dict[str, str]
    codes: dict[str, dict[str, tuple[str, ...]]] = Field(default_factory=dict)
    reject: dict[str, str] = Field(default_factory=dict)
    caveats: tuple[Text, ...] = ()
    breaks: tuple[Break, ...] = ()
    checks: Checks = Checks()


class Earlier(Entry):
    """Boundaries as they were drawn before, and the days they held, both included; the first may have no first day.

    ``key``, ``label`` and ``geometry`` are those of the kind of place unless given; residents only where given.
    """

    dataset: str = Field(pattern=r"^[a-z0-9]{4}-[a-z0-9]{4}$")
    name: str
    valid_from: date | None = None
    valid_until: date
    key: str | None = None
    label: str | None = None
    residents: str | None = None
    residents_year: int | None = None
    geometry: str | None = None


class Places(Entry):
    """One kind of boundary: its dataset and the columns that name, count and draw an area.

    ``unverified`` as for a subject: ``dataset``, ``name``, ``key``, ``label``, ``residents``, ``geometry``.

    ``earlier`` are older versions of the boundaries, oldest first; these then hold since ``valid_from``.
    """

    dataset: str = Field(pattern=r"^[a-z0-9]{4}-[a-z0-9]{4}$")
    name: str
    key: str
    label: str | None = None
    residents: str | None = None
    residents_year: int | None = None
    geometry: str = "the_geom"
    valid_from: date | None = None
    unverified: tuple[str, ...] = ()
    earlier: tuple[Earlier, ...] = ()

    @property
    def versions(self) -> tuple[Version, ...]:
        """Every version of the boundaries, oldest first."""
        shared = {"key": self.key, "label": self.label, "geometry": self.geometry}
        before = [Version(**(shared | one.model_dump(exclude_none=True))) for one in self.earlier]
        return (*before, Version(**self.model_dump(exclude={"earlier"})))


class Version(Places):
    """One version of the boundaries of a kind of place; the one in force has no last day."""

    valid_until: date | None = None


class Promise(Entry):
    """What the city promised in public, and the metric that measures it; without one, no published data do.

    ``yearly`` changes the base by ``change`` a year, compounding (-0.15: 15% less a year); ``linear`` runs straight
    from the base to ``goal``; ``level`` has a ``goal`` and no path, and without ``due`` holds for every period.
    ``since`` is the last day of the base period. The base is measured from the data unless ``base`` states it.
    A period is ``months`` long. ``at_most`` says whether fewer is better, where path and metric do not.
    """

    en: str
    es: str
    set_on: date
    source: str
    address: str = ""
    subject: str | None = None
    metric: str | None = None
    where: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    path: Literal["yearly", "linear", "level"] = "level"
    since: date | None = None
    due: date | None = None
    base: float | None = Field(None, ge=0)
    change: float | None = Field(None, gt=-1)
    goal: float | None = Field(None, ge=0)
    months: int = Field(12, ge=1, le=12)
    at_most: bool | None = None


class History(Entry):
    """How long snapshots are kept and how often the copy is held against the portal whole.

    Snapshots younger than ``keep_days``, the newest ``keep_snapshots`` and the ``pinned`` ones
    are never dropped. ``overlap_minutes`` are asked for again by every delta.
    """

    keep_snapshots: int = Field(60, ge=1)
    keep_days: int = Field(800, ge=0)
    pinned: tuple[str, ...] = ()
    compact_files: int = Field(60, ge=2)
    tables: int = Field(1, ge=1)
    overlap_minutes: int = Field(60, ge=0)
    reconcile_days: float = Field(7, ge=0)
    full_days: float = Field(30, ge=0)


class City(Entry):
    """A whole city file. ``places`` is keyed by the dimension it bounds (district, neighborhood, ...).

    ``unpublished`` names subjects that the city is known not to publish; of the others that have no table
    here the pages say only that they are not in this dashboard yet.
    """

    key: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    name: str
    state: str = ""
    sample: bool = False
    timezone: str
    portal: Portal
    population: Population | None = None
    subjects: dict[str, Dataset]
    unpublished: tuple[str, ...] = ()
    places: dict[str, Places] = Field(default_factory=dict)
    promises: dict[str, Promise] = Field(default_factory=dict)
    history: History = History()
    disclosure: Disclosure = Disclosure()
    caveats: tuple[Text, ...] = ()
