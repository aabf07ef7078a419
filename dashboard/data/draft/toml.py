"""Lines of a draft: keys and values as TOML, and the two kinds of comment.

``# guess:`` stands behind what was guessed. ``# edit: key = value`` is a line to
take the mark off, with the value made right; ``"..."`` is a value that only a
person can give. Knows nothing of cities.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date

UNKNOWN = "..."
EDIT = "# edit: "
WIDTH = 118
CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


def value(given: object) -> str:
    """A TOML value: text, days, numbers, truth."""
    if isinstance(given, list):
        return f"[{', '.join(map(value, given))}]"
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, date):
        return given.isoformat()
    return (
        str(given) if isinstance(given, int) else json.dumps(str(given), ensure_ascii=False).replace("\x7f", "\\u007f")
    )


def key(name: str) -> str:
    """A bare key where TOML allows it, else a quoted one."""
    return name if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", name) else value(name)


def comment(text: str) -> str:
    """A comment of one line."""
    return "# " + CONTROL.sub(" ", text).strip()


def guess(name: str, given: object, why: str) -> str:
    """A line that stands, and why."""
    return f"{key(name)} = {value(given)}  {comment('guess: ' + why)}"


def plain(name: str, given: object, note: str = "") -> str:
    """A line as the portal tells it."""
    return f"{key(name)} = {value(given)}" + (f"  {comment(note)}" if note else "")


def edit(name: str, given: object, ask: str) -> str:
    """A line that a person takes the mark off."""
    return f"{EDIT}{plain(name, given, ask)}"


def listed(name: str, values: Sequence[str]) -> Iterator[str]:
    """``name = [values]``, on as many lines as it takes."""
    whole = f"{key(name)} = [{', '.join(map(value, values))}]"
    if len(whole) <= WIDTH:
        yield whole
        return
    yield f"{key(name)} = ["
    line = "   "
    for one in values:
        if len(line) + len(value(one)) + 2 > WIDTH:
            yield line
            line = "   "
        line += f" {value(one)},"
    yield line
    yield "]"


def edits(lines: Sequence[str]) -> Iterator[str]:
    """The same lines, each with the mark of an edit."""
    return (f"{EDIT}{line}" for line in lines)
