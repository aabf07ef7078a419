"""Many comparisons at once: what may be said of each place or kind, with the false alarms of the whole table held.

Each is judged by the ups and downs of its own past, as in ``judged``; of a table
without any change at most one in twenty is then called changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dashboard.answer.judged import against_past, past
from dashboard.answer.shapes import Ask, Shaped
from dashboard.answer.value import Field, whole
from dashboard.data import query
from dashboard.i18n import N_
from dashboard.model import Dimension
from dashboard.stats.dispersion import Dispersion, estimate_many
from dashboard.stats.many import hold

VERDICT = Field("verdict", N_("Is the change usual?"), "verdict")


def judged_each(ask: Ask, shaped: Shaped) -> Shaped:
    """The records with a verdict each; as they are where nothing is compared or no count is told."""
    metric = ask.metric
    if ask.period.before is None or metric.measured or metric.level or metric.balance or len(shaped.records) < 2:
        return shaped
    by = ask.by[0]
    keys = [str(record[by.key]) for record in shaped.records]
    pairs = zip(shaped.records, _dispersions(ask, by, keys), strict=True)
    counts = [(whole(record, "count"), whole(record, "before"), dispersion) for record, dispersion in pairs]
    judged = [against_past(now, before, ask.period, dispersion) for now, before, dispersion in counts]
    found = hold([one for one in judged if one])
    records = tuple({**one, "verdict": held.verdict.value} for one, held in zip(shaped.records, found, strict=True))
    return replace(shaped, fields=(*shaped.fields, VERDICT), records=records)


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
