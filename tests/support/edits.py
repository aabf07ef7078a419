"""A draft of a city file made whole as its own comments ask: by taking the mark of every edit away, no more."""

from __future__ import annotations

import re

from dashboard.data.draft.toml import EDIT, UNKNOWN, value


def edited(text: str, known: dict[str, str]) -> str:
    """The draft with every edit made; ``known`` has what only a person can give. KeyError for a question beyond it."""
    return "".join(_line(line, known) for line in text.splitlines(keepends=True))


def _line(line: str, known: dict[str, str]) -> str:
    asked = re.fullmatch(rf"{EDIT}(\w+) = {re.escape(value(UNKNOWN))}(  # .*)?\n", line)
    if asked:
        return f"{asked[1]} = {value(known[asked[1]])}\n"
    return line.removeprefix(EDIT)
