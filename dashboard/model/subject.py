"""What is asked of a subject and where the answer stands: shapes, views, cards, sections, subjects."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from dashboard.model.dimension import Column, Dimension
from dashboard.model.metric import Metric, Where

T = TypeVar("T")


class Shape(StrEnum):
    """The form of an answer; one chart, one table and one way of telling for each."""

    NUMBER = "number"
    TREND = "trend"
    RANKING = "ranking"
    CHANGES = "changes"
    GRID = "grid"
    TABLE = "table"
    MAP = "map"
    FLOW = "flow"
    LIST = "list"
    PATH = "path"

    @property
    def explorable(self) -> bool:
        """Whether the picture also exists as an interactive chart; a map is so as it stands, a list is text."""
        return self not in (Shape.MAP, Shape.LIST)


@dataclass(frozen=True, slots=True)
class View:
    """One question a page answers: a metric of a subject in a shape.

    A list shows ``columns``; a path is that of the city's promise with the key ``promise``.
    """

    key: str
    subject: str
    metric: str
    shape: Shape
    title: str
    by: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    promise: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One view on a page. ``width``: full, half or third of the row."""

    view: str
    width: str = "full"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: its anchor, title and cards. ``order`` places it among the sections of the page."""

    page: str
    key: str
    title: str
    order: int
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A canonical subject: what one row is, its columns, what may be asked of it, and where that is shown.

    The rows of a ``monthly`` subject are figures of whole months, dated within the month: periods are whole months.
    ``reported`` and ``created`` are the columns with the day a record was reported and the day the portal got it.
    Records with one of the values of ``areas_only`` leave without what their ``located`` columns say.
    """

    key: str
    label: str
    about: str
    units: tuple[str, ...]
    when: str
    columns: tuple[Column, ...]
    dimensions: tuple[Dimension, ...]
    metrics: tuple[Metric, ...]
    views: tuple[View, ...]
    sections: tuple[Section, ...] = ()
    monthly: bool = False
    reported: str = ""
    created: str = ""
    areas_only: Where = ()

    def column(self, name: str) -> Column:
        """The column called ``name``; KeyError when the subject has none."""
        return _named(self.columns, "name", name, self.key)

    def dimension(self, key: str) -> Dimension:
        """The dimension with this URL name; KeyError when the subject has none."""
        return _named(self.dimensions, "key", key, self.key)

    def metric(self, key: str) -> Metric:
        """The metric with this key; KeyError when the subject has none."""
        return _named(self.metrics, "key", key, self.key)


def _named(things: tuple[T, ...], attribute: str, wanted: str, owner: str) -> T:
    for thing in things:
        if getattr(thing, attribute) == wanted:
            return thing
    raise KeyError(f"{owner} has no {wanted!r}")
