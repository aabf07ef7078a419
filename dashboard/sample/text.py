"""How values look once people and systems have had them: identifiers, spellings, placeholders.

Knows nothing of subjects or places.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

ALPHABET = np.frombuffer(b"23456789abcdefghijkmnpqrstuvwxyz", np.uint8)
PLACEHOLDERS = ("-", "UNKNOWN", "(null)")
SPELLINGS: tuple[Callable[[str], str], ...] = (
    str.upper,
    str.lower,
    lambda name: name + " ",
    lambda name: f"{name} District",
    lambda name: f"{name.upper()} DIST",
    lambda name: name[:3].upper(),
)


def row_labels(prefix: str, numbers: NDArray[np.uint64]) -> NDArray[np.object_]:
    """60-bit numbers as Socrata writes row identifiers and versions: ``row-abcd_efgh_ijkl``."""
    shifts = np.arange(55, -5, -5, dtype=np.uint64)
    digits = ALPHABET[(numbers[:, None] >> shifts) & np.uint64(31)]
    joint = np.full((len(numbers), 1), ord("_"), np.uint8)
    letters = np.hstack([digits[:, :4], joint, digits[:, 4:8], joint, digits[:, 8:]])
    labels = np.char.add(prefix, np.ascontiguousarray(letters).view("S14").ravel().astype("U14"))
    return labels.astype(object)


def scrambled(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Another 60-bit number for each, with no pattern left (the finalizer of splitmix64)."""
    mixed = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (mixed ^ (mixed >> np.uint64(31))) & np.uint64(2**60 - 1)


def misspelled(values: NDArray[np.object_], uniform: NDArray[np.float64], share: float) -> NDArray[np.object_]:
    """``values`` with ``share`` of them spelled otherwise; all spellings are equally frequent."""
    return _replaced(values, uniform, share, SPELLINGS)


def withheld(values: NDArray[np.object_], uniform: NDArray[np.float64], share: float) -> NDArray[np.object_]:
    """``values`` with ``share`` of them replaced by nothing or by a placeholder for nothing."""
    makers: list[Callable[[str], str | None]] = [lambda _, p=p: p for p in PLACEHOLDERS]  # type: ignore[misc]
    return _replaced(values, uniform, share, [*makers, lambda _: None])


def _replaced(
    values: NDArray[np.object_],
    uniform: NDArray[np.float64],
    share: float,
    makers: Sequence[Callable[[Any], str | None]],
) -> NDArray[np.object_]:
    changed = values.copy()
    for index in np.flatnonzero((uniform < share) & (values != None)):  # noqa: E711
        changed[index] = makers[int(uniform[index] / share * len(makers))](values[index])
    return changed
