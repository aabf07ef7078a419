"""One mistake in a city file, and how it is told: the key, the value, what was expected, the nearest valid name."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LISTED = 24
NEAR = 0.6
NOTHING = object()


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake at the dotted path ``where``. ``value`` is what stood there, NOTHING when the key is absent."""

    where: str
    expected: str
    value: object = NOTHING

    def __str__(self) -> str:
        given = "" if self.value is NOTHING else f" = {shown(self.value)}"
        return f"  {self.where}{given}\n    {self.expected}"


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The valid name most like ``name``, whole or by one of its words, in any case; None when none is near."""
    scores = [(likeness(name.lower(), candidate.lower()), candidate) for candidate in names]
    best, found = max(scores, key=lambda score: score[0], default=(0.0, None))
    return found if best >= NEAR else None


def likeness(name: str, candidate: str) -> float:
    """0 to 1; a single word of ``candidate`` counts a little less than all of it."""
    words = [word for word in re.split(r"[^a-z0-9]+", candidate) if len(word) > 2]
    whole = difflib.SequenceMatcher(None, name, candidate).ratio()
    return max([whole, *(0.9 * difflib.SequenceMatcher(None, name, word).ratio() for word in words)])


def among(name: str, names: Sequence[str], what: str) -> str:
    """What to say of a ``name`` that is not one of ``names``: the nearest, and all of them when they are few."""
    guess = nearest(name, names)
    hint = f'; did you mean "{guess}"?' if guess else ""
    listed = f"\n    expected one of: {', '.join(names)}" if 0 < len(names) <= LISTED else ""
    return f'"{name}" is not {what}{hint}{listed}'


def shown(value: object) -> str:
    """A value as a reader would write it, shortened."""
    if isinstance(value, dict | list | tuple):
        text = json.dumps(value, default=str, ensure_ascii=False)
    else:
        text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 80 else text[:77] + "..."


def report(source: str, problems: Sequence[Problem]) -> str:
    """The message for an operator: the file, then every mistake."""
    count = "1 mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
    return "\n".join([f"{source}: {count} in this city file", *map(str, problems)])
