"""Checks before a publish: each finding is a sentence with the figures, the limit and what to do.

Pure: compares what is about to be published with what was published last. A
finding holds the publish until an operator accepts it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from dashboard.cities.schema import Checks, Dataset
from dashboard.data.places.extent import Extent, Points
from dashboard.data.receipt import SubjectReceipt

FEW = 10


def identity(
    subject: str,
    dataset: Dataset,
    names: Collection[str],
    name: str,
    columns: Mapping[str, str],
    known: Mapping[str, str],
) -> list[str]:
    """Whether the id still means the same data: one of the ``names`` known, and columns that went or changed type."""
    found = []
    where = f"{subject} ({dataset.dataset})"
    if name.strip() not in names:
        found.append(
            f"{where}: the portal calls this dataset {name!r}, the city file {dataset.name!r}. "
            "If it is the same data, correct the name in the city file"
        )
    lost = sorted(set(known) - set(columns))
    if lost:
        found.append(f"{where}: the portal no longer has {_listed(lost)}")
    turned = sorted(column for column in known if column in columns and columns[column] != known[column])
    found += [f"{where}: column {column} was {known[column]} and is now {columns[column]}" for column in turned]
    return found


def findings(new: SubjectReceipt, old: SubjectReceipt | None, dataset: Dataset) -> list[str]:
    """Every limit of the city file that the new rows break."""
    where = f"{new.subject} ({new.dataset})"
    checks = dataset.checks
    found = [*_alone(new, dataset, checks)]
    if old is not None and old.dataset == new.dataset:
        found += _against(new, old, checks)
    return [f"{where}: {finding}" for finding in found]


def stray(subject: str, dataset: Dataset, points: Points, box: Extent) -> list[str]:
    """Whether too many of the points that came lie far from the city. A few are no pattern."""
    share, most = _share(points.stray, points.rows), dataset.checks.points_may_stray
    if share <= most or points.stray < FEW:
        return []
    where = "cannot be longitude and latitude" if box == Extent() else f"are not in or near the city ({box})"
    told = f"{points.stray:,} of {points.rows:,} points read ({share:.1%}) {where}"
    remedy = "See whether longitude and latitude are in their own columns, and in degrees"
    return [f"{subject} ({dataset.dataset}): {told}; at most {most:.1%} may be. {remedy}"]


def _alone(new: SubjectReceipt, dataset: Dataset, checks: Checks) -> Iterator[str]:
    if not new.published_rows:
        yield f"no usable rows among {new.source_rows:,}"
        return
    rejects, most = _rejects(new), checks.rejects_may_reach
    if rejects > most:
        yield f"{rejects:.1%} of rows are rejected ({_counts(new.rejected)}); at most {most:.1%} may be"
    for column, values in new.unmapped.items():
        share, most = _share(sum(values.values()), new.published_rows), checks.unmapped_may_reach
        if share > most:
            told = _counts(values)
            yield f"{share:.1%} of rows have a value of {column} that no code fits ({told}); at most {most:.1%} may"
    if dataset.key and _share(new.duplicate_keys, new.source_rows) > checks.duplicates_may_reach:
        yield f"{new.duplicate_keys:,} rows repeat a value of {dataset.key}, the key of the city file"


def _against(new: SubjectReceipt, old: SubjectReceipt, checks: Checks) -> Iterator[str]:
    fall, most = _share(old.source_rows - new.source_rows, old.source_rows), checks.rows_may_fall
    if fall > most:
        yield f"rows fell from {old.source_rows:,} to {new.source_rows:,} (by {fall:.1%}); at most {most:.1%} may go"
    days = (old.newest - new.newest).days if old.newest and new.newest else 0
    if days > checks.newest_may_fall:
        yield f"the newest record went back from {old.newest} to {new.newest}, over {checks.newest_may_fall} days"
    before, now, most = _rejects(old), _rejects(new), checks.rejects_may_rise
    if now - before > most:
        told = _counts(new.rejected)
        yield f"rejected rows rose from {before:.1%} to {now:.1%} ({told}); at most {most:.1%} more may be"
    if old.mapping_hash == new.mapping_hash:
        yield from _nulls(new, old, checks.nulls_may_rise)


def _nulls(new: SubjectReceipt, old: SubjectReceipt, most: float) -> Iterator[str]:
    for column, share in new.nulls.items():
        known = old.nulls.get(column, 0.0)
        if share - known > most:
            yield f"rows without {column} rose from {known:.1%} to {share:.1%}; at most {most:.1%} more may be"


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
