"""Selection: what a reader has chosen, as one frozen value, read from and written to a URL query.

Nothing here queries data or knows the web framework. A value that does not
parse becomes a :class:`Problem`; an unknown key is ignored.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from dashboard.model import Window

MEASURES = ("count", "rate")
COMPARISONS = ("previous", "year", "none")
LANGUAGES = ("en", "es")
LONGEST_VALUE = 120
MOST_VALUES = 60
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Pairs = Iterable[tuple[str, str]]
Vocabulary = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Problem:
    """A value of the query that could not be used; ``expected`` is for a developer, in English."""

    key: str
    value: str
    expected: str

    def __str__(self) -> str:
        return f"{self.key}={self.value!r}: expected {self.expected}"


@dataclass(frozen=True, slots=True)
class Selection:
    """Dates, chosen values by dimension, breakdown, measure, comparison, language, snapshot."""

    since: date | None = None
    until: date | None = None
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    by: str | None = None
    measure: str = "count"
    compare: str = "previous"
    lang: str = "en"
    as_of: str | None = None

    def values(self, dimension: str) -> tuple[str, ...]:
        """The values chosen in a dimension; empty means all."""
        return dict(self.chosen).get(dimension, ())

    def asked(self, coverage: Window) -> Window | None:
        """The period asked for, open ends filled from ``coverage``; None without dates."""
        if self.since is None and self.until is None:
            return None
        since, until = self.since or min(coverage.since, self.until or coverage.since), self.until or coverage.until
        return Window(since, max(since, until))

    def query(self) -> list[tuple[str, str]]:
        """Canonical URL pairs, defaults left out; ``parse`` of it gives this value back."""
        dates = (("since", self.since), ("until", self.until))
        pairs = [(key, day.isoformat()) for key, day in dates if day]
        pairs += [(key, value) for key, values in self.chosen for value in values]
        plain = (("by", self.by), ("measure", self.measure), ("compare", self.compare), ("lang", self.lang))
        defaults = Selection()
        pairs += [(key, value) for key, value in plain if value and value != getattr(defaults, key)]
        return pairs + ([("as_of", self.as_of)] if self.as_of else [])

    def but(self, **changes: object) -> Selection:
        """A copy with some parts changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a query meant, and what in it meant nothing."""

    selection: Selection
    problems: tuple[Problem, ...] = ()


def parse(pairs: Pairs, vocabulary: Vocabulary, kinds: Collection[str], snapshots: Collection[str] = ()) -> Parsed:
    """Read URL pairs.

    ``vocabulary`` maps each dimension to its valid values, in canonical order of
    dimensions; ``kinds`` are the dimensions that ``by=`` may name; ``snapshots``
    the ids that ``as_of=`` may name.
    """
    reader = _Reader(pairs)
    since, until = reader.day("since"), reader.day("until")
    if since and until and since > until:
        reader.refuse("until", until.isoformat(), f"a date not before since={since.isoformat()}")
        since = until = None
    selection = Selection(
        since=since,
        until=until,
        chosen=tuple((key, found) for key, known in vocabulary.items() if (found := reader.several(key, known))),
        by=reader.one("by", kinds),
        measure=reader.one("measure", MEASURES) or "count",
        compare=reader.one("compare", COMPARISONS) or "previous",
        lang=reader.one("lang", LANGUAGES) or "en",
        as_of=reader.one("as_of", snapshots),
    )
    return Parsed(selection, tuple(reader.problems))


class _Reader:
    """Takes values out of a query, key by key, and notes what it could not use."""

    def __init__(self, pairs: Pairs) -> None:
        self.given: dict[str, list[str]] = {}
        self.problems: list[Problem] = []
        for key, value in pairs:
            if value.strip():
                self.given.setdefault(key, []).append(value.strip())

    def refuse(self, key: str, value: str, expected: str) -> None:
        legible = value.encode("utf-8", "replace").decode()
        shown = legible if len(legible) <= LONGEST_VALUE else legible[:LONGEST_VALUE] + "…"
        self.problems.append(Problem(key, shown, expected))

    def single(self, key: str) -> str | None:
        values = self.given.get(key, [])
        if len(set(values)) > 1:
            self.refuse(key, values[1], f"{key} only once")
        return values[0] if values else None

    def day(self, key: str) -> date | None:
        text = self.single(key)
        if text is None:
            return None
        try:
            day = date.fromisoformat(text) if ISO_DATE.fullmatch(text) else None
        except ValueError:
            day = None
        if day is None or not 1900 <= day.year <= 2100:
            self.refuse(key, text, "a date such as 2026-01-31")
            return None
        return day

    def one(self, key: str, known: Collection[str]) -> str | None:
        text = self.single(key)
        if text is not None and text not in known:
            self.refuse(key, text, _expected(known))
            return None
        return text

    def several(self, key: str, known: Collection[str]) -> tuple[str, ...]:
        values = list(dict.fromkeys(self.given.get(key, [])))
        for extra in values[MOST_VALUES:]:
            self.refuse(key, extra, f"at most {MOST_VALUES} values")
        kept = set()
        for value in values[:MOST_VALUES]:
            if value in known:
                kept.add(value)
            else:
                self.refuse(key, value, _expected(known))
        return tuple(value for value in known if value in kept)


def _expected(known: Collection[str]) -> str:
    shown = sorted(known)[:12]
    more = ", …" if len(known) > len(shown) else ""
    return "one of " + ", ".join(shown) + more if shown else "nothing: the city publishes no such values"
