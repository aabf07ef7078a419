"""What of a reader's selection a view goes by, and which choices it leaves out. Runs no query."""

from __future__ import annotations

from dashboard import disclosure
from dashboard.answer.lattice import snapped
from dashboard.cities.schema import Promise
from dashboard.data.receipt import SubjectReceipt
from dashboard.model import Dimension, Metric, Shape, Subject, View, month_end, month_start
from dashboard.selection import Selection


def used(
    view: View,
    subject: Subject,
    selection: Selection,
    receipt: SubjectReceipt,
    by: tuple[Dimension, ...],
    promise: Promise | None = None,
    table: disclosure.Table | None = None,
) -> tuple[Selection, tuple[str, ...]]:
    """What of a selection the view goes by, and the dimensions chosen that it leaves out."""
    if promise is not None:
        return _of_promise(promise, selection), tuple(key for key, _ in selection.chosen)
    if table:
        return snapped(selection, table, disclosure.latest(receipt)), tuple(key for key, _ in selection.chosen)
    ignored = (*_ignored(selection, receipt, subject, subject.metric(view.metric)), *_shown_whole(view, selection, by))
    kept = _by_month(selection, subject).but(
        chosen=tuple(pair for pair in selection.chosen if pair[0] not in ignored),
    )
    return (kept.but(compare="none") if view.shape is Shape.FLOW else kept), ignored


def _by_month(selection: Selection, subject: Subject) -> Selection:
    """The selection in whole months, where the records are figures of whole months."""
    if not subject.monthly:
        return selection
    since, until = selection.since, selection.until
    return selection.but(since=since and month_start(since), until=until and month_end(until))


def _shown_whole(view: View, selection: Selection, by: tuple[Dimension, ...]) -> tuple[str, ...]:
    """A map keeps every area: the ones chosen are outlined among the others."""
    return tuple(one.key for one in by if view.shape is Shape.MAP and selection.values(one.key))


def _ignored(selection: Selection, receipt: SubjectReceipt, subject: Subject, metric: Metric) -> tuple[str, ...]:
    """Chosen dimensions that the metric itself fixes, or that these records do not have."""
    columns = {dimension.key: dimension.column for dimension in subject.dimensions}
    fixed = {key for key, _ in (*metric.where, *metric.of)}
    return tuple(key for key, _ in selection.chosen if key in fixed or columns.get(key) not in receipt.columns)


def _of_promise(promise: Promise, selection: Selection) -> Selection:
    """Nothing but the promise's own filters, all days, no comparison."""
    chosen = tuple(promise.where.items())
    return selection.but(since=None, until=None, chosen=chosen, by=None, measure="count", compare="none")
