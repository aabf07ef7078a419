"""Round numbers: where the ticks of an axis and the classes of a color scale lie."""

from __future__ import annotations

import math


def step(span: float, most: int, *, whole: bool = True) -> float:
    """The smallest of 1, 2, 5 times a power of ten that divides ``span`` into at most ``most`` parts."""
    raw = max(span / most, 1e-9)
    power = 10.0 ** math.floor(math.log10(raw))
    found = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= raw * (1 - 1e-9))
    return max(found, 1.0) if whole else found


def ticks(top: float, most: int = 4, *, whole: bool = True) -> list[float]:
    """Round values from 0 to the first that is not under ``top``; [0, 1] for nothing."""
    if top <= 0:
        return [0.0, 1.0]
    size = step(top, most, whole=whole)
    return [round(size * index, 10) for index in range(math.ceil(top / size - 1e-9) + 1)]


def across(low: float, top: float, most: int = 4) -> list[float]:
    """Round values, 0 among them, that reach from not over ``low`` (below 0) to not under ``top``."""
    top = max(top, 0.0)
    size = step(top - low, most)
    return [round(size * index, 10) for index in range(math.floor(low / size + 1e-9), math.ceil(top / size - 1e-9) + 1)]


def classes(lowest: int, highest: int, most: int) -> list[tuple[int, int]]:
    """At most ``most`` ranges of whole numbers, both ends included, of equal size, over the values given."""
    if highest <= 0:
        return []
    low = max(lowest, 1) if lowest > highest / 2 else 1
    size = int(step(highest - low + 1, most))
    start = (low - 1) // size * size + 1
    while start + size * most <= highest:
        size, start = int(step(size * most + 1, most)), 1
    count = math.ceil((highest - start + 1) / size)
    return [(start + size * index, start + size * (index + 1) - 1) for index in range(count)]
