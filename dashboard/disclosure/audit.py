"""Makes the tables about one group of people safe together: checks them by linear programs, hides more, or withholds.

A table that was shown before is never touched: what it gives away must be made
good by the new ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from dashboard.disclosure.draft import Draft, again
from dashboard.disclosure.records import Records
from dashboard.disclosure.system import Contradiction, Late, System
from dashboard.model import Window


def secure(records: Mapping[str, Records], drafts: Sequence[Draft], late: Callable[[], bool]) -> None:
    """Hide more in the new ones of ``drafts``, or withhold them, until no hidden count of any is known too well.

    ``records`` by snapshot; the newest is that of the new drafts. They are checked with all tables shown before
    at once, then with those of each earlier snapshot alone, where records that came and went again stay out of sight.
    """
    shown = [draft for draft in drafts if not draft.withheld]
    for part in apart(shown):
        new = [draft for draft in part if not draft.fixed]
        older = sorted({draft.state for draft in part if draft.fixed})
        pairs = [[*new, *(draft for draft in part if draft.fixed and draft.state == one)] for one in older]
        try:
            for some in [part, *(pairs if len(older) > 1 else ())] if new else ():
                _checked(records, some, late)
        except Late:
            _withhold(new, "unchecked")


def _checked(records: Mapping[str, Records], drafts: Sequence[Draft], late: Callable[[], bool]) -> None:
    newest = max(records)
    states = {newest, *(draft.state for draft in drafts)}
    try:
        _settle(System({one: records[one] for one in states}, drafts, late))
    except Contradiction:
        today = [again(one.shown, one.metric, records[newest], newest) if one.shown else one for one in drafts]
        _settle(System({newest: records[newest]}, today, late))


def apart(drafts: Iterable[Draft]) -> list[list[Draft]]:
    """Drafts whose periods have days in common, directly or through others, together."""
    parts: list[list[Draft]] = []
    for draft in drafts:
        touching = [part for part in parts if any(meet(draft.window, other.window) for other in part)]
        parts = [part for part in parts if part not in touching]
        parts.append([*(one for part in touching for one in part), draft])
    return parts


def meet(one: Window, other: Window) -> bool:
    """Whether two periods have a day in common."""
    return one.within(other) is not None


def _settle(system: System) -> None:
    while found := system.narrow():
        for number, binding in found:
            _widen(system, number, binding)


def _widen(system: System, number: int, binding: Sequence[int]) -> None:
    """Hide the smallest shown count that keeps a hidden one known too well; where there is none, withhold a table."""
    cell = system.cells[number]
    open_cells = [at for at in binding if not system.cells[at].draft.fixed and not system.cells[at].hidden]
    if not open_cells:
        new = [draft for draft in system.drafts if not draft.fixed and not draft.withheld]
        same = [draft for draft in new if draft is cell.draft] or [
            draft for draft in new if draft.down == cell.draft.down
        ]
        _withhold((same or new)[:1], "narrow")
        return
    chosen = system.cells[min(open_cells, key=lambda at: _cost(system, at))]
    twins = [draft for draft in system.drafts if chosen.row < 0 and draft.window == chosen.draft.window]
    chosen.draft.hide(chosen.row, chosen.code)
    for draft in twins:
        code = chosen.draft.codes[chosen.code]
        if not draft.fixed and draft.view == chosen.draft.view and code in draft.codes:
            draft.hide(-1, draft.codes.index(code))


def _cost(system: System, at: int) -> tuple[bool, bool, int]:
    """Totals last, for the chart is made of them; zeros after counts; then by size."""
    cell = system.cells[at]
    return cell.row < 0, cell.count == 0, cell.count


def _withhold(drafts: Iterable[Draft], reason: str) -> None:
    for draft in drafts:
        draft.withheld = "unchecked" if reason == "unchecked" else "narrow"
