"""The words that tell a dataset, a column or a value: ``words.toml`` beside this module, read once.

Knows the file's shape. Must not know portals.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.cities.problems import likeness
from dashboard.model import Column, Dimension, Subject

FILE = Path(__file__).with_name("words.toml")
ALIKE, ALIKE_WORTH, STEP, ANY_MOMENT = 0.85, 0.6, 0.02, 0.1


@cache
def words() -> Mapping[str, Any]:
    """The whole file."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def first(patterns: Iterable[str], text: str, *, whole: bool = False) -> int | None:
    """The place of the first pattern that fits ``text``, whole or anywhere in it, in any case."""
    match = re.fullmatch if whole else re.search
    return next((place for place, one in enumerate(patterns) if match(one, text, re.IGNORECASE)), None)


def _of(subject: Subject) -> Mapping[str, Any]:
    found: Mapping[str, Any] = words()["subjects"].get(subject.key, {})
    return found


def names_dataset(subject: Subject, name: str) -> float:
    """How well the name of a dataset fits a subject: 0 not at all, 1 by its best word."""
    hints = _of(subject)
    if first(hints.get("never", ()), name) is not None:
        return 0.0
    place = first(hints.get("names", (rf"\b{re.escape(subject.key.rstrip('s'))}s?\b",)), name)
    if place is None:
        return 1.0 if name.strip().lower() == subject.label.lower() else 0.0
    return 1.0 - place * STEP * 2


def names_column(subject: Subject, column: Column, field: str) -> float:
    """How well a published column's name fits a canonical column: 0 to 1."""
    own, common = _of(subject).get("columns", {}), words()["common"]
    listed = [*own.get(column.name, ()), *common.get(column.name, ()), *_usual(column.name)]
    place = first(listed, field, whole=True)
    if place is not None:
        return 1.0 - place * STEP
    near = likeness(column.name, field)
    if near >= ALIKE and "_" in column.name:
        return near * ALIKE_WORTH
    return ANY_MOMENT if column.name == subject.when and re.search("date|time", field, re.IGNORECASE) else 0.0


def _usual(name: str) -> Iterator[str]:
    """How portals write a canonical name that ends in ``_id`` or ``_at``."""
    stem = re.escape(name[:-3]).removesuffix("ed")
    if name.endswith("_id"):
        yield rf"{stem}_?(id|number|num|no|key)"
    if name.endswith("_at"):
        yield rf"{stem}(ed|d|al)?_?(at|on|date|time|datetime)|date_?{stem}(ed|d)?"


def copied(subject: Subject) -> Mapping[str, str]:
    """Columns that hold what another one holds before it is sorted into codes."""
    found: Mapping[str, str] = _of(subject).get("same", {})
    return found


def code_of(dimension: Dimension, value: str) -> str | None:
    """The code that the words of a published value tell; its own code or label else; None when nothing tells it."""
    listed: Mapping[str, list[str]] = words()["codes"].get(dimension.column, {})
    for one in dimension.values:
        if plain(value) in (plain(one.code), plain(one.label)):
            return one.code
    valid = {one.code for one in dimension.values}
    return next((code for code, said in listed.items() if code in valid and first(said, value) is not None), None)


def stars(dimension: Dimension) -> dict[str, list[str]]:
    """The plain words of each code as patterns of a city file, in the order in which they are to be tried."""
    listed: Mapping[str, list[str]] = words()["codes"].get(dimension.column, {})
    bare = {code: [one.replace(r"\b", "") for one in said] for code, said in listed.items()}
    return {code: [f"*{one}*" for one in said if re.fullmatch(r"[a-z0-9 -]+", one)] for code, said in bare.items()}


def plain(text: str) -> str:
    """Letters and digits, in lower case."""
    return re.sub(r"[^a-z0-9]+", "", text.lower())
