"""Tables about people are released once and stay; what was not checked is not shown; every form shows the same."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from dashboard import cities
from dashboard.answer import Answers, Unavailable
from dashboard.answer.lattice import UNCHECKED
from dashboard.catalog import CATALOG
from dashboard.cities import City
from dashboard.cities.schema import Disclosure, Withheld
from dashboard.data.store import StoreError
from dashboard.data.warehouse import Warehouse
from dashboard.disclosure import Ledger, Protected
from dashboard.disclosure.lattice import lattice
from dashboard.disclosure.publish import audit
from dashboard.disclosure.release import Releases
from dashboard.explain import explain
from dashboard.i18n import Words
from dashboard.selection import Selection
from tests.disclosure.conftest import snapshots
from tests.support.documents import read
from tests.support.served import rows, text
from tests.support.site import Site, application

pytestmark = pytest.mark.slow

VIEW = "arrests-by-age"


def asked(city: City, cache: Path) -> Answers:
    return Answers(city, Warehouse(city, cache), CATALOG)


def bare(cache: Path, target: Path) -> tuple[City, Warehouse]:
    """A copy of a cache in which nothing about people was released."""
    shutil.copytree(cache, target)
    shutil.rmtree(target / "sample" / "protected")
    city = cities.load("sample")
    return city, Warehouse(city, target)


def test_every_table_of_the_lattice_is_released_and_no_other(sample_cache: Path) -> None:
    snapshot = snapshots(sample_cache)[-1]
    found = Ledger(sample_cache / "sample").releases(snapshot.id)
    assert found is not None
    every = lattice(CATALOG, snapshot)
    assert {table.key for table in found.tables} | set(found.kept) == {place.key for place in every}
    assert {place.view.key for place in every} >= {VIEW, "victims-by-race", "force-by-sex", "complaints-by-age"}
    assert {place.down.key for place in every if place.view.key == "victims-by-sex"} == {"offense", "district"}


def test_no_file_holds_a_hidden_count(sample_cache: Path) -> None:
    found = Ledger(sample_cache / "sample").releases(snapshots(sample_cache)[-1].id)
    assert found is not None
    for table in found.tables:
        shown = [count for line in (*table.counts, table.totals) for count in line if count is not None]
        assert all(count == 0 or count >= 10 for count in shown), table.key
        assert all(total >= 10 for total in table.sums), table.key


def test_a_later_snapshot_shows_the_same_table_and_says_since_when(months: Path) -> None:
    first, second, third = snapshots(months)
    answers = asked(cities.load("sample"), months)
    view = CATALOG.view(VIEW)
    made = [answers.answer(view, Selection(as_of=one.id)) for one in (first, second, third)]
    assert made[0].records == made[1].records
    assert made[0].period.now == made[1].period.now
    assert [one.released for one in made] == [first.id, first.id, third.id]
    assert made[2].period.now.until > made[0].period.now.until
    told = [" ".join(explain(one, Words("en")).sentences) for one in made]
    assert ["They stay as they are" in one for one in told] == [False, True, False]


def test_what_was_not_checked_is_not_shown(sample_cache: Path, tmp_path: Path) -> None:
    bare(sample_cache, tmp_path / "bare")
    client = application(tmp_path / "bare").test_client()
    refused = client.get(f"/views/{VIEW}.csv")
    assert refused.status_code == 404
    assert refused.get_data(as_text=True).strip() == UNCHECKED
    assert client.get("/views/arrests-trend.csv").status_code == 200
    assert UNCHECKED in read(client.get("/safety?about=victims").data).text


def test_a_check_that_takes_too_long_withholds_and_is_tried_again_with_the_next_snapshot(
    months: Path, tmp_path: Path
) -> None:
    city, warehouse = bare(months, tmp_path / "late")
    clock = iter(range(0, 100_000, 100))
    report = audit(city, warehouse, CATALOG, seconds=1, monotonic=lambda: next(clock))
    assert report is not None
    assert report.withheld["unchecked"] > 50
    with pytest.raises(Unavailable, match="not shown yet"):
        asked(city, tmp_path / "late").answer(CATALOG.view("victims-by-race"), Selection())
    assert list(Ledger(warehouse.folder).shown("9")) == [] or report.released > 0


def test_what_was_released_is_never_replaced(sample_cache: Path) -> None:
    city = cities.load("sample")
    assert audit(city, Warehouse(city, sample_cache), CATALOG) is None
    ledger = Ledger(sample_cache / "sample")
    with pytest.raises(StoreError, match="there already"):
        ledger.write(Releases(snapshot=snapshots(sample_cache)[-1].id))


def test_a_city_may_ask_for_more_protection(months: Path, tmp_path: Path) -> None:
    plain, warehouse = bare(months, tmp_path / "more")
    reason = Withheld(en="Our records of race are not reliable.", es="Nuestros datos de raza no son fiables.")
    rules = Disclosure(smallest_shown=40, protected=("weapon",), withheld={"arrests": {"race": reason}})
    city = plain.model_copy(update={"disclosure": rules})
    audit(city, warehouse, CATALOG)
    answers = asked(city, tmp_path / "more")
    shown = [record["count"] for record in answers.answer(CATALOG.view(VIEW), Selection()).records]
    assert min(count for count in shown if isinstance(count, int) and count) >= 40
    with pytest.raises(Unavailable, match="not reliable"):
        answers.answer(CATALOG.view("arrests-by-race"), Selection())
    with pytest.raises(Unavailable, match="no son fiables"):
        answers.answer(CATALOG.view("arrests-by-race"), Selection(lang="es"))
    with pytest.raises(Protected, match="weapon"):
        answers.answer(CATALOG.view("gun-violence"), Selection(chosen=(("weapon", ("knife",)),)))


@pytest.mark.parametrize("view", ["victims-by-race", "arrests-by-age"])
def test_every_form_shows_the_counts_of_the_file_and_no_other(site: Site, view: str) -> None:
    client = site.server.test_client()
    table = rows(client, view)
    down = next(iter(table[0]))
    counts = {row["count"] for row in table}
    totals = {row["count"] for row in table if not row[down]}
    for path in (f"/views/{view}", f"/embed/{view}"):
        (shown,) = [one for one in read(client.get(path).data).tables if len(one) > 2]
        cells = {re.sub(r"\D", "", cell) for line in shown[1:] for cell in line[1:]}
        assert cells <= counts | {""}, path
    drawn = re.findall(r">([\d,]+)<", client.get(f"/views/{view}.svg?frame=none").get_data(as_text=True))
    assert {one.replace(",", "") for one in drawn} <= totals
    hidden = [row for row in table if row["hidden"] == "true"]
    assert hidden
    assert {row["count"] for row in hidden} == {""}


def test_the_page_of_a_source_counts_nothing_by_what_is_protected(site: Site) -> None:
    client = site.server.test_client()
    for subject in ("victims", "arrests", "force", "complaints"):
        (columns,) = [
            table
            for table in read(client.get(f"/data/{subject}").data).tables
            if table[0][0] == "Column" and len(table[0]) == 4
        ]
        told = {line[0]: line[2] for line in columns[1:]}
        assert {told[name] for name in ("age", "sex_source", "race_source")} == {"\N{EN DASH}"}
        assert (
            "race_source"
            not in text(client, f"/data/{subject}").partition("Values counted")[2].partition("Columns of")[0]
        )
