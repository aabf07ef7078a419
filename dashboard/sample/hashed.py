"""Draws written as SQL, for subjects made from other subjects' rows: the same key always draws the same.

A later clock so only adds rows. Knows nothing of any subject.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date


def uniform(key: str, salt: str) -> str:
    """SQL for a number in [0, 1) that depends on the text ``key`` (SQL) and the name of the draw alone."""
    return f"(md5_number_lower({key} || ':{salt}') / 18446744073709551616.0)"


def picked(draw: str, weights: Mapping[str, float]) -> str:
    """SQL for one of the values, by weight; ``draw`` is SQL for a number in [0, 1)."""
    total, running, cases = sum(weights.values()), 0.0, []
    for value, weight in weights.items():
        running += weight / total
        cases.append(f"WHEN {draw} < {running:.6f} THEN {literal(value)}")
    return f"(CASE {' '.join(cases)} ELSE {literal(list(weights)[-1])} END)"


def between(draw: str, low: float, high: float) -> str:
    """SQL for a number from ``low`` up to ``high``."""
    return f"({low} + {draw} * {high - low})"


def waited(draw: str, middle: float, spread: float = 1.0) -> str:
    """SQL for a waiting time whose median is ``middle`` (log-logistic; ``spread`` is the exponent of the odds)."""
    safe = f"least(greatest({draw}, 0.0005), 0.9995)"
    return f"({middle} * pow({safe} / (1 - {safe}), {spread}))"


def row_id(key: str, dataset: str) -> str:
    """SQL for a 60-bit row number that stays with the text ``key`` (SQL), whatever rows come before it."""
    return f"(md5_number_lower({key} || ':{dataset}') % 1152921504606846976)"


def loaded(moment: str, launch: date, timezone: str) -> str:
    """SQL for the UTC time of the nightly load after a local ``moment`` (SQL); never before the launch."""
    night = f"greatest(CAST({moment} AS DATE) + 1, DATE '{launch}')"
    return f"(timezone('UTC', timezone('{timezone}', CAST({night} AS TIMESTAMP))))"


def literal(value: str) -> str:
    """A text as SQL; the empty text is NULL."""
    quoted = value.replace("'", "''")
    return f"'{quoted}'" if value else "NULL"
