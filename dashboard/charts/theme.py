"""Colors, type and sizes of every chart; the one palette of both engines.

The colors equal the custom properties of ``assets/site.css`` (a test compares
them). Knows nothing of answers, Vega-Lite or plotly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

SANS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif"
SERIF = "Charter, 'Bitstream Charter', 'Sitka Text', Cambria, Georgia, 'Liberation Serif', serif"
SMALLEST = 11


@dataclass(frozen=True, slots=True)
class Theme:
    """Named colors. ``bar`` with its ``edge`` is a period before; ``warm`` lies under months still counting.

    ``steps`` is the sequential palette, least first.
    """

    card: str
    ink: str
    soft: str
    line: str
    now: str
    before: str
    bar: str
    edge: str
    watch: str
    warm: str
    steps: tuple[str, ...]


THEMES = {
    "light": Theme(
        card="#ffffff",
        ink="#1c2126",
        soft="#565e66",
        line="#e3dfd6",
        now="#0b5567",
        before="#6a737b",
        bar="#cbd9dc",
        edge="#74868c",
        watch="#974009",
        warm="#f8ecd9",
        steps=("#e4eeef", "#b0d0d6", "#6ba5b1", "#2b7383", "#073d4b"),
    ),
    "dark": Theme(
        card="#1b2024",
        ink="#eceae4",
        soft="#a9b0b6",
        line="#343b41",
        now="#7cc3d3",
        before="#98a1a8",
        bar="#38454c",
        edge="#7c8a92",
        watch="#f0a36b",
        warm="#33291d",
        steps=("#22333a", "#2f5762", "#4a8593", "#7cc3d3", "#d5f1f6"),
    ),
}


@dataclass(frozen=True, slots=True)
class Style:
    """How one image is drawn: its colors, whether it is for a phone, its text sizes in px."""

    colors: Theme
    narrow: bool = False
    text: int = 13
    small: int = 12

    def larger(self) -> Style:
        """Text one pixel larger, for an image that is shown scaled down on a mid-size screen."""
        return replace(self, text=self.text + 1, small=self.small + 1)


def style(size: str = "wide", theme: str = "light") -> Style:
    """The style for a size and a theme; ValueError names a word that is neither."""
    if size not in ("wide", "narrow"):
        raise ValueError(f"size {size!r}: expected 'wide' or 'narrow'")
    if theme not in THEMES:
        raise ValueError(f"theme {theme!r}: expected one of {', '.join(THEMES)}")
    narrow = size == "narrow"
    return Style(THEMES[theme], narrow, small=13 if narrow else 12)


def luminance(color: str) -> float:
    """Relative luminance of ``#rrggbb``, 0 to 1 (WCAG 2.1)."""
    channels = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two ``#rrggbb`` colors, 1 to 21 (WCAG 2.1)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
