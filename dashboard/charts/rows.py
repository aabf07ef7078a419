"""Where everything of a chart of rows lies, for both engines: bars, ticks, names, numbers, headings.

On a phone the name stands above its bar; else left of it. Knows nothing of answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dashboard.charts import text
from dashboard.charts.frame import LINE, Frame
from dashboard.charts.theme import Style

WIDTH, NARROW = 496, 328
ROW, NARROW_ROW = 32, 42
BAR = 16
NAME = 168
KEY = 10


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: its name, its length, the mark of the period before, the numbers to write, what hovering says."""

    name: str
    now: float | None
    before: float | None
    value: str
    change: str | None
    hover: str


@dataclass(frozen=True, slots=True)
class Heads:
    """Words of the chart: the label of the ticks, headings of the two columns of numbers, the caption lines."""

    tick: str
    columns: tuple[str, str]
    captions: tuple[str, ...]


def frame(rows: int, style: Style, under: int) -> Frame:
    """Outer size for a number of rows; ``under`` is the room for captions in px."""
    width, each = (NARROW, NARROW_ROW) if style.narrow else (WIDTH, ROW)
    top = LINE + 6
    return Frame(width, top + each * rows + 8 + under, top=top, bottom=under + 8)


@dataclass(frozen=True)
class Bars:
    """Where everything lies, for both engines."""

    rows: tuple[Row, ...]
    heads: Heads
    outer: Frame
    style: Style

    @property
    def middles(self) -> list[float]:
        """Where the middles of the bars lie, in rows."""
        return [index + self.shift for index in range(len(self.rows))]

    @cached_property
    def names(self) -> list[str]:
        """The names as they are broken into lines."""
        narrow = self.style.narrow
        room = self.outer.width - sum(self.columns) - 8 if narrow else NAME
        lines = (text.wrap(row.name, self.style.text, room, 1 if narrow else 2) for row in self.rows)
        return ["\n".join(found) for found in lines]

    @cached_property
    def columns(self) -> tuple[float, float]:
        """Widths of the columns of numbers on the right: now and change; 0 for a change that no row has."""
        values = [[row.value for row in self.rows], [row.change or "" for row in self.rows]]
        size = self.style.text
        cells = [(head, *column) for head, column in zip(self.heads.columns, values, strict=True)]
        now, change = (max(text.width(cell, size, bold=True) for cell in column) + 14 for column in cells)
        return (now, change if any(values[1]) else 0.0)

    @cached_property
    def frame(self) -> Frame:
        """The outer frame with its margins for names and numbers."""
        outer = self.outer
        named = max(text.width(line, self.style.text) for name in self.names for line in name.split("\n"))
        left = 2 if self.style.narrow else round(min(named, NAME)) + 10
        right = 8 if self.style.narrow else round(sum(self.columns)) + 4
        return Frame(outer.width, outer.height, left, right, outer.top, outer.bottom)

    @cached_property
    def top(self) -> float:
        """The largest value, now or before."""
        return max((found for row in self.rows for found in (row.now, row.before) if found), default=1.0)

    @property
    def x(self) -> tuple[float, float]:
        """Values at the left and right edge of the plot."""
        return (0.0, self.top)

    @property
    def y(self) -> tuple[float, float]:
        """Rows at the lower and upper edge of the plot."""
        return (len(self.rows) - 0.5, -0.5)

    @property
    def row_px(self) -> float:
        """Height of a row in px."""
        return self.frame.down / len(self.rows)

    @property
    def shift(self) -> float:
        """How far below the middle of its row a bar lies, in rows."""
        return 9 / self.row_px if self.style.narrow else 0.0

    @property
    def half(self) -> float:
        """Half the thickness of a bar, in rows."""
        return (12 if self.style.narrow else BAR) / self.row_px / 2

    @property
    def grown(self) -> float:
        """Half the height of a tick, in rows."""
        return self.half + 4 / self.row_px

    def px(self, value: float) -> float:
        """Px from the left of the plot."""
        return value / self.top * self.frame.across

    @property
    def column_ends(self) -> tuple[float, float]:
        """Px from the left of the plot to the right edges of the two columns of numbers."""
        edge = self.frame.across + self.frame.right - 2
        return edge - self.columns[1], edge

    def tick_label(self) -> tuple[float, str] | None:
        """Px and side of the words above the first tick; None when the first row has none."""
        first = self.rows[0].before
        if first is None:
            return None
        if self.style.narrow:
            return KEY - self.frame.left, "left"
        half, x = text.width(self.heads.tick, self.style.small) / 2, self.px(first)
        if x + half > self.frame.across + self.frame.right - sum(self.columns):
            return x + 2, "right"
        return (x - 2, "left") if x - half < -self.frame.left else (x, "center")
