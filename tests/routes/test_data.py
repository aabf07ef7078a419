"""The data pages: every subject in short on one, each whole on its own, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard import cities, urls
from dashboard.answer import Answer, Answers
from dashboard.catalog import CATALOG
from dashboard.data.receipt import Snapshot, SubjectReceipt
from dashboard.data.warehouse import Warehouse
from dashboard.factory import create_app
from dashboard.i18n import LANGUAGES, Words
from dashboard.model import View
from dashboard.selection import Selection
from dashboard.settings import Settings
from tests.support.documents import Document, read
from tests.support.effort import declared
from tests.support.site import application

SUBJECTS = tuple(cities.load("sample").subjects)
PEOPLE = ("age", "age_band", "sex", "sex_source", "race", "race_source")


@pytest.fixture(scope="module")
def snapshot(sample_cache: Path) -> Snapshot:
    found = Warehouse(cities.load("sample"), sample_cache).current()
    assert found is not None
    return found


def page(client: FlaskClient, subject: str, lang: str) -> Document:
    answer = client.get(urls.data(subject, [("lang", lang)]))
    assert answer.status_code == 200
    return read(answer.data)


def figures(table: list[list[str]]) -> list[int]:
    return [int(row[1].replace(",", "")) for row in table if len(row) == 2 and row[1].replace(",", "").isdigit()]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("subject", declared(SUBJECTS))
def test_every_row_is_published_or_left_out_for_a_reason(
    client: FlaskClient, snapshot: Snapshot, subject: str, lang: str
) -> None:
    receipt, found = snapshot.subjects[subject], page(client, subject, lang)
    told = figures(found.tables[0])
    assert told == [receipt.published_rows, *receipt.rejected.values(), receipt.source_rows]
    assert sum(told[:-1]) == told[-1] > 0


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("subject", declared(SUBJECTS))
def test_it_names_source_unit_key_dates_and_language(
    client: FlaskClient, snapshot: Snapshot, subject: str, lang: str
) -> None:
    receipt, found, words = snapshot.subjects[subject], page(client, subject, lang), Words(lang)
    dataset = cities.load("sample").subjects[subject]
    assert found.lang == lang
    assert found.title.startswith(words(CATALOG.subject(subject).label))
    assert receipt.newest is not None
    assert receipt.settled is not None
    for told in (receipt.dataset, receipt.name, receipt.publisher, dataset.license, str(dataset.key)):
        assert told in found.text
    for day in (receipt.newest, receipt.settled, receipt.fetched_at.date()):
        assert words.day(day) in found.text
    metric = next(
        (one for one in CATALOG.subject(subject).metrics if one.distinct), CATALOG.subject(subject).metrics[0]
    )
    noun = words.noun(metric.nouns[receipt.unit], 2 if metric.distinct else 1)
    added = words("Each row holds one number. These numbers are shown or added up.")
    assert (added if metric.sums else noun) in found.text
    assert not re.search(r"[{}]|None\b|\bnan\b", found.text.replace("None yet", ""))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("subject", declared(SUBJECTS))
def test_its_dictionary_has_every_column_and_its_empty_rows(
    client: FlaskClient, snapshot: Snapshot, subject: str, lang: str
) -> None:
    receipt, words = snapshot.subjects[subject], Words(lang)
    rows = {row[0]: row for table in page(client, subject, lang).tables for row in table}
    for name in receipt.columns:
        column = CATALOG.subject(subject).column(name)
        assert words(column.about) in rows[name][1]
        share = receipt.nulls.get(name, 0)
        whole = "\N{EN DASH}" if name in PEOPLE else words.number(round(share * receipt.published_rows))
        assert rows[name][2].split(" ")[0].split("\xa0")[0] == whole.split("\xa0")[0]
        assert receipt.mapping[name] in rows[name][3]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("subject", declared(SUBJECTS))
def test_every_file_it_offers_is_there(client: FlaskClient, snapshot: Snapshot, subject: str, lang: str) -> None:
    links = [link for link in page(client, subject, lang).links if link.startswith("/views/")]
    offered = {view.key for view in CATALOG.subject(subject).views}
    assert {link.split("?")[0] for link in links} >= {f"/views/{key}.csv" for key in offered}
    for link in links:
        if ".csv" in link:
            assert client.get(link).status_code == 200, link


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_subject_has_a_card_that_leads_to_its_page(client: FlaskClient, snapshot: Snapshot, lang: str) -> None:
    found = read(client.get(f"/data?lang={lang}").data)
    query = [("lang", lang)] if lang != "en" else []
    for subject, receipt in snapshot.subjects.items():
        assert urls.data(subject, query) in found.links
        assert [receipt.source_rows, receipt.published_rows, sum(receipt.rejected.values())] in [
            figures(table) for table in found.tables
        ]
    assert Words(lang)("Updates") in found.headings


def test_the_unmapped_values_of_a_subject_are_told(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, snapshot: Snapshot
) -> None:
    odd = {"offense": {f"ODD {number}": 10 for number in range(150)}}
    alter(monkeypatch, snapshot, snapshot.subjects["incidents"].model_copy(update={"unmapped": odd}))
    found = page(client, "incidents", "en")
    assert "1,500 rows have a value that no code of this site fits" in found.text
    assert ["ODD 99", "10"] in [row[1:] for table in found.tables for row in table]
    assert "50 more values are not listed here" in found.text


def test_a_check_that_a_person_let_pass_is_told(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, snapshot: Snapshot
) -> None:
    update = {"checks": ("rows fell from 20 to 10",), "duplicate_keys": 3, "nulls": {}}
    alter(monkeypatch, snapshot, snapshot.subjects["incidents"].model_copy(update=update))
    text = page(client, "incidents", "en").text
    assert "rows fell from 20 to 10" in text
    assert "3 rows repeat a key" in text
    assert "Every column has a value in every row" in text


def alter(monkeypatch: pytest.MonkeyPatch, snapshot: Snapshot, *receipts: SubjectReceipt, without: str = "") -> None:
    """Have the site read another snapshot: some receipts in place of the published ones, or one subject less."""
    subjects = {**snapshot.subjects, **{receipt.subject: receipt for receipt in receipts}}
    subjects.pop(without, None)
    altered = snapshot.model_copy(update={"subjects": subjects})
    monkeypatch.setattr(Warehouse, "current", lambda _: altered)
    monkeypatch.setattr(Warehouse, "snapshots", lambda _: [altered])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_subject_that_the_city_does_not_publish_is_named_and_has_no_page(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, snapshot: Snapshot, lang: str
) -> None:
    alter(monkeypatch, snapshot, without="guns")
    found, words = read(client.get(f"/data?lang={lang}").data), Words(lang)
    assert words("Not in this dashboard yet") in found.headings
    assert words(CATALOG.subject("guns").about) in found.text
    assert not [link for link in found.links if "/data/guns" in link]
    assert client.get(f"/data/guns?lang={lang}").status_code == 404
    assert words("This is not in this dashboard yet.") in client.get(f"/views/guns-trend?lang={lang}").text
    missing = words("Not in this dashboard yet: {what}.", what=words("Guns seized").lower())
    assert missing in read(client.get(f"/safety?lang={lang}").data).notices


def test_that_a_city_does_not_publish_something_is_said_only_where_its_file_says_so(
    sample_cache: Path, monkeypatch: pytest.MonkeyPatch, snapshot: Snapshot
) -> None:
    alter(monkeypatch, snapshot, without="guns")
    city = cities.load("sample").model_copy(update={"unpublished": ("guns",)})
    settings = Settings(city="sample", cache=sample_cache)
    client = create_app(city, Warehouse(city, sample_cache), settings).server.test_client()
    assert "What Harbor City does not publish" in read(client.get("/data").data).headings
    assert "Harbor City does not publish: guns seized." in read(client.get("/safety").data).notices
    assert "The city does not publish this." in client.get("/views/guns-trend").text


@pytest.mark.parametrize(
    "path", ["/data/", "/data/nothing", "/data/Incidents", "/data/incidents/", "/data/incidents/x", "/data/%00"]
)
def test_an_unknown_subject_is_absent(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_subject_gone_from_the_newest_data_keeps_its_page_at_the_old(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, snapshot: Snapshot
) -> None:
    newer = snapshot.model_copy(
        update={"id": "newer", "subjects": {k: v for k, v in snapshot.subjects.items() if k != "guns"}}
    )
    monkeypatch.setattr(Warehouse, "current", lambda _: newer)
    monkeypatch.setattr(Warehouse, "snapshots", lambda _: [newer, snapshot])
    now, then = (read(client.get(path).data) for path in ("/data/guns", f"/data/guns?as_of={snapshot.id}"))
    assert "do not have this subject" in now.text
    assert snapshot.subjects["guns"].name in then.text


def test_the_data_pages_ask_for_no_view(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = Answers.answer

    def answer(self: Answers, view: View, selection: Selection) -> Answer:
        asked.append(view.key)
        return real(self, view, selection)

    monkeypatch.setattr(Answers, "answer", answer)
    for path in ("/data", *(f"/data/{subject}" for subject in SUBJECTS)):
        assert client.get(path).status_code == 200
    assert asked == []


def test_cards_lead_to_the_page_of_their_subject(client: FlaskClient) -> None:
    for subject in CATALOG.subjects.values():
        section = subject.sections[0]
        found = read(client.get(f"{section.page}?about={section.key}&lang=es").data)
        assert urls.data(subject.key, [("lang", "es")]) in found.links, section.key
    assert not [link for link in found.links if link.startswith("/data") and "#" in link]


def test_without_a_snapshot_no_subject_has_a_page(empty: FlaskClient, tmp_path: Path) -> None:
    assert empty.get("/data/incidents").status_code == 404
    assert application(tmp_path).test_client().get("/data").status_code == 200
