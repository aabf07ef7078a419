"""Static images: right size, readable, complete, the same every time."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from dashboard import charts
from dashboard.charts import Titles
from dashboard.model import Shape
from tests.charts.drawn import CASES, ENGLISH, HOSTILE, NAMES, SVG, Case, sizes, svg, texts
from tests.support import answers
from tests.support.effort import some

TITLES = Titles("Fewer reported incidents: 19,132", "Reported incidents by month, Harbor City", "Source: Police")
each = pytest.mark.parametrize("case", some(CASES), ids=some(NAMES))
both = pytest.mark.parametrize("size", ["wide", "narrow"])
SHOWN_AT = {"wide": 0.91, "narrow": 0.87}


@each
@both
def test_an_image_has_its_size_readable_text_and_no_needless_weight(case: Case, size: str) -> None:
    expected = charts.dimensions(case.make(), size)
    for lang, theme in (("en", "light"), ("es", "dark")):
        drawn = case.image(size, lang, theme)
        root = ElementTree.fromstring(drawn)
        assert (int(root.attrib["width"]), int(root.attrib["height"])) == expected
        assert all(found >= 12 and found * SHOWN_AT[size] >= 10.9 for found in sizes(root))
        assert len(drawn) < 25_000
        assert not re.search(rb"NaN|undefined|null|Infinity|rotate\(|\d\.\d{3}", drawn)
        assert drawn.count(b"http") == drawn.count(b"http://www.w3.org/2000/svg") == 1


@pytest.mark.parametrize("shape", answers.SHAPES)
def test_the_same_answer_gives_the_same_bytes(shape: Shape) -> None:
    assert charts.static(answers.make(shape), ENGLISH) == charts.static(answers.make(shape), ENGLISH)


@pytest.mark.parametrize("shape", answers.SHAPES)
@pytest.mark.parametrize("titles", [None, TITLES], ids=["bare", "alone"])
@both
def test_sample_data_say_so_in_the_image(shape: Shape, titles: Titles | None, size: str) -> None:
    for state in answers.STATES:
        sample = svg(answers.make(shape, state, sample=True), size=size, titles=titles)
        assert "Sample data" in texts(sample)
        assert "Sample data" not in texts(svg(answers.make(shape, state), size=size, titles=titles))


@pytest.mark.parametrize("shape", answers.SHAPES)
@both
def test_an_image_that_stands_alone_carries_its_titles(shape: Shape, size: str) -> None:
    root = svg(answers.make(shape), size=size, titles=TITLES)
    shown = " | ".join(texts(root))
    assert all(text in shown for text in (TITLES.headline, TITLES.subtitle, TITLES.source))
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == TITLES.headline
    assert int(root.attrib["height"]) > charts.dimensions(answers.make(shape), size)[1]


@pytest.mark.parametrize("shape", answers.SHAPES)
def test_png_and_pdf_are_what_they_say(shape: Shape) -> None:
    answer = answers.make(shape)
    png, pdf = (charts.static(answer, ENGLISH, form=form, titles=TITLES) for form in ("png", "pdf"))
    root = svg(answer, titles=TITLES)
    assert png.startswith(b"\x89PNG")
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == tuple(
        2 * int(root.attrib[side]) for side in ("width", "height")
    )
    assert pdf.startswith(b"%PDF-")
    assert png == charts.static(answer, ENGLISH, form="png", titles=TITLES)


def test_threads_get_the_bytes_of_one_alone() -> None:
    made = [answers.make(shape) for shape in answers.SHAPES] * 4
    alone = [charts.static(answer, ENGLISH) for answer in made]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda answer: charts.static(answer, ENGLISH), made)) == alone


@pytest.mark.parametrize(("name", "value"), [("form", "gif"), ("size", "huge"), ("theme", "sepia")])
def test_a_word_that_is_none_of_the_choices_is_named(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=f"{name} '{value}'"):
        charts.static(answers.make(Shape.TREND), ENGLISH, **{name: value})  # type: ignore[arg-type]


def test_themes_differ_in_color_only() -> None:
    answer = answers.make(Shape.TREND)
    light, dark = (charts.static(answer, ENGLISH, theme=theme).decode() for theme in ("light", "dark"))
    assert light != dark
    assert re.sub(r"#[0-9a-f]{6}", "", light) == re.sub(r"#[0-9a-f]{6}", "", dark)


def test_names_are_text_never_markup() -> None:
    root = svg(answers.places([HOSTILE, "Canton"]), size="narrow")
    assert not list(root.iter(f"{SVG}script"))
    assert any(text.startswith("<script>") for text in texts(root))


@pytest.mark.parametrize("shape", [shape for shape in answers.SHAPES if shape is not Shape.NUMBER])
@both
def test_nothing_to_draw_is_said(shape: Shape, size: str) -> None:
    shown = texts(svg(answers.make(shape, "empty"), size=size))
    assert shown == ["No records for this choice, so there is nothing to draw."]
    none = replace(answers.make(shape), records=(), total=0)
    assert texts(svg(none, size=size)) == shown


def test_rooms_are_the_sizes_of_both_images() -> None:
    answer = answers.make(Shape.RANKING)
    assert charts.room(answer) == dict(
        zip(
            ("--wide", "--tall", "--narrow-wide", "--narrow-tall"),
            map(str, (*charts.dimensions(answer, "wide"), *charts.dimensions(answer, "narrow"))),
            strict=True,
        )
    )


def test_a_shape_is_one_module() -> None:
    for shape in Shape:
        assert charts._chart(shape).__name__ == f"dashboard.charts.{shape.value}"  # type: ignore[attr-defined]
