"""Every view in every state and filter that changes its words, as answers made by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dashboard.answer import Answer, Period
from dashboard.answer.period import years_back
from dashboard.catalog import CATALOG
from dashboard.cities.schema import Text
from dashboard.data.receipt import PlaceValue
from dashboard.model import Dimension, Shape, Subject, View, Window, month_end
from dashboard.selection import Selection
from tests.support import answers

NAMES = ("Eastern", "Western", "Canton", "Irvington", "Otterbein", "7", "8", "11", "12")
CAVEAT = Text(en="Some blocks have no number.", es="Algunas cuadras no tienen número.")

PERIODS = {
    "a day": Window(date(2025, 3, 5), date(2025, 3, 5)),
    "some days": Window(date(2025, 3, 5), date(2025, 3, 20)),
    "a month": Window(date(2025, 3, 1), date(2025, 3, 31)),
    "five months": Window(date(2025, 1, 1), date(2025, 5, 31)),
    "two years": Window(date(2023, 1, 1), date(2024, 12, 31)),
    "many days": Window(date(2023, 1, 5), date(2025, 1, 10)),
}


@dataclass(frozen=True)
class Case:
    """An answer and what is particular about it."""

    name: str
    answer: Answer


def of_view(view: View, state: str, unit: str) -> Answer:
    """The hand-made answer of a shape, turned into one of this view."""
    subject, made = CATALOG.of(view), answers.make(view.shape, state)
    metric = subject.metric(view.metric)
    receipt = made.receipt.model_copy(
        update={
            "subject": subject.key,
            "unit": unit,
            "columns": tuple(column.name for column in subject.columns),
            "values": {dimension.key: _places() for dimension in subject.dimensions if dimension.place},
        }
    )
    by = subject.dimension(view.by[0]) if view.by else None
    now, before = (0.25, 0.2) if metric.measured else (None, None)
    return replace(
        made, view=view, subject=subject, metric=metric, receipt=receipt, by=by,
        records=tuple(_rekeyed(made, by)), value=now, value_before=before,
    )  # fmt: skip


def _places() -> tuple[PlaceValue, ...]:
    return tuple(PlaceValue(key=name, name=name, records=9, residents=9_000) for name in NAMES)


def _rekeyed(made: Answer, by: Dimension | None) -> Iterator[dict[str, Any]]:
    if by is None or made.by is None or made.view.shape is Shape.GRID:
        yield from (dict(record) for record in made.records)
        return
    codes = [value.code for value in by.values] or list(NAMES)
    for code, record in zip(codes, made.records, strict=False):
        yield {by.key: code, **{key: value for key, value in record.items() if key != made.by.key}}


def chosen(made: Answer, *pairs: tuple[str, Sequence[str]], **more: Any) -> Answer:
    """The answer for chosen values; those that the metric itself fixes are ignored, as the real ones are."""
    fixed = {key for key, _ in made.metric.where}
    selection = Selection(chosen=tuple((key, tuple(values)) for key, values in pairs), **more)
    return replace(made, selection=selection, ignored=tuple(key for key, _ in pairs if key in fixed))


def during(made: Answer, now: Window, alone: str = "") -> Answer:
    """The answer for another period."""
    old = made.period
    before = None if alone else now.earlier(years_back(now))
    late, early = now.until > old.settled.until and alone != "incomplete", now.since < old.coverage.since
    return replace(
        made, period=Period(now, before, alone, old.coverage, old.settled, late, early or alone == "history"),
        total_before=None if alone else made.total_before,
        value_before=None if alone else made.value_before,
    )  # fmt: skip


def _filters(made: Answer, subject: Subject) -> Iterator[tuple[str, Answer]]:
    offered = {
        dimension.key: [value.code for value in dimension.values] or list(NAMES)
        for dimension in subject.dimensions
        if not dimension.protected
    }
    for key, codes in offered.items():
        yield f"one {key}", chosen(made, (key, codes[:1]))
        yield f"two {key}", chosen(made, (key, codes[-2:]))
        yield f"all {key}", chosen(made, (key, codes))
    yield (
        "numbered places",
        chosen(made, *((key, ("7", "8")) for key, codes in offered.items() if codes == list(NAMES))),
    )
    yield "one of each", chosen(made, *((key, codes[:1]) for key, codes in offered.items()))


def _values(made: Answer, subject: Subject) -> Iterator[tuple[str, Answer]]:
    """Each value of the first coded dimension, which often gives what is counted its name."""
    coded = next(dimension for dimension in subject.dimensions if dimension.values)
    for value in coded.values:
        yield f"{coded.key} {value.code}", chosen(made, (coded.key, (value.code,)))


def _periods(made: Answer) -> Iterator[tuple[str, Answer]]:
    for name, window in PERIODS.items():
        yield name, during(made, window)
    yield "no history", during(made, PERIODS["five months"], "history")
    yield "not compared", during(made, PERIODS["a month"], "asked")
    start = made.period.settled.until.replace(day=1)
    yield "incomplete", during(made, Window(start, month_end(start)), "incomplete")
    yield "later days too", replace(made, period=replace(made.period, late=True))
    yield "outside", replace(during(made, Window(date(1990, 1, 1), date(1990, 2, 1)), "outside"), total=0)


def _numbers(made: Answer) -> Iterator[tuple[str, Answer]]:
    yield "none before", replace(made, total=3, total_before=0)
    yield "fewer", replace(made, total=40, total_before=55, value_before=0.4 if made.value else None)
    yield "as many", replace(made, total=40, total_before=40, value_before=made.value)
    yield "few", replace(made, total=4, total_before=7)
    yield "one unstated", replace(made, unstated=1)
    yield "many unstated", replace(made, unstated=made.total // 2)
    others = tuple(key for key in CATALOG.dimensions if key not in {one.key for one in made.subject.dimensions})
    yield (
        "others' filters",
        replace(made, selection=Selection(chosen=tuple((key, ("1",)) for key in others)), ignored=others),
    )
    yield "rates", replace(made, selection=Selection(measure="rate"), denominator=answers.DENOMINATOR)
    yield "caveats", replace(made, caveats=(CAVEAT, CAVEAT.model_copy(update={"concerns": ("district",)})))
    if made.view.shape in (Shape.RANKING, Shape.CHANGES) and made.records:
        same = tuple({**record, "count": 5, "difference": 0} for record in made.records[:2])
        yield "a tie", replace(made, records=same)


def cases() -> Iterator[Case]:
    """Every view x unit x state, and each view's usual answer under every kind of filter, period and number."""
    for view in (view for view in CATALOG.views.values() if view.shape in answers.SHAPES):
        subject = CATALOG.of(view)
        for unit in (unit for unit in subject.units if unit in subject.metric(view.metric).nouns):
            for state in answers.STATES:
                yield Case(f"{view.key} {unit} {state}", of_view(view, state, unit))
            usual, empty = of_view(view, "usual", unit), of_view(view, "empty", unit)
            found = [*_filters(usual, subject), *_periods(usual), *_numbers(usual)]
            if view.shape is Shape.NUMBER or view is subject.views[0]:
                found += _values(usual, subject)
                found += ((f"empty, {name}", answer) for name, answer in _filters(empty, subject))
            yield from (Case(f"{view.key} {unit} {name}", answer) for name, answer in found)


CASES = tuple(cases())
