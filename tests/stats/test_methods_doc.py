"""The worked examples of docs/methods.md, recomputed as printed."""

from __future__ import annotations

import re
from datetime import date
from itertools import chain
from pathlib import Path as File

import pytest

from dashboard import stats
from dashboard.model import Window
from dashboard.stats import breaks, compare, dispersion, intervals, likeforlike, many, targets, usual, verdict

DOCUMENT = (File(__file__).parents[2] / "docs" / "methods.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^Example: `(.+)` = (.+)$", DOCUMENT, re.MULTILINE)
MODULES = (stats, compare, dispersion, verdict, many, usual, intervals, likeforlike, breaks, targets)
NAMES = dict(chain.from_iterable(vars(module).items() for module in MODULES)) | {"date": date, "Window": Window}


def printed(value: object, like: str) -> str:
    """The value with as many decimals as the document prints."""
    if isinstance(value, list):
        shown = like.strip("[]").split(", ")
        return "[" + ", ".join(printed(one, text) for one, text in zip(value, shown, strict=True)) + "]"
    if isinstance(value, bool) or not isinstance(value, float):
        return str(value)
    decimals = len(like.partition(".")[2])
    return f"{value:.{decimals}f}"


@pytest.mark.parametrize(("expression", "figure"), EXAMPLES, ids=[one[0][:60] for one in EXAMPLES])
def test_the_figure_printed_is_the_figure_computed(expression: str, figure: str) -> None:
    assert printed(eval(expression, dict(NAMES)), figure) == figure


def test_no_example_is_overlooked() -> None:
    assert len(EXAMPLES) == DOCUMENT.count("Example: ") >= 40


def test_the_spanish_document_has_the_same_examples_and_code() -> None:
    spanish = (File(__file__).parents[2] / "docs" / "methods.es.md").read_text(encoding="utf-8")
    assert re.findall(r"^Ejemplo: `(.+)` = (.+)$", spanish, re.MULTILINE) == EXAMPLES
    assert sorted(re.findall(r"`[^`]+`", spanish)) == sorted(re.findall(r"`[^`]+`", DOCUMENT))


def test_every_section_has_a_worked_example() -> None:
    sections = DOCUMENT.split("\n## ")[1:]
    assert [section.splitlines()[0] for section in sections if "Example: " not in section] == []


def test_the_limits_in_the_text_are_those_of_the_code() -> None:
    assert f"{compare.EXACT_UP_TO:,}" in DOCUMENT
    assert f"at least {dispersion.MIN_MONTHS} months\nand {dispersion.MIN_EVENTS} events" in DOCUMENT
    assert f"fewer than {dispersion.SEASON_EVENTS} events" in DOCUMENT
    assert f"beyond {dispersion.CLIP_AT:.0f} robust" in DOCUMENT
    assert f"within {likeforlike.TOLERANCE_DAYS} days" in DOCUMENT
    assert f"{likeforlike.IN_TIME_SHARE:.0%} within {likeforlike.MAX_LAG_DAYS}" in DOCUMENT
