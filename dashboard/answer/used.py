"""What of a selection a view goes by: its own dates and filters, and the dimensions it leaves out. Runs no query."""

from __future__ import annotations

from dashboard import disclosure
from dashboard.answer.lattice import snapped
from dashboard.cities.schema import Promise
from dashboard.data.receipt import SubjectReceipt
from dashboard.model import Dimension, Metric, Shape, Subject, View
from dashboard.selection import Selection


def used(
    view: View,
    subject: Subject,
    selection: Selection,
    receipt: SubjectReceipt,
    by: tuple[Dimension, ...],
    promise: Promise | None = None,
) -> tuple[Selection, tuple[str, ...]]:
    """What of a selection the view goes by, and the dimensions chosen that it leaves out."""
    if promise is not None:
        return of_promise(promise, selection), tuple(key for key, _ in selection.chosen)
    if disclosure.protects(subject, view):
        return snapped(selection, receipt), tuple(key for key, _ in selection.chosen)
    ignored = (*_ignored(selection, receipt, subject, subject.metric(view.metric)), *_shown_whole(view, selection, by))
    left = _without(selection, ignored)
    return (left.but(compare="none") if view.shape is Shape.FLOW else left), ignored


def _without(selection: Selection, ignored: tuple[str, ...]) -> Selection:
    return selection.but(chosen=tuple(pair for pair in selection.chosen if pair[0] not in ignored))


def _shown_whole(view: View, selection: Selection, by: tuple[Dimension, ...]) -> tuple[str, ...]:
    """A map keeps every area: the ones chosen are outlined among the others."""
    return tuple(one.key for one in by if view.shape is Shape.MAP and selection.values(one.key))


def _ignored(selection: Selection, receipt: SubjectReceipt, subject: Subject, metric: Metric) -> tuple[str, ...]:
    """Chosen dimensions that the metric itself fixes, or that these records do not have."""
    columns = {dimension.key: dimension.column for dimension in subject.dimensions}
    fixed = {key for key, _ in (*metric.where, *metric.of)}
    return tuple(key for key, _ in selection.chosen if key in fixed or columns.get(key) not in receipt.columns)


def of_promise(promise: Promise, selection: Selection) -> Selection:
    """Nothing but the promise's own filters, all days, no comparison."""
    chosen = tuple(promise.where.items())
    return selection.but(since=None, until=None, chosen=chosen, by=None, measure="count", compare="none")
