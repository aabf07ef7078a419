"""How sure a share, a median or a 90th percentile is, and whether it differs from the one before.

Shares by the score interval, quantiles by two of their sorted values; the formulas are in ``stats/intervals.py``.
"""

from __future__ import annotations

from dashboard.answer.shapes import Ask, Row
from dashboard.answer.value import real, whole
from dashboard.data import query
from dashboard.model import Measure, Window
from dashboard.stats.intervals import (
    Interval,
    quantile_p_value,
    quantile_ranks,
    share_p_value,
    wilson,
)
from dashboard.stats.verdict import ALPHA, Judgment, Verdict


def sure(ask: Ask, totals: Row) -> tuple[Interval | None, Judgment | None]:
    """The interval of the value and the verdict on its change; None where there is no value or nothing compared."""
    if not ask.metric.measured or ask.metric.stock or ask.metric.balance:
        return None, None
    now = real(totals, "value")
    if ask.metric.measure is Measure.SHARE:
        between = wilson(_part(totals, ""), whole(totals, "count")) if now is not None else None
        p = _share_p(totals) if ask.period.before else None
    else:
        between = _between(ask, ask.period.now, whole(totals, "count"))
        earlier = ask.period.before and _between(ask, ask.period.before, whole(totals, "before"))
        p = quantile_p_value(now or 0, between, real(totals, "value_before") or 0, earlier or None)
    if ask.period.before is None or now is None or real(totals, "value_before") is None:
        return between, None
    return between, Judgment(_verdict(p, now, real(totals, "value_before") or 0), p, None)


def _part(totals: Row, end: str) -> int:
    base = whole(totals, "before" if end else "count")
    return round((real(totals, f"value{end}") or 0) * base)


def _share_p(totals: Row) -> float | None:
    return share_p_value(_part(totals, ""), whole(totals, "count"), _part(totals, "_before"), whole(totals, "before"))


def _between(ask: Ask, window: Window, count: int) -> Interval | None:
    q = query.QUANTILES[ask.metric.measure]
    ranks = quantile_ranks(count, q)
    if ranks is None:
        return None
    shares = [(rank - 1) / (count - 1) for rank in ranks]
    found = ask.warehouse.run(query.at_shares(ask.rows, ask.subject, ask.metric, window, shares))[0]
    low, high = real(found, "low"), real(found, "high")
    return None if low is None or high is None else Interval(low, high)


def _verdict(p: float | None, now: float, before: float) -> Verdict:
    if p is None:
        return Verdict.FEW
    if p >= ALPHA:
        return Verdict.USUAL
    return Verdict.HIGHER if now > before else Verdict.LOWER
