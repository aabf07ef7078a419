"""The parts of a draft: four doors to a catalogue, and what a guess must never take."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.catalog import CATALOG
from dashboard.data.draft import catalogue, toml
from dashboard.data.draft.catalogue import Entry
from dashboard.data.draft.choose import choices, shared_out
from dashboard.data.draft.city import short_name
from dashboard.data.draft.columns import named, values_of
from dashboard.data.draft.hints import names_column
from dashboard.data.portal import Gone, PortalError

CRIME = {"incident_date": "calendar_date", "offense_category": "text", "latitude": "number"}


class Doors:
    """A portal that answers at some paths only."""

    url = "https://data.example.gov"

    def __init__(self, **documents: Any) -> None:
        self.documents = documents

    def document(self, path: str, **params: Any) -> Any:
        if path not in self.documents:
            raise Gone(f"404 {path}")
        return self.documents[path]

    def __enter__(self) -> Doors:
        return self

    def __exit__(self, *error: object) -> None:
        pass


RESOURCE = {
    "id": "abcd-1234",
    "name": "Crime",
    "columns_field_name": [*CRIME],
    "columns_datatype": ["Calendar date", "Text", "Number"],
}
VIEW = {
    "id": "abcd-1234",
    "name": "Crime",
    "viewType": "tabular",
    "displayType": "table",
    "columns": [{"fieldName": name, "dataTypeName": kind} for name, kind in CRIME.items()],
}
ANSWERS = {
    catalogue.DISCOVERY: {"results": [{"resource": RESOURCE}]},
    catalogue.VIEWS: [VIEW, VIEW | {"id": "abcd-0000", "viewType": "blobby"}],
    catalogue.DCAT: {"dataset": [{"identifier": "https://data.example.gov/api/views/abcd-1234", "title": "Crime"}]},
}


@pytest.mark.parametrize("door", ANSWERS)
def test_every_door_tells_the_same_dataset(door: str) -> None:
    found = catalogue.read(Doors(**{door: ANSWERS[door]}), "data.example.gov")  # type: ignore[arg-type]
    (entry,) = found.entries
    assert (entry.id, entry.name) == ("abcd-1234", "Crime")
    assert entry.columns == ({} if door == catalogue.DCAT else CRIME)
    assert found.told_by.startswith(f"https://data.example.gov{door}")


def test_the_hub_of_all_portals_is_asked_when_the_portal_has_no_search() -> None:
    hub = Doors(**{catalogue.DISCOVERY: ANSWERS[catalogue.DISCOVERY]})
    found = catalogue.read(Doors(), "data.example.gov", lambda: hub)  # type: ignore[arg-type, return-value]
    assert found.told_by.startswith(catalogue.HUB)
    assert [entry.id for entry in found.entries] == ["abcd-1234"]


def test_a_portal_without_any_door_names_them_all() -> None:
    with pytest.raises(PortalError) as caught:
        catalogue.read(Doors(**{catalogue.DCAT: {"dataset": []}}), "data.example.gov")  # type: ignore[arg-type]
    for path in ANSWERS:
        assert path in str(caught.value)
    assert "lists no dataset" in str(caught.value)


def test_the_dataset_of_all_years_comes_before_that_of_one() -> None:
    names = ("Crimes - 2019", "Crimes - 2001 to Present", "Traffic Crashes", "Crime codes", "311 Crime line")
    entries = [Entry(f"abcd-000{number}", name, columns=CRIME) for number, name in enumerate(names)]
    found = choices(CATALOG.subject("incidents"), entries)
    assert [entry.name for entry in found] == ["Crimes - 2001 to Present", "Crimes - 2019"]


def test_a_dataset_is_one_subject_only() -> None:
    entries = [Entry("abcd-0001", "Victims of crime incidents", columns=CRIME | {"date": "calendar_date"})]
    found = shared_out(list(CATALOG.subjects.values()), entries)
    assert sum(len(listed) for listed in found.values()) == 1


@pytest.mark.parametrize("key", ["force", "complaints", "arrests", "victims"])
@pytest.mark.parametrize("field", ["officer_race", "officer_age", "employee_gender", "susp_sex", "officer_gender"])
def test_what_describes_an_officer_is_never_taken(key: str, field: str) -> None:
    subject = CATALOG.subject(key)
    assert [one.name for one in subject.columns if not one.derived and names_column(subject, one, field)] == []


@pytest.mark.parametrize("key", CATALOG.subjects)
@pytest.mark.parametrize("field", ["address", "incident_address", "street_address", "victim_name", "phone_number"])
def test_an_address_or_a_name_is_never_taken(key: str, field: str) -> None:
    if key != "programs":
        assert {name for name, found in named(CATALOG.subject(key), {field: "text"}).items() if found} == set()


@pytest.mark.parametrize("key", CATALOG.subjects)
def test_a_subject_without_words_of_its_own_is_found_by_its_names(key: str) -> None:
    """The catalog's own column names, as a portal might publish them, are all recognized."""
    subject = CATALOG.subject(key)
    wanted = [one for one in subject.columns if one.name.endswith(("_id", "_at"))]
    assert {one.name for one in wanted if not one.derived and not names_column(subject, one, one.name)} == set()


def test_values_are_sorted_by_their_words_and_the_rest_is_kept() -> None:
    offense = CATALOG.subject("incidents").dimension("offense")
    counts = Counter({"AGG. ASSAULT": 6, "Robbery - armed": 3, "robbery - ARMED": 1, "JAYWALKING": 2, "UNKNOWN": 9})
    made = values_of(offense, counts)
    assert made.codes == {"robbery": ["Robbery - armed"], "aggravated_assault": ["AGG. ASSAULT"]}
    assert (made.rest, round(made.share, 2)) == (["JAYWALKING"], 0.83)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("data.cityofchicago.org", "chicago"),
        ("data.nola.gov", "nola"),
        ("data.baltimorecity.gov", "baltimore"),
        ("data.montgomerycountymd.gov", "montgomerycountymd"),
        ("127.0.0.1:8080", "city"),
    ],
)
def test_the_key_comes_from_the_address(host: str, name: str) -> None:
    assert short_name(host) == name


@given(st.text(st.characters(codec="utf-8"), max_size=60), st.text(st.characters(codec="utf-8"), max_size=60))
def test_what_a_portal_says_stays_a_value_or_a_comment(name: str, why: str) -> None:
    """Nothing that a portal calls its things can add a line or a key to the file."""
    text = "\n".join([toml.guess("given", name, why), toml.comment(why), *toml.listed("many", [name] * 9)])
    assert tomllib.loads(text) == {"given": name, "many": [name] * 9}


def test_days_and_truth_are_written_as_such() -> None:
    text = "\n".join([toml.plain("day", date(2020, 1, 31)), toml.plain("yes", True), *toml.edits(["x = 1"])])
    assert tomllib.loads(text) == {"day": date(2020, 1, 31), "yes": True}
