"""What a metric leaves out and says so: records that it cannot use, and those that have no end yet.

A time to the end of something is not compared while many have not ended: the
quick ones end first, so the newer period would look faster than it is.
"""

from __future__ import annotations

from dataclasses import replace

from dashboard.answer.shapes import Ask, Row
from dashboard.answer.value import Apart, whole
from dashboard.data import query
from dashboard.model import LeftOut, Measure

MOST_UNENDED = 0.05


def apart(ask: Ask) -> Apart:
    """The records (or different numbers) of the period and the places chosen that do not count."""
    return Apart(_count(ask, ask.metric.left_out), _count(ask, ask.metric.unended))


def fair(ask: Ask, totals: Row, aside: Apart) -> Ask:
    """The question without a comparison where more than ``MOST_UNENDED`` of the newer period have not ended."""
    few = aside.unended <= MOST_UNENDED * (aside.unended + whole(totals, "count"))
    if ask.period.before is None or not aside.unended or few:
        return ask
    return replace(ask, period=replace(ask.period, before=None, alone="unended"))


def _count(ask: Ask, out: LeftOut | None) -> int:
    columns = {one.key: one.column for one in ask.subject.dimensions}
    if out is None or not {columns[key] for key, _ in out.where} <= set(ask.receipt.columns):
        return 0
    about = ask.metric.of if ask.metric.measure is Measure.SHARE else ask.metric.where
    named = {key for key, _ in out.where}
    others = [pair for pair in about if pair[0] not in named]
    fit = query.fits(ask.every, ask.subject, (*out.where, *others, *ask.selection.chosen))
    inside = query.during(ask.every, ask.subject, ask.period.now)
    rows = ask.every.filter(inside if fit is None else inside & fit)
    number = rows[ask.metric.distinct].nunique() if ask.metric.distinct else rows.count()
    return whole(ask.warehouse.run(rows.aggregate(count=number))[0], "count")
