"""What a city offers of a view: the dimensions it can be broken down by, the metric it can be made of.

Raises Unavailable with the reason that the reader is shown. Runs no query.
"""

from __future__ import annotations

from collections.abc import Collection

from dashboard.answer.value import Unavailable
from dashboard.data.receipt import SubjectReceipt
from dashboard.i18n import N_
from dashboard.model import Dimension, Metric, Shape, Subject, View
from dashboard.selection import Selection


def dimensions(
    view: View, subject: Subject, receipt: SubjectReceipt, selection: Selection, drawn: Collection[str]
) -> tuple[Dimension, ...]:
    """The dimensions a view is broken down by; ``drawn`` are the kinds of place that have boundaries."""
    if view.shape is Shape.TABLE:
        return crossing(view, subject, receipt, selection)
    if view.shape is Shape.MAP:
        return mapped(view, subject, receipt, selection, drawn)
    return breakdown(view, subject, receipt, selection)


def lacking(subject: Subject, receipt: SubjectReceipt, drawn: Collection[str]) -> tuple[View, ...]:
    """The views of a subject that what the city publishes cannot make."""
    return tuple(view for view in subject.views if not _offered(view, subject, receipt, drawn))


def _offered(view: View, subject: Subject, receipt: SubjectReceipt, drawn: Collection[str]) -> bool:
    try:
        dimensions(view, subject, receipt, Selection(), drawn)
        supported(subject.metric(view.metric), subject, receipt)
    except Unavailable:
        return False
    return receipt.coverage is not None


def breakdown(view: View, subject: Subject, receipt: SubjectReceipt, selection: Selection) -> tuple[Dimension, ...]:
    """The dimensions of a view that is no table: of places the one asked for, else the first the city has."""
    if not view.by:
        return ()
    dimensions = tuple(subject.dimension(key) for key in view.by)
    if view.shape is not Shape.RANKING:
        for dimension in dimensions:
            if dimension.column not in receipt.columns:
                raise Unavailable(N_("There are no data here for this: {what}."), what=dimension.label)
        return dimensions
    offered = [dimension for dimension in dimensions if dimension.column in receipt.columns]
    asked = [dimension for dimension in offered if dimension.key == selection.by]
    if not offered:
        raise Unavailable(N_("The records here do not say where these happened."))
    return tuple(asked or offered)[:1]


def mapped(
    view: View, subject: Subject, receipt: SubjectReceipt, selection: Selection, drawn: Collection[str]
) -> tuple[Dimension, ...]:
    """The kind of place that a map shows: the one asked for, else the first the city has with boundaries."""
    offered = [one for key in view.by if key in drawn and (one := subject.dimension(key)).column in receipt.columns]
    if not offered:
        raise Unavailable(N_("There are no boundaries here for these records, so there is no map."))
    asked = [dimension for dimension in offered if dimension.key == selection.by]
    return tuple(asked or offered)[:1]


def crossing(view: View, subject: Subject, receipt: SubjectReceipt, selection: Selection) -> tuple[Dimension, ...]:
    """Rows and columns of a table about people: the last of ``view.by`` across, one of the others down."""
    *rows, across = (subject.dimension(key) for key in view.by)
    offered = [dimension for dimension in rows if dimension.column in receipt.columns]
    if across.column not in receipt.columns or not offered:
        raise Unavailable(N_("There are no data here for this: {what}."), what=across.label)
    asked = [dimension for dimension in offered if dimension.key == selection.by]
    return ((asked or offered)[0], across)


def supported(metric: Metric, subject: Subject, receipt: SubjectReceipt) -> None:
    """Raise Unavailable, naming the metric, unless the city publishes the columns and values it is made of."""
    needed = {metric.age or metric.column, metric.distinct, metric.due, metric.sums, metric.when} - {""}
    if not needed <= set(receipt.columns):
        raise Unavailable(N_("There are no data here for this: {what}."), what=metric.label)
    for key, codes in (*metric.where, *metric.of):
        published = {value.key for value in receipt.values.get(key, ())}
        if not published & set(codes):
            raise Unavailable(N_("There are no data here for this: {what}."), what=metric.label)
