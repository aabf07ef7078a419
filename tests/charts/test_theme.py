"""One palette in two places, and every color that must stand out stands out (WCAG 2.1, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from dashboard.charts.theme import THEMES, contrast

CSS = (Path(__file__).parents[2] / "assets" / "site.css").read_text(encoding="utf-8")
TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")
both = pytest.mark.parametrize("name", ["light", "dark"])
INKS = ("ink", "soft", "accent", "watch", "accent-strong")
TEXT = [
    *((ink, ground) for ink in INKS for ground in ("paper", "card", "wash")),
    ("before", "card"), ("ink", "warm"), ("watch", "warm"), ("accent-strong", "accent-wash"), ("ink", "accent-wash"),
    ("on-accent", "accent"), ("on-accent", "accent-strong"), ("on-banner", "banner"), ("accent", "accent-wash"),
]  # fmt: skip
MARKS = [
    *((mark, ground) for mark in ("now", "before", "edge", "watch") for ground in ("card", "warm")),
    *(("field", ground) for ground in ("card", "wash", "paper")),
    *(("focus", ground) for ground in ("card", "wash", "paper")),
    ("now", "bar"), ("ink", "bar"), ("ink", "card"),
]  # fmt: skip


def tokens(name: str) -> dict[str, str]:
    """Colors of a theme, by the names of its custom properties."""
    light, _, rest = CSS.partition("@media screen and (prefers-color-scheme: dark)")
    found = dict(TOKEN.findall(light))
    return found | dict(TOKEN.findall(rest.partition("}\n}")[0])) if name == "dark" else found


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert contrast("#123456", "#123456") == 1


@both
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_is_readable(name: str, ink: str, ground: str) -> None:
    assert contrast(tokens(name)[ink], tokens(name)[ground]) >= 4.5


@both
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_marks_and_borders_can_be_seen(name: str, mark: str, ground: str) -> None:
    assert contrast(tokens(name)[mark], tokens(name)[ground]) >= 3


@both
def test_charts_and_pages_share_their_colors(name: str) -> None:
    theme, page = THEMES[name], tokens(name)
    for color in ("card", "ink", "soft", "line", "now", "before", "bar", "edge", "watch", "warm"):
        assert getattr(theme, color) == page[color], color
    assert theme.steps == tuple(page[f"step-{number}"] for number in range(1, 6))


@both
def test_steps_of_the_scale_can_be_told_apart(name: str) -> None:
    steps, card = THEMES[name].steps, THEMES[name].card
    assert [contrast(step, card) for step in steps] == sorted(contrast(step, card) for step in steps)
    assert all(contrast(one, other) >= 1.3 for one, other in pairwise(steps))


def test_the_style_sheet_asks_nothing_of_another_host() -> None:
    assert "url(" not in CSS
    assert "@import" not in CSS
    assert "http" not in CSS


def test_braces_match() -> None:
    assert CSS.count("{") == CSS.count("}")
