"""The records behind the views: every one that fits a selection, as far as single records may be given.

They come a few months at a time: little is ever sorted at once, and no more than
some thousand records are held.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from ibis.expr.types import Table

from dashboard.answer.make import Answers
from dashboard.answer.value import Cell, Unavailable
from dashboard.data import query
from dashboard.data.receipt import Snapshot, SubjectReceipt
from dashboard.data.warehouse import Warehouse
from dashboard.disclosure import rows
from dashboard.i18n import N_
from dashboard.model import Column, Subject, Window, month_end
from dashboard.selection import Selection

MOST = 100_000
"""Records sorted at once, unless a single month has more."""

Batch = Mapping[str, Sequence[Cell]]


class Lost(Exception):
    """Fewer or more records came than were counted; the file must not look whole."""


@dataclass(frozen=True, slots=True)
class Extract:
    """The records of a subject that fit a selection; iterate to read them by column, some thousand at a time.

    ``total`` is how many there are; they are read in ``parts``.
    """

    subject: Subject
    selection: Selection
    snapshot: Snapshot
    receipt: SubjectReceipt
    city: str
    status: str
    columns: tuple[Column, ...]
    total: int
    parts: tuple[Window, ...]
    _warehouse: Warehouse
    _rows: Table

    @property
    def filters(self) -> list[tuple[str, str]]:
        """The dates and values asked for, as in the address."""
        return [pair for pair in self.selection.query() if pair[0] not in ("lang", "as_of")]

    def __iter__(self) -> Iterator[Batch]:
        """Every record, in an order that only the columns given decide. Raises :class:`Lost` at a wrong end."""
        found = 0
        for part in self.parts:
            inside = self._rows.filter(query.during(self._rows, self.subject, part))
            for batch in self._warehouse.stream(rows.guarded(inside, self.subject, self.receipt)):
                found += len(next(iter(batch.values())))
                yield batch
        if found != self.total:
            raise Lost(f"{self.subject.key}: {found} of {self.total} records of snapshot {self.snapshot.id}")


def extract(answers: Answers, subject: Subject, selection: Selection) -> Extract:
    """The records that fit; all of the snapshot without dates.

    Unavailable where the city does not have the subject or a dimension chosen; Withheld for a choice by
    what single records do not say.
    """
    snapshot = answers.snapshot(selection)
    receipt = snapshot.subjects.get(subject.key)
    if receipt is None:
        raise Unavailable(N_("The city does not publish this."))
    rows.permit(subject, receipt, selection)
    kept = selection.but(by=None, measure="count", compare="previous")
    fit = _fitting(answers.warehouse.table(subject.key, snapshot), subject, receipt, kept)
    months = _by_month(answers.warehouse, fit, subject)
    return Extract(
        subject=subject, selection=kept, snapshot=snapshot, receipt=receipt, city=answers.city.name,
        status=answers.city.subjects[subject.key].status, columns=rows.exported(subject, receipt),
        total=sum(months.values()), parts=parts(months, MOST), _warehouse=answers.warehouse, _rows=fit,
    )  # fmt: skip


def _fitting(table: Table, subject: Subject, receipt: SubjectReceipt, selection: Selection) -> Table:
    condition = query.fits(table, subject, selection.chosen)
    chosen = table if condition is None else table.filter(condition)
    asked = selection.asked(receipt.coverage) if receipt.coverage else None
    return chosen if asked is None else chosen.filter(query.during(chosen, subject, asked))


def _by_month(warehouse: Warehouse, fit: Table, subject: Subject) -> dict[date, int]:
    """How many records there are of each month that has any, oldest first."""
    found = warehouse.run(fit.group_by(month=query.month(fit, subject)).aggregate(n=fit.count()))
    return dict(sorted((cast(date, row["month"]), cast(int, row["n"])) for row in found))


def parts(months: Mapping[date, int], most: int) -> tuple[Window, ...]:
    """The months joined to periods of at most ``most`` records; a month that has more stands alone."""
    found: list[Window] = []
    held = 0
    for start, count in months.items():
        if found and held + count <= most:
            found[-1], held = Window(found[-1].since, month_end(start)), held + count
        else:
            found.append(Window(start, month_end(start)))
            held = count
    return tuple(found)
