"""Plotly figures: the same numbers, room and words as the static image, by scatter and bar marks alone."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dashboard import charts
from dashboard.charts.theme import THEMES
from dashboard.model import Shape
from tests.charts.drawn import CASES, ENGLISH, HOSTILE, NAMES, SPANISH, Case
from tests.support import answers
from tests.support.effort import some

each = pytest.mark.parametrize("case", some(CASES), ids=some(NAMES))
both = pytest.mark.parametrize("size", ["wide", "narrow"])


@each
@both
def test_a_figure_takes_the_room_of_the_image_with_the_marks_of_the_basic_bundle(case: Case, size: str) -> None:
    answer = case.make()
    figure, (width, height) = charts.figure(answer, SPANISH, size=size, theme="dark"), charts.dimensions(answer, size)
    layout = figure.layout
    assert layout.height == height
    assert layout.paper_bgcolor == THEMES["dark"].card
    assert layout.font.size >= 12
    assert {trace.type for trace in figure.data} <= {"scatter", "bar"}
    json.loads(figure.to_json(), parse_constant=pytest.fail)
    assert all(-1 <= at <= width + 1 for at in anchors(layout, width))


def anchors(layout: Any, width: int) -> list[float]:
    """Px from the left of the image to the anchors of its annotations."""
    room = width - layout.margin.l - layout.margin.r
    notes = [note for note in layout.annotations if note.xref == "paper"]
    return [layout.margin.l + float(note.x) * room + (note.xshift or 0) for note in notes]


def test_bars_are_the_counts() -> None:
    trend, ranking = (charts.figure(answers.make(shape), ENGLISH) for shape in (Shape.TREND, Shape.RANKING))
    assert list(trend.data[0].y) == [record["count"] for record in answers.make(Shape.TREND).records]
    assert list(ranking.data[0].x) == [record["count"] for record in answers.make(Shape.RANKING).records]


def test_hovering_tells_every_number_in_the_language() -> None:
    hover = charts.figure(answers.make(Shape.TREND), SPANISH).data[0].hovertext[55]
    assert hover.startswith("junio de 2026: 1,825<br>")
    assert hover.count("<br>") == 2
    counting = charts.figure(answers.make(Shape.TREND), ENGLISH).data[0].hovertext[-1]
    assert counting.startswith("November 2026: ")
    assert counting.endswith("<br>still counting")


def test_hovering_a_row_tells_now_before_and_difference() -> None:
    hover = charts.figure(answers.make(Shape.CHANGES), ENGLISH).data[0].hovertext
    assert hover[0] == "Homicide: 127<br>Period before: 181<br>Difference: \N{MINUS SIGN}54"
    assert charts.figure(answers.make(Shape.GRID), ENGLISH).data[0].hovertext[0].startswith("Monday, 00:00: ")


def test_names_are_text_never_markup() -> None:
    figure = charts.figure(answers.places([HOSTILE, "Canton"]), ENGLISH)
    everything = figure.to_json()
    assert "<script" not in everything
    assert "<b>" not in everything
    assert "&lt;script&gt;" in figure.layout.annotations[0].text


def test_lines_are_not_joined_over_nothing() -> None:
    figure = charts.figure(answers.make(Shape.TREND), ENGLISH)
    assert all(trace.connectgaps is False for trace in figure.data if trace.type == "scatter")


@pytest.mark.parametrize("shape", answers.SHAPES)
def test_sample_data_say_so(shape: Shape) -> None:
    for state in answers.STATES:
        figure = charts.figure(answers.make(shape, state, sample=True), ENGLISH)
        shown = [note.text for note in figure.layout.annotations]
        assert "Sample data" in shown


def test_the_mode_bar_stays_away() -> None:
    assert charts.CONFIG["displaylogo"] is False
    assert charts.CONFIG["responsive"] is True
    assert charts.CONFIG["displayModeBar"] is False
