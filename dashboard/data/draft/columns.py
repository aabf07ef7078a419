"""Which published column is which canonical column: by name, by type, and by what some rows hold.

Knows one subject and one dataset at a time. Must not know how a draft is written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.data.check.compare import SUITS
from dashboard.data.draft.asked import Asked
from dashboard.data.draft.hints import code_of, copied, names_column, stars
from dashboard.data.sql.cleaning import PLACEHOLDERS
from dashboard.model import Column, Dimension, Kind, Subject

MOMENT = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4}|\d{8}$")
NUMBER = re.compile(r"-?\d+(\.\d+)?$")
MANY, LONG = 200, 20
MOST, ENOUGH, ENOUGH_REQUIRED, TRIED = 0.8, 0.5, 0.3, 3


@dataclass(frozen=True, slots=True)
class Sorted:
    """The values of a coded column by the code their words tell; ``rest`` are those that nothing tells, most first.

    With ``many`` values, codes hold patterns, in the order in which they are to be tried.
    """

    codes: Mapping[str, list[str]]
    rest: list[str]
    share: float
    many: bool = False


@dataclass(slots=True)
class Guess:
    """A published column taken for a canonical one, why, and the codes of its values."""

    field: str
    why: str
    sorted: Sorted | None = None
    expression: str = ""

    @property
    def written(self) -> str:
        """What stands in the city file."""
        return self.expression or self.field


@dataclass(slots=True)
class Guessed:
    """The guesses of one subject; ``left_out`` says why a column that looked right was not taken."""

    columns: dict[str, Guess] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def lacks(self, subject: Subject) -> list[str]:
        """Required columns that nothing was found for."""
        return [one.name for one in subject.columns if one.required and one.name not in self.columns]


def named(subject: Subject, types: Mapping[str, str]) -> dict[str, list[tuple[float, str]]]:
    """Per canonical column the published ones that name and type allow, the best first."""
    found: dict[str, list[tuple[float, str]]] = {}
    for column in subject.columns:
        if not column.derived:
            suited = (name for name, kind in types.items() if kind in SUITS[column.kind])
            scored = [(names_column(subject, column, name), name) for name in suited]
            found[column.name] = sorted((one for one in scored if one[0] > 0), key=lambda one: -one[0])
    return found


def guess(subject: Subject, asked: Asked) -> Guessed:
    """The columns of ``asked`` that fit ``subject``. Raises PortalError."""
    found, coded = Guessed(), {one.column: one for one in subject.dimensions if one.values}
    candidates = named(subject, asked.types)
    taken: set[str] = set()
    for column in sorted(_free(subject), key=lambda one: _rank(one, candidates[one.name])):
        open_ = [name for _, name in candidates[column.name] if name not in taken]
        best = _best(column, coded.get(column.name), open_, asked, found)
        if best:
            found.columns[column.name] = best
            taken.add(best.field)
    _copy(subject, found)
    return found


def _free(subject: Subject) -> Iterator[Column]:
    return (column for column in subject.columns if not column.derived and column.name not in copied(subject))


def _rank(column: Column, candidates: Sequence[tuple[float, str]]) -> tuple[bool, float]:
    """Required columns choose first, then those with the plainest name."""
    return not column.required, -max((score for score, _ in candidates), default=0.0)


def _best(
    column: Column, dimension: Dimension | None, names: Sequence[str], asked: Asked, found: Guessed
) -> Guess | None:
    if dimension is None:
        return next((one for one in (_plain(column, name, asked) for name in names) if one), None)
    tried = [(name, values_of(dimension, asked.counts(name))) for name in names[:TRIED]]
    best = max(tried, key=lambda one: one[1].share, default=None)
    if best is None:
        return None
    name, made = best
    if made.share < (ENOUGH_REQUIRED if column.required else ENOUGH):
        told = f"the words of {made.share:.0%} of its values fit a code" if made.share else "no value fits a code"
        found.left_out.append(f'{column.name}: "{name}" was not taken, {told}')
        return None
    return Guess(name, f"by name; the words of {made.share:.0%} of the rows fit a code", made)


def _plain(column: Column, name: str, asked: Asked) -> Guess | None:
    values = [one for one in asked.values(name) if one.lower() not in PLACEHOLDERS]
    if not values:
        return None
    test = {Kind.NUMBER: NUMBER, Kind.TIMESTAMP: MOMENT, Kind.DATE: MOMENT}.get(column.kind)
    fitting = sum(bool(test.match(one)) for one in values) if test else len(values)
    if fitting < MOST * len(values):
        return None
    return Guess(name, f'by name; such as "{values[0][:40]}"')


def values_of(dimension: Dimension, counts: Counter[str]) -> Sorted:
    """Published values sorted into codes by their words; ``share`` is of the rows that hold a value."""
    codes: dict[str, list[str]] = {}
    rest: list[str] = []
    told = total = 0
    for value, rows in _spelled_once(counts).most_common():
        if value.lower() in PLACEHOLDERS:
            continue
        code, total = code_of(dimension, value), total + rows
        if code is None:
            rest.append(value)
        else:
            codes.setdefault(code, []).append(value)
            told += rows
    if len(counts) > MANY:
        return Sorted(_patterns(dimension, codes), rest, told / total if total else 0.0, many=True)
    ordered = {one.code: codes[one.code] for one in dimension.values if one.code in codes}
    return Sorted(ordered, rest, told / total if total else 0.0)


def _patterns(dimension: Dimension, codes: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Per code the plain words that its values hold, then its most frequent values without any of them."""
    made: dict[str, list[str]] = {}
    for code, patterns in stars(dimension).items():
        values = codes.get(code, [])
        used = [one for one in patterns if any(one.strip("*") in value.lower() for value in values)]
        bare = [value for value in values if not any(one.strip("*") in value.lower() for one in used)]
        if used or bare:
            made[code] = [*used, *bare[:LONG]]
    return made


def _spelled_once(counts: Counter[str]) -> Counter[str]:
    """Rows by value, those that differ in case alone together: codes are compared without regard to it."""
    spelled: dict[str, str] = {}
    found: Counter[str] = Counter()
    for value, rows in counts.most_common():
        found[spelled.setdefault(value.lower(), value)] += rows
    return found


def _copy(subject: Subject, found: Guessed) -> None:
    for name, other in copied(subject).items():
        if other in found.columns:
            found.columns[name] = Guess(found.columns[other].field, f"the words behind {other}")
