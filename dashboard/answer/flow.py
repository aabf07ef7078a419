"""The shape of a flow: how many reached each stage, as a share of all and of those that came to an end."""

from __future__ import annotations

from dataclasses import replace

from dashboard import stats
from dashboard.answer.shapes import COUNT, Ask, Shaped
from dashboard.answer.value import Field, Record, whole
from dashboard.data import query
from dashboard.model import Stage

OF_ALL, OF_BASE = "of_all", "of_base"


def flow(ask: Ask) -> Shaped:
    """Every stage in declared order: count, share of the first stage, share of the stage the later ones belong to.

    A share is None where it is not one (an open case is no share of the decided)
    or its base is too small for a percent. Rows without a code are in the first stage only.
    """
    ask, by = once(ask), ask.by[0]
    found = {row[by.key]: whole(row, "count") for row in ask.counts(by)}
    everything = sum(found.values())
    base = base_of(by.stages)
    decided = sum(found.get(code, 0) for code in base.codes)

    def record(stage: Stage) -> Record:
        count = sum(found.get(code, 0) for code in stage.codes) if stage.codes else everything
        inside = bool(stage.codes) and set(stage.codes) <= set(base.codes)
        return {
            by.key: stage.key,
            "count": count,
            OF_ALL: share(count, everything),
            OF_BASE: share(count, decided) if inside else None,
        }

    fields = (
        Field(by.key, by.label, "code"),
        COUNT,
        Field(OF_ALL, by.stages[0].share, "share"),
        Field(OF_BASE, base.share, "share"),
    )
    return Shaped(fields, tuple(record(stage) for stage in by.stages), found.get(None, 0))


def once(ask: Ask) -> Ask:
    """One row for each different number: the one whose code stands first in the declared order."""
    if not ask.metric.distinct:
        return ask
    number, by = ask.metric.distinct, ask.by[0]
    inside = query.during(ask.rows, ask.subject, ask.period.now)
    rows = ask.rows.filter(inside & ask.rows[number].notnull())
    codes = [value.code for value in by.values]
    rank = rows[by.column].cases(*zip(codes, range(len(codes)), strict=True), else_=len(codes))
    return replace(ask, rows=query.firsts(rows, number, [rank, rows["_row_id"]]))


def base_of(stages: tuple[Stage, ...]) -> Stage:
    """The stage that the later ones are a share of."""
    return next(stage for stage in stages[1:] if stage.share)


def share(count: int, base: int) -> float | None:
    """``count`` of ``base``, 0 to 1; None below the smallest base for a percent."""
    return count / base if base >= stats.SMALLEST_BASE else None
