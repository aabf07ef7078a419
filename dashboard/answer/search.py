"""Finding a place by its name or by a block address, as the city's own records write them.

Text from a reader is only compared, never run. A block tells where its records
lie and nothing else: no counts, no offenses.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from dashboard.answer.memory import Memory
from dashboard.catalog import Catalog
from dashboard.data.receipt import Snapshot
from dashboard.data.warehouse import Warehouse

LONGEST = 80
MOST = 20
MOST_BLOCKS = 10
CLOSE = 0.72
DIRECTIONS = {"n": "n", "north": "n", "s": "s", "south": "s", "e": "e", "east": "e", "w": "w", "west": "w"}
SUFFIXES = {
    long: short
    for short, several in {
        "st": "street str", "ave": "avenue av aven", "rd": "road", "blvd": "boulevard boul bl",
        "dr": "drive", "ln": "lane la",
        "ct": "court", "pl": "place", "ter": "terrace terr te", "hwy": "highway", "pkwy": "parkway pky pwy",
        "sq": "square",
        "cir": "circle", "aly": "alley al", "way": "wy", "expy": "expressway expwy", "plz": "plaza", "trl": "trail",
    }.items()
    for long in (short, *several.split())
}  # fmt: skip
FILLING = frozenset({"block", "blk", "bls", "of", "the", "el", "la", "de", "cuadra"})
HUNDRED = re.compile(r"0*(\d+?)(x+)")
HOUSE = re.compile(r"\d+[a-z]?")
HOME = re.compile(r"\b(?:apt|unit|ste|apartment|suite|lot|rm)\b.*|#.*", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place found; for a block (``kind`` is empty) the places in which its records lie, by kind."""

    kind: str
    key: str
    name: str
    lies: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a text found: places by name, blocks by address, and names nearly alike when there is neither."""

    places: tuple[Hit, ...] = ()
    blocks: tuple[Hit, ...] = ()
    close: tuple[Hit, ...] = ()
    example: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """A block address taken apart; every part lower case, abbreviated, without padding. ``number`` is 0 for 1 to 99."""

    number: int | None
    street: tuple[str, ...]
    direction: str
    suffix: str

    def __str__(self) -> str:
        parts = [self.direction.upper(), *(word.capitalize() for word in self.street), self.suffix.capitalize()]
        return " ".join(part for part in ("" if self.number is None else str(self.number), *parts) if part)

    def fits(self, block: Address) -> bool:
        """Whether a block is what is looked for: the hundred, street words in order, no contradiction."""
        return (
            self.number in (None, block.number)
            and _begins(self.street, block.street)
            and (not self.direction or not block.direction or self.direction == block.direction)
            and (not self.suffix or not block.suffix or self.suffix == block.suffix)
        )


def words_of(text: str) -> list[str]:
    """A text as plain lower-case words: no accents, no punctuation, ``012XX`` as ``1200``."""
    plain = unicodedata.normalize("NFKD", text[: 4 * LONGEST]).casefold()
    plain = plain.replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    return [_hundred(word) for word in re.findall(r"[^\W_]+", letters)]


def _hundred(word: str) -> str:
    match = HUNDRED.fullmatch(word)
    if match:
        word = match[1] + "0" * len(match[2])
    return word.lstrip("0") or "0" if word.isascii() and word.isdigit() else word


def address(text: str) -> Address:
    """A block address from any spelling: "1234 North Charles Street", "1200 BLK N CHARLES ST".

    House numbers become their hundred and apartments are left out: nothing finer than a block is kept.
    """
    words = [word for word in words_of(HOME.sub("", text)) if word not in FILLING]
    number = (
        int(words.pop(0)) // 100 * 100
        if words and words[0].isascii() and words[0].isdigit() and len(words[0]) < 7
        else None
    )
    while number is not None and len(words) > 1 and HOUSE.fullmatch(words[0]):
        words.pop(0)
    suffix = SUFFIXES[words.pop()] if len(words) > 1 and words[-1] in SUFFIXES else ""
    direction = DIRECTIONS[words.pop(0)] if len(words) > 1 and words[0] in DIRECTIONS else ""
    return Address(number, tuple(words), direction, suffix)


def _begins(wanted: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether every wanted word begins one of the words, in order."""
    rest = iter(words)
    return bool(wanted) and all(any(word.startswith(one) for word in rest) for one in wanted)


class Search:
    """Names and blocks of each snapshot, gathered once; safe to share between threads."""

    def __init__(self, warehouse: Warehouse, catalog: Catalog) -> None:
        self.warehouse, self.catalog = warehouse, catalog
        self._blocks: Memory[list[tuple[Address, Hit]]] = Memory(2)

    def find(self, text: str, snapshot: Snapshot) -> Found:
        """What ``text`` names, at most :data:`MOST` in all, the best first."""
        text = text[:LONGEST]
        wanted = words_of(text)
        if not wanted:
            return Found()
        places = sorted(
            (rank, self._order(hit), hit.name, hit.key, hit)
            for hit in self.places(snapshot)
            if (rank := _rank(wanted, words_of(hit.name))) is not None
        )
        blocks = self._matching(address(text), snapshot)[:MOST_BLOCKS]
        named = tuple(place[-1] for place in places)[: MOST - len(blocks)]
        if named or blocks:
            return Found(named, tuple(blocks))
        return Found(close=self._close(text, snapshot), example=self._example(snapshot))

    def places(self, snapshot: Snapshot) -> list[Hit]:
        """Every place that has a page, by kind and name."""
        found: dict[tuple[str, str], Hit] = {}
        for receipt in snapshot.subjects.values():
            for kind, values in receipt.values.items():
                if kind in self.catalog.dimensions and self.catalog.dimensions[kind].place:
                    found |= {(kind, one.key): Hit(kind, one.key, one.name) for one in values}
        return sorted(found.values(), key=lambda hit: (self._order(hit), _natural(hit.name)))

    def _order(self, hit: Hit) -> int:
        return list(self.catalog.dimensions).index(hit.kind)

    def _close(self, text: str, snapshot: Snapshot) -> tuple[Hit, ...]:
        """Names that are nearly what was typed."""
        named = {" ".join(words_of(hit.name)): hit for hit in self.places(snapshot)}
        return tuple(named[one] for one in get_close_matches(" ".join(words_of(text)), list(named), 3, CLOSE))

    def _example(self, snapshot: Snapshot) -> str:
        """An address that would be found."""
        return next((hit.name for one, hit in self._known(snapshot) if one.number and one.suffix), "")

    def _matching(self, wanted: Address, snapshot: Snapshot) -> list[Hit]:
        fitting = [(one, hit) for one, hit in self._known(snapshot) if wanted.fits(one)] if wanted.street else []
        near = sorted(fitting, key=lambda pair: (not pair[1].lies, pair[0].street, pair[0].number or 0))
        return [hit for _, hit in near]

    def _known(self, snapshot: Snapshot) -> list[tuple[Address, Hit]]:
        return self._blocks.recall(snapshot.id, lambda: list(self._gathered(snapshot)))

    def _gathered(self, snapshot: Snapshot) -> Iterator[tuple[Address, Hit]]:
        """Every block of the snapshot once, however it is spelled, with where its records lie."""
        lies: dict[Address, Counter[tuple[str, str]]] = {}
        for block, places, count in self._rows(snapshot):
            lies.setdefault(address(block), Counter()).update(dict.fromkeys(places, count))
        for key, stated in lies.items():
            yield key, Hit("", "", str(key), tuple(_best(stated)))

    def _rows(self, snapshot: Snapshot) -> Iterator[tuple[str, list[tuple[str, str]], int]]:
        """Blocks as the records write them, the places stated with them, how many records."""
        for key, receipt in snapshot.subjects.items():
            if "block" not in receipt.columns:
                continue
            kinds = [one for one in self.catalog.subject(key).dimensions if one.place and one.column in receipt.columns]
            table = self.warehouse.table(key, snapshot)
            columns = {one.key: table[one.column] for one in kinds}
            grouped = table.filter(table["block"].notnull()).group_by(block=table["block"], **columns)
            for row in self.warehouse.run(grouped.aggregate(n_rows=lambda rows: rows.count())):
                stated = [(one.key, str(row[one.key])) for one in kinds if row[one.key] is not None]
                yield str(row["block"]), stated, int(row["n_rows"] or 0)  # type: ignore[arg-type]


def _best(places: Counter[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """The place of each kind that most records of a block name."""
    best: dict[str, str] = {}
    for (kind, key), _ in places.most_common():
        best.setdefault(kind, key)
    return best.items()


def _rank(wanted: list[str], name: list[str]) -> int | None:
    """0 the very name, 1 its beginning, 2 every word in it, 3 the words anywhere; None when it is another."""
    if wanted == name:
        return 0
    if " ".join(name).startswith(" ".join(wanted)):
        return 1
    if _begins(tuple(wanted), tuple(name)):
        return 2
    return 3 if all(any(word.startswith(one) for word in name) for one in wanted) else None


def _natural(name: str) -> tuple[int, str]:
    return (int(name), "") if name.isascii() and name.isdigit() and len(name) < 9 else (10**9, name.casefold())
