"""What a map shows, before it is drawn: the class of each area, its words, the legend, the names that fit.

One plan is drawn twice: inline in a page (``inline``) and as an image (``map``).
Knows answers and words, never pages.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.answer import Answer
from dashboard.answer.value import Record
from dashboard.charts import text
from dashboard.charts.classes import classes, name, reach
from dashboard.charts.months import value
from dashboard.data.areas import NAMED, Areas, Outline
from dashboard.i18n import Words

TALL = 560
BROAD = 500
NAME = 15
UNKNOWN, NONE = "unknown", "none"


@dataclass(frozen=True, slots=True)
class Spot:
    """One area: key, outline, class name (``step-1`` to ``step-5``, none, unknown), words, name where it fits."""

    key: str
    outline: Outline
    fill: str
    told: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the legend."""

    fill: str
    name: str
    numbers: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A map of ``width`` by ``height`` px; outlines are in units, ``scale`` px each."""

    width: int
    height: int
    scale: float
    spots: tuple[Spot, ...]
    legend: tuple[Entry, ...]
    note: str = ""

    @property
    def outlined(self) -> tuple[Spot, ...]:
        """The areas the reader chose."""
        return tuple(spot for spot in self.spots if spot.chosen)


def plan(answer: Answer, words: Words, broad: int = BROAD, tall: int = TALL) -> Plan:
    """The plan of an answer that has areas, within ``broad`` by ``tall`` px; ValueError without areas."""
    areas = answer.areas
    if areas is None or answer.by is None:
        raise ValueError(f"{answer.view.key} has no areas to draw")
    scale = min(broad / areas.width, tall / areas.height)
    made = _Planner(answer, areas, words, scale)
    return Plan(
        round(areas.width * scale),
        round(areas.height * scale),
        scale,
        made.spots(),
        made.legend(),
        unmapped(answer, words),
    )


def unmapped(answer: Answer, words: Words) -> str:
    """How many records the map cannot show; empty when it shows all."""
    if not answer.unmapped or answer.state == "outside":
        return ""
    return words.plural(
        "{n} of the {all} records is not on this map.",
        "{n} of the {all} records are not on this map.",
        answer.unmapped,
        all=words.number(answer.total),
    )


class _Planner:
    """The parts of one plan."""

    def __init__(self, answer: Answer, areas: Areas, words: Words, scale: float) -> None:
        self.answer, self.areas, self.words, self.scale = answer, areas, words, scale
        self.by = str(answer.by.key if answer.by else "")
        self.digits = 0 if answer.measure == "count" else 1
        self.rated = answer.measure != "count"
        self.records: dict[str, Record] = {str(record[self.by]): record for record in answer.records}
        self.values = {key: self._value(key) for key in areas.outlines}
        self.classes = classes(found for found in self.values.values() if found is not None)
        self.names = answer.names(answer.by) if answer.by else {}

    def _value(self, key: str) -> float | None:
        record = self.records.get(key)
        return None if record is None else value(record, self.answer.measure)

    def spots(self) -> tuple[Spot, ...]:
        """Every area, by name."""
        chosen = set(self.answer.selection.values(self.by))
        named = len(self.areas.outlines) <= NAMED
        found = [
            Spot(
                key,
                outline,
                self._fill(key),
                self._told(key),
                self._label(key, outline) if named else "",
                key in chosen,
            )
            for key, outline in self.areas.outlines.items()
        ]
        return tuple(sorted(found, key=lambda spot: (len(spot.key) * spot.key.isdigit(), self._name(spot.key))))

    def legend(self) -> tuple[Entry, ...]:
        """Classes from least to most, then none and unknown where an area is so."""
        entries = [
            Entry(f"step-{one.step + 1}", name(one, self.classes, self.words, rated=self.rated), self._range(index))
            for index, one in enumerate(self.classes)
        ]
        none = sum(found == 0 for found in self.values.values())
        unknown = sum(found is None for found in self.values.values())
        entries = [Entry(NONE, self.words("None"), self._places(none)), *entries] if none else entries
        lacking = self.words("No rate") if self.rated else self.words("Not known")
        return (*entries, *([Entry(UNKNOWN, lacking, self._places(unknown))] if unknown else []))

    def _range(self, index: int) -> str:
        one = self.classes[index]
        return f"{reach(one, self.words, self.digits)} ({self._places(one.places)})"

    def _places(self, count: int) -> str:
        return self.words.plural("{n} place", "{n} places", count)

    def _fill(self, key: str) -> str:
        found = self.values[key]
        if found is None:
            return UNKNOWN
        return next((f"step-{one.step + 1}" for one in self.classes if one.holds(found)), NONE)

    def _name(self, key: str) -> str:
        return self.names.get(key, key)

    def _told(self, key: str) -> str:
        """What pointing at an area says: "Canton: 312"."""
        found, label = self.values[key], self._name(key)
        if label.isdigit() and self.answer.by and self.answer.by.numbered[0]:
            label = self.words(self.answer.by.numbered[0], name=label)
        if found is None:
            return (
                self.words("{place}: no rate", place=label)
                if self.rated
                else self.words("{place}: not known", place=label)
            )
        shown = self.words.number(found, self.digits)
        if self.answer.measure == "rate":
            return self.words("{place}: {n} per 100,000 residents", place=label, n=shown)
        return self.words("{place}: {n}", place=label, n=shown)

    def _label(self, key: str, outline: Outline) -> str:
        """The name where it fits into its area at the size drawn, else nothing."""
        label = self._name(key)
        fits = text.width(label, NAME) <= outline.across * self.scale and outline.down * self.scale >= NAME
        return label if fits else ""
