"""Charts: an Answer drawn twice, as a static image (Vega-Lite) and as a plotly figure that looks the same.

One module a shape, named like the shape, with ``frame``, ``spec`` and
``traces``. Charts know answers and words, never pages or explanations.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Protocol, cast

import plotly.graph_objects as go

from dashboard.answer import Answer
from dashboard.charts import titles as titling
from dashboard.charts import vega
from dashboard.charts.frame import LINE, Frame
from dashboard.charts.inline import map_of
from dashboard.charts.map import image as atlas_image
from dashboard.charts.plotly_theme import CONFIG, below
from dashboard.charts.sites import entry_id, sites_of
from dashboard.charts.theme import Style, style
from dashboard.charts.titles import Titles
from dashboard.charts.vega import Spec
from dashboard.i18n import Words
from dashboard.model import Shape

__all__ = [
    "CONFIG",
    "NARROW_BELOW",
    "Titles",
    "dimensions",
    "entry_id",
    "figure",
    "map_of",
    "narrow_media",
    "room",
    "sites_of",
    "static",
]

NARROW_BELOW = {Shape.TREND: "57rem"}
"""Viewport under which a page shows the narrow image, so that no text is under 11 px; 36rem for the others."""


class Chart(Protocol):
    """What the module of a shape offers."""

    def frame(self, answer: Answer, style: Style) -> Frame:
        """Outer size and margins of the bare image."""

    def spec(self, answer: Answer, words: Words, style: Style) -> Spec:
        """The Vega-Lite specification of the bare image."""

    def traces(self, answer: Answer, words: Words, style: Style) -> go.Figure:
        """The plotly figure."""


@cache
def _chart(shape: Shape) -> Chart:
    return cast(Chart, import_module(f"{__name__}.{shape.value}"))


def dimensions(answer: Answer, size: str = "wide") -> tuple[int, int]:
    """Width and height in px of the bare static image, the same in every language and theme."""
    frame = _chart(answer.view.shape).frame(answer, style(size))
    return frame.width, frame.height


def room(answer: Answer) -> dict[str, str]:
    """Custom properties that give a picture its room before it is loaded: the sizes of both images.

    For the ``style`` of ``picture`` with class ``picture`` and the shape's name; ``assets/site.css`` reads them.
    """
    (wide, tall), (narrow_wide, narrow_tall) = dimensions(answer), dimensions(answer, "narrow")
    sizes = {"--wide": wide, "--tall": tall, "--narrow-wide": narrow_wide, "--narrow-tall": narrow_tall}
    return {name: str(size) for name, size in sizes.items()}


def narrow_media(answer: Answer) -> str:
    """The media query under which a page takes the narrow image of this answer."""
    return f"(max-width: {NARROW_BELOW.get(answer.view.shape, '36rem')})"


def static(
    answer: Answer,
    words: Words,
    *,
    form: str = "svg",
    size: str = "wide",
    theme: str = "light",
    titles: Titles | None = None,
) -> bytes:
    """The answer as an image.

    ``form`` is svg, png (at twice its size) or pdf; ``size`` wide or narrow;
    ``theme`` light or dark; ValueError for another word. With ``titles`` the
    image stands alone; without, it is the bare chart of a card. Sample data say
    so in both.
    """
    chosen = style(size, theme)
    if answer.view.shape is Shape.MAP:
        return vega.rendered(atlas_image(answer, words, chosen, titles), form)
    chart = _chart(answer.view.shape)
    spec, frame = chart.spec(answer, words, chosen), chart.frame(answer, chosen)
    frame = _drawn(spec, frame)
    if answer.sample:
        spec = titling.stamped(spec, frame, words, chosen)
    if titles:
        spec = titling.titled(spec, frame, titles, chosen)
    return vega.convert(spec, form, titles.headline if titles else "")


def figure(answer: Answer, words: Words, *, size: str = "wide", theme: str = "light") -> go.Figure:
    """The answer as a plotly figure, as high as the static image and as wide as its place; show with ``CONFIG``."""
    chosen = style(size, theme)
    made = _chart(answer.view.shape).traces(answer, words, chosen)
    if answer.sample:
        margin = made.layout.margin
        place = {"x": 1, "xanchor": "right", "xshift": margin.r, "color": chosen.colors.watch, "bold": True}
        made.add_annotation(below(titling.sample_words(words), chosen, margin.b - LINE / 2, **place))
    return made


def _drawn(spec: Spec, frame: Frame) -> Frame:
    """The frame with the margins that the chart settled on when it measured its words."""
    padding = spec["padding"]
    return Frame(frame.width, frame.height, padding["left"], padding["right"], padding["top"], padding["bottom"])
