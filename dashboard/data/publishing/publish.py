"""Turns what a refresh prepared into the next snapshot: receipt first, manifest next, pointer last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from dashboard.cities.schema import City
from dashboard.data.canonical.derive import keep_recipe
from dashboard.data.places.extent import NO_POINTS, Points
from dashboard.data.receipt import Cause, Snapshot, SubjectReceipt
from dashboard.data.store.folder import Store
from dashboard.data.store.manifest import Entry, History, Manifest

RECOUNTED = "how we count changed"


@dataclass(frozen=True, slots=True)
class Prepared:
    """One subject, ready to publish: its receipt, history, state (snapshot id of its raw rows) and canonical files."""

    receipt: SubjectReceipt
    history: History
    state: str
    table: str
    recipe: str
    layers: tuple[str, str, str] | None = None
    recounted: bool = False
    points: Points = NO_POINTS

    def noting(self, findings: list[Cause]) -> Prepared:
        """The same, with what the checks found in its receipt."""
        if not findings:
            return self
        noted = {"checks": tuple(map(str, findings)), "found": tuple(findings)}
        return replace(self, receipt=self.receipt.model_copy(update=noted))


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole snapshot before it is published."""

    id: str
    at: datetime
    subjects: Mapping[str, Prepared]
    places: str | None
    place_versions: Mapping[str, str] = field(default_factory=dict)
    accepted: str | None = None


def publish(store: Store, city: City, manifest: Manifest, before: Snapshot | None, draft: Draft) -> Snapshot:
    """Publish a draft on top of ``manifest``; what it does not touch is carried over from ``before``."""
    newest = manifest.newest
    entry = _entry(newest, draft)
    snapshot = Snapshot(
        id=draft.id,
        city=city.key,
        published_at=draft.at,
        sample=city.sample,
        subjects={key: receipt for key, receipt in _receipts(before, draft).items() if key in city.subjects},
        notes=_notes(draft),
        previous=newest.id if newest else None,
        accepted=draft.accepted,
    )
    for prepared in draft.subjects.values():
        keep_recipe(store.path(prepared.table), prepared.recipe)
    store.write_receipt(snapshot)
    store.publish(
        manifest.after(
            snapshots=(*manifest.snapshots, entry),
            history=_histories(manifest, draft.subjects),
            places=dict(draft.place_versions),
        )
    )
    return snapshot


def note(store: Store, manifest: Manifest, subjects: Mapping[str, Prepared], places: Mapping[str, str]) -> None:
    """Remember what was learned from the portal though no row changed, and no place."""
    learned = {"history": _histories(manifest, subjects), "places": dict(places)}
    if learned != {"history": manifest.history, "places": manifest.places}:
        store.publish(manifest.after(**learned))


def _histories(manifest: Manifest, subjects: Mapping[str, Prepared]) -> dict[str, History]:
    return {**manifest.history, **{key: prepared.history for key, prepared in subjects.items()}}


def _entry(newest: Entry | None, draft: Draft) -> Entry:
    states = {**(newest.states if newest else {}), **{key: p.state for key, p in draft.subjects.items()}}
    tables = {**(newest.tables if newest else {}), **{key: p.table for key, p in draft.subjects.items()}}
    if draft.places:
        tables["places"] = draft.places
    carried = {key: layers for key, layers in (newest.layers if newest else {}).items() if key not in draft.subjects}
    layers = {**carried, **{key: p.layers for key, p in draft.subjects.items() if p.layers}}
    return Entry(id=draft.id, states=states, tables=tables, layers=layers)


def _receipts(before: Snapshot | None, draft: Draft) -> dict[str, SubjectReceipt]:
    """Those of the draft; and of the snapshot before, whose checks stand but whose changes are told once."""
    old = before.subjects if before else {}
    carried = {key: receipt.model_copy(update={"changes": {}}) for key, receipt in old.items()}
    return {**carried, **{key: prepared.receipt for key, prepared in draft.subjects.items()}}


def _notes(draft: Draft) -> tuple[str, ...]:
    return tuple(f"{key}: {RECOUNTED}" for key, prepared in draft.subjects.items() if prepared.recounted)
