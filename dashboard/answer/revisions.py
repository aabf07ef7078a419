"""What a view was counted as in each snapshot that is kept: the same period, counted by the records of each.

Tables about people have none: they are released once and do not change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from dashboard import disclosure
from dashboard.answer.make import Answers
from dashboard.answer.value import Answer, Unavailable, day, real, whole
from dashboard.data.receipt import Snapshot
from dashboard.i18n import N_
from dashboard.model import Shape, View, month_start
from dashboard.selection import Selection

MADE = 24
"""Tables of older snapshots that one question may have made again; a table of a large city takes seconds."""
RECOUNTED, ABSENT, NOT_MADE = "how we count changed", "not published then", "not counted again; ask with as_of"
REFUSED = N_("Tables about people are released once and then stay as they are. They have no revisions.")


@dataclass(frozen=True, slots=True)
class Revision:
    """A number of one snapshot: of the whole period, or of a ``month`` of it; ``count`` None where it is not known."""

    snapshot: str
    published_at: datetime
    month: date | None
    since: date
    until: date
    count: int | None
    value: float | None = None
    complete: bool | None = None
    note: str = ""


Found = dict[str, tuple[Revision, ...]]


@dataclass(frozen=True, slots=True)
class Revised:
    """The revisions of one answer, oldest snapshot first."""

    answer: Answer
    revisions: tuple[Revision, ...]


def revised(answers: Answers, view: View, selection: Selection) -> Revised:
    """The period of the answer as every snapshot up to its own counts it.

    Protected for tables about people; Unavailable as the answer itself.
    """
    subject = answers.catalog.of(view)
    if disclosure.protects(subject, view):
        raise disclosure.Protected(subject.dimension(view.by[-1]), REFUSED)
    answer = answers.answer(view, selection)
    now = answer.period.now
    fixed = selection.but(since=now.since, until=now.until, compare="none")
    kept = [one for one in answers.warehouse.snapshots() if one.id <= answer.snapshot]
    found = _Counting(answers, view, fixed).each(kept)
    noted = _noted(view.subject, kept[::-1], found)
    return Revised(answer, tuple(noted))


class _Counting:
    """Counts one view in many snapshots, each table once."""

    def __init__(self, answers: Answers, view: View, selection: Selection) -> None:
        self.answers, self.view, self.selection = answers, view, selection
        self.known: dict[str, tuple[Revision, ...]] = {}
        self.made = 0

    def each(self, snapshots: Sequence[Snapshot]) -> Found:
        """By snapshot, the newest counted first: where not all can be, it is the oldest that are left."""
        return {one.id: self._of(one) for one in snapshots}

    def _of(self, snapshot: Snapshot) -> tuple[Revision, ...]:
        if self.view.subject not in snapshot.subjects:
            return (self._blank(snapshot, ABSENT),)
        name, at_hand = self.answers.warehouse.held(self.view.subject, snapshot)
        if name not in self.known:
            if not at_hand and self.made >= MADE:
                return (self._blank(snapshot, NOT_MADE),)
            self.made += not at_hand
            self.known[name] = tuple(self._counted(snapshot))
        at = snapshot.published_at
        return tuple(replace(one, snapshot=snapshot.id, published_at=at) for one in self.known[name])

    def _blank(self, snapshot: Snapshot, note: str) -> Revision:
        since, until = self.selection.since, self.selection.until
        assert since is not None
        assert until is not None
        return Revision(snapshot.id, snapshot.published_at, None, since, until, None, note=note)

    def _counted(self, snapshot: Snapshot) -> Iterator[Revision]:
        try:
            answer = self.answers.answer(self.view, self.selection.but(as_of=snapshot.id))
        except Unavailable:
            yield self._blank(snapshot, ABSENT)
            return
        now = answer.period.now
        told = (snapshot.id, snapshot.published_at)
        yield Revision(*told, None, now.since, now.until, answer.total, answer.value)
        for record in answer.records if answer.view.shape in (Shape.NUMBER, Shape.TREND) else ():
            month, count = day(record, "month"), record.get("count")
            if month_start(now.since) <= month <= now.until:
                counted = None if count is None else whole(record, "count")
                complete = bool(record["complete"])
                yield Revision(*told, month, now.since, now.until, counted, real(record, "value"), complete)


def _noted(subject: str, oldest_first: Sequence[Snapshot], found: Found) -> Iterator[Revision]:
    """The revisions in order, told where the way of counting differs from that of the snapshot before."""
    before = None
    for snapshot in oldest_first:
        receipt = snapshot.subjects.get(subject)
        mapping = receipt.mapping_hash if receipt else before
        changed = before is not None and mapping != before
        yield from (replace(one, note=RECOUNTED) if changed and not one.note else one for one in found[snapshot.id])
        before = mapping
