"""The nouns every layer shares: periods, columns, dimensions, metrics, views, subjects.

Knows nothing of databases, portals, the web or languages: every text here is
an English message id that :mod:`dashboard.i18n` translates when it is shown.
"""

from __future__ import annotations

from dashboard.model.dimension import Column, Dimension, Kind, Plural, Stage, Value
from dashboard.model.metric import Against, Balance, Beside, LeftOut, Measure, Metric, Where
from dashboard.model.subject import Card, Section, Shape, Subject, View
from dashboard.model.window import Window, add_months, last_months, month_end, month_start, settled_through

__all__ = [
    "Against",
    "Balance",
    "Beside",
    "Card",
    "Column",
    "Dimension",
    "Kind",
    "LeftOut",
    "Measure",
    "Metric",
    "Plural",
    "Section",
    "Shape",
    "Stage",
    "Subject",
    "Value",
    "View",
    "Where",
    "Window",
    "add_months",
    "last_months",
    "month_end",
    "month_start",
    "settled_through",
]
