"""What a form of file is: the ending of its address, its type, and how it is made of an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.answer import Answer


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is drawn, whether its source has gone quiet (``late``), and ``root``, the site's own address."""

    titled: bool = True
    size: str = "wide"
    theme: str = "light"
    root: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One form of file. ``drawn`` forms follow the size, theme and frame of a :class:`Look`.

    A file is kept (``attachment``) or shown by the browser. ``link`` is its name on a card (a message id),
    empty where a card does not offer it.
    """

    key: str
    mimetype: str
    render: Callable[[Answer, Look], bytes]
    attachment: bool = True
    drawn: bool = False
    link: str = ""
