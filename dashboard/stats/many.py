"""Many comparisons at once (a table, a map): which of them stand.

Of sixty places without any change three would look changed at 5%. The
false-discovery rate holds the share of false alarms among those named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scipy.stats import false_discovery_control

from dashboard.stats.verdict import ALPHA, Judgment, Verdict


def adjusted(ps: Sequence[float | None]) -> list[float | None]:
    """Benjamini-Hochberg adjusted p-values, in order; None stays None and does not count as a comparison."""
    known = [p for p in ps if p is not None]
    values = iter(false_discovery_control(known, method="bh").tolist() if known else [])
    return [None if p is None else min(1.0, float(next(values))) for p in ps]


def stands(ps: Sequence[float | None], rate: float = ALPHA) -> list[bool]:
    """Which comparisons may be called different while at most ``rate`` of those called are false (1995, JRSS B 57)."""
    return [p is not None and p < rate for p in adjusted(ps)]


def hold(judgments: Sequence[Judgment], rate: float = ALPHA) -> list[Judgment]:
    """The judgments of one table or map with "higher" and "lower" kept only where they stand; ``p`` is adjusted."""
    ps = adjusted([judgment.p for judgment in judgments])
    return [_held(judgment, p, rate) for judgment, p in zip(judgments, ps, strict=True)]


def _held(judgment: Judgment, p: float | None, rate: float) -> Judgment:
    if judgment.verdict not in (Verdict.HIGHER, Verdict.LOWER) or (p is not None and p < rate):
        return replace(judgment, p=p)
    return replace(judgment, p=p, verdict=Verdict.USUAL)
