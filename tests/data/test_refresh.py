"""What one refresh does: publish, leave alone, or hold; and what it asks the portal for."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dashboard.data.portal import Portal
from dashboard.data.refresh import Outcome, refresh
from dashboard.data.store import Store
from dashboard.data.warehouse import Warehouse
from tests.data.changing import ChangingPortal, city, held
from tests.support.portal import FastClock


@pytest.fixture
def portal() -> Iterator[ChangingPortal]:
    with ChangingPortal() as portal:
        portal.insert(40)
        yield portal


def changes(outcome: Outcome) -> dict[str, int]:
    assert outcome.snapshot is not None
    return outcome.snapshot.subjects["incidents"].changes


def way(caplog: pytest.LogCaptureFixture) -> str:
    """How the last intake went, by its log record."""
    return str([record.way for record in caplog.records if hasattr(record, "way")][-1])


def test_first_refresh_publishes_every_row(portal: ChangingPortal, tmp_path: Path) -> None:
    outcome = portal.refresh(tmp_path)
    assert (outcome.status, outcome.exit_code, outcome.reasons) == ("published", 0, ())
    assert outcome.snapshot is not None
    receipt = outcome.snapshot.subjects["incidents"]
    assert receipt.source_rows == receipt.published_rows + sum(receipt.rejected.values()) == 40
    assert held(tmp_path, city(), outcome.snapshot.id, portal.store.fields) == portal.truth()
    assert not (tmp_path / "changing" / "staging").exists()


def test_unchanged_portal_is_not_asked_for_rows(portal: ChangingPortal, tmp_path: Path) -> None:
    first = portal.refresh(tmp_path)
    asked = len(portal.store.asked)
    again = portal.refresh(tmp_path)
    assert (again.status, again.exit_code) == ("unchanged", 0)
    assert again.snapshot == first.snapshot
    assert len(portal.store.asked) == asked


def test_touched_portal_with_the_same_rows_publishes_nothing_and_is_remembered(
    portal: ChangingPortal, tmp_path: Path
) -> None:
    portal.refresh(tmp_path)
    portal.store.show()
    assert portal.refresh(tmp_path).status == "unchanged"
    asked = len(portal.store.asked)
    assert portal.refresh(tmp_path).status == "unchanged"
    assert len(portal.store.asked) == asked


def test_small_change_is_a_delta(portal: ChangingPortal, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    told = city(history={"overlap_minutes": 0})
    portal.refresh(tmp_path, told)
    portal.store.now += timedelta(hours=1)
    portal.insert(2)
    portal.update(portal.ids[:3], district="West")
    portal.store.asked.clear()
    outcome = portal.refresh(tmp_path, told)
    assert way(caplog) == "delta"
    assert changes(outcome) == {"added": 5, "removed": 3}
    assert len(portal.store.pages) == 1


def test_deletions_are_found_when_counts_disagree(
    portal: ChangingPortal, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    told = city(history={"overlap_minutes": 0})
    portal.refresh(tmp_path, told)
    portal.store.now += timedelta(days=1)
    portal.delete(portal.ids[5:9])
    outcome = portal.refresh(tmp_path, told)
    assert way(caplog) == "ids"
    assert changes(outcome) == {"removed": 4}
    assert len(portal.store.pages) == 1


def test_a_deletion_beside_an_insertion_that_nobody_dated_is_found_on_schedule(
    portal: ChangingPortal, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    portal.refresh(tmp_path)
    gone = portal.ids[0]
    row = portal.row(portal.store.rows[gone] | {"number": "9"})
    portal.store.rows[row[":id"]] = row | {":updated_at": portal.store.rows[gone][":updated_at"]}
    del portal.store.rows[gone]
    portal.store.now += timedelta(days=8)
    portal.store.show(touch=False)
    outcome = portal.refresh(tmp_path)
    assert way(caplog) == "full"
    assert outcome.snapshot is not None
    assert held(tmp_path, city(), outcome.snapshot.id, portal.store.fields) == portal.truth()


def test_updates_are_told_from_removals_by_the_publishers_key(portal: ChangingPortal, tmp_path: Path) -> None:
    told = city(key="number")
    for place, id in enumerate(portal.ids):
        portal.store.rows[id]["number"] = str(place)
    portal.store.show()
    portal.refresh(tmp_path, told)
    portal.store.now += timedelta(days=1)
    portal.update(portal.ids[:4], district="West")
    portal.delete(portal.ids[-1:])
    assert changes(portal.refresh(tmp_path, told)) == {"updated": 4, "removed": 1}


@pytest.mark.parametrize("key", [None, "number"])
def test_shuffled_full_replace_records_no_change(portal: ChangingPortal, tmp_path: Path, key: str | None) -> None:
    told = city(key=key)
    first = portal.refresh(tmp_path, told)
    portal.replace_all()
    assert portal.refresh(tmp_path, told).snapshot == first.snapshot
    portal.update(portal.ids[:1], district="West")
    assert sum(changes(portal.refresh(tmp_path, told)).values()) in (1, 2)


def test_full_replace_with_changes_records_only_those(portal: ChangingPortal, tmp_path: Path) -> None:
    portal.refresh(tmp_path)
    portal.replace_all()
    portal.update(portal.ids[:3], district="West")
    outcome = portal.refresh(tmp_path)
    assert changes(outcome) == {"added": 3, "removed": 3, "renumbered": 37}


def test_edited_mapping_publishes_how_we_count_changed(portal: ChangingPortal, tmp_path: Path) -> None:
    first = portal.refresh(tmp_path)
    asked = len(portal.store.asked)
    told = city(codes={"offense": {"larceny": ["THEFT", "LITTERING"]}})
    outcome = portal.refresh(tmp_path, told)
    assert outcome.status == "published"
    assert outcome.snapshot is not None
    assert outcome.snapshot.notes == ("incidents: how we count changed",)
    assert changes(outcome) == {}
    assert len(portal.store.asked) == asked
    history = Store(tmp_path, "changing").manifest().history["incidents"]
    assert first.snapshot is not None
    assert history.files == (f"history/incidents/page-{first.snapshot.id}-00000.parquet",)


def test_as_of_answers_with_the_mapping_of_its_snapshot(portal: ChangingPortal, tmp_path: Path) -> None:
    first = portal.refresh(tmp_path).snapshot
    told = city(codes={"offense": {"larceny": ["*"]}})
    portal.refresh(tmp_path, told)
    warehouse = Warehouse(told, tmp_path)
    assert first is not None
    counts = []
    for snapshot in (warehouse.current(), first):
        assert snapshot is not None
        rows = warehouse.table("incidents", snapshot)
        counts.append(warehouse.run(rows.filter(rows.offense == "larceny").count().name("n"))[0]["n"])
    thefts = sum(row["offense"] == "THEFT" for row in portal.store.rows.values())
    assert counts == [40, thefts]
    warehouse.close()


def test_unknown_subject_is_bad_input(portal: ChangingPortal, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"Changing has no subject 'calls'; it has: incidents"):
        portal.refresh(tmp_path, subjects=["calls"])


def test_missing_column_is_named_before_any_row_is_fetched(portal: ChangingPortal, tmp_path: Path) -> None:
    outcome = portal.refresh(tmp_path, city(columns={"occurred_at": "hapened", "offense": "offense"}))
    assert (outcome.status, outcome.exit_code, outcome.snapshot) == ("held", 3, None)
    assert "hapened" in outcome.reasons[0]
    assert "[subjects.incidents.columns]" in outcome.reasons[0]
    assert portal.store.asked == []


def test_address_that_is_none_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="ftp://nowhere"):
        refresh(city(), tmp_path, portal_url="ftp://nowhere", clock=lambda: datetime(2026, 6, 2, tzinfo=UTC))


def test_portal_that_is_down_keeps_the_last_snapshot(tmp_path: Path) -> None:
    with ChangingPortal() as portal:
        portal.insert(5)
        first = portal.refresh(tmp_path)
    clock = FastClock()
    down = portal.refresh(tmp_path, now=datetime(2026, 6, 2, tzinfo=UTC), portal_clock=clock.clock)
    assert (down.status, down.snapshot) == ("held", first.snapshot)
    assert clock.slept
    warehouse = Warehouse(city(), tmp_path)
    error = warehouse.last_error()
    assert error is not None
    assert (error.status, error.at) == ("held", datetime(2026, 6, 2, tzinfo=UTC))
    assert portal.url in error.reasons[0]
    assert warehouse.current() == first.snapshot
    warehouse.close()


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        ({"rows_may_fall": 0.1}, "rows fell from 40 to 30"),
        ({"newest_may_fall": 7}, "the newest record went back"),
        ({"rejects_may_reach": 0.05}, "of rows are rejected"),
        ({"unmapped_may_reach": 0.05}, "that no code fits"),
        ({"nulls_may_rise": 0.1}, "rows without district rose"),
    ],
)
def test_a_broken_limit_holds_until_accepted(
    portal: ChangingPortal, tmp_path: Path, limit: dict[str, float], told: str
) -> None:
    first = portal.refresh(tmp_path)
    portal.delete(portal.ids[:10])
    portal.update(portal.ids, district=None, offense="LITTERING", happened="2026-01-01T00:00:00")
    portal.update(portal.ids[:5], happened=None)
    rows = {"happened": "2025-12-01T00:00:00"} if "newest_may_fall" in limit else {}
    portal.update(portal.ids, **rows)
    strict = city(checks={**city().subjects["incidents"].checks.model_dump(), **limit})
    outcome = portal.refresh(tmp_path, strict)
    assert (outcome.status, outcome.exit_code, outcome.snapshot) == ("held", 3, first.snapshot)
    assert [reason for reason in outcome.reasons if told in reason]
    accepted = portal.refresh(tmp_path, strict, accept="confirmed by the publisher")
    assert accepted.status == "published"
    assert accepted.snapshot is not None
    assert accepted.snapshot.accepted == "confirmed by the publisher"
    assert [check for check in accepted.snapshot.subjects["incidents"].checks if told in check]
    assert portal.refresh(tmp_path, strict).status == "unchanged"


def test_another_name_under_the_id_holds_and_is_accepted_once(portal: ChangingPortal, tmp_path: Path) -> None:
    portal.refresh(tmp_path)
    portal.store.name = "Trees"
    portal.insert(1)
    outcome = portal.refresh(tmp_path)
    assert outcome.status == "held"
    assert "'Trees'" in outcome.reasons[0]
    assert portal.refresh(tmp_path, accept="renamed").status == "published"
    portal.insert(1)
    assert portal.refresh(tmp_path).status == "published"


def test_a_lost_column_holds(tmp_path: Path) -> None:
    with ChangingPortal(fields=("number", "happened", "offense", "district", "extra")) as portal:
        portal.insert(10, extra="x")
        portal.refresh(tmp_path)
        portal.store.fields = ("number", "happened", "offense", "district")
        portal.store.show()
        outcome = portal.refresh(tmp_path)
        assert outcome.status == "held"
        assert "no longer has column extra" in outcome.reasons[0]
        assert portal.refresh(tmp_path, accept="not needed").status == "published"


def test_a_new_column_is_taken_in_and_old_rows_without_it_stay_the_same(tmp_path: Path) -> None:
    with ChangingPortal() as portal:
        portal.insert(10)
        first = portal.refresh(tmp_path)
        portal.store.fields = (*portal.store.fields, "extra")
        portal.store.show()
        assert portal.refresh(tmp_path).snapshot == first.snapshot
        portal.update(portal.ids[:2], extra="x")
        assert changes(portal.refresh(tmp_path)) == {"added": 2, "removed": 2}


def test_snapshot_ids_sort_even_when_the_clock_goes_back(portal: ChangingPortal, tmp_path: Path) -> None:
    moments = [datetime(2026, 7, 2, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)]
    for moment in moments:
        portal.insert(1)
        outcome = portal.refresh(tmp_path, now=moment)
        assert outcome.status == "published"
        assert held(tmp_path, city(), outcome.snapshot.id, portal.store.fields) == portal.truth()  # type: ignore[union-attr]
    warehouse = Warehouse(city(), tmp_path)
    ids = [snapshot.id for snapshot in warehouse.snapshots()]
    assert ids == ["20260702T000002Z", "20260702T000001Z", "20260702T000000Z"]
    warehouse.close()


def test_the_log_tells_every_refresh(portal: ChangingPortal, tmp_path: Path) -> None:
    portal.refresh(tmp_path)
    portal.refresh(tmp_path)
    portal.store.name = "Trees"
    portal.store.show()
    portal.refresh(tmp_path)
    warehouse = Warehouse(city(), tmp_path)
    assert [event.status for event in warehouse.log()] == ["held", "unchanged", "published"]
    portal.store.name = "Reports"
    portal.store.show()
    portal.refresh(tmp_path)
    assert warehouse.last_error() is None
    warehouse.close()


def test_a_dataset_without_rows_is_held_and_taken_when_accepted(tmp_path: Path) -> None:
    with ChangingPortal() as portal:
        outcome = portal.refresh(tmp_path)
        assert outcome.status == "held"
        assert "no usable rows among 0" in outcome.reasons[0]
        assert portal.refresh(tmp_path, accept="it begins next week").status == "published"
        portal.insert(2)
        assert changes(portal.refresh(tmp_path)) == {"added": 2}


@pytest.mark.parametrize("told", [{"key": "extra"}, {"columns": {"district": "extra"}}])
def test_a_column_that_came_later_and_is_empty_can_be_used(
    portal: ChangingPortal, tmp_path: Path, told: dict[str, Any]
) -> None:
    portal.refresh(tmp_path)
    portal.store.fields = (*portal.store.fields, "extra")
    portal.store.show()
    assert portal.refresh(tmp_path).status == "unchanged"
    columns = city().subjects["incidents"].columns | told.pop("columns", {})
    outcome = portal.refresh(tmp_path, city(columns=columns, **told))
    assert outcome.status in ("published", "unchanged"), outcome.reasons
    portal.insert(1, extra="x")
    assert changes(portal.refresh(tmp_path, city(columns=columns, **told))) == {"added": 1}


def test_a_key_that_comes_with_its_column(portal: ChangingPortal, tmp_path: Path) -> None:
    portal.refresh(tmp_path)
    portal.store.fields = (*portal.store.fields, "extra")
    portal.delete(portal.ids[:1])
    assert changes(portal.refresh(tmp_path, city(key="extra"))) == {"removed": 1}


def test_a_row_added_while_a_delta_is_counted_does_not_hide_one_that_is_gone(
    portal: ChangingPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.store.now += timedelta(days=1)
    portal.refresh(tmp_path)
    portal.store.now += timedelta(days=1)
    portal.delete(portal.ids[:1])
    count = Portal.count
    total: list[str] = []

    def meanwhile(self: Portal, dataset: str, where: str | None = None) -> int:
        if where is None and not total:
            total.append(dataset)
            portal.insert(1)
        return count(self, dataset, where)

    monkeypatch.setattr(Portal, "count", meanwhile)
    outcome = portal.refresh(tmp_path)
    assert total
    assert outcome.snapshot is not None
    assert held(tmp_path, city(), outcome.snapshot.id, portal.store.fields) == portal.truth()


def test_a_subject_that_was_not_refreshed_did_not_change(portal: ChangingPortal, tmp_path: Path) -> None:
    """The changes in its receipt are those since the snapshot before: none."""
    one = city().subjects["incidents"]
    other = one.model_copy(update={"columns": {"received_at": "happened", "type": "offense"}, "codes": {}})
    both = city().model_copy(update={"subjects": {"incidents": one, "calls": other}})
    first = portal.refresh(tmp_path, both).snapshot
    portal.insert(2)
    second = portal.refresh(tmp_path, both, subjects=["incidents"]).snapshot
    assert first is not None
    assert second is not None
    assert [snapshot.subjects["calls"].changes for snapshot in (first, second)] == [{"added": 40}, {}]
    assert second.subjects["incidents"].changes == {"added": 2}
    assert second.subjects["calls"].published_rows == 40


def test_a_reason_is_logged_only_where_it_was_needed(portal: ChangingPortal, tmp_path: Path) -> None:
    portal.refresh(tmp_path, accept="just in case")
    portal.refresh(tmp_path, accept="just in case")
    portal.store.name = "Trees"
    portal.store.show()
    assert portal.refresh(tmp_path).status == "held"
    assert portal.refresh(tmp_path, accept="renamed").status == "unchanged"
    told = [(event.status, event.accepted) for event in Store(tmp_path, "changing").log()]
    assert told == [("unchanged", "renamed"), ("held", None), ("unchanged", None), ("published", None)]


def test_a_fault_of_the_program_is_logged_and_raised(
    portal: ChangingPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.refresh(tmp_path)
    monkeypatch.setattr(Portal, "count", lambda *_: 1 // 0)
    portal.insert(1)
    with pytest.raises(ZeroDivisionError):
        portal.refresh(tmp_path)
    error = Store(tmp_path, "changing").last_error()
    assert error is not None
    assert (error.status, error.reasons[0].split(":")[0]) == ("failed", "ZeroDivisionError")
