"""A real browser's opinion: nothing is cut off, and plotly's bundle draws every figure."""

from __future__ import annotations

import json
from itertools import product

import pytest
from playwright.sync_api import Page

from dashboard import charts, resources
from dashboard.charts import Titles
from dashboard.i18n import Words
from tests.charts.drawn import CASES, ENGLISH
from tests.support import answers
from tests.support.effort import declared

LONG_TITLES = Titles(
    "Hubo menos víctimas de homicidio y de tiroteos no mortales: 301 en 12 meses, 381 en los 12 meses anteriores",
    "Víctimas de homicidio y de tiroteos no mortales denunciadas a la policía, por mes, noviembre de 2021 a 2026",
    "Fuente: Departamento de Policía, “Incidentes denunciados”. Registro más reciente: 19 de noviembre de 2026.",
)
pytestmark = [pytest.mark.browser, pytest.mark.slow]

SPILLED = """() => [...document.querySelectorAll("svg")].flatMap(svg => {
  const frame = svg.getBoundingClientRect();
  return [...svg.querySelectorAll("text")].filter(text => {
    const box = text.getBoundingClientRect();
    return box.left < frame.left - 1 || box.right > frame.right + 1
      || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
  }).map(text => svg.parentNode.title + ": " + text.textContent);
})"""
TOUCHING = """() => [...document.querySelectorAll("svg")].flatMap(svg => {
  const boxes = [...svg.querySelectorAll("text")].map(text => [text.textContent, text.getBoundingClientRect()]);
  return boxes.flatMap(([one, a], index) => boxes.slice(index + 1).filter(([, b]) =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3
  ).map(([other]) => svg.parentNode.title + ": " + one + " / " + other));
})"""


@pytest.mark.parametrize(("size", "lang"), declared(product(("wide", "narrow"), ("en", "es"))))
def test_no_text_is_cut_off_or_covers_another(page: Page, size: str, lang: str) -> None:
    drawn = [(case.name, case.image(size, lang).decode()) for case in CASES]
    for shape in answers.SHAPES:
        alone = charts.static(answers.make(shape, sample=True), Words(lang), size=size, titles=LONG_TITLES)
        drawn.append((f"{shape} alone", alone.decode()))
    page.set_content("".join(f'<div title="{name}">{image}</div>' for name, image in drawn))
    assert page.evaluate(SPILLED) == []
    assert page.evaluate(TOUCHING) == []


def test_the_bundle_draws_every_figure(page: Page) -> None:
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.set_content('<div id="chart" style="width: 496px"></div>')
    page.add_script_tag(path=str(resources.plotly_bundle()))
    for case in CASES:
        answer = case.make()
        figure = json.loads(charts.figure(answer, ENGLISH).to_json())
        width = charts.dimensions(answer)[0]
        page.evaluate(
            """([figure, config, width]) => {
              document.getElementById("chart").style.width = width + "px";
              return Plotly.react("chart", figure.data, figure.layout, config);
            }""",
            [figure, charts.CONFIG, width],
        )
        assert wrong == [], case.name
        bars = page.locator("#chart .barlayer .point path").count()
        assert bars == sum(len(trace["x"]) for trace in figure["data"] if trace["type"] == "bar"), case.name
