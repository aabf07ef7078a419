"""Where everything of a chart of months lies, for both engines: bars, lines, bands, labels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dashboard.answer import Answer
from dashboard.answer.level import AGAINST
from dashboard.charts import empty, months, scale, text
from dashboard.charts.frame import LINE, Frame, foot
from dashboard.charts.measure import amount, before_key, nothing, scaled, shared, written
from dashboard.charts.theme import Style
from dashboard.i18n import Words
from dashboard.model import month_end

WIDE, NARROW = (960, 340), (328, 260)
WIDEST_BAR, FILLED = 56.0, 0.78
LABEL = 112
HALO, CAP, QUIET, KEY = 2.5, 1.5, 0.13, 23
LABELED, HEADROOM = 44, 0.12


@dataclass(frozen=True, slots=True)
class Line:
    """One line over the bars: its name, its values by month, its ink; without width it only names the band."""

    name: str
    values: tuple[float | None, ...]
    color: str
    width: float
    bold: bool

    @property
    def end(self) -> tuple[int, float]:
        """Index and value of its last point."""
        return next((index, found) for index, found in reversed(list(enumerate(self.values))) if found is not None)


def frame(answer: Answer, style: Style) -> Frame:
    """The room of the chart; the same in every language."""
    width, height = NARROW if style.narrow else WIDE
    if nothing(answer):
        return empty.frame(answer, style, width)
    return Frame(width, height + foot(answer), bottom=2 * LINE + 8 + foot(answer))


@dataclass(frozen=True)
class Timeline:
    """Where everything lies, for both engines."""

    answer: Answer
    words: Words
    style: Style

    @cached_property
    def counts(self) -> list[float]:
        """The number of each month; 0 where there is none."""
        return [months.value(record, self.answer.measure) or 0.0 for record in self.answer.records]

    def told(self, index: int) -> str:
        """The number of a month in words; a dash where there is none."""
        found = months.value(self.answer.records[index], self.answer.measure)
        return "\N{EN DASH}" if found is None else written(self.answer, self.words, found)

    @cached_property
    def lines(self) -> list[Line]:
        """The lines that have a value anywhere, in the order they are drawn."""
        colors = self.style.colors
        rolling = any(field.key == "last_12_months" for field in self.answer.fields)
        sums = [months.value(record, "last_12_months") if rolling else None for record in self.answer.records]
        average = tuple(None if total is None else total / 12 for total in sums)
        before = tuple(self._before(index) for index in range(len(self.counts)))
        held = tuple(months.value(record, AGAINST) for record in self.answer.records)
        drawn = [
            Line(self._held, held, colors.watch, 2.0, False),
            Line(self.words("usual range"), self._middle, colors.soft, 0, False),
            Line(self.words("year before"), before, colors.before, 1.5, False),
            Line(self.words("12-month average"), average, colors.ink, 2.5, True),
        ]
        return [line for line in drawn if any(found is not None for found in line.values)]

    @property
    def strokes(self) -> list[Line]:
        """The lines that are drawn, not only named."""
        return [line for line in self.lines if line.width]

    @property
    def _middle(self) -> tuple[float | None, ...]:
        """The middle of the usual range of each month."""
        found = {index: (low + high) / 2 for index, low, high in self.usual}
        return tuple(found.get(index) for index in range(len(self.counts)))

    @property
    def _held(self) -> str:
        """The name of the number that each month is held against."""
        return next((self.words(field.label) for field in self.answer.fields if field.key == AGAINST), "")

    def _before(self, index: int) -> float | None:
        record = self.answer.records[index]
        compared = self.answer.period.alone not in ("asked", "unended") and record["complete"] and self.counted(index)
        return months.value(record, before_key(self.answer)) if compared else None

    def counted(self, index: int) -> bool:
        """Whether a month lies in the period that the headline counts."""
        now, month = self.answer.period.now, months.start(self.answer.records[index])
        return month <= now.until and month_end(month) >= now.since

    @cached_property
    def usual(self) -> list[tuple[int, float, float]]:
        """Index, lowest and highest count of the months whose usual range is known."""
        found = []
        for index, record in enumerate(self.answer.records):
            low, high = months.value(record, "usual_low"), months.value(record, "usual_high")
            found += [(index, low, high)] if low is not None and high is not None else []
        return found

    @cached_property
    def ticks(self) -> list[float]:
        """Round values of the upright axis, from 0, or from below it where there are numbers below."""
        drawn = [*self.counts, *(found for line in self.lines for found in line.values if found is not None)]
        drawn += [high for _, _, high in self.usual]
        top, low = max(drawn) * (1 + HEADROOM * self.labeled), min(drawn)
        if low < 0:
            return scale.across(low, top, 5)
        return scale.ticks(min(top, 1.0) if shared(self.answer) else top, 5, whole=self.answer.measure == "count")

    @cached_property
    def tick_texts(self) -> list[str]:
        """The ticks as the reader's language writes them."""
        return scaled(self.answer, self.words, self.ticks)

    @cached_property
    def outer(self) -> Frame:
        """The room before words were measured."""
        return frame(self.answer, self.style)

    @cached_property
    def frame(self) -> Frame:
        """The room with margins for the words of this language."""
        outer = self.outer
        left = max(text.width(label, self.style.text) for label in self.tick_texts) + 10
        right = LABEL if self.lines and not self.style.narrow else 8
        rows = 1 + self.keys[-1][2] if self.lines and self.style.narrow else 0
        top = LINE + 8 + (LINE * rows + 8 if rows else 0)
        return Frame(outer.width, outer.height, round(left), right, top, outer.bottom)

    @cached_property
    def keys(self) -> list[tuple[Line, float, int]]:
        """Each line with the px from the left and the row at which its key begins above a narrow plot."""
        x, row, placed = 0.0, 0, []
        for line in self.lines:
            wide = KEY + text.width(line.name, self.style.small, bold=line.bold)
            if x and x + wide > self.outer.width:
                x, row = 0.0, row + 1
            placed.append((line, x, row))
            x += wide + 14
        return placed

    @property
    def x(self) -> tuple[float, float]:
        """Months at the left and right edge of the plot."""
        return (-0.5, len(self.counts) - 0.5)

    @property
    def y(self) -> tuple[float, float]:
        """Counts at the lower and upper edge of the plot."""
        return (self.ticks[0], self.ticks[-1])

    @property
    def month_px(self) -> float:
        """Width of a month in px."""
        return self.frame.across / len(self.counts)

    @property
    def bar(self) -> float:
        """Width of a bar in months."""
        return min(FILLED if self.month_px > 3 else 1.0, WIDEST_BAR / self.month_px)

    @property
    def dash(self) -> float:
        """How far a value without neighbors reaches to both sides, in months."""
        return self.bar * 0.65

    def paint(self, index: int) -> tuple[str, str]:
        """Fill and edge of a bar: before is light under a dark upper edge, what is still counted is hollow."""
        colors = self.style.colors
        if self.hollow(index):
            return colors.card, colors.watch
        return (colors.now, colors.now) if self.counted(index) else (colors.bar, colors.edge)

    def hollow(self, index: int) -> bool:
        """Whether the data of a month are not complete."""
        return not self.answer.records[index]["complete"]

    @cached_property
    def axis(self) -> list[tuple[int, str]]:
        """Index and label of the months named below the plot."""
        starts = [months.start(record) for record in self.answer.records]
        return months.axis(starts, self.frame.across, self.style.text, self.words)

    @cached_property
    def bands(self) -> list[tuple[months.Band, str]]:
        """The stretches of incomplete months, each with its words."""
        counting, part = self.words("still counting"), self.words("part of a month")
        return [(band, counting if band.counting else part) for band in months.bands(self.answer)]

    @property
    def labeled(self) -> bool:
        """Whether every bar has room for its number, with no line in the way."""
        room = self.outer.width - 60
        return not any(line.width for line in self.lines) and room / len(self.counts) >= LABELED

    def ends(self) -> list[tuple[Line, float, str]]:
        """Each line with the px, from the top of the plot, and the wrapped text of its label."""
        height = self.frame.down
        placed: list[tuple[Line, float, str]] = []
        for line in sorted(self.lines, key=lambda line: -line.end[1]):
            wrapped = text.wrap(line.name, self.style.small, LABEL - 14, 2, bold=line.bold)
            tall = len(wrapped) * (self.style.small + 3)
            bottom, top = self.y
            y = max(height * (top - line.end[1]) / (top - bottom), tall / 2)
            if placed:
                above = placed[-1]
                y = max(y, above[1] + ((above[2].count("\n") + 1) * (self.style.small + 3) + tall) / 2 + 3)
            placed.append((line, y, "\n".join(wrapped)))
        return placed

    def _amount(self, found: float) -> str:
        if self.answer.metric.measured:
            return amount(self.answer, self.words, found)
        return self.words.number(found, 0 if found == int(found) else 1)

    def hover(self, index: int) -> str:
        """What hovering over a month says, a line for each number."""
        record, words = self.answer.records[index], self.words
        now = months.value(record, self.answer.measure)
        said = [f"{words.month(months.start(record))}: {amount(self.answer, words, now)}"]
        for line in self.lines:
            found = line.values[index]
            if found is not None and line.width:
                said.append(f"{line.name}: {self._amount(found)}")
        for month, low, high in self.usual:
            if month == index:
                said.append(words("usual: {low} to {high}", low=words.number(low), high=words.number(high)))
        said += [label for band, label in self.bands if band.first <= index <= band.last]
        return "\n".join(said)
