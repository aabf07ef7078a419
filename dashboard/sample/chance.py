"""Draws that every subject shares: choices, hours, counts, reporting lag. Vectors in, vectors out.

Knows nothing of any subject, place or clock.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MINUTES_A_DAY = 1440


def running(weights: Sequence[Sequence[float]]) -> Floats:
    """Rows of weights, of any lengths, as one table of running shares for :func:`pick`."""
    width = max(len(row) for row in weights)
    table = np.zeros((len(weights), width))
    for index, row in enumerate(weights):
        table[index, : len(row)] = row
    return shares(table)


def shares(weights: Floats) -> Floats:
    """A table of weights as running shares: the last of every row is 1."""
    running: Floats = np.cumsum(weights, axis=1) / weights.sum(axis=1, keepdims=True)
    return running


def pick(table: Floats, row: Ints, uniform: Floats) -> Ints:
    """For each element, a column of its row of a table of running shares."""
    flat = (table + np.arange(len(table))[:, None]).ravel()
    found = np.searchsorted(flat, row + uniform, side="right") - row * table.shape[1]
    chosen: Ints = np.minimum(found, table.shape[1] - 1)
    return chosen


def unsteady(rng: np.random.Generator, spread: float, shape: tuple[int, ...]) -> Floats:
    """Gamma factors with mean 1 and standard deviation ``spread``: what makes counts vary more than Poisson."""
    return rng.gamma(spread**-2, spread**2, shape)


def clock_minutes(rng: np.random.Generator, hours: Ints) -> Ints:
    """Minutes of the day within the given hours; people round times to five minutes and to the half hour."""
    minute = rng.integers(0, 60, len(hours))
    habit = rng.random(len(hours))
    rounded = np.where(habit < 0.3, minute // 30 * 30, np.where(habit < 0.7, minute // 5 * 5, minute))
    return hours * 60 + rounded


def lag_minutes(rng: np.random.Generator, slow: Floats) -> Ints:
    """Minutes from event to report: at once, within days, or after weeks.

    ``slow`` (0 to 1) moves a record from the first kind to the others.
    """
    count = len(slow)
    kind = rng.random(count)
    prompt = 12 + rng.exponential(150, count)
    days = MINUTES_A_DAY * rng.gamma(1.6, 2.6, count)
    weeks = MINUTES_A_DAY * (7 + rng.exponential(16, count))
    at_once = 1 - slow
    return np.where(kind < at_once, prompt, np.where(kind < at_once + slow * 0.78, days, weeks)).astype(np.int64)
