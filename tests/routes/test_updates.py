"""The public change log on the data pages: what every refresh came to, why one was held, why one was let pass."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard import cities
from dashboard.data.receipt import Snapshot
from dashboard.data.store import Event
from dashboard.data.warehouse import Warehouse
from dashboard.i18n import LANGUAGES, Words
from tests.support.documents import read

AT = datetime(2026, 11, 19, 6, 30, tzinfo=UTC)
HELD = "incidents: rows fell from 20 to 3 <b>so</b>"
WHY = "the publisher told us so"


@pytest.fixture(scope="module")
def snapshot(sample_cache: Path) -> Snapshot:
    found = Warehouse(cities.load("sample"), sample_cache).current()
    assert found is not None
    return found


def told(client: FlaskClient, path: str, lang: str = "en") -> str:
    answer = client.get(f"{path}?lang={lang}")
    assert answer.status_code == 200
    return read(answer.data).text


def happened(monkeypatch: pytest.MonkeyPatch, *events: Event) -> None:
    monkeypatch.setattr(Warehouse, "log", lambda _: list(events))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ["/data", "/data/incidents"])
def test_a_held_refresh_and_one_let_pass_say_why(
    path: str, lang: str, client: FlaskClient, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed = Event(at=AT, status="published", snapshot=snapshot.id, reasons=(HELD,), accepted=WHY)
    held = Event(at=AT, status="held", reasons=(HELD,), accepted="in vain")
    happened(monkeypatch, passed, held, Event(at=AT, status="unchanged", accepted="not needed"))
    text, words = told(client, path, lang), Words(lang)
    assert text.count(HELD) == 2
    assert f"{words('A person let it pass and gave this reason:')} {WHY}" in text
    assert words("not published; the last good data stay") in text
    assert words("nothing had changed") in text
    assert "in vain" not in text
    assert "not needed" not in text


def test_rows_and_another_way_to_count_are_told_with_the_update(
    client: FlaskClient, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = snapshot.subjects["incidents"]
    counted = receipt.model_copy(update={"changes": {"added": 1234, "removed": 56, "updated": 7}})
    newer = snapshot.model_copy(update={"previous": "before", "subjects": {**snapshot.subjects, "incidents": counted}})
    old = receipt.model_copy(update={"mapping_hash": "another"})
    older = snapshot.model_copy(update={"id": "before", "subjects": {"incidents": old}})
    happened(monkeypatch, Event(at=AT, status="published", snapshot=newer.id))
    monkeypatch.setattr(Warehouse, "current", lambda _: newer)
    monkeypatch.setattr(Warehouse, "snapshots", lambda _: [newer, older])
    text = told(client, "/data/incidents")
    assert "new data published; how we count changed" in text
    assert all(figure in text for figure in ("1,234", "56", f"{receipt.source_rows:,}", f"{receipt.published_rows:,}"))
    monkeypatch.setattr(
        Warehouse, "snapshots", lambda _: [newer, older.model_copy(update={"subjects": {"incidents": receipt}})]
    )
    assert "how we count changed" not in told(client, "/data/incidents")
