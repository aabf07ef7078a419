"""How wide a text will be, and how it breaks into lines, before anything is drawn.

Widths are those of DejaVu Sans, the widest of the sans fonts in use: a text
that fits here fits everywhere.
"""

from __future__ import annotations

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
BOLD = 1.12
_EMS = {
    0.33: "ijlI|!.,:;'` ()[]/\\-\N{RIGHT SINGLE QUOTATION MARK}",
    0.42: 'frtJ"*',
    0.84: "wQOG&+=<>\N{MINUS SIGN}",
    1.0: "mMW%@\N{EM DASH}\N{HORIZONTAL ELLIPSIS}",
}
_EM = {character: em for em, characters in _EMS.items() for character in characters}


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Upper estimate of the width of one line, in px."""
    ems = sum(_EM.get(c, 0.72 if c.isupper() else 0.62 if ord(c) < 0x2000 else 1.0) for c in text)
    return ems * size * (BOLD if bold else 1)


def shorten(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """``text``, or its beginning with an ellipsis when it is wider than ``room`` px."""
    if width(text, size, bold=bold) <= room:
        return text
    kept = text
    while kept and width(kept + ELLIPSIS, size, bold=bold) > room:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def wrap(text: str, size: float, room: float, most: int = 9, *, bold: bool = False) -> list[str]:
    """Lines of at most ``room`` px, at most ``most`` of them; what is too long ends in an ellipsis."""
    lines: list[str] = []
    left = text.split()
    while left:
        count = 1
        while count < len(left) and width(" ".join(left[: count + 1]), size, bold=bold) <= room:
            count += 1
        if len(lines) == most - 1:
            count = len(left)
        lines.append(shorten(" ".join(left[:count]), size, room, bold=bold))
        left = left[count:]
    return lines
