"""Vega-Lite specifications by layers, and their conversion to SVG, PNG and PDF without a browser.

Every chart has a fixed frame (``autosize`` none), its own axes drawn as
layers, and texts that arrive as data: nothing is formatted or fetched here.
Never use in a process that forks afterwards: the converter hangs in the child.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import vl_convert

from dashboard.charts import png
from dashboard.charts.frame import Frame
from dashboard.charts.theme import SANS, Theme

VERSION = "6.4"
SCALE = 2
NAMESPACE = "http://www.w3.org/2000/svg"
DROPPED = ("role", "class", "pointer-events", "aria-label", "aria-hidden", "aria-roledescription", "stroke-miterlimit")
NUMBER = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")

Spec = dict[str, Any]
Rows = Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Plane:
    """The coordinates that all layers of a chart share: the values at the edges of the plot."""

    x: tuple[float, float]
    y: tuple[float, float]

    def layer(self, kind: str, rows: Rows, *, at: Mapping[str, object] | None = None, **mark: object) -> Spec:
        """One layer of marks.

        ``rows`` hold the positions under the channels' own names (x, x2, y, y2)
        and may hold ``text``, ``fill``, ``stroke`` and ``detail``; ``at`` gives
        channels one position in px instead.
        """
        channels = dict.fromkeys(key for row in rows for key in row)
        encoding = {channel: self._channel(channel) for channel in channels}
        encoding |= {channel: {"value": value} for channel, value in (at or {}).items()}
        return {"data": {"values": list(rows)}, "mark": {"type": kind, **mark}, "encoding": encoding}

    def _channel(self, channel: str) -> Spec:
        if channel in ("x", "y"):
            domain = list(self.x if channel == "x" else self.y)
            scale = {"domain": sorted(domain), "reverse": domain[0] > domain[1], "nice": False, "zero": False}
            return {"field": channel, "type": "quantitative", "axis": None, "title": None, "scale": scale}
        if channel in ("x2", "y2"):
            return {"field": channel}
        if channel == "detail":
            return {"field": channel, "type": "nominal"}
        drawn: Spec = {"field": channel, "type": "nominal"}
        return drawn if channel == "text" else {**drawn, "scale": None, "legend": None}


PIXELS = Plane((0, 1), (0, 1))


def text(rows: Rows, plane: Plane = PIXELS, *, size: int, color: str, **more: Any) -> Spec:
    """A layer of texts; a newline in one begins its next line. ``at`` as in :meth:`Plane.layer`."""
    given = {"align": "left", "baseline": "middle", "lineBreak": "\n", "lineHeight": size + 3, **more}
    return plane.layer("text", rows, fontSize=size, fill=color, **given)


def words_at(line: str, x: float, y: float, *, size: int, color: str, **more: Any) -> Spec:
    """One text at a point of the plot's px; negative and beyond the plot is allowed."""
    return text([{"text": line}], size=size, color=color, at={"x": x, "y": y}, **more)


def chart(frame: Frame, layers: Sequence[Spec], colors: Theme) -> Spec:
    """The whole specification; its image is exactly as large as ``frame``."""
    return {
        "width": frame.across,
        "height": frame.down,
        "padding": {"left": frame.left, "right": frame.right, "top": frame.top, "bottom": frame.bottom},
        "autosize": {"type": "none"},
        "background": colors.card,
        "config": {"view": {"stroke": None}, "font": SANS, "aria": False, "text": {"limit": 0}},
        "layer": list(layers),
    }


def svg(spec: Spec, title: str = "") -> str:
    """The image as SVG text: no fonts repeated, no needless digits, the same for the same specification."""
    ElementTree.register_namespace("", NAMESPACE)
    root = ElementTree.fromstring(vl_convert.vegalite_to_svg(spec, vl_version=VERSION))
    _tidy(root)
    root.set("font-family", SANS)
    if title:
        named = ElementTree.Element(f"{{{NAMESPACE}}}title")
        named.text = title
        root.insert(0, named)
    return ElementTree.tostring(root, encoding="unicode")


def convert(spec: Spec, form: str, title: str = "") -> bytes:
    """The image in ``form``: svg, png (twice the size, for sharp screens) or pdf; ValueError for another."""
    return rendered(svg(spec, title), form)


def rendered(drawn: str, form: str) -> bytes:
    """SVG text as an image in ``form``: svg, png (twice the size) or pdf; ValueError for another."""
    if form == "svg":
        return drawn.encode()
    if form == "png":
        return png.packed(bytes(vl_convert.svg_to_png(drawn, scale=SCALE)))
    if form == "pdf":
        return bytes(vl_convert.svg_to_pdf(drawn))
    raise ValueError(f"form {form!r}: expected 'svg', 'png' or 'pdf'")


def _tidy(element: ElementTree.Element) -> None:
    for name in DROPPED:
        element.attrib.pop(name, None)
    if element.get("font-family") == SANS:
        del element.attrib["font-family"]
    for name, value in element.attrib.items():
        element.set(name, NUMBER.sub(_rounded, value))
    for child in list(element):
        if _invisible(child):
            element.remove(child)
        else:
            _tidy(child)


def _invisible(element: ElementTree.Element) -> bool:
    unpainted = element.get("class") == "background" and not element.get("fill") and not element.get("stroke")
    return unpainted or element.get("display") == "none"


def _rounded(match: re.Match[str]) -> str:
    return f"{float(match.group()):.2f}".rstrip("0").rstrip(".")
