"""Answers made by hand, for every shape and every state, without a warehouse.

``SHAPES`` x ``STATES`` covers what a view can give; the other functions make
the awkward ones. Numbers come from a fixed formula, so they never change.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from dashboard.answer import Answer, Denominator, Field, Period
from dashboard.answer.monthly import MONTHLY
from dashboard.answer.shapes import BEFORE, COUNT, DIFFERENCE, RATE
from dashboard.answer.value import Record
from dashboard.catalog import CATALOG
from dashboard.data.receipt import PlaceValue, SubjectReceipt
from dashboard.model import Measure, Shape, Window, add_months, last_months, month_end, month_start, settled_through
from dashboard.selection import Selection

SUBJECT = CATALOG.subject("incidents")
VIEWS = {
    Shape.NUMBER: "incidents",
    Shape.TREND: "incidents-trend",
    Shape.RANKING: "incidents-by-place",
    Shape.CHANGES: "incidents-by-offense",
    Shape.GRID: "incidents-by-hour",
}
STATES = ("usual", "empty", "one", "incomplete")
DISTRICTS = (
    "Eastern",
    "Western",
    "Southwestern",
    "Northeastern",
    "Central",
    "Northwestern",
    "Southern",
    "Southeastern",
    "Northern",
)
NEWEST = date(2026, 11, 19)
DENOMINATOR = Denominator(585_708, 2020, "US Census Bureau, 2020 Census")


def receipt(
    newest: date = NEWEST, since: date = date(2020, 1, 1), places: Mapping[str, Sequence[PlaceValue]] | None = None
) -> SubjectReceipt:
    """A receipt of incidents from ``since`` to ``newest``, settled by whole months."""
    return SubjectReceipt(
        subject="incidents",
        dataset="abcd-1234",
        name="Reported incidents",
        portal="data.example.org",
        publisher="Police Department",
        unit="incident",
        source_rows=150_000,
        published_rows=149_880,
        rejected={"no usable date": 120},
        columns=tuple(column.name for column in SUBJECT.columns),
        first=since,
        newest=newest,
        covers_from=since,
        settles_after=14,
        fetched_at=datetime(2026, 11, 20, 6, tzinfo=UTC),
        mapping={},
        mapping_hash="0" * 16,
        values={key: tuple(values) for key, values in (places or {}).items()},
    )


def period(of: SubjectReceipt, now: Window | None = None, alone: str = "") -> Period:
    """The usual 12 months of a receipt compared with the 12 before, or the given ones."""
    coverage = of.coverage
    assert coverage is not None
    settled = Window(coverage.since, max(settled_through(coverage.until, of.settles_after), coverage.since))
    counted = now or last_months(settled.until, 12)
    before = counted.earlier(1)
    reach = before.since >= coverage.since
    return Period(
        counted,
        before if reach and not alone else None,
        alone or ("" if reach else "history"),
        coverage,
        settled,
        usual=now is None,
    )


def answer(
    shape: Shape,
    records: Sequence[Record],
    fields: Sequence[Field],
    *,
    of: SubjectReceipt | None = None,
    now: Window | None = None,
    alone: str = "",
    sample: bool = False,
    selection: Selection | None = None,
    by: str | None = None,
    denominator: Denominator | None = None,
    totals: tuple[int, int | None] | None = None,
) -> Answer:
    """An Answer of the catalog's view of a shape with the given records."""
    of = of or receipt()
    view, made = CATALOG.view(VIEWS[shape]), period(of, now, alone)
    total, before = totals or _totals(records, made)
    return Answer(
        view=view,
        subject=SUBJECT,
        metric=SUBJECT.metric(view.metric),
        selection=selection or Selection(),
        snapshot="2026-11-20",
        city="Harbor City",
        sample=sample,
        receipt=of,
        period=made,
        total=total,
        total_before=before,
        fields=tuple(fields),
        records=tuple(records),
        by=SUBJECT.dimension(by) if by else None,
        denominator=denominator,
    )


def _totals(records: Sequence[Record], made: Period) -> tuple[int, int | None]:
    def total(key: str, window: Window | None) -> int:
        inside = [
            one for one in records if window is None or "month" not in one or window.since <= _day(one) <= window.until
        ]
        return sum(int(str(one.get(key) or 0)) for one in inside)

    monthly = any("month" in record for record in records)
    before = None if made.before is None else total("count", made.before) if monthly else total("before", None)
    return total("count", made.now if monthly else None), before


def _day(record: Record) -> date:
    month = record["month"]
    assert isinstance(month, date)
    return month


def _count(index: int, scale: float = 1.0) -> int:
    season = 180 * math.sin((index % 12 - 3) / 12 * 2 * math.pi)
    return max(0, round((2_050 - 6 * index + season + 97 * ((index * 7_919) % 13 - 6) / 6) * scale))


def monthly(
    shape: Shape, of: SubjectReceipt, shown: Window, counts: Callable[[int], int] = _count, **more: object
) -> Answer:
    """A trend or a number over the months of ``shown``, by the rules of the shapes."""
    coverage, made = of.coverage, period(of, more.get("now"), str(more.get("alone", "")))  # type: ignore[arg-type]
    assert coverage is not None
    base = month_start(coverage.since)

    def number(start: date) -> int:
        index = (start.year - base.year) * 12 + start.month - base.month
        part = (min(month_end(start), coverage.until) - start).days + 1
        return counts(index) * part // month_end(start).day

    def record(start: date) -> Record:
        full = start >= shown.since and month_end(start) <= shown.until
        earlier, complete = add_months(start, -12), full and month_end(start) <= made.settled.until
        reach = add_months(start, -11) >= coverage.since
        return {
            "month": start,
            "count": number(start),
            "before": number(earlier) if full and earlier >= coverage.since else None,
            "last_12_months": sum(number(add_months(start, -back)) for back in range(12))
            if complete and reach
            else None,
            "complete": complete,
        }

    starts = [add_months(month_start(shown.since), index) for index in range(shown.months)]
    return answer(shape, [record(start) for start in starts], MONTHLY, of=of, **more)  # type: ignore[arg-type]


def trend(
    months: int = 60, counts: Callable[[int], int] = _count, shape: Shape = Shape.TREND, **more: object
) -> Answer:
    """The newest ``months`` complete months and the one still counting."""
    of = receipt()
    settled = period(of).settled.until
    return monthly(shape, of, Window(last_months(settled, months).since, NEWEST), counts, **more)


def short_history(months: int = 6) -> Answer:
    """A city whose data cover a few months only: no comparison, no rolling year."""
    until = month_end(add_months(date(2018, 1, 1), months - 1))
    of = receipt(newest=until + (date(2018, 1, 15) - date(2018, 1, 1)), since=date(2018, 1, 1))
    return monthly(Shape.TREND, of, Window(date(2018, 1, 1), until), now=Window(date(2018, 1, 1), until))


def places(
    names: Sequence[str] = DISTRICTS, scale: float = 1.0, *, by: str = "district", rate: bool = False, **more: object
) -> Answer:
    """A ranking of ``names``; with ``rate`` by residents, the last place having none."""
    residents = [
        None if rate and index == len(names) - 1 > 0 else 40_000 + 3_000 * index for index in range(len(names))
    ]
    known = [
        PlaceValue(key=name, name=name, records=10, residents=found)
        for name, found in zip(names, residents, strict=True)
    ]

    def record(index: int, name: str) -> dict[str, Any]:
        now = round(2_400 * scale * 0.86**index)
        then = round(now * (1.18 if index % 3 else 0.94))
        row: dict[str, Any] = {by: name, "count": now, "before": then, "difference": now - then}
        found = residents[index]
        return {**row, "rate": None if found is None else now / found * 100_000} if rate else row

    dimension = SUBJECT.dimension(by)
    fields = [Field(by, dimension.label, "place"), COUNT, BEFORE, DIFFERENCE, *([RATE] if rate else [])]
    given = {"selection": Selection(measure="rate"), "denominator": DENOMINATOR} if rate else {}
    records = [record(index, name) for index, name in enumerate(names)]
    return answer(Shape.RANKING, records, fields, of=receipt(places={by: known}), by=by, **{**given, **more})  # type: ignore[arg-type]


def neighborhoods(count: int = 60) -> Answer:
    """A ranking of many places, some with long names."""
    return places(
        [f"{'Saint ' * (index % 4)}{'Harbor' if index % 2 else 'Mill'} Heights {index + 1}" for index in range(count)],
        by="neighborhood",
    )


def offenses(counts: Mapping[str, tuple[int, int]] | None = None, *, compared: bool = True, **more: object) -> Answer:
    """Offenses now and before; falls, rises and no change among them."""
    usual = {
        "homicide": (127, 181),
        "nonfatal_shooting": (174, 200),
        "robbery": (2_240, 2_611),
        "aggravated_assault": (4_902, 4_950),
        "burglary": (2_118, 2_070),
        "larceny": (9_210, 8_844),
        "motor_vehicle_theft": (5_870, 5_320),
        "arson": (88, 88),
        "fraud": (0, 3),
    }
    label = SUBJECT.dimension("offense").label
    records: list[Record] = [
        {
            "offense": code,
            "count": now,
            "before": then if compared else None,
            "difference": now - then if compared else None,
        }
        for code, (now, then) in (usual if counts is None else counts).items()
    ]
    fields = [Field("offense", label, "code"), COUNT, *([BEFORE, DIFFERENCE] if compared else [])]
    return answer(Shape.CHANGES, records, fields, by="offense", **{"alone": "" if compared else "asked", **more})  # type: ignore[arg-type]


def hours(scale: float = 1.0, **more: object) -> Answer:
    """Weekday by hour, most on weekend nights."""
    down, across = SUBJECT.dimension("weekday"), SUBJECT.dimension("hour")
    records: list[Record] = []
    for row, first in enumerate(down.values):
        for column, second in enumerate(across.values):
            night = 1 + math.cos((column - 23) / 24 * 2 * math.pi)
            weekend = 1.5 if row in (4, 5) and (column > 19 or column < 3) else 1.0
            count = round(scale * 60 * night * weekend * (0.85 + 0.05 * ((row * 5 + column * 3) % 7)))
            records.append({"weekday": first.code, "hour": second.code, "count": count})
    fields = [Field("weekday", down.label, "code"), Field("hour", across.label, "code"), COUNT]
    return answer(Shape.GRID, records, fields, by="weekday", **more)  # type: ignore[arg-type]


def measured(made: Answer, measure: Measure = Measure.SHARE) -> Answer:
    """The same answer as a share or a median: a value for each record with rows, none for the others."""
    unit = ("", "") if measure is Measure.SHARE else ("{n} minute", "{n} minutes")
    metric = replace(made.metric, label="Answered in time", measure=measure, unit=unit)
    scale = 1.0 if measure is Measure.SHARE else 40.0

    def value(count: object) -> float | None:
        return scale * (0.3 + (int(str(count)) * 37 % 600) / 1_000) if count else None

    records = [
        {**one, "value": value(one["count"]), "value_before": value(one.get("before")), "last_12_months": None}
        for one in made.records
    ]
    first, *_ = made.fields
    fields = (first, Field("value", metric.label, "value"), Field("value_before", BEFORE.label, "value"), COUNT)
    return replace(made, metric=metric, fields=fields, records=tuple(records), value=scale * 0.7)


def _none(index: int) -> int:
    return 0 * index


def _single_month(shape: Shape) -> Answer:
    start = date(2026, 10, 1)
    only = Window(start, month_end(start))
    return monthly(shape, receipt(), only, now=only)


def _incomplete_month(shape: Shape) -> Answer:
    only = Window(date(2026, 11, 1), NEWEST)
    return monthly(shape, receipt(), only, now=only, alone="incomplete")


_MADE: dict[tuple[Shape, str], Callable[[], Answer]] = {
    (Shape.NUMBER, "usual"): lambda: trend(36, shape=Shape.NUMBER),
    (Shape.NUMBER, "empty"): lambda: trend(36, _none, shape=Shape.NUMBER),
    (Shape.NUMBER, "one"): lambda: _single_month(Shape.NUMBER),
    (Shape.NUMBER, "incomplete"): lambda: _incomplete_month(Shape.NUMBER),
    (Shape.TREND, "usual"): trend,
    (Shape.TREND, "empty"): lambda: trend(60, _none),
    (Shape.TREND, "one"): lambda: _single_month(Shape.TREND),
    (Shape.TREND, "incomplete"): lambda: _incomplete_month(Shape.TREND),
    (Shape.RANKING, "usual"): places,
    (Shape.RANKING, "empty"): lambda: places((), by="district"),
    (Shape.RANKING, "one"): lambda: places(DISTRICTS[:1], 1 / 2_400),
    (Shape.RANKING, "incomplete"): lambda: _uncompared(places(alone="incomplete")),
    (Shape.CHANGES, "usual"): offenses,
    (Shape.CHANGES, "empty"): lambda: offenses({"homicide": (0, 0), "robbery": (0, 0)}),
    (Shape.CHANGES, "one"): lambda: offenses({"robbery": (1, 0)}),
    (Shape.CHANGES, "incomplete"): lambda: offenses(compared=False, alone="incomplete"),
    (Shape.GRID, "usual"): hours,
    (Shape.GRID, "empty"): lambda: hours(0.0),
    (Shape.GRID, "one"): lambda: _one_hour(),
    (Shape.GRID, "incomplete"): lambda: hours(alone="incomplete"),
}


def _uncompared(made: Answer) -> Answer:
    gone = {"before": None, "difference": None}
    kept = tuple(field for field in made.fields if field.key not in gone)
    return replace(made, total_before=None, fields=kept, records=tuple({**record, **gone} for record in made.records))


def _one_hour() -> Answer:
    made = hours(0.0)
    first = {**made.records[22], "count": 1}
    return replace(made, total=1, records=(*made.records[:22], first, *made.records[23:]))


def make(shape: Shape, state: str = "usual", *, sample: bool = False) -> Answer:
    """The answer of a shape in a state: usual, empty, one (a single row or month), incomplete."""
    return replace(_MADE[shape, state](), sample=sample)


SHAPES = tuple(VIEWS)
CASES = tuple((shape, state) for shape in SHAPES for state in STATES)
