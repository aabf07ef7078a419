"""Which released table about people answers a question, whatever the reader asks.

Free dates would give single days away by subtraction, so a table is of the
settled 12 months or of one whole calendar year, as the audit of the snapshot
released it (:mod:`dashboard.disclosure`).
"""

from __future__ import annotations

from datetime import date

from dashboard.answer.value import Unavailable
from dashboard.cities.schema import City
from dashboard.data.receipt import Snapshot
from dashboard.disclosure import Ledger, Table, line, table_key
from dashboard.i18n import N_
from dashboard.model import Dimension, View, Window
from dashboard.selection import Selection

UNCHECKED = N_(
    "These numbers are not shown yet. First it must be checked that they point at nobody, and that check is not done."
)
WITHHELD = {
    "few": N_("There are too few records to show without pointing at people."),
    "narrow": N_("Together with other tables, these numbers would point at people. So they are not shown."),
    "unchecked": UNCHECKED,
}


def offered(city: City, view: View, selection: Selection) -> None:
    """Raise Unavailable, with the reason that the city gives, where it switched a table off."""
    off = city.disclosure.withheld.get(view.subject, {}).get(view.by[-1])
    if off is not None:
        raise Unavailable(off.es if selection.lang == "es" else off.en)


def released(ledger: Ledger, snapshot: Snapshot, view: View, down: Dimension, selection: Selection) -> Table:
    """The table of the latest whole year asked for, else of the settled 12 months; or Unavailable, with the reason."""
    found = ledger.releases(snapshot.id)
    if found is None:
        raise Unavailable(UNCHECKED)
    year = _year(selection, snapshot, view)
    asked = table_key(view.key, down.key, year) if year else ""
    table = ledger.table(snapshot.id, asked) or ledger.table(
        snapshot.id, found.latest.get(line(view.key, down.key), "")
    )
    if table is None:
        raise Unavailable(WITHHELD["few"])
    if table.withheld:
        raise Unavailable(WITHHELD[table.withheld])
    return table


def _year(selection: Selection, snapshot: Snapshot, view: View) -> Window | None:
    """The latest whole settled year within the dates asked for."""
    receipt = snapshot.subjects[view.subject]
    coverage, settled = receipt.coverage, receipt.settled
    if coverage is None or settled is None or settled < coverage.since:
        return None
    reach = Window(coverage.since, settled)
    asked = selection.asked(reach)
    within = asked.within(reach) if asked else None
    return _whole_year(within) if within else None


def _whole_year(window: Window) -> Window | None:
    years = range(window.until.year, window.since.year - 1, -1)
    whole = (Window(date(year, 1, 1), date(year, 12, 31)) for year in years)
    return next((year for year in whole if year.within(window) == year), None)


def snapped(selection: Selection, table: Table, latest: Window | None) -> Selection:
    """The selection without filters, its dates those of the table; none for the settled 12 months."""
    plain = selection.but(since=None, until=None, chosen=(), compare="none")
    return plain if table.window == latest else plain.but(since=table.since, until=table.until)
