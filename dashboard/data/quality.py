"""Checks before a publish: each finding is a sentence with the figures, the limit and what to do.

Pure: compares what is about to be published with what was published last. A
finding holds the publish until an operator accepts it. Its ``kind`` and
``figures`` are for pages, which say it in their own words.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial

from dashboard.cities.schema import Checks, Dataset
from dashboard.data.places.extent import Extent, Points
from dashboard.data.receipt import Cause, SubjectReceipt

FEW = 10
Tell = Callable[..., Cause]


def identity(
    subject: str,
    dataset: Dataset,
    names: Collection[str],
    name: str,
    columns: Mapping[str, str],
    known: Mapping[str, str],
) -> list[Cause]:
    """Whether the id still means the same data: one of the ``names`` known, and columns that went or changed type."""
    found = []
    tell = partial(_cause, subject, dataset)
    if name.strip() not in names:
        told = f"the portal calls this dataset {name!r}, the city file {dataset.name!r}"
        remedy = "If it is the same data, correct the name in the city file"
        found.append(tell("renamed", f"{told}. {remedy}", name=name, known=dataset.name))
    lost = sorted(set(known) - set(columns))
    if lost:
        found.append(tell("columns_lost", f"the portal no longer has {_listed(lost)}", columns=", ".join(lost)))
    turned = sorted(column for column in known if column in columns and columns[column] != known[column])
    for column in turned:
        told = f"column {column} was {known[column]} and is now {columns[column]}"
        found.append(tell("column_turned", told, column=column, before=known[column], now=columns[column]))
    return found


def findings(new: SubjectReceipt, old: SubjectReceipt | None, dataset: Dataset) -> list[Cause]:
    """Every limit of the city file that the new rows break."""
    tell = partial(_cause, new.subject, dataset)
    found = [*_alone(new, dataset, tell)]
    if old is not None and old.dataset == new.dataset:
        found += _against(new, old, dataset.checks, tell)
    return found


def stray(subject: str, dataset: Dataset, points: Points, box: Extent) -> list[Cause]:
    """Whether too many of the points that came lie far from the city. A few are no pattern."""
    share, most = _share(points.stray, points.rows), dataset.checks.points_may_stray
    if share <= most or points.stray < FEW:
        return []
    where = "cannot be longitude and latitude" if box == Extent() else f"are not in or near the city ({box})"
    told = f"{points.stray:,} of {points.rows:,} points read ({share:.1%}) {where}"
    remedy = "See whether longitude and latitude are in their own columns, and in degrees"
    told = f"{told}; at most {most:.1%} may be. {remedy}"
    return [_cause(subject, dataset, "points_stray", told, stray=points.stray, rows=points.rows, most=most)]


def _cause(subject: str, dataset: Dataset, kind: str, told: str, **figures: float | str) -> Cause:
    return Cause(kind=kind, told=f"{subject} ({dataset.dataset}): {told}", subject=subject, figures=figures)


def _alone(new: SubjectReceipt, dataset: Dataset, tell: Tell) -> Iterator[Cause]:
    checks = dataset.checks
    if not new.published_rows:
        yield tell("no_rows", f"no usable rows among {new.source_rows:,}", rows=new.source_rows)
        return
    rejects, most = _rejects(new), checks.rejects_may_reach
    if rejects > most:
        told = f"{rejects:.1%} of rows are rejected ({_counts(new.rejected)}); at most {most:.1%} may be"
        yield tell("rejects_reach", told, share=rejects, most=most)
    for column, values in new.unmapped.items():
        share, most = _share(sum(values.values()), new.published_rows), checks.unmapped_may_reach
        if share > most:
            told = f"{share:.1%} of rows have a value of {column} that no code fits ({_counts(values)})"
            yield tell("unmapped_reach", f"{told}; at most {most:.1%} may", column=column, share=share, most=most)
    if dataset.key and _share(new.duplicate_keys, new.source_rows) > checks.duplicates_may_reach:
        told = f"{new.duplicate_keys:,} rows repeat a value of {dataset.key}, the key of the city file"
        yield tell("duplicates_reach", told, rows=new.duplicate_keys, column=dataset.key)


def _against(new: SubjectReceipt, old: SubjectReceipt, checks: Checks, tell: Tell) -> Iterator[Cause]:
    before, now, most = old.source_rows, new.source_rows, checks.rows_may_fall
    fall = _share(before - now, before)
    if fall > most:
        told = f"rows fell from {before:,} to {now:,} (by {fall:.1%}); at most {most:.1%} may go"
        yield tell("rows_fell", told, before=before, now=now, most=most)
    yield from _gone_back(new, old, checks.newest_may_fall, tell)
    were, are, more = _rejects(old), _rejects(new), checks.rejects_may_rise
    if are - were > more:
        told = (
            f"rejected rows rose from {were:.1%} to {are:.1%} ({_counts(new.rejected)}); at most {more:.1%} more may be"
        )
        yield tell("rejects_rose", told, before=were, now=are, most=more)
    if old.mapping_hash == new.mapping_hash:
        yield from _nulls(new, old, checks.nulls_may_rise, tell)


def _gone_back(new: SubjectReceipt, old: SubjectReceipt, most: int, tell: Tell) -> Iterator[Cause]:
    before, now = old.newest, new.newest
    if before and now and (before - now).days > most:
        told = f"the newest record went back from {before} to {now}, over {most} days"
        yield tell("newest_fell", told, before=before.isoformat(), now=now.isoformat(), most=most)


def _nulls(new: SubjectReceipt, old: SubjectReceipt, most: float, tell: Tell) -> Iterator[Cause]:
    for column, share in new.nulls.items():
        known = old.nulls.get(column, 0.0)
        if share - known > most:
            told = f"rows without {column} rose from {known:.1%} to {share:.1%}; at most {most:.1%} more may be"
            yield tell("nulls_rose", told, column=column, before=known, now=share, most=most)


def _rejects(told: SubjectReceipt) -> float:
    return _share(sum(told.rejected.values()), told.source_rows)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _counts(counts: Mapping[str, int], most: int = 5) -> str:
    largest = sorted(counts.items(), key=lambda pair: -pair[1])
    told = ", ".join(f"{key} {count:,}" for key, count in largest[:most])
    return told + (f" and {len(counts) - most} more" if len(counts) > most else "")


def _listed(names: list[str]) -> str:
    return ("column " if len(names) == 1 else "columns ") + ", ".join(names)
