"""The words of SoQL: tokens of a statement, and literals as values of a column's type."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from dashboard.sample.dataset import SHAPES

TOKEN = re.compile(
    r"""\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"""
    r"""|(?P<name>`[^`]+`|:\*|:?@?[A-Za-z_]\w*)|(?P<sign><=|>=|<>|!=|[*(),<>=])|(?P<other>\S))"""
)
TEXTS = ("text", "row_identifier", "row_version")
TIMES = ("floating_timestamp", "fixed_timestamp")

Value = str | float | datetime | bool


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a statement; ``at`` is its offset."""

    kind: str
    text: str
    at: int

    @property
    def word(self) -> str:
        """The token as a keyword or sign, in upper case; empty for a literal."""
        return self.text.upper() if self.kind in ("name", "sign") else ""

    @property
    def name(self) -> str:
        """The token as a field name: without backquotes, in lower case."""
        return self.text.strip("`").lower()


def tokens(text: str) -> list[Token]:
    """The words of a statement, and one that marks its end."""
    found = [(match.lastgroup, match) for match in TOKEN.finditer(text)]
    words = [Token(kind, match[kind], match.start(kind)) for kind, match in found if kind]
    return [*words, Token("end", "end of input", len(text))]


def value(token: Token, kind: str) -> Value | None:
    """A literal as a value of a column of type ``kind``; None where it cannot be one."""
    quoted = token.kind == "text"
    text = token.text[1:-1].replace("''", "'") if quoted else token.text
    if kind in SHAPES or (kind in (*TEXTS, *TIMES) and not quoted):
        return None
    return converted(text, kind)


def converted(text: str, kind: str) -> Value | None:
    """Plain text as a value of a column of type ``kind``; None where it cannot be one."""
    if kind in TEXTS:
        return text
    if kind == "checkbox":
        return {"true": True, "false": False}.get(text.lower())
    try:
        return _moment(text) if kind in TIMES else float(text)
    except ValueError:
        return None


def _moment(text: str) -> datetime:
    """A timestamp as stored: without a zone, in UTC where one was given."""
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
