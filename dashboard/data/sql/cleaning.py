"""SQL that turns one published value into one canonical value: text, codes, times, numbers, flags.

Every function takes and returns DuckDB SQL; all but :func:`trimmed` take text
that is trimmed already, so that it is trimmed once. Knows nothing of subjects,
cities or tables. The placeholders that stand for "no value" are listed here
and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboard.model import Kind

PLACEHOLDERS = ("", "-", "unknown", "null", "(null)", "redacted", "na", "n/a")
"""Texts that portals publish in place of nothing, in lower case. ``0`` is not one: it may be a value."""

NOWHERE = ((-91.6866, 36.6194),)
"""Points, as longitude and latitude, that portals publish in place of none: the origin of Illinois' own coordinates."""

NEAR = 0.001
BLANKS = " \t\r\n\v\f\N{NO-BREAK SPACE}\N{ZERO WIDTH NO-BREAK SPACE}"
EDGE = r"^[\s\v\x{A0}\x{FEFF}]|[\s\v\x{A0}\x{FEFF}]$"
FORMATS = (
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %I:%M %p",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%m/%d/%Y",
    "%Y/%m/%d %H:%M:%S",
    "%Y %b %d %I:%M:%S %p",
    "%Y%m%d",
)
"""Ways of writing a moment that a plain cast does not read, tried in this order; month before day."""

OFFSET = r"\d:\d\d(:\d\d(\.\d+)?)?\s*([Zz]|[+-]\d\d(:?\d\d)?)$"
TRUE, FALSE = ("true", "t", "yes", "y", "1"), ("false", "f", "no", "n", "0")


def literal(text: str) -> str:
    """``text`` as a SQL string literal. A NUL, which SQL text cannot hold, is left out."""
    return "'" + text.replace("\0", "").replace("'", "''") + "'"


def identifier(name: str) -> str:
    """``name`` as a quoted SQL identifier."""
    return '"' + name.replace("\0", "").replace('"', '""') + '"'


def trimmed(value: str) -> str:
    """Any value as text without blanks around it. Looking first is twice as fast as trimming every value."""
    plain = f"CAST({value} AS VARCHAR)"
    return f"CASE WHEN regexp_matches({plain}, {literal(EDGE)}) THEN trim({plain}, {literal(BLANKS)}) ELSE {plain} END"


def text(value: str) -> str:
    """The text; NULL where a placeholder stands for nothing."""
    return f"CASE WHEN {_one_of(value, PLACEHOLDERS)} THEN NULL ELSE {value} END"


def code(value: str, patterns: Mapping[str, Iterable[str]], otherwise: str | None) -> str:
    """The first code with a pattern that fits the text, in any case; ``*`` stands for any text.

    A placeholder that no pattern names is NULL; what fits nothing is ``otherwise``.
    """
    whens = [f"WHEN {fits(value, listed)} THEN {literal(name)}" for name, listed in patterns.items() if listed]
    rest = literal(otherwise) if otherwise is not None else "NULL"
    nothing = f"WHEN {value} IS NULL OR {_one_of(value, PLACEHOLDERS)} THEN NULL"
    return " ".join(["CASE", *whens, nothing, f"ELSE {rest} END"])


def fits(value: str, patterns: Iterable[str]) -> str:
    """Whether the text fits one of the patterns, in any case."""
    listed = [pattern.strip(BLANKS) for pattern in patterns]
    whole = [f"lower({literal(pattern)})" for pattern in listed if "*" not in pattern]
    tests = [_starred(f"lower({value})", pattern) for pattern in listed if "*" in pattern]
    if whole:
        tests.insert(0, f"lower({value}) IN ({', '.join(whole)})")
    return "(" + (" OR ".join(tests) or "false") + ")"


def moment(value: str, timezone: str) -> str:
    """A TIMESTAMP in the city's own time.

    A value with ``Z`` or an offset is converted to ``timezone``; one without
    is already local and left alone. What is no moment is NULL.
    """
    zoned = f"timezone({literal(timezone)}, try_cast({value} AS TIMESTAMPTZ))"
    formats = ", ".join(literal(form) for form in FORMATS)
    return (
        f"CASE WHEN regexp_matches({value}, {literal(OFFSET)}) THEN {zoned} "
        f"WHEN regexp_matches({value}, '[0-9]') "
        f"THEN coalesce(try_cast({value} AS TIMESTAMP), try_strptime({value}, [{formats}])) END"
    )


def number(value: str) -> str:
    """A finite DOUBLE; NULL for anything else."""
    read = f"try_cast({value} AS DOUBLE)"
    return f"CASE WHEN isfinite({read}) THEN {read} END"


def flag(value: str) -> str:
    """A BOOLEAN from true/false, yes/no, 1/0; NULL for anything else."""
    return f"CASE WHEN {_one_of(value, TRUE)} THEN true WHEN {_one_of(value, FALSE)} THEN false END"


def degrees(value: str, limit: int, *, pair: str | None = None) -> str:
    """A coordinate within ``limit`` degrees; NULL for the placeholder 0 and where ``pair``, the other one, is unusable.

    A point of two whole degrees, such as (39, -77), stands for none, and so do those
    in ``NOWHERE``. ``value`` and ``pair`` are columns that already hold numbers.
    """
    if pair is None:
        return f"CASE WHEN {_usable(value, limit)} THEN {value} END"
    longitude, latitude = (value, pair) if limit == 180 else (pair, value)
    point = f"{_usable(value, limit)} AND {_usable(pair, 270 - limit)} AND NOT ({_nowhere(longitude, latitude)})"
    return f"CASE WHEN {point} THEN {value} END"


def no_degrees(longitude: str, latitude: str) -> str:
    """Whether one of two texts is a number that no longitude or latitude can be, such as feet or meters."""
    far = (f"abs({number(value)}) > {limit}" for value, limit in ((longitude, 180), (latitude, 90)))
    return f"coalesce({' OR '.join(far)}, false)"


def clean(kind: Kind, value: str, timezone: str) -> str:
    """The canonical value of a column of this kind; codes are not here, see :func:`code`."""
    if kind is Kind.TIMESTAMP:
        return moment(value, timezone)
    if kind is Kind.DATE:
        return f"CAST({moment(value, timezone)} AS DATE)"
    return {Kind.NUMBER: number, Kind.FLAG: flag}.get(kind, text)(value)


def _usable(column: str, limit: int) -> str:
    return f"{column} <> 0 AND abs({column}) <= {limit}"


def _nowhere(longitude: str, latitude: str) -> str:
    whole = f"{longitude} = trunc({longitude}) AND {latitude} = trunc({latitude})"
    near = (f"abs({longitude} - {x}) < {NEAR} AND abs({latitude} - {y}) < {NEAR}" for x, y in NOWHERE)
    return " OR ".join(f"({test})" for test in (whole, *near))


def _one_of(value: str, words: Iterable[str]) -> str:
    return f"lower({value}) IN ({', '.join(literal(word) for word in words)})"


def _starred(value: str, pattern: str) -> str:
    """A test for a pattern with stars; the plain ones in the functions that are twice as fast as LIKE."""
    inner = pattern.strip("*")
    text = f"lower({literal(inner)})"
    if not inner or "*" in inner:
        return f"{value} LIKE lower({_like(pattern)}) ESCAPE '\\'"
    if pattern.startswith("*"):
        return f"contains({value}, {text})" if pattern.endswith("*") else f"ends_with({value}, {text})"
    return f"starts_with({value}, {text})"


def _like(pattern: str) -> str:
    escaped = pattern.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return literal(escaped.replace("*", "%"))
