"""Tables that wait for a check are told: by the commands, on the page of the sources, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard import cities
from dashboard.catalog import CATALOG
from dashboard.cities.schema import City, Disclosure, Withheld
from dashboard.data.receipt import Snapshot
from dashboard.data.warehouse import Warehouse
from dashboard.disclosure import Ledger
from dashboard.disclosure.held import held
from dashboard.disclosure.lattice import given
from dashboard.disclosure.release import Releases
from dashboard.i18n import LANGUAGES
from tests.support.documents import read
from tests.support.site import application

CITY = cities.load("sample")
REASON = Withheld(en="Not reliable.", es="No son fiables.")
WAITING = {"en": "tables about people are not shown", "es": "tablas sobre personas"}


@pytest.fixture(scope="module")
def snapshot(sample_cache: Path) -> Snapshot:
    found = Warehouse(CITY, sample_cache).current()
    assert found is not None
    return found


@pytest.fixture
def client(sample_cache: Path) -> FlaskClient:
    return application(sample_cache).test_client()


def test_nothing_is_held_where_every_table_was_checked(sample_cache: Path, snapshot: Snapshot) -> None:
    assert held(CITY, CATALOG, Ledger(sample_cache / "sample"), snapshot) is None


def test_without_an_audit_every_table_is_held(tmp_path: Path, snapshot: Snapshot) -> None:
    found = held(CITY, CATALOG, Ledger(tmp_path), snapshot)
    assert found is not None
    assert (found.why, found.tables) == ("missing", len({one.key for one in given(CITY, CATALOG, snapshot)}))
    assert "dashboard audit --city sample" in str(found)


def test_tables_without_time_for_a_check_are_counted(tmp_path: Path, snapshot: Snapshot, sample_cache: Path) -> None:
    released = Ledger(sample_cache / "sample").releases(snapshot.id)
    assert released is not None
    some = [one.model_copy(update={"withheld": "unchecked"}) for one in released.tables[:3]]
    few = [one.model_copy(update={"withheld": "few"}) for one in released.tables[3:5]]
    ledger = Ledger(tmp_path)
    ledger.write(Releases(snapshot=snapshot.id, tables=(*some, *few)))
    found = held(CITY, CATALOG, ledger, snapshot)
    assert found is not None
    assert (found.why, found.tables) == ("unchecked", 3)
    assert "3 tables about people could not be checked in time" in str(found)


def switched_off(city: City, snapshot: Snapshot) -> City:
    """The city with every table about people withheld by its own file."""
    off: dict[str, dict[str, Withheld]] = {}
    for place in given(city, CATALOG, snapshot):
        off.setdefault(place.view.subject, {})[place.across.key] = REASON
    return city.model_copy(update={"disclosure": Disclosure(withheld=off)})


def test_a_city_that_gives_no_tables_waits_for_none(tmp_path: Path, snapshot: Snapshot) -> None:
    assert held(switched_off(CITY, snapshot), CATALOG, Ledger(tmp_path), snapshot) is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_of_the_sources_says_what_is_held(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    assert WAITING[lang] not in read(client.get(f"/data?lang={lang}").data).notices
    monkeypatch.setattr(Ledger, "releases", lambda self, snapshot: None)
    assert WAITING[lang] in read(client.get(f"/data?lang={lang}").data).notices


@pytest.mark.parametrize(("lang", "said"), [("en", "only in fixed tables"), ("es", "solo en tablas fijas")])
def test_a_protected_question_is_refused_in_the_language_of_the_reader(
    client: FlaskClient, lang: str, said: str
) -> None:
    asked = f"race=black&lang={lang}"
    answer = client.get(f"/views/stops-found?{asked}")
    assert answer.status_code == 403
    assert said in answer.get_data(as_text=True)
    assert said in read(client.get(f"/accountability?{asked}").data).text
