"""What an attacker gathers of a city: the tables of every question, and its records without what describes people."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
from flask.testing import FlaskClient

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


def records(client: FlaskClient, subject: Subject, snapshot: str) -> list[dict[str, str]]:
    """Every record of a subject in a snapshot, as the site gives them."""
    answer = client.get(f"/rows/{subject.key}.csv?as_of={snapshot}")
    assert answer.status_code == 200
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True), newline="")))
    assert str(len(rows)) == answer.headers["X-Total-Rows"]
    return rows


def counted(rows: list[dict[str, str]], subject: Subject, metric: Metric, downs: list[str]) -> Margins:
    """The public counts that the records themselves give; of a number with several rows the least place, then time."""
    columns = [subject.dimension(down).column for down in downs]
    wanted = [(subject.dimension(key).column, codes) for key, codes in metric.where]
    fit = [row for row in rows if all(row[column] in codes for column, codes in wanted)]
    if metric.distinct:
        order = sorted(fit, key=lambda row: ([(not row[one], row[one]) for one in columns], row[subject.when]))
        numbered = {row[metric.distinct]: row for row in reversed(order)}
        fit = [row for number, row in numbered.items() if number]
    return Counter(
        ((int(row[subject.when][:4]), int(row[subject.when][5:7])), tuple(row[one] or "_unstated" for one in columns))
        for row in fit
    )


def public(
    cache: Path, city: str, client: FlaskClient, snapshot: Snapshot, subject: Subject, metric: Metric, downs: list[str]
) -> Margins:
    """What the attacker knows of the records: taken from the cache, and the file of the records says no more.

    The file may lack the number that people are told apart by; then its rows are held against those of the cache.
    """
    known = margins(cache, city, snapshot, subject, metric, downs)
    rows = records(client, subject, snapshot.id)
    asked = metric if not rows or metric.distinct in ("", *rows[0]) else replace(metric, distinct="")
    held = known if asked is metric else margins(cache, city, snapshot, subject, asked, downs)
    assert counted(rows, subject, asked, downs) == held
    return known


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
        known = {state: public(cache, city, client, kept[state], subject, metric, downs) for state in states}
        yield Found(subject.key, list(different.values()), attack(different.values(), downs, known))
