"""What a published snapshot says of itself: the receipt, as values.

Written by the refresh as JSON beside the data, read by every page. Knows
nothing of where the files lie.
"""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field

from dashboard.model import Window, settled_through


class Frozen(BaseModel):
    """Immutable. What a newer version wrote beside it is left aside, so that readers outlive an upgrade.

    For the same reason every field that is added later has a default.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")


class Cause(Frozen):
    """One reason why an update was held, or went out only by an operator's word.

    ``kind`` names the check that found it, or the kind of failure, for pages that say it in the reader's own language
    with ``figures``: counts, shares of 1, ISO dates, names. ``told`` is the operator's sentence, in English.
    """

    kind: str
    told: str
    subject: str = ""
    figures: dict[str, int | float | str] = Field(default_factory=dict)

    def __str__(self) -> str:
        return self.told


class PlaceValue(Frozen):
    """One value of a place dimension. ``residents`` is None where no population is published.

    The place exists from ``valid_from`` until ``valid_until``, both days included; None is an open end.
    """

    key: str
    name: str
    records: int = 0
    residents: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None

    def exists(self, window: Window) -> bool:
        """Whether there is such a place on some day of the period."""
        begun = self.valid_from is None or self.valid_from <= window.until
        return begun and (self.valid_until is None or self.valid_until >= window.since)


class SubjectReceipt(Frozen):
    """One subject of one snapshot: where it came from, what was counted, what was left out.

    ``source_rows`` is the portal's own ``count(*)``; it equals ``published_rows``
    plus the sum of ``rejected``. ``values`` lists, by dimension, every place with a
    published boundary (0 records included) and every value found. ``checks`` holds what
    the checks before publishing found and an operator accepted, ``found`` the same to be said in other
    words; ``nulls`` the share of
    published rows without a value, by column; ``placed`` the columns found by the point of
    each record; ``changes`` the rows ``added``, ``removed`` and ``updated`` since the
    snapshot before (``updated`` needs the publisher's key). Rows of a ``monthly`` subject
    cover the whole month they are dated in.
    """

    subject: str
    dataset: str
    name: str
    portal: str
    publisher: str
    unit: str
    source_rows: int
    published_rows: int
    rejected: dict[str, int] = Field(default_factory=dict)
    unmapped: dict[str, dict[str, int]] = Field(default_factory=dict)
    columns: tuple[str, ...]
    first: date | None
    newest: date | None
    covers_from: date
    settles_after: int
    fetched_at: datetime
    rows_updated_at: datetime | None = None
    mapping: dict[str, str]
    mapping_hash: str
    values: dict[str, tuple[PlaceValue, ...]] = Field(default_factory=dict)
    checks: tuple[str, ...] = ()
    found: tuple[Cause, ...] = ()
    nulls: dict[str, float] = Field(default_factory=dict)
    duplicate_keys: int = 0
    placed: tuple[str, ...] = ()
    changes: dict[str, int] = Field(default_factory=dict)
    monthly: bool = False

    def places(self, kind: str, window: Window) -> tuple[PlaceValue, ...]:
        """The places of a kind that exist in a period, those without records included."""
        return tuple(place for place in self.values.get(kind, ()) if place.exists(window))

    @property
    def settled(self) -> date | None:
        """The last date that comparisons may use: a month end, see ``settled_through``."""
        coverage = self.coverage
        return settled_through(coverage.until, self.settles_after) if coverage else None

    @property
    def coverage(self) -> Window | None:
        """From the first full day covered to the newest record."""
        if self.first is None or self.newest is None:
            return None
        window = Window(max(self.first, self.covers_from), self.newest)
        return window.by_month if self.monthly else window


class Snapshot(Frozen):
    """One published state of a city's data. ``id`` is the value of ``as_of=`` in the URL.

    ``accepted`` is the operator's reason for publishing against a failed check.
    """

    id: str
    city: str
    published_at: datetime
    sample: bool = False
    subjects: dict[str, SubjectReceipt]
    notes: tuple[str, ...] = ()
    previous: str | None = None
    accepted: str | None = None
