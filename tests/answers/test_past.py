"""An address that names an old snapshot is read with what that snapshot knows; receipts outlive an upgrade."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.answer import Answers
from dashboard.data.receipt import PlaceValue, Snapshot
from dashboard.data.warehouse import Warehouse


class Two(Warehouse):
    """A warehouse with an older snapshot, whose only district has another name, beside the one it has."""

    def __init__(self, real: Warehouse) -> None:
        self.real, current = real, real.current()
        assert current is not None
        receipt = current.subjects["incidents"]
        values = {**receipt.values, "district": (PlaceValue(key="Oldtown", name="Oldtown", records=5),)}
        subjects = {"incidents": receipt.model_copy(update={"values": values})}
        self.old = current.model_copy(update={"id": "20200101T000000Z", "subjects": subjects})
        self.now = current

    @property
    def folder(self) -> Path:
        return self.real.folder

    def current(self) -> Snapshot:
        return self.now

    def snapshots(self) -> list[Snapshot]:
        return [self.now, self.old]

    def snapshot(self, id: str) -> Snapshot:
        return {self.now.id: self.now, self.old.id: self.old}[id]


@pytest.fixture
def both(answers: Answers) -> Answers:
    return Answers(answers.city, Two(answers.warehouse), answers.catalog)


def test_an_old_snapshot_is_asked_with_its_own_names(both: Answers) -> None:
    then = both.parse([("district", "Oldtown"), ("as_of", " 20200101T000000Z ")])
    assert then.problems == ()
    assert then.selection.chosen == (("district", ("Oldtown",)),)
    assert [problem.key for problem in both.parse([("district", "Oldtown")]).problems] == ["district"]
    assert [problem.key for problem in both.parse([("district", "Mill"), ("as_of", "20200101T000000Z")]).problems] == [
        "district"
    ]


def test_a_receipt_with_more_in_it_than_we_know_is_read(answers: Answers) -> None:
    current = answers.warehouse.current()
    assert current is not None
    told = json.loads(current.model_dump_json())
    told["invented_later"] = 1
    told["subjects"]["incidents"]["invented_later"] = {"a": [1]}
    assert Snapshot.model_validate(told) == current
