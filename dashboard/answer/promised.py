"""Promises measured: each period's value from the records, the path beside it, and where the promise stands.

Knows the city's declarations and canonical rows; the arithmetic is in ``dashboard/stats/targets.py``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from dashboard.answer.shapes import Ask, Row, Shaped, enough
from dashboard.answer.usual import whole_months
from dashboard.answer.value import Field, Promised, Record, day, whole
from dashboard.catalog import Catalog
from dashboard.cities.rules_promises import at_most
from dashboard.cities.schema import City, Promise
from dashboard.data import query
from dashboard.i18n import N_
from dashboard.model import Measure, Metric, Shape, View, Window, add_months, month_end, month_start
from dashboard.stats.targets import Observation, Path, Standing, Status, Target, path_at, since_when, standing, steps

TITLE = N_("A promise, and where it stands")
LEEWAY = {Measure.COUNT: 1.0, Measure.SHARE: 0.005}
SHOWN_BEFORE = 12
Values = Mapping[date, Row]


def view_key(promise: str) -> str:
    """The key of the view that shows a promise."""
    return f"promise-{promise}"


def with_promises(catalog: Catalog, city: City) -> Catalog:
    """The catalog with a view for every promise of the city that a metric measures."""
    made: dict[str, list[View]] = {}
    for key, promise in city.promises.items():
        if promise.subject and promise.metric:
            view = View(view_key(key), promise.subject, promise.metric, Shape.PATH, TITLE, promise=key)
            made.setdefault(promise.subject, []).append(view)
    subjects = catalog.subjects.values()
    return Catalog(replace(one, views=(*one.views, *made.get(one.key, ()))) for one in subjects)


def path(ask: Ask, promise: Promise) -> tuple[Shaped, Promised]:
    """The value of every whole period, a month apart, with the value promised by then; and where that leaves it."""
    values = _values(ask, promise.months)
    seen = [Observation(month_end(month), _value(row, ask.metric)) for month, row in values.items() if _known(row, ask)]
    made = _stands(promise, ask, seen)
    records = tuple(_record(month, row, ask.metric, made.target) for month, row in values.items())
    first = month_start(add_months(promise.since or promise.set_on, -SHOWN_BEFORE))
    return Shaped(
        _fields(ask.metric, promise.months), tuple(one for one in records if day(one, "month") >= first)
    ), made


def _stands(promise: Promise, ask: Ask, seen: Sequence[Observation]) -> Promised:
    target = _target(promise, ask.metric, seen)
    if target is None:
        return Promised(promise, Standing(Status.NO_DATA))
    breaks, settled = ask.period.breaks, ask.period.settled.until
    found = standing(target, seen, settled, breaks)
    if promise.due is None:
        since = _kept_since(target, seen, found)
        return Promised(promise, found, target, max(since, promise.set_on) if since else None)
    return Promised(promise, found, target, since_when(target, seen, breaks), tuple(steps(target)))


def _target(promise: Promise, metric: Metric, seen: Sequence[Observation]) -> Target | None:
    since = promise.since or promise.set_on
    base = promise.base if promise.base is not None else next((one.value for one in seen if one.until == since), None)
    if base is None and promise.path != "level":
        return None
    fewer = at_most(promise, metric)
    lower = promise.goal is not None and base is not None and promise.goal < base
    newest = max((one.until for one in seen), default=since)
    return Target(
        path=Path(promise.path),
        since=since,
        due=promise.due or max(newest, since + timedelta(days=1)),
        base=base,
        change=promise.change,
        goal=promise.goal,
        at_most=lower if fewer is None else fewer,
        leeway=LEEWAY.get(metric.measure, 0.05),
        months=promise.months,
    )


def _kept_since(target: Target, seen: Sequence[Observation], now: Standing) -> date | None:
    """For a level that holds for every period: the first of the newest periods in a row that stand alike."""
    first = None
    for one in sorted(seen, key=lambda one: one.until, reverse=True):
        alone = replace(target, since=one.until - timedelta(days=1), due=one.until)
        if standing(alone, [one]).status is not now.status:
            break
        first = one.until
    return first


def _values(ask: Ask, months: int) -> Values:
    """Counts and values of every whole period of so many months, by the first day of its last month."""
    starts = whole_months(Window(ask.period.coverage.since, ask.period.settled.until))
    if len(starts) < months:
        return {}
    inside = ask.rows.filter(query.during(ask.rows, ask.subject, Window(starts[0], month_end(starts[-1]))))
    spread = query.rolling(inside, ask.subject, months)
    measures = {"count": query.counted(spread, ask.metric)}
    if ask.metric.measured:
        measures["value"] = query.valued(spread, ask.subject, ask.metric)
    found = ask.warehouse.run(spread.group_by("_month").aggregate(**measures))
    by_month = {day(row, "_month"): enough(row, ask.metric) for row in found}
    ends = starts[months - 1 :]
    return {month: by_month.get(month, {"count": 0}) for month in ends if _whole(ask, month, months)}


def _whole(ask: Ask, month: date, months: int) -> bool:
    period = Window(add_months(month, 1 - months), month_end(month))
    return ask.period.whole(period, period)


def _known(row: Row, ask: Ask) -> bool:
    return not ask.metric.measured or row.get("value") is not None


def _value(row: Row, metric: Metric) -> float:
    return float(row["value"] or 0) if metric.measured else float(whole(row, "count"))  # type: ignore[arg-type]


def _record(month: date, row: Row, metric: Metric, target: Target | None) -> Record:
    promised = path_at(target, month_end(month)) if target and month_end(month) >= target.since else None
    values = {"value": row.get("value")} if metric.measured else {}
    return {"month": month, **values, "count": whole(row, "count"), "path": promised, "complete": True}


def _fields(metric: Metric, months: int) -> tuple[Field, ...]:
    until = Field("month", N_("12 months to") if months == 12 else N_("Period to"), "month")
    count = Field("count", N_("Count"), "count")
    promised = Field("path", N_("Promised by then"), "value" if metric.measured else "rate")
    return (
        (until, Field("value", metric.label, "value"), promised, count) if metric.measured else (until, count, promised)
    )
