"""Many comparisons at once: what may be said of each place or kind, with the false alarms of the whole table held.

Each is judged by the ups and downs of its own past, as in ``judged``; of a table
without any change at most one in twenty is then called changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dashboard.answer.judged import past
from dashboard.answer.shapes import Ask, Shaped
from dashboard.answer.value import Field, Record, whole
from dashboard.data import query
from dashboard.i18n import N_
from dashboard.model import Dimension
from dashboard.stats.dispersion import Dispersion, estimate_many
from dashboard.stats.many import hold
from dashboard.stats.verdict import Judgment, judge

VERDICT = Field("verdict", N_("Is the change usual?"), "verdict")


def judged_each(ask: Ask, shaped: Shaped) -> Shaped:
    """The records with a verdict each; as they are where nothing is compared or no count is told."""
    metric, before = ask.metric, ask.period.before
    if before is None or metric.measured or metric.level or metric.balance or len(shaped.records) < 2:
        return shaped
    by = ask.by[0]
    keys = [str(record[by.key]) for record in shaped.records]
    found = hold(_judgments(ask, shaped.records, _dispersions(ask, by, keys)))
    records = tuple(
        {**one, "verdict": verdict.verdict.value} for one, verdict in zip(shaped.records, found, strict=True)
    )
    return replace(shaped, fields=(*shaped.fields, VERDICT), records=records)


def _judgments(ask: Ask, records: Sequence[Record], dispersions: Sequence[Dispersion | None]) -> list[Judgment]:
    now, before = ask.period.now, ask.period.before or ask.period.now
    return [
        judge(
            whole(record, "count"),
            whole(record, "before"),
            dispersion,
            days_now=now.days,
            days_before=before.days,
            months=now.months,
            apart=12 * ask.period.years,
        )
        for record, dispersion in zip(records, dispersions, strict=True)
    ]


def _dispersions(ask: Ask, by: Dimension, keys: Sequence[str]) -> list[Dispersion | None]:
    """How much each series varied by itself, from whole months before the period."""
    starts = past(ask.period)
    if not starts:
        return [None] * len(keys)
    rows = ask.rows.filter(query.during(ask.rows, ask.subject, ask.period.coverage))
    grouped = rows.group_by(key=rows[by.column], month=query.month(rows, ask.subject))
    found = ask.warehouse.run(grouped.aggregate(count=query.counted(rows, ask.metric)))
    counts: dict[tuple[str, object], int] = {(str(row["key"]), row["month"]): whole(row, "count") for row in found}
    series = [[counts.get((key, start), 0) for start in starts] for key in keys]
    return estimate_many(np.asarray(series, dtype=float))
