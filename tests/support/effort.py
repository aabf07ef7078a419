"""How hard the tests try: a third of it in CI, a fifth on a stranger's machine, drawn anew each time.

``THOROUGH=true make test`` tries everything: before a release, or after a change of what they guard.
``DRAW`` is the number that the draw hangs on; it is told at the head of every run, and given repeats it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import blake2b
from random import SystemRandom
from typing import TypeVar

T = TypeVar("T")

THOROUGH = os.environ.get("THOROUGH") == "true"
CI = os.environ.get("CI") == "true"
PART = 3 if CI else 5
# set before other processes of the run are started, so that all draw the same
DRAW = os.environ.setdefault("DRAW", str(SystemRandom().randrange(1_000_000)))


def examples(most: int) -> int:
    """Examples of a property, or repetitions of a random trial."""
    return most if THOROUGH else max(2, most // PART)


def some(cases: Iterable[T]) -> list[T]:
    """Cases of a loop over states and questions: one in so many, drawn at random."""
    every = list(cases)
    if THOROUGH:
        return every
    drawn = sorted(range(len(every)), key=lambda at: blake2b(f"{DRAW} {at}".encode()).digest())
    return [every[at] for at in sorted(drawn[: max(1, len(every) // PART)])]


def declared(cases: Iterable[T]) -> list[T]:
    """Cases of a loop over what is declared: in CI every one, on a stranger's machine some."""
    return list(cases) if CI else some(cases)


def told() -> str:
    """A line for the head of a run."""
    how = "every example" if THOROUGH else f"one in {PART} examples{'' if CI else ' and slow modules'}"
    return f"effort: {how}, DRAW={DRAW} (THOROUGH=true tries all)"
