"""What the chart tests draw: every shape and state, the awkward answers, and a reader for SVG."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from xml.etree import ElementTree

from dashboard import charts
from dashboard.answer import Answer
from dashboard.i18n import Words
from dashboard.model import Dimension, Measure, Shape, Value
from tests.support import answers

SVG = "{http://www.w3.org/2000/svg}"
ENGLISH, SPANISH = Words("en"), Words("es")
LONG = "Delitos contra la administración pública y otras infracciones no especificadas en otra parte"
HOSTILE = '<script>alert(1)</script> & "Bob\'s" <b>Heights</b>'


def long_labels() -> Answer:
    """Offenses whose labels are far too long for any margin."""
    made = answers.offenses()
    by = made.by
    assert by is not None
    values = tuple(Value(value.code, f"{LONG} ({value.code})") for value in by.values)
    return replace(made, by=replace(by, values=values))


def part_month() -> Answer:
    """A trend cut off in the middle of its first month."""
    made = answers.trend(8)
    first = {**made.records[0], "complete": False, "before": None, "last_12_months": None}
    return replace(made, records=(first, *made.records[1:]))


def holes() -> Answer:
    """A trend whose rolling year is missing in the middle and in single months."""
    made = answers.trend(12)
    cut = {3, 4, 6}
    records = [
        {**record, "last_12_months": None} if index in cut else record for index, record in enumerate(made.records)
    ]
    return replace(made, records=tuple(records))


def only_before() -> Answer:
    """Nothing now, something before: not an empty chart."""
    return answers.offenses({"homicide": (0, 4), "robbery": (0, 0)})


AWKWARD: dict[str, Callable[[], Answer]] = {
    "few months": lambda: answers.short_history(5),
    "two months": lambda: answers.short_history(2),
    "thirteen months": lambda: answers.trend(13),
    "twenty-six months": lambda: answers.trend(26),
    "part of a month": part_month,
    "holes": holes,
    "counts in the millions": lambda: answers.trend(60, lambda index: 1_400_000 + 9_000 * (index % 7)),
    "one and nought": lambda: answers.trend(30, lambda index: index % 2),
    "sixty places": answers.neighborhoods,
    "places in the millions": lambda: answers.places(scale=1_500),
    "rates": lambda: answers.places(rate=True),
    "hostile names": lambda: answers.places([HOSTILE, "Ñandú & Co.", "a\u00a0b"]),
    "long labels": long_labels,
    "only before": only_before,
    "share by month": lambda: answers.measured(answers.trend(24, lambda index: index % 3)),
    "median by month": lambda: answers.measured(answers.trend(24), Measure.MEDIAN),
    "share by place": lambda: answers.measured(answers.places()),
    "median by offense": lambda: answers.measured(answers.offenses(), Measure.P90),
    "small line of a share": lambda: answers.measured(answers.trend(36, lambda i: i % 2, shape=Shape.NUMBER)),
    "large grid": lambda: answers.hours(3_000),
    "small grid": lambda: answers.hours(0.02),
}


@dataclass(frozen=True)
class Case:
    """A named answer; named so that pytest can say which."""

    name: str
    make: Callable[[], Answer]

    def image(self, size: str = "wide", lang: str = "en", theme: str = "light") -> bytes:
        """Its static chart, drawn once for all tests of a process."""
        return _image(self, size, lang, theme)


@cache
def _image(case: Case, size: str, lang: str, theme: str) -> bytes:
    return charts.static(case.make(), Words(lang), size=size, theme=theme)


def _usual(shape: object, state: str, sample: bool) -> Callable[[], Answer]:
    return lambda: answers.make(shape, state, sample=sample)  # type: ignore[arg-type]


CASES = [
    *(Case(f"{shape} {state}", _usual(shape, state, False)) for shape, state in answers.CASES),
    *(Case(f"{shape} sample", _usual(shape, "usual", True)) for shape in answers.SHAPES),
    *(Case(name, make) for name, make in AWKWARD.items()),
]
NAMES = [case.name for case in CASES]


def svg(answer: Answer, words: Words = ENGLISH, **given: object) -> ElementTree.Element:
    """The static chart as a tree."""
    return ElementTree.fromstring(charts.static(answer, words, **given))  # type: ignore[arg-type]


def texts(root: ElementTree.Element) -> list[str]:
    """Every text shown, a line break as a space."""
    return [" ".join(filter(None, (part.strip() for part in one.itertext()))) for one in root.iter(f"{SVG}text")]


def sizes(root: ElementTree.Element) -> Iterator[float]:
    """Font size of every text, in px."""
    for one in root.iter(f"{SVG}text"):
        match = re.fullmatch(r"([\d.]+)px", one.attrib["font-size"])
        assert match
        yield float(match.group(1))


def dimension(answer: Answer) -> Dimension:
    """What the answer is broken down by."""
    assert answer.by is not None
    return answer.by
