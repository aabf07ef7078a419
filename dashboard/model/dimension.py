"""What a record holds and what a reader may choose by: columns, values, stages, dimensions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Plural = tuple[str, str]


class Kind(StrEnum):
    """What a canonical column holds; decides its DuckDB type."""

    TEXT = "text"
    CODE = "code"
    TIMESTAMP = "timestamp"
    DATE = "date"
    NUMBER = "number"
    FLAG = "flag"

    @property
    def sql(self) -> str:
        """The DuckDB type of a canonical column of this kind."""
        return {
            "timestamp": "TIMESTAMP",
            "date": "DATE",
            "number": "DOUBLE",
            "flag": "BOOLEAN",
        }.get(self.value, "VARCHAR")


@dataclass(frozen=True, slots=True)
class Column:
    """One canonical column of a subject.

    ``derived`` is DuckDB SQL over other canonical columns; a city file never
    maps a derived column. ``public`` columns leave in row exports; ``located`` ones
    say where to less than an area: they leave as exact as a block, and not for every record.
    """

    name: str
    kind: Kind
    about: str
    required: bool = False
    public: bool = True
    located: bool = False
    derived: str | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a coded dimension: its stable code and the words for it."""

    code: str
    label: str
    nouns: Mapping[str, Plural] = field(default_factory=dict)
    about: str = ""
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a flow: the codes that reached it, all of them when none is named.

    Two stages have a ``share`` (the label of "share of these"): the first, and the
    one that the later ones are also a share of. The stage with a ``headline``
    (fields ``n``, ``all``, ``share``, ``scope``) is the one told first.
    """

    key: str
    label: str
    codes: tuple[str, ...] = ()
    share: str = ""
    headline: str = ""


@dataclass(frozen=True, slots=True)
class Dimension:
    """Something a reader may filter or break down by; ``key`` is its name in the URL.

    ``values`` lists the codes of a coded dimension; a dimension without them
    takes its values from the data (places, free text). ``phrase`` puts ``{name}``
    into a sentence; ``numbered`` gives label and phrase where the name is a bare number.
    ``nouns`` turns chosen values into what is counted, by unit. ``several`` is the
    phrase with ``{n}`` where too many values are chosen to name. ``stages`` orders
    the codes as a flow.
    """

    key: str
    column: str
    label: str
    all_label: str
    phrase: str
    values: tuple[Value, ...] = ()
    place: bool = False
    protected: bool = False
    control: bool = True
    ordered: bool = False
    numbered: tuple[str, str] = ("", "")
    nouns: Mapping[str, Plural] = field(default_factory=dict)
    several: str = ""
    stages: tuple[Stage, ...] = ()

    def value(self, code: str) -> Value | None:
        """The declared value with this code, if any."""
        return next((value for value in self.values if value.code == code), None)

    def stage(self, key: str) -> Stage | None:
        """The stage of the flow with this key, if any."""
        return next((stage for stage in self.stages if stage.key == key), None)
