"""The receipt of one subject: what was counted, put into the words of the contract with the pages.

Pure: takes a tally, the city file's dataset, the portal's metadata and the
city's places; reads nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from dashboard.data.canonical.tally import Tally
from dashboard.data.mapping import Mapping
from dashboard.data.places.boundaries import Area
from dashboard.data.receipt import PlaceValue, SubjectReceipt
from dashboard.model import Dimension


@dataclass(frozen=True, slots=True)
class Source:
    """Where rows came from and when: portal address, the portal's own count, times in UTC."""

    portal: str
    rows: int
    fetched_at: datetime
    rows_updated_at: datetime | None


def receipt(
    mapping: Mapping, tally: Tally, source: Source, areas: Sequence[Area], duplicates: int, changes: dict[str, int]
) -> SubjectReceipt:
    """Everything a page may say of this subject."""
    dataset = mapping.dataset
    return SubjectReceipt(
        subject=mapping.subject.key,
        dataset=dataset.dataset,
        name=dataset.name,
        portal=source.portal,
        publisher=dataset.publisher,
        unit=dataset.unit,
        source_rows=source.rows,
        published_rows=tally.published,
        rejected=tally.rejected,
        unmapped=tally.unmapped,
        columns=tally.columns,
        first=tally.first,
        newest=tally.newest,
        covers_from=dataset.covers_from,
        settles_after=dataset.settles_after,
        fetched_at=source.fetched_at,
        rows_updated_at=source.rows_updated_at,
        mapping=mapping.columns,
        mapping_hash=mapping.digest,
        values={
            key: values(mapping.subject.dimension(key), _supplied(mapping, key, found), areas)
            for key, found in tally.values.items()
        },
        nulls={column: count / tally.published for column, count in tally.nulls.items() if count},
        duplicate_keys=duplicates,
        placed=tuple(mapping.placed),
        changes=changes,
        monthly=mapping.subject.monthly,
    )


def _supplied(mapping: Mapping, key: str, found: dict[str, int]) -> dict[str, int]:
    """The records found, and a zero for every code the city could have sent: none is not the same as not published."""
    codes = mapping.codes.get(mapping.subject.dimension(key).column, ())
    return {**dict.fromkeys((code for code in codes if code != "other"), 0), **found}


def recounted(old: SubjectReceipt) -> Tally:
    """The tally that a receipt was made from."""
    unmapped = {column: dict(counts) for column, counts in old.unmapped.items()}
    return Tally(
        published=old.published_rows,
        rejected=dict(old.rejected),
        unmapped=unmapped,
        values={key: {one.key: one.records for one in listed} for key, listed in old.values.items()},
        nulls={column: round(share * old.published_rows) for column, share in old.nulls.items()},
        first=old.first,
        newest=old.newest,
        columns=old.columns,
    )


def values(dimension: Dimension, found: dict[str, int], areas: Iterable[Area]) -> tuple[PlaceValue, ...]:
    """The values of a dimension with their records; places without records are listed too."""
    if dimension.place:
        return _places(dimension, found, areas)
    if not dimension.values:
        return tuple(PlaceValue(key=key, name=key, records=found[key]) for key in sorted(found))
    listed = [value for value in dimension.values if value.code in found]
    other = sorted(set(found) - {value.code for value in listed})
    return (
        *(PlaceValue(key=value.code, name=value.label, records=found[value.code]) for value in listed),
        *(PlaceValue(key=key, name=key, records=found[key]) for key in other),
    )


def _places(dimension: Dimension, found: dict[str, int], areas: Iterable[Area]) -> tuple[PlaceValue, ...]:
    known: dict[str, list[Area]] = {}
    for area in areas:
        if area.kind == dimension.key:
            known.setdefault(area.key, []).append(area)
    bounded = [_place(versions, found.get(key, 0)) for key, versions in known.items()]
    loose = [PlaceValue(key=key, name=key, records=count) for key, count in found.items() if count and key not in known]
    return tuple(sorted([*bounded, *loose], key=lambda place: (_natural(place.name), place.key)))


def _place(versions: Sequence[Area], records: int) -> PlaceValue:
    """A place from the versions of its boundary, oldest first: named and counted as now, known since the first."""
    first, now = versions[0], versions[-1]
    return PlaceValue(
        key=now.key,
        name=now.name,
        records=records,
        residents=now.residents,
        valid_from=first.valid_from,
        valid_until=now.valid_until,
    )


def _natural(name: str) -> tuple[int, int, str]:
    """Numbers in their order, before names in alphabetical order."""
    return (0, int(name), name) if name.isdecimal() else (1, 0, name.casefold())
