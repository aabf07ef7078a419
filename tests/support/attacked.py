"""What an attacker gathers of a city: the tables of every question, and its records without what describes people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dashboard.catalog import CATALOG
from dashboard.cities import load
from dashboard.data.receipt import Snapshot
from dashboard.data.store import Store
from dashboard.data.warehouse import Warehouse
from dashboard.model import Metric, Shape, Subject
from tests.support.attack import Breach, Margins, Seen, attack, gathered
from tests.support.site import application


@dataclass(frozen=True)
class Found:
    """What the attack on the tables about one group of people came to."""

    subject: str
    tables: list[Seen]
    breaches: list[Breach]

    @property
    def hidden(self) -> int:
        """Hidden counts that were tried."""
        return sum(table.hidden for table in self.tables)


def people(snapshot: Snapshot) -> Iterator[tuple[Subject, Metric, list[str], list[str]]]:
    """Subject, metric, views and kinds of rows of every group of tables about people that the catalog declares."""
    for subject in CATALOG.subjects.values():
        tables = [view for view in subject.views if view.shape is Shape.TABLE]
        for key in dict.fromkeys(view.metric for view in tables):
            if subject.key not in snapshot.subjects:
                continue
            columns = snapshot.subjects[subject.key].columns
            views = [view for view in tables if view.metric == key]
            downs = dict.fromkeys(down for view in views for down in view.by[:-1])
            offered = [down for down in downs if subject.dimension(down).column in columns]
            yield subject, subject.metric(key), [view.key for view in views], offered


def questions(snapshot: Snapshot, downs: Sequence[str], free: Sequence[str] = ()) -> list[str]:
    """Queries that bring every table: each kind of row, each year and the latest months, and odd dates besides."""
    known = [receipt.first.year for receipt in snapshot.subjects.values() if receipt.first]
    years = range(min(known), snapshot.published_at.year + 1)
    periods = ["", *(f"&since={year}-01-01&until={year}-12-31" for year in years), *free]
    kinds = ["", *(f"by={down}" for down in downs)]
    return [f"{kind}{period}" for kind in kinds for period in periods]


def margins(cache: Path, city: str, snapshot: Snapshot, subject: Subject, metric: Metric, downs: list[str]) -> Margins:
    """The public counts of one snapshot, from its rows; of a number with several rows the least place, then time."""
    found = load(city)
    warehouse = Warehouse(found, cache)
    entry = Store(cache, city).manifest().entry(snapshot.id)
    assert entry is not None
    warehouse.table(subject.key, snapshot)
    layers = warehouse._tables.find(Store(cache, city).manifest(), entry, subject.key)
    columns = [subject.dimension(down).column for down in downs]
    wanted = [(subject.dimension(key).column, codes) for key, codes in metric.where]
    where = " AND ".join(f"{column} IN ({', '.join(map(repr, codes))})" for column, codes in wanted) or "true"
    rows = f"(SELECT * FROM ({layers.sql()}) WHERE {where})"
    if metric.distinct:
        order = ", ".join((*columns, subject.when))
        ranked = f"SELECT *, row_number() OVER (PARTITION BY {metric.distinct} ORDER BY {order}) AS r_ FROM {rows}"
        rows = f"(SELECT * FROM ({ranked}) WHERE r_ = 1 AND {metric.distinct} IS NOT NULL)"
    named = "".join(f", coalesce({column}, '_unstated')" for column in columns)
    told = f"SELECT year({subject.when}), month({subject.when}){named}, count(*) FROM {rows} GROUP BY ALL"
    with duckdb.connect() as connection:
        counted = connection.execute(told).fetchall()
    warehouse.close()
    return Counter({((year, month), tuple(places)): count for year, month, *places, count in counted})


def attacked(cache: Path, city: str, *snapshots: Snapshot, free: Sequence[str] = (), only: str = "") -> Iterator[Found]:
    """Attack every subject, or ``only`` one, with the tables of these snapshots together."""
    client = application(cache, city).test_client()
    for subject, metric, views, downs in people(snapshots[0]):
        if only not in ("", subject.key):
            continue
        tables = [
            table
            for snapshot in snapshots
            for table in gathered(
                client, views, [f"{one}&as_of={snapshot.id}" for one in questions(snapshot, downs, free)]
            )
        ]
        different = {(t.view, t.down, t.since, t.until, tuple(t.cells.items())): t for t in tables}
        kept = {one.id: one for one in Warehouse(load(city), cache).snapshots()}
        states = {table.snapshot for table in tables}
        known = {state: margins(cache, city, kept[state], subject, metric, downs) for state in states}
        yield Found(subject.key, list(different.values()), attack(different.values(), downs, known))
