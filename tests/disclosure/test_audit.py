"""The audit of tables over the same people, on made-up records, held against the attack: they share no code."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.disclosure.audit import secure
from dashboard.disclosure.draft import Draft, again, drafted
from dashboard.disclosure.lattice import Place
from dashboard.disclosure.records import COUNTED, PASSED, Class, Records
from dashboard.disclosure.system import System
from dashboard.model import Dimension, Shape, View, Window
from tests.support import attack
from tests.support.effort import examples

DISTRICT = Dimension("district", "district", "District", "All", "{name}", place=True)
OFFENSE = Dimension("offense", "offense", "Offense", "All", "{name}")
RACE = Dimension("race", "race", "Race", "All", "{name}", protected=True)
YEAR, NEXT = Window(date(2025, 1, 1), date(2025, 12, 31)), Window(date(2025, 7, 1), date(2026, 6, 30))
MONTHS = (date(2025, 3, 1), date(2025, 9, 1), date(2026, 2, 1))
CODES = ("a", "b", "c")
COUNTS = st.lists(st.integers(0, 14), min_size=len(MONTHS) * 4 * len(CODES), max_size=len(MONTHS) * 4 * len(CODES))


def place(down: Dimension, window: Window, metric: str = "people") -> Place:
    return Place(
        View(f"{metric}-by-race", "people", metric, Shape.TABLE, "", by=("district", "race")), down, RACE, window
    )


def made(counts: list[int]) -> Records:
    """Records of three months, two districts and two offenses."""
    wheres = [(month, (one, other, COUNTED)) for month in MONTHS for one in "xy" for other in "pq"]
    cells = [((month, where), code) for month, where in wheres for code in CODES]
    return Records(("district", "offense"), ("people",), CODES, Counter(dict(zip(cells, counts, strict=True))))


def seen(draft: Draft) -> attack.Seen:
    """A draft as a reader has it."""
    cells: dict[tuple[str, str], int | None] = {}
    for row, name in enumerate(("", *draft.names), -1):
        for at, code in enumerate(draft.codes):
            cells[name, code] = None if draft.hides(row, at) else draft.count(row, at)
    return attack.Seen(draft.view, draft.down, "race", draft.window.since, draft.window.until, "1", cells)


def breaches(drafts: list[Draft], records: Records) -> list[attack.Breach]:
    margins: attack.Margins = Counter()
    for ((month, where), _), count in records.counts.items():
        margins[(month.year, month.month), where[:2]] += count
    shown = [seen(draft) for draft in drafts if not draft.withheld]
    return attack.attack(shown, ("district", "offense"), {"1": margins})


@given(COUNTS)
@settings(max_examples=examples(30), deadline=None)
def test_tables_that_share_people_and_months_are_safe_together(counts: list[int]) -> None:
    records = made(counts)
    drafts = [drafted(place(down, window), records, 10, "1") for window in (YEAR, NEXT) for down in (DISTRICT, OFFENSE)]
    secure({"1": records}, drafts, lambda: False)
    assert breaches(drafts, records) == []


@given(COUNTS)
@settings(max_examples=examples(15), deadline=None)
def test_a_table_that_was_shown_is_not_touched_and_not_given_away(counts: list[int]) -> None:
    records = made(counts)
    first = drafted(place(DISTRICT, YEAR), records, 10, "1")
    secure({"1": records}, [first], lambda: False)
    if first.withheld:
        return
    shown = again(first.released("m", records), "people", records, "1")
    before = shown.cells.copy()
    new = [drafted(place(down, NEXT), records, 10, "1") for down in (DISTRICT, OFFENSE)]
    secure({"1": records}, [*new, shown], lambda: False)
    assert (shown.cells == before).all()
    assert not shown.withheld
    assert breaches([*new, shown], records) == []


def test_a_metric_that_is_part_of_another_is_seen_with_it() -> None:
    """10 and 12 stops; of 21 searches 9 are hidden: alone they could be any number, with the stops only 9 or 10."""
    month = MONTHS[0]
    searched: Class = (month, ("x", COUNTED, COUNTED))
    stopped: Class = (month, ("x", COUNTED, PASSED))
    counts = Counter({(searched, "a"): 9, (searched, "b"): 12, (stopped, "a"): 1})
    records = Records(("district",), ("stops", "searches"), ("a", "b"), counts)
    stops, searches = (drafted(place(DISTRICT, YEAR, metric), records, 10, "1") for metric in ("stops", "searches"))
    assert not stops.cells.any()
    assert searches.cells.all()
    alone = System({"1": records}, [searches], lambda: False)
    assert alone.narrow() == []
    secure({"1": records}, [stops, searches], lambda: False)
    assert stops.withheld or searches.withheld or stops.cells.any()
    left = [draft for draft in (stops, searches) if not draft.withheld]
    assert System({"1": records}, left, lambda: False).narrow() == []


def test_what_cannot_be_checked_in_time_is_withheld() -> None:
    records = made([3, 7, 12] * (len(MONTHS) * 4))
    drafts = [drafted(place(OFFENSE, window), records, 10, "1") for window in (YEAR, NEXT)]
    for draft in drafts:
        draft.cells[:] = draft.counts > 10
    secure({"1": records}, drafts, lambda: True)
    assert [draft.withheld for draft in drafts] == ["unchecked", "unchecked"]


@pytest.mark.parametrize("smallest", [10, 25])
def test_the_limit_of_the_city_holds(smallest: int) -> None:
    records = made(list(range(15)) * 2 + [14] * 6)
    draft = drafted(place(OFFENSE, YEAR), records, smallest, "1")
    secure({"1": records}, [draft], lambda: False)
    assert not draft.withheld
    shown = draft.counts[~draft.cells]
    assert ((shown == 0) | (shown >= smallest)).all()
