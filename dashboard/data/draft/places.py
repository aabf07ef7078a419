"""Which datasets draw which kind of place, and which of their columns names an area as the records do.

Knows boundary datasets and the values of records. Must not know how a draft is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.catalog import CATALOG
from dashboard.cities.schema import Version
from dashboard.data.check.compare import AREAS
from dashboard.data.check.trial import text
from dashboard.data.draft.asked import Asked
from dashboard.data.draft.catalogue import Entry
from dashboard.data.draft.columns import Guess, Guessed
from dashboard.data.draft.hints import first, words
from dashboard.data.places.boundaries import BadBoundary, shape_of
from dashboard.data.portal import Portal, PortalError

DRAWN, MOST_AREAS, ALIKE = 3, 2_000, 0.5
DRAWS = ("multipolygon", "polygon")
NUMBERED = "try_cast({} AS INTEGER)"


@dataclass(frozen=True, slots=True)
class Boundary:
    """The boundaries taken for a kind of place; ``others`` were also there."""

    kind: str
    dataset: str
    name: str
    key: str
    label: str
    geometry: str
    why: str
    others: tuple[str, ...] = ()


@dataclass(slots=True)
class Drawn:
    """The kinds of place found, and what was refused and why."""

    found: list[Boundary] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well a column names areas as records do: the share of areas that records name."""

    share: float
    key: str
    numbered: bool
    why: str


def places(portal: Portal, entries: Sequence[Entry], subjects: Mapping[str, tuple[Asked, Guessed]]) -> Drawn:
    """The boundaries of every kind of place; the guesses of records are made to spell numbers alike."""
    drawn = Drawn()
    for kind, patterns in words()["places"].items():
        if kind not in ("key", "label"):
            fitting = sorted(_fitting(entries, patterns), key=lambda one: -one.visits)
            _kind(drawn, kind, [Asked(portal, one.id) for one in fitting], subjects)
    return drawn


def _fitting(entries: Iterable[Entry], patterns: Sequence[str]) -> Iterator[Entry]:
    for entry in entries:
        draws = not entry.columns or set(entry.columns.values()) & set(DRAWS)
        if draws and first(patterns, entry.name) is not None:
            yield entry


def _kind(drawn: Drawn, kind: str, asked: Sequence[Asked], subjects: Mapping[str, tuple[Asked, Guessed]]) -> None:
    column = CATALOG.dimensions[kind].column
    named = [(one, guesses.columns[column]) for one, guesses in subjects.values() if column in guesses.columns]
    good = [one for one in asked if _usable(drawn, kind, one)]
    fits = [(fit, one) for one in good if (fit := _key(one, named))]
    if not fits:
        return
    fit, best = max(fits, key=lambda one: (round(one[0].share, 1), one[1].metadata.rows_updated_at))
    if fit.numbered:
        _number(named, best.counts(fit.key))
    others = tuple(f"{one.id} {one.metadata.name}" for one in good if one is not best)
    key = NUMBERED.format(fit.key) if fit.numbered else fit.key
    drawn.found.append(
        Boundary(kind, best.id, best.metadata.name, key, _label(best, fit.key), _geometry(best), fit.why, others)
    )


def _usable(drawn: Drawn, kind: str, asked: Asked) -> bool:
    """Whether its first areas can be drawn; what cannot is told."""
    try:
        geometry = _geometry(asked)
        version = Version(dataset=asked.id, name=asked.metadata.name, key=geometry, geometry=geometry)
        for row in asked.rows[:DRAWN] if geometry else ():
            shape_of(version, kind, "", text(row.get(geometry)))
    except (PortalError, BadBoundary) as error:
        drawn.refused.append(f"{asked.id}: {error}")
        return False
    return bool(geometry and asked.rows)


def _geometry(asked: Asked) -> str:
    shapes = [name for name, kind in asked.types.items() if kind in AREAS and kind != "text"]
    return "the_geom" if "the_geom" in shapes else (shapes or [""])[0]


def _key(asked: Asked, named: Sequence[tuple[Asked, Guess]]) -> _Fit | None:
    """The column that best names areas; without records to hold it against, the one whose own name says so."""
    likely = words()["places"]["key"]
    columns = [name for name, kind in asked.types.items() if kind in ("text", "number")]
    ranked = sorted(columns, key=lambda name: _rank(likely, name))
    fits = [fit for name in ranked for fit in _held(asked, name, named)]
    best = max(fits, key=lambda one: one.share, default=None)
    if best and best.share >= ALIKE:
        return best
    if not ranked or first(likely, ranked[0], whole=True) is None:
        return None
    told = "by name; no record names such a place" if not named else "by name; records spell places otherwise"
    return _Fit(best.share if best else 0.0, ranked[0], False, told)


def _label(asked: Asked, key: str) -> str:
    """A column of names beside a key of numbers; empty where there is none."""
    if not all(map(_digits, asked.values(key))):
        return ""
    text_columns = [name for name, kind in asked.types.items() if kind == "text" and name != key]
    named = (name for name in text_columns if first(words()["places"]["label"], name, whole=True) is not None)
    return next((name for name in named if not any(map(_digits, asked.values(name)))), "")


def _rank(likely: Sequence[str], name: str) -> int:
    place = first(likely, name, whole=True)
    return len(likely) if place is None else place


def _held(asked: Asked, name: str, named: Sequence[tuple[Asked, Guess]]) -> Iterator[_Fit]:
    areas = asked.counts(name)
    if not named or not 1 < len(areas) <= MOST_AREAS:
        return
    records: Counter[str] = Counter()
    for one, guess in named:
        records.update(one.counts(guess.field))
    for numbered, spelled in ((False, str), (True, _digits)):
        wanted, there = _spelled(areas, spelled), _spelled(records, spelled)
        share = len(wanted & there) / len(wanted) if len(wanted) > 1 else 0.0
        told = f"records name {len(wanted & there)} of {len(wanted)} areas" + (" by number" if numbered else "")
        yield _Fit(share - 0.01 * numbered, name, numbered, told)


def _spelled(values: Iterable[str], how: Callable[[str], str]) -> set[str]:
    return {made for made in map(how, values) if made}


def _digits(value: str) -> str:
    """A value as a whole number, empty when it is none."""
    plain = value.removesuffix(".0")
    return str(int(plain)) if plain.isdigit() else ""


def _number(named: Iterable[tuple[Asked, Guess]], areas: Counter[str]) -> None:
    """Records that spell the number of an area otherwise are read as numbers."""
    wanted = _spelled(areas, _digits)
    for asked, guess in named:
        if _spelled(asked.counts(guess.field), _digits) & wanted:
            guess.expression = NUMBERED.format(guess.field)
            guess.why += "; read as a number, as the map has it"
