"""A view asked of one snapshot, once it is known what of the reader's choice counts."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import disclosure
from dashboard.data.receipt import Snapshot, SubjectReceipt
from dashboard.model import Dimension, Metric, Subject, View
from dashboard.selection import Selection


@dataclass(frozen=True, slots=True)
class Question:
    """A view asked of one snapshot: ``selection`` is what the view goes by, ``by`` what it breaks down."""

    view: View
    subject: Subject
    metric: Metric
    selection: Selection
    snapshot: Snapshot
    receipt: SubjectReceipt
    by: tuple[Dimension, ...]
    table: disclosure.Table | None = None
