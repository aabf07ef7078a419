"""What each chart shows, told by its figures and texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard import charts
from dashboard.answer import Answer
from dashboard.charts import ranking, trend
from dashboard.charts.theme import style
from dashboard.i18n import Words
from dashboard.model import Measure, Shape, Window, month_end
from tests.charts.drawn import ENGLISH, LONG, SPANISH, holes, long_labels, only_before, part_month, svg, texts
from tests.support import answers


def layers(answer: Answer, module: object, size: str = "wide", words: Words = ENGLISH) -> list[dict]:
    return module.spec(answer, words, style(size))["layer"]  # type: ignore[attr-defined]


def runs(answer: Answer, color: str) -> list[list[float]]:
    """The x of each run of the line drawn in a color."""
    drawn = [one for one in layers(answer, trend) if one["mark"]["type"] == "line" and one["mark"]["stroke"] == color]
    found: dict[str, list[float]] = {}
    for point in (point for layer in drawn for point in layer["data"]["values"]):
        found.setdefault(point["detail"], []).append(point["x"])
    return list(found.values())


def bars(answer: Answer, module: object, **given: object) -> list[dict]:
    colors = style().colors
    found = [one for one in layers(answer, module, **given) if one["mark"]["type"] == "rect"]  # type: ignore[arg-type]
    return [row for one in found for row in one["data"]["values"] if "y2" in row and row.get("fill") != colors.warm]


def test_every_month_is_a_bar_from_zero() -> None:
    answer = answers.make(Shape.TREND)
    drawn = bars(answer, trend)
    assert [bar["y"] for bar in drawn] == [0] * len(answer.records)
    assert [bar["y2"] for bar in drawn] == [record["count"] for record in answer.records]


def test_the_months_counted_are_dark_and_those_still_counting_hollow() -> None:
    answer, colors = answers.make(Shape.TREND), style().colors
    fills = [bar["fill"] for bar in bars(answer, trend)]
    assert fills == [colors.bar] * 48 + [colors.now] * 12 + [colors.card]


def test_incomplete_months_stand_on_warm_ground_and_say_why() -> None:
    assert "still counting" in texts(svg(answers.make(Shape.TREND)))
    assert "part of a month" in texts(svg(part_month()))
    assert "still counting" not in texts(svg(answers.short_history(6)))


def test_lines_are_named_where_they_end_and_break_where_nothing_is_known() -> None:
    answer, colors = holes(), style().colors
    assert [run[0] for run in runs(answer, colors.ink)] == [0.0, pytest.approx(5 - 0.65 * 0.78, abs=0.1), 7.0]
    assert runs(answer, colors.ink)[0] == [0.0, 1.0, 2.0]
    shown = texts(svg(answer))
    assert "12-month average" in shown
    assert "year before" in shown


def test_the_average_is_a_twelfth_of_the_rolling_year() -> None:
    answer, ink = answers.make(Shape.TREND), style().colors.ink
    drawn = [one for one in layers(answer, trend) if one["mark"]["type"] == "line"]
    line = next(one for one in drawn if one["mark"]["stroke"] == ink)
    expected = [record["last_12_months"] / 12 for record in answer.records if record["complete"]]  # type: ignore[operator]
    assert [point["y"] for point in line["data"]["values"]] == expected


def test_last_year_is_drawn_for_the_months_compared_and_no_others() -> None:
    answer, before = answers.make(Shape.TREND), style().colors.before
    assert runs(answer, before) == [[float(index) for index in range(48, 60)]]
    asked = replace(answer, period=replace(answer.period, alone="asked", before=None))
    assert runs(asked, before) == []


def test_few_months_carry_their_numbers_and_no_lines() -> None:
    answer = answers.short_history(6)
    shown = texts(svg(answer))
    assert "12-month average" not in shown
    assert {ENGLISH.number(float(str(record["count"]))) for record in answer.records} <= set(shown)
    assert "Jan 2018" in shown


def test_spanish_is_spanish() -> None:
    shown = texts(svg(answers.short_history(6), SPANISH))
    assert "ene 2018" in shown


@pytest.mark.parametrize("months", [1, 2, 5, 12, 13, 24, 37, 60])
@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_names_of_months_never_touch(months: int, size: str) -> None:
    from dashboard.charts import text
    from dashboard.charts.timeline import Timeline

    answer = answers.trend(months)
    for words in (ENGLISH, SPANISH):
        drawn = Timeline(answer, words, style(size))
        ends = 0.0
        for index, label in drawn.axis:
            half = max(text.width(line, drawn.style.text) for line in label.split("\n")) / 2
            middle = (index + 0.5) * drawn.month_px
            assert middle - half >= ends - 14
            ends = middle + half


def test_sixty_places_show_fifteen_and_say_so() -> None:
    answer = answers.neighborhoods(60)
    assert [bar["x2"] for bar in bars(answer, ranking)] == [record["count"] for record in answer.records[:15]]
    for size in ("wide", "narrow"):
        assert "15 of 60 shown; the table has all" in " ".join(texts(svg(answer, size=size)))
    assert "shown" not in " ".join(texts(svg(answers.neighborhoods(15))))


def test_ticks_are_the_period_before_and_are_named_once() -> None:
    answer = answers.make(Shape.RANKING)
    ticks = [one for one in layers(answer, ranking) if one["mark"].get("stroke") == style().colors.before]
    assert [row["x"] for row in ticks[0]["data"]["values"]] == [record["before"] for record in answer.records]
    for size in ("wide", "narrow"):
        assert texts(svg(answer, size=size)).count("the period before") == 1
    assert "the period before" not in texts(svg(answers.make(Shape.RANKING, "incomplete")))


def test_rates_have_no_tick_and_a_place_without_residents_no_bar() -> None:
    answer = answers.places(rate=True)
    shown = texts(svg(answer))
    assert "the period before" not in shown
    assert "no rate" in shown
    assert "6,000.0" in shown
    assert bars(answer, ranking)[-1]["x2"] == 0


def test_differences_keep_their_sign() -> None:
    shown = texts(svg(answers.make(Shape.CHANGES)))
    assert {"\N{MINUS SIGN}54", "+366", "0"} <= set(shown)


def test_nothing_now_is_not_nothing_at_all() -> None:
    shown = texts(svg(only_before()))
    assert "\N{MINUS SIGN}4" in shown
    assert "Homicide" in shown


def test_long_labels_are_broken_and_cut_not_spilled() -> None:
    for size in ("wide", "narrow"):
        shown = texts(svg(long_labels(), size=size))
        assert any(text.endswith("\N{HORIZONTAL ELLIPSIS}") and text[:10] == LONG[:10] for text in shown)
        assert not any(LONG in text for text in shown)


def test_every_pair_of_the_grid_is_a_square_and_the_key_tells_its_numbers() -> None:
    answer = answers.make(Shape.GRID)
    figure = charts.figure(answer, ENGLISH)
    assert len(figure.data[0].x) == len(answer.records) == 7 * 24
    assert "1\N{EN DASH}50" in texts(svg(answer))
    assert {"Monday", "Sunday", "00:00", "21:00"} <= set(texts(svg(answer)))
    assert {"Mon", "Sun"} <= set(texts(svg(answer, size="narrow")))


def test_squares_of_equal_counts_look_equal_and_more_is_never_lighter() -> None:
    from dashboard.charts.grid import _Grid
    from dashboard.charts.theme import contrast

    for scale in (0.02, 0.3, 1.0, 40.0):
        answer = answers.hours(scale)
        drawn = _Grid(answer, ENGLISH, style())
        strength = [contrast(drawn.paint(count)[0], style().colors.card) for count in sorted(drawn.counts)]
        assert strength == sorted(strength)


def test_shares_are_percents_of_a_whole_and_months_without_records_have_no_bar() -> None:
    answer = answers.measured(answers.trend(24, lambda index: index % 3))
    shown = texts(svg(answer))
    assert {"0%", "40%"} <= set(shown)
    assert "12-month average" not in shown
    assert [bar["y2"] for bar in bars(answer, trend)] == [record["value"] or 0 for record in answer.records]
    hover = charts.figure(answer, ENGLISH).data[0].hovertext
    assert any(said.endswith(": none") for said in hover)
    assert not any("%" in said for said in charts.figure(answers.trend(24), ENGLISH).data[0].hovertext)


def test_medians_carry_their_unit_where_there_is_room() -> None:
    answer = answers.measured(answers.places(), Measure.MEDIAN)
    figure = charts.figure(answer, ENGLISH)
    assert list(figure.data[0].x) == [record["value"] for record in answer.records]
    assert figure.data[0].hovertext[0].split("<br>")[0].endswith(" minutes")
    assert [row["x"] for layer in layers(answer, ranking) if layer["mark"].get("stroke") == style().colors.before
            for row in layer["data"]["values"]] == [record["value_before"] for record in answer.records]  # fmt: skip


def test_events_counted_once_have_no_rolling_year() -> None:
    made = answers.make(Shape.TREND)
    answer = replace(made, fields=tuple(field for field in made.fields if field.key != "last_12_months"))
    assert "12-month average" not in texts(svg(answer))


def test_numbered_places_are_named() -> None:
    assert "District 5" in texts(svg(answers.places(["5", "Canton"])))


def test_the_small_line_ends_in_the_last_complete_month() -> None:
    start = date(2026, 1, 1)
    answer = answers.trend(5, shape=Shape.NUMBER, now=Window(start, month_end(date(2026, 10, 1))))
    figure = charts.figure(answer, ENGLISH)
    complete = [record["count"] for record in answer.records if record["complete"]]
    line, dots = figure.data
    assert [*line.y] == [*complete, None]
    assert [*dots.y] == complete
    assert list(dots.marker.size)[-1] > 0
    assert len(answer.records) == len(complete) + 1
