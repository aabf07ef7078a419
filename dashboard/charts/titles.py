"""What makes a chart stand alone: headline and subtitle above it, source below, and the word for sample data."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.charts import text, vega
from dashboard.charts.frame import LINE, Frame
from dashboard.charts.theme import SERIF, Style
from dashboard.charts.vega import Spec
from dashboard.i18n import Words

EDGE = 16
LEAST_NARROW, LEAST = 328, 496


@dataclass(frozen=True, slots=True)
class Titles:
    """The texts of an image that leaves its page, already in the reader's language."""

    headline: str
    subtitle: str
    source: str


def sample_words(words: Words) -> str:
    """What every image of sample data says."""
    return words("Sample data")


def stamped(spec: Spec, frame: Frame, words: Words, style: Style) -> Spec:
    """The chart with "Sample data" in its bottom right corner, on the line that ``foot`` kept free."""
    spot = (frame.across + frame.right, frame.down + frame.bottom - LINE / 2)
    mark = vega.words_at(
        sample_words(words), *spot, size=style.small, color=style.colors.watch, align="right", fontWeight="bold"
    )
    return {**spec, "layer": [*spec["layer"], mark]}


def titled(spec: Spec, frame: Frame, titles: Titles, style: Style) -> Spec:
    """The chart with its titles, wrapped to its width; the image grows by what they need."""
    size, wide = (19, LEAST_NARROW) if style.narrow else (22, LEAST)
    room = max(frame.width, wide)
    head = text.wrap(titles.headline, size, room, bold=True)
    sub = text.wrap(titles.subtitle, style.text, room)
    source = text.wrap(titles.source, style.small, room)
    above = len(head) * (size + 5) + 4 + len(sub) * (style.text + 4) + 12
    under = len(source) * (style.small + 4) + 8
    left, top, end = -frame.left, -frame.top - above, frame.down + frame.bottom + 8
    layers = [
        _block(head, left, top, size, 5, style.colors.ink, font=SERIF, fontWeight="bold"),
        _block(sub, left, top + len(head) * (size + 5) + 4, style.text, 4, style.colors.soft),
        _block(source, left, end, style.small, 4, style.colors.soft),
    ]
    padding = {
        "left": frame.left + EDGE,
        "right": frame.right + room - frame.width + EDGE,
        "top": frame.top + above + EDGE,
        "bottom": frame.bottom + under + EDGE,
    }
    return {**spec, "padding": padding, "layer": [*spec["layer"], *layers]}


def _block(lines: list[str], x: float, y: float, size: int, gap: int, color: str, **more: object) -> Spec:
    shown = {"baseline": "top", "lineHeight": size + gap, **more}
    return vega.words_at("\n".join(lines), x, y, size=size, color=color, **shown)
