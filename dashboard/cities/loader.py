"""Reads a city file and refuses a wrong one with a message that says what to write instead.

Knows where the bundled files lie and how pydantic reports; the rules of the
catalog are in :mod:`dashboard.cities.rules`. Never asks a portal: that is
``dashboard check``.
"""

from __future__ import annotations

import re
import tomllib
import types
import typing
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dashboard.cities.problems import NOTHING, Problem, among, report
from dashboard.cities.rules import portal_problem, problems
from dashboard.cities.schema import City

BUNDLED = Path(__file__).parent


class CityError(Exception):
    """A city file that cannot be used; the message, of several lines, is written for the operator."""


def keys() -> list[str]:
    """The bundled cities, by the key that ``--city`` takes."""
    return sorted(path.stem for path in BUNDLED.glob("*.toml"))


def find(text: str) -> Path:
    """The file of a bundled KEY, or FILE.toml itself. CityError names the cities there are."""
    if text in keys():
        return BUNDLED / f"{text}.toml"
    path = Path(text).expanduser()
    if path.is_file():
        return path
    if path.suffix == ".toml" or "/" in text:
        raise CityError(
            f"{text}: no such city file\n  expected the path of a FILE.toml, or one of: {', '.join(keys())}"
        )
    raise CityError(f"{among(text, keys(), 'a bundled city')}\n    or give the path of a FILE.toml")


def load(path_or_key: str | Path) -> City:
    """The city of a bundled key or of a file, validated. CityError tells every mistake at once."""
    path = path_or_key if isinstance(path_or_key, Path) else find(path_or_key)
    data = _read(path)
    try:
        city = City.model_validate(data)
    except ValidationError as mistakes:
        raise CityError(report(str(path), list(_shape(mistakes)))) from None
    found = problems(city)
    if found:
        raise CityError(report(str(path), found))
    return city


def with_portal(city: City, url: str) -> City:
    """The same city read from another address, a mirror or a test portal; http only on this machine."""
    told = portal_problem(url)
    if told:
        raise CityError(f"--portal: {told}")
    portal = city.portal.model_copy(update={"url": url.rstrip("/")})
    return city.model_copy(update={"portal": portal})


def _read(path: Path) -> dict[str, object]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise CityError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise CityError(f"{path}: is not UTF-8 text (byte {error.start}); save it as UTF-8") from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CityError(f"{path}: not valid TOML: {error}{_line(text, str(error))}") from None


def _line(text: str, message: str) -> str:
    found = re.search(r"line (\d+)", message)
    lines = text.splitlines()
    number = int(found[1]) if found else len(lines)
    return f"\n  line {number}: {lines[number - 1].strip()}" if 0 < number <= len(lines) else ""


def _shape(mistakes: ValidationError) -> Iterator[Problem]:
    for mistake in mistakes.errors():
        yield _problem(mistake)


def _problem(mistake: ErrorDetails) -> Problem:
    path = mistake["loc"]
    where = ".".join(str(part) for part in path)
    if mistake["type"] == "missing":
        return Problem(where, "missing: this key is required")
    if mistake["type"] == "extra_forbidden":
        fields = _fields(path[:-1])
        return Problem(where, among(str(path[-1]), fields, "a key of a city file"), mistake["input"])
    context = mistake.get("ctx", {})
    pattern = f" (as in {context['pattern']})" if mistake["type"] == "string_pattern_mismatch" else ""
    expected = {"string_pattern_mismatch": _by_pattern(str(path[-1]))}.get(mistake["type"], mistake["msg"])
    value = NOTHING if mistake["input"] is None else mistake["input"]
    return Problem(where, f"{expected}{pattern}", value)


def _by_pattern(key: str) -> str:
    return {
        "dataset": "expected the id of a dataset: four characters, a hyphen, four characters",
        "key": "expected small letters, digits and hyphens, a letter first",
    }.get(key, "expected another form")


def _fields(path: tuple[int | str, ...]) -> list[str]:
    """The keys that the table at ``path`` may have."""
    model: object = City
    for part in path:
        if isinstance(model, type) and issubclass(model, BaseModel):
            model = model.model_fields[str(part)].annotation
        else:
            arguments = [a for a in typing.get_args(model) if a not in (types.NoneType, Ellipsis)]
            model = arguments[-1] if arguments else None
        model = _unwrapped(model)
    return list(model.model_fields) if isinstance(model, type) and issubclass(model, BaseModel) else []


def _unwrapped(annotation: object) -> object:
    """``X | None`` as ``X``."""
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        return next(a for a in typing.get_args(annotation) if a is not types.NoneType)
    return annotation
