"""A page as a value, and what every page is drawn from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from dash.development.base_component import Component

from dashboard.answer import Answers
from dashboard.cities.schema import City
from dashboard.data.receipt import Snapshot
from dashboard.i18n import Words
from dashboard.model import Card
from dashboard.selection import Parsed, Selection
from dashboard.settings import Settings

Pairs = tuple[tuple[str, str], ...]
Variables = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Context:
    """What a page is drawn from; values only, made once by the factory."""

    city: City
    answers: Answers
    settings: Settings
    pages: tuple[Page, ...] = ()
    today: Callable[[], date] = date.today


@dataclass(frozen=True, slots=True)
class Request:
    """One reading of a page: what was asked, in which language, of which snapshot.

    ``path`` is the address asked for, ``variables`` what stands in its variable
    parts; ``fixed`` are the values that the path, not the query, chooses (the
    place of a place page); ``own`` the pairs of the query that only this page
    knows (what is searched for). ``live`` asks for the tree of a browser that
    already shows the page as the server drew it.
    """

    context: Context
    page: Page
    parsed: Parsed
    snapshot: Snapshot
    path: str
    fixed: Pairs = ()
    own: Pairs = ()
    live: bool = False
    variables: Variables = field(default_factory=dict)

    @property
    def selection(self) -> Selection:
        """The reader's selection."""
        return self.parsed.selection

    @property
    def words(self) -> Words:
        """The reader's language."""
        return Words(self.selection.lang)

    def carried(self, selection: Selection) -> list[tuple[str, str]]:
        """The query of a selection without what the path already says."""
        held = {key for key, _ in self.fixed}
        return [pair for pair in selection.query() if pair[0] not in held]


@dataclass(frozen=True, slots=True)
class Address:
    """What the variable parts of a path stand for, such as those of ``/places/{kind}/{key}``.

    ``fixed`` gives the pairs of a query that they choose; None where nothing is
    at that address, which is then a 404. ``texts`` is what they fill into the
    texts of the page.
    """

    fixed: Callable[[Context, Variables], Pairs | None]
    texts: Callable[[Context, Variables, Words], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: address, texts (message ids; ``{city}`` is filled in), controls, cards.

    After its own ``cards`` come the sections that subjects declare for its
    path. ``body`` adds what is not a card; ``top`` stands before the cards and
    is drawn again when a control changes. ``own`` names query keys that belong
    to this page alone. ``lead`` is the view whose count the
    sentence under the controls tells. A path such as ``/places/{kind}/{key}``
    stands for the page of every place of the city; ``at`` then says which there are.
    Of the ``cards`` only the first ``most`` are shown that the city publishes, unless it is 0.
    The navigation names the page where ``offered`` says so.
    """

    path: str
    order: int
    title: str
    heading: str
    lede: str
    controls: tuple[str, ...] = ()
    cards: tuple[Card, ...] = ()
    lead: str = "incidents-trend"
    body: Callable[[Request], list[Component]] | None = None
    top: Callable[[Request], list[Component]] | None = None
    own: tuple[str, ...] = ()
    at: Address | None = None
    most: int = 0
    offered: Callable[[Request], bool] | None = None
