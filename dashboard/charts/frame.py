"""The room of a chart: its outer size in px and the margins around its plot."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.answer import Answer

LINE = 17


@dataclass(frozen=True, slots=True)
class Frame:
    """Outer ``width`` and ``height`` and the four margins, all in px."""

    width: int
    height: int
    left: int = 0
    right: int = 0
    top: int = 0
    bottom: int = 0

    @property
    def across(self) -> int:
        """Width of the plot."""
        return self.width - self.left - self.right

    @property
    def down(self) -> int:
        """Height of the plot."""
        return self.height - self.top - self.bottom


def foot(answer: Answer, captions: int = 0) -> int:
    """Px below the axis for caption lines and, for sample data, the line that says so."""
    return LINE * (captions + answer.sample)
