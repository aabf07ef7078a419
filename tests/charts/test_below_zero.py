"""Months below zero: the axis reaches under the lowest bar, zero is drawn, both engines draw the same."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import charts
from dashboard.answer import Answer
from dashboard.charts import scale
from dashboard.charts.theme import style
from dashboard.charts.timeline import Timeline
from tests.charts.drawn import ENGLISH, svg, texts
from tests.support import answers


def balance() -> Answer:
    return answers.trend(24, lambda index: (index % 5) * 4 - 9)


@given(low=st.integers(-5_000, -1), top=st.integers(-5_000, 5_000))
def test_round_values_reach_over_both_ends(low: int, top: int) -> None:
    ticks = scale.across(low, max(low, top))
    assert 0 in ticks
    assert ticks[0] <= low
    assert ticks[-1] >= max(top, 0, low)
    gaps = {round(after - before, 6) for before, after in pairwise(ticks)}
    assert len(gaps) == 1
    assert len(ticks) <= 7


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_bars_go_down_from_zero(size: str) -> None:
    answer = balance()
    drawn = Timeline(answer, ENGLISH, style(size))
    counts = drawn.counts
    assert min(counts) < 0 < max(counts)
    assert drawn.y[0] <= min(counts)
    assert drawn.y[1] >= max(counts)
    shown = texts(svg(answer, size=size))
    assert "0" in shown
    assert any(text.startswith(("-", "\N{MINUS SIGN}")) for text in shown)


def test_the_interactive_chart_has_the_same_axis() -> None:
    answer = balance()
    figure = charts.figure(answer, ENGLISH)
    low, high = figure.layout.yaxis.range
    drawn = Timeline(answer, ENGLISH, style().larger())
    assert (low, high) == drawn.y
    assert math.isclose(min(figure.data[0].y), min(drawn.counts))
