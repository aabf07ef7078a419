"""The part of SoQL that a mirror needs, read into DuckDB SQL with bound values.

Names are checked against the dataset's fields and every literal becomes a
parameter, so nothing a client sends is ever SQL text. Served: ``*``, ``:*``,
fields, ``count min max``, ``AS``, comparisons with a literal, ``IS NULL``, AND,
OR, brackets, GROUP BY, ORDER BY. Knows nothing of HTTP or rendering.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from dashboard.sample.dataset import SYSTEM
from dashboard.sample.errors import SodaError, malformed, refused
from dashboard.sample.soql_words import Token, Value, tokens, value

FUNCTIONS = ("count", "min", "max")
COMPARISONS = {"=": "=", "!=": "<>", "<>": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
ALIAS = re.compile(r"[A-Za-z_]\w*", re.ASCII)
DEFAULT_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Output:
    """One column of the answer: its name, Socrata type, and SQL over the dataset."""

    name: str
    type: str
    sql: str


@dataclass
class Query:
    """A checked query. ``where`` holds a ``?`` for each of ``values``; ``group`` and ``order`` are SQL."""

    outputs: list[Output] = field(default_factory=list)
    where: str | None = None
    values: list[Value] = field(default_factory=list)
    group: list[str] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    limit: int = DEFAULT_LIMIT
    offset: int = 0

    def narrow(self, condition: str) -> None:
        """Keep only the rows that also fit ``condition``."""
        self.where = f"({self.where}) AND {condition}" if self.where else condition


class Reader:
    """Recursive descent over one statement, with the Socrata types of the dataset's fields.

    What does not parse is said at once; what parses but makes no sense is kept
    in ``problem`` and said at the end, as the portal does.
    """

    def __init__(self, text: str, types: Mapping[str, str]) -> None:
        self.text, self.types = text, types
        self.tokens = tokens(text)
        self.place = 0
        self.query = Query()
        self.problem: SodaError | None = None

    def statement(self) -> Query:
        """The checked statement; SodaError 400 when it makes no sense."""
        query = self.query
        self._expect("SELECT")
        for _ in self._list():
            self._select()
        if self._accept("WHERE"):
            query.narrow(self._either())
        if self._accept("GROUP"):
            self._expect("BY")
            query.group = [quoted(self._field()[0]) for _ in self._list()]
        if self._accept("ORDER"):
            self._expect("BY")
            query.order = [self._ordering() for _ in self._list()]
        if self.now.kind != "end":
            self._fail("end of input")
        self._check_groups()
        if self.problem:
            raise self.problem
        return query

    # -- words

    @property
    def now(self) -> Token:
        """The word that comes next."""
        return self.tokens[self.place]

    @property
    def calls(self) -> bool:
        """Whether a function call comes next."""
        return self.now.kind == "name" and self.tokens[self.place + 1].text == "("

    def _next(self) -> Token:
        token = self.now
        self.place += token.kind != "end"
        return token

    def _accept(self, *words: str) -> str | None:
        return self._next().word if self.now.word in words else None

    def _expect(self, word: str) -> None:
        if not self._accept(word):
            self._fail(f"`{word}'")

    def _fail(self, wanted: str) -> NoReturn:
        raise malformed(self.text, self.now.at, f"Expected {wanted}, but got `{self.now.text}'")

    def _note(self, kind: str, problem: str, at: int, **data: str) -> None:
        self.problem = self.problem or refused(kind, problem, self.text, at, **data)

    def _list(self) -> Iterator[None]:
        """One turn for each element of a comma-separated list; the loop's body reads the element."""
        yield
        while self._accept(","):
            yield

    # -- columns

    def _select(self) -> None:
        outputs = self.query.outputs
        star = self.now.text if self.now.text in ("*", ":*") else None
        if star is None:
            outputs.append(self._output())
            return
        if any(output.name not in SYSTEM for output in outputs):
            raise malformed(self.text, self.now.at, "Star selections must come at the start of the select-list")
        self._next()
        chosen = [name for name in self.types if (name in SYSTEM) == (star == ":*")]
        outputs += [Output(name, self.types[name], quoted(name)) for name in chosen]

    def _output(self) -> Output:
        name, kind, sql = self._call() if self.calls else self._plain()
        if self._accept("AS"):
            if not ALIAS.fullmatch(self.now.text):
                self._fail("an identifier")
            name = self._next().text
        return Output(name, kind, sql)

    def _plain(self) -> tuple[str, str, str]:
        name, kind = self._field()
        return name, kind, quoted(name)

    def _call(self) -> tuple[str, str, str]:
        token = self._next()
        function = token.name
        self._expect("(")
        if function not in FUNCTIONS:
            self._note("no-such-function", f"No such function: {function}", token.at, function=function)
        star = function == "count" and self._accept("*")
        name, kind = ("", "number") if star else self._field()
        self._expect(")")
        if star:
            return "count", kind, "count(*)"
        result = "number" if function == "count" else kind
        return f"{function}_{name}".replace(":", ""), result, f"{function}({quoted(name)})"

    def _ordering(self) -> str:
        own = {output.name: output.sql for output in self.query.outputs}
        if self.now.text in own:
            sql = own[self._next().text]
        else:
            sql = self._call()[2] if self.calls else quoted(self._field()[0])
        down = self._accept("ASC", "DESC") == "DESC"
        return f"{sql} DESC NULLS FIRST" if down else f"{sql} ASC NULLS LAST"

    def _check_groups(self) -> None:
        plain = [output for output in self.query.outputs if output.sql.startswith('"')]
        if len(plain) == len(self.query.outputs) and not self.query.group:
            return
        for output in plain:
            if output.sql not in self.query.group:
                problem = f"Column '{output.name}' is not in group by"
                self._note("column-not-in-group-bys", problem, self.text.find(output.name), column=output.name)

    # -- conditions

    def _either(self) -> str:
        parts = [self._both()]
        while self._accept("OR"):
            parts.append(self._both())
        return f"({' OR '.join(parts)})" if len(parts) > 1 else parts[0]

    def _both(self) -> str:
        parts = [self._one()]
        while self._accept("AND"):
            parts.append(self._one())
        return " AND ".join(parts)

    def _one(self) -> str:
        if self._accept("("):
            inner = self._either()
            self._expect(")")
            return f"({inner})"
        name, kind = self._field()
        if self._accept("IS"):
            negated = "NOT " if self._accept("NOT") else ""
            self._expect("NULL")
            return f"{quoted(name)} IS {negated}NULL"
        sign = self.now
        if not self._accept(*COMPARISONS):
            self._fail("a comparison")
        return f"{quoted(name)} {COMPARISONS[sign.text]} {self._bound(sign, kind)}"

    def _bound(self, sign: Token, kind: str) -> str:
        """Bind the literal after ``sign`` as a value of the type ``kind``."""
        if self.now.kind not in ("text", "number") and self.now.word not in ("TRUE", "FALSE"):
            self._fail("a value")
        token = self._next()
        bound = value(token, kind)
        if bound is None:
            told = {"text": "text", "number": "number"}.get(token.kind, "checkbox")
            function = f"op${sign.text}"
            problem = f"Type mismatch for {function}, is {told}"
            self._note("type-mismatch", problem, sign.at, function=function, type=told)
        self.query.values.append("" if bound is None else bound)
        return "?"

    def _field(self) -> tuple[str, str]:
        if self.now.kind != "name" or self.now.text == ":*":
            self._fail("an identifier")
        token = self._next()
        if token.name not in self.types:
            self._note("no-such-column", f"No such column: {token.name}", token.at, column=token.name)
        return token.name, self.types.get(token.name, "text")


def quoted(name: str) -> str:
    """A field name as a SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
