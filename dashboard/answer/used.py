"""What of a selection a view goes by, and the dimensions chosen that it leaves out."""

from __future__ import annotations

from dashboard import disclosure
from dashboard.answer.lattice import snapped
from dashboard.data.receipt import SubjectReceipt
from dashboard.model import Dimension, Metric, Shape, Subject, View
from dashboard.selection import Selection


def used(
    view: View,
    subject: Subject,
    metric: Metric,
    selection: Selection,
    receipt: SubjectReceipt,
    by: tuple[Dimension, ...],
    table: disclosure.Table | None,
) -> tuple[Selection, tuple[str, ...]]:
    """What of a selection the view goes by, and the dimensions chosen that it leaves out."""
    if table:
        return snapped(selection, table, disclosure.latest(receipt)), tuple(key for key, _ in selection.chosen)
    ignored = (*_ignored(selection, receipt, subject, metric), *_shown_whole(view, selection, by))
    used = _without(selection, ignored)
    return (used.but(compare="none") if view.shape is Shape.FLOW else used), ignored


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
