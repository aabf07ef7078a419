"""A map as an image that stands alone: literal colors, its legend beside it, names where they fit.

The same plan as the map in a page. Knows answers and words, never pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from dashboard.answer import Answer
from dashboard.charts import text
from dashboard.charts.frame import Frame
from dashboard.charts.plan import NONE, UNKNOWN, Entry, Plan, Spot, plan
from dashboard.charts.theme import SANS, SERIF, Style
from dashboard.charts.titles import EDGE, Titles, sample_words
from dashboard.charts.vega import NAMESPACE
from dashboard.i18n import Words

BROAD, TALL, BESIDE, GUTTER = 400, 500, 216, 24
NARROW = 328
KEY, LINE = 16, 22
HATCH = "hatch"


def frame(answer: Answer, style: Style) -> Frame:
    """The size of the image without titles."""
    made = _Image(answer, Words(answer.selection.lang), style)
    return Frame(made.width, made.height)


def image(answer: Answer, words: Words, style: Style, titles: Titles | None = None) -> str:
    """The map as SVG text, the same for the same answer."""
    return _Image(answer, words, style).drawn(titles)


class _Image:
    """One image: legend right of the map, or below it on a phone."""

    def __init__(self, answer: Answer, words: Words, style: Style) -> None:
        self.style, self.words, self.sample = style, words, answer.sample
        self.plan: Plan = plan(answer, words, NARROW if style.narrow else BROAD, TALL)
        self.width = NARROW if style.narrow else self.plan.width + GUTTER + BESIDE
        self.beside = NARROW if style.narrow else BESIDE
        self.notes = text.wrap(self.plan.note, style.small, self.beside)
        legend = self._legend_height()
        self.height = self.plan.height + 12 + legend if style.narrow else max(self.plan.height, legend)

    def _legend_height(self) -> int:
        lines = sum(len(self._lines(entry)) for entry in self.plan.legend)
        return lines * LINE + (len(self.notes) + self.sample) * (self.style.small + 5) + 12

    def _lines(self, entry: Entry) -> list[str]:
        return text.wrap(f"{entry.name}: {entry.numbers}", self.style.small, self.beside - KEY - 8)

    def drawn(self, titles: Titles | None) -> str:
        """The whole document."""
        head = self._titles(titles) if titles else ([], 0)
        foot = text.wrap(titles.source, self.style.small, self.width) if titles else []
        edge = EDGE if titles else 0
        height = self.height + head[1] + len(foot) * (self.style.small + 4) + (12 if foot else 0)
        root = Element("svg", _size(self.width + 2 * edge, height + 2 * edge), xmlns=NAMESPACE)
        root.set("font-family", SANS)
        if titles:
            ElementTree.SubElement(root, "title").text = titles.headline
        _add(root, "rect", width="100%", height="100%", fill=self.style.colors.card)
        self._hatch(root)
        body = _add(root, "g", transform=f"translate({edge} {edge})")
        body.extend(head[0])
        inner = _add(body, "g", transform=f"translate(0 {head[1]})")
        self._map(inner)
        self._legend(inner)
        self._block(
            body, foot, 0, head[1] + self.height + 12 + self.style.small, self.style.small, 4, self.style.colors.soft
        )
        return ElementTree.tostring(root, encoding="unicode")

    def _titles(self, titles: Titles) -> tuple[list[Element], int]:
        """Headline and subtitle, and the height they take."""
        holder, size, colors = Element("g"), 19 if self.style.narrow else 22, self.style.colors
        head = text.wrap(titles.headline, size, self.width, bold=True)
        sub = text.wrap(titles.subtitle, self.style.text, self.width)
        below = len(head) * (size + 5) + 4
        self._block(holder, head, 0, size, size, 5, colors.ink, **{"font-family": SERIF, "font-weight": "bold"})
        self._block(holder, sub, 0, below + self.style.text, self.style.text, 4, colors.soft)
        return list(holder), below + len(sub) * (self.style.text + 4) + 14

    def _hatch(self, root: Element) -> None:
        pattern = _add(_add(root, "defs"), "pattern", id=HATCH, width="6", height="6", patternUnits="userSpaceOnUse")
        _add(pattern, "rect", width="6", height="6", fill=self.style.colors.card)
        _add(pattern, "path", d="M0 6L6 0", stroke=self.style.colors.before, **{"stroke-width": "1.2"})

    def _fill(self, name: str) -> str:
        plain = {NONE: self.style.colors.card, UNKNOWN: f"url(#{HATCH})"}
        return plain.get(name) or self.style.colors.steps[int(name[-1]) - 1]

    def _edge(self, name: str) -> str:
        """Light lines between dark areas, dark ones between light areas."""
        return self.style.colors.card if name in ("step-3", "step-4", "step-5") else self.style.colors.before

    def _map(self, holder: Element) -> None:
        group = _add(holder, "g", transform=f"scale({self.plan.scale:.4f})")
        for spot in self.plan.spots:
            self._area(group, spot, self._edge(spot.fill), 1.2)
        for spot in self.plan.outlined:
            self._area(group, spot, self.style.colors.watch, 5.0)
        names = _add(holder, "g", **{"font-size": str(self.style.text), "text-anchor": "middle"})
        for spot in self.plan.spots:
            if spot.label:
                self._name(names, spot)

    def _area(self, group: Element, spot: Spot, edge: str, width: float) -> None:
        paint = {"fill-rule": "evenodd", "stroke-width": str(width), "stroke-linejoin": "round"}
        path = _add(group, "path", d=spot.outline.path, fill=self._fill(spot.fill), stroke=edge, **paint)
        _add(path, "title").text = spot.told

    def _name(self, names: Element, spot: Spot) -> None:
        colors = self.style.colors
        at = {"x": f"{spot.outline.x * self.plan.scale:.1f}", "y": f"{spot.outline.y * self.plan.scale + 5:.1f}"}
        halo = {"stroke": colors.card, "stroke-width": "3", "paint-order": "stroke", "stroke-linejoin": "round"}
        _add(names, "text", fill=colors.ink, **at, **halo).text = spot.label

    def _legend(self, holder: Element) -> None:
        left = 0 if self.style.narrow else self.plan.width + GUTTER
        y, colors = (self.plan.height + 12 if self.style.narrow else 0), self.style.colors
        for entry in self.plan.legend:
            lines = self._lines(entry)
            box = {"x": str(left + 1), "y": str(y + 1), "width": str(KEY - 2), "height": str(KEY - 2)}
            _add(holder, "rect", fill=self._fill(entry.fill), stroke=colors.before, **box)
            self._block(holder, lines, left + KEY + 8, y + 13, self.style.small, LINE - self.style.small, colors.ink)
            y += LINE * len(lines)
        self._block(holder, self.notes, left, y + self.style.small + 4, self.style.small, 5, colors.soft)
        if self.sample:
            line = y + (len(self.notes) + 1) * (self.style.small + 5)
            said = sample_words(self.words)
            self._block(holder, [said], left, line, self.style.small, 0, colors.watch, **{"font-weight": "bold"})

    def _block(
        self, holder: Element, lines: Sequence[str], x: float, y: float, size: int, gap: int, color: str, **more: str
    ) -> None:
        for index, line in enumerate(lines):
            at = {"x": f"{x:g}", "y": f"{y + index * (size + gap):g}", "font-size": str(size)}
            _add(holder, "text", fill=color, **at, **more).text = line


def _size(width: int, height: int) -> dict[str, str]:
    return {"width": str(width), "height": str(height), "viewBox": f"0 0 {width} {height}"}


def _add(parent: Element, tag: str, **attributes: str) -> Element:
    return ElementTree.SubElement(parent, tag, attributes)
