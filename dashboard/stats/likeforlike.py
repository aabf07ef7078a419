"""This year so far against last year *as it was known at the same age of data*.

Records arrive late. Last year's same days, as they stand today, have had a year
more to fill up: set beside this year's they show a fall that never happened.

**What the query layer must fill** (this module sees plain values only):

- ``Known`` cells: for the days of both periods, the number of events by day of
  occurrence and day they became known; ``known`` is None where a row has no such
  day. For "reported" the known day is the report date, for "created" the day (in
  the city's time zone) of the portal's ``:created_at``. Group in the database by
  (occurred day, known day); rows are as of the current snapshot, same filters.
- ``as_of``: the last day through which known days are complete in the current
  snapshot: for "created" the day of the newest stamp; for "reported" the newest
  report date less the days the publisher takes to pass a report on.
- ``Snapshot`` entries: the key of each kept snapshot and its own ``as_of`` by the
  same rule. For "history" the layer then counts last year's period in the
  snapshot that :func:`snapshot_at` names, with the mapping of today.

Whatever method serves, :class:`LikeForLike` says which was used, so that the page can.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dashboard.model import Window

TOLERANCE_DAYS = 7
MAX_LAG_DAYS = 60
IN_TIME_SHARE = 0.9
EARLY_SHARE = 0.01
UNDATED_SHARE = 0.05
BATCH_SHARE = 0.5
BATCH_SPREAD_DAYS = 31


class Method(StrEnum):
    """How last year was brought to the age of this year, best first."""

    HISTORY = "history"
    REPORTED = "reported"
    CREATED = "created"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Known:
    """``count`` events of one day that became known on one day."""

    occurred: date
    known: date | None
    count: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A kept snapshot and the day through which it knew."""

    key: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Stamps:
    """Whether known days may be trusted, and if not why: "", "none", "undated", "early", "late" or "batch"."""

    why_not: str

    @property
    def plausible(self) -> bool:
        """Whether a comparison may rest on them."""
        return not self.why_not


@dataclass(frozen=True, slots=True)
class LikeForLike:
    """Both counts at one age of data. ``before_as_of`` is the day last year was known by; None at "settled".

    ``days_off`` is by how many days the snapshot used was younger (below 0) or older than wanted.
    """

    method: Method
    now_window: Window
    before_window: Window
    now: int
    before: int
    before_as_of: date | None = None
    days_off: int = 0


def same_age(now: Window, as_of: date, years: int = 1) -> date:
    """The day by which last year's period was as old as this year's is on ``as_of``."""
    return now.earlier(years).until + (as_of - now.until)


def snapshot_at(
    snapshots: Iterable[Snapshot], now: Window, as_of: date, tolerance: int = TOLERANCE_DAYS
) -> Snapshot | None:
    """The kept snapshot nearest to the :func:`same_age` day (the older of two as near).

    None when none is within ``tolerance`` days and knows last year's period to its end.
    """
    wanted, over = same_age(now, as_of), now.earlier(1).until
    near = [one for one in snapshots if abs((one.as_of - wanted).days) <= tolerance and one.as_of >= over]
    return min(near, key=lambda one: (abs((one.as_of - wanted).days), one.as_of), default=None)


def judge_stamps(cells: Iterable[Known], window: Window, max_lag: int | None = MAX_LAG_DAYS) -> Stamps:
    """Whether the known days of one period's events could be the days they became known.

    Not where there are no events ("none"), more than 5% of them lack the day ("undated"), more than
    1% were known before they happened ("early"), fewer than 90% within ``max_lag`` days ("late": a
    reload of old rows), or half of a period over a month became known on one day ("batch"). Judge
    each of the two periods; for report dates pass ``max_lag`` None, since people do report late.
    """
    inside = [cell for cell in cells if window.since <= cell.occurred <= window.until and cell.count > 0]
    total = sum(cell.count for cell in inside)
    if total == 0:
        return Stamps("none")
    dated = [((cell.known - cell.occurred).days, cell.known, cell.count) for cell in inside if cell.known]
    if sum(count for _, _, count in dated) < total * (1 - UNDATED_SHARE):
        return Stamps("undated")
    if sum(count for lag, _, count in dated if lag < 0) > total * EARLY_SHARE:
        return Stamps("early")
    if max_lag is not None:
        in_time = sum(count for lag, _, count in dated if 0 <= lag <= max_lag)
        if in_time < sum(count for _, _, count in dated) * IN_TIME_SHARE:
            return Stamps("late")
    return Stamps("batch" if window.days > BATCH_SPREAD_DAYS and _batch(dated, total) else "")


def _batch(dated: Sequence[tuple[int, date, int]], total: int) -> bool:
    days: Counter[date] = Counter()
    for _, known, count in dated:
        days[known] += count
    return max(days.values()) >= total * BATCH_SHARE


def known_by(cells: Iterable[Known], window: Window, as_of: date) -> int:
    """Events of ``window`` known by the end of ``as_of``; one without a known day counts as known at once."""
    return sum(
        cell.count
        for cell in cells
        if window.since <= cell.occurred <= window.until and (cell.known or cell.occurred) <= as_of
    )


def from_history(now: Window, now_count: int, before_count: int, used: Snapshot, as_of: date) -> LikeForLike:
    """Both counts as their snapshots have them: ``before_count`` from ``used``, see :func:`snapshot_at`."""
    off = (used.as_of - same_age(now, as_of)).days
    return LikeForLike(Method.HISTORY, now, now.earlier(1), now_count, before_count, used.as_of, off)


def from_known(cells: Sequence[Known], now: Window, as_of: date, method: Method) -> LikeForLike:
    """Both periods cut at the same age by their known days; ``method`` is REPORTED or CREATED.

    Raises ValueError when the period is not over by ``as_of``: its last days would be missing.
    """
    if as_of < now.until:
        raise ValueError(f"the period ends on {now.until}, but what happened is known through {as_of} only")
    before, cut = now.earlier(1), same_age(now, as_of)
    return LikeForLike(method, now, before, known_by(cells, now, as_of), known_by(cells, before, cut), cut)


def settled_windows(now: Window, settled: date) -> tuple[Window, Window] | None:
    """Both periods cut at the settled date; None when nothing of this year's has settled."""
    if settled < now.since:
        return None
    cut = Window(now.since, min(now.until, settled))
    return cut, cut.earlier(1)


def from_settled(daily: Iterable[tuple[date, int]], now: Window, settled: date) -> LikeForLike | None:
    """Both counts through the settled date, from (day, count); None when nothing has settled."""
    windows = settled_windows(now, settled)
    if windows is None:
        return None
    days = list(daily)
    counts = [sum(count for day, count in days if window.since <= day <= window.until) for window in windows]
    return LikeForLike(Method.SETTLED, windows[0], windows[1], counts[0], counts[1])


def choose(history: Snapshot | None, reported: Sequence[Stamps], created: Sequence[Stamps]) -> Method:
    """The best method that serves: pass the judgments of both periods, nothing where a column is missing."""
    if history is not None:
        return Method.HISTORY
    for stamps, method in ((reported, Method.REPORTED), (created, Method.CREATED)):
        if stamps and all(one.plausible for one in stamps):
            return method
    return Method.SETTLED
