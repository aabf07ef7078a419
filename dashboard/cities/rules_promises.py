"""What a promise in a city file must agree on with the catalog. Knows the catalog; never reads a file."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.catalog import Catalog
from dashboard.cities.problems import Problem, among
from dashboard.cities.schema import City, Promise
from dashboard.model import Metric, Subject

NEEDED = {"yearly": ("change", "since", "due"), "linear": ("goal", "since", "due"), "level": ("goal",)}
NOT_USED = {"yearly": ("goal",), "linear": ("change",), "level": ("change", "base")}


def promises(city: City, catalog: Catalog) -> Iterator[Problem]:
    """Every mistake in the promises of a city, in the order of the file."""
    for key, promise in city.promises.items():
        where = f"promises.{key}"
        if promise.metric is None and promise.subject is None:
            continue
        subject = catalog.subjects.get(promise.subject or "")
        if subject is None:
            yield Problem(f"{where}.subject", among(promise.subject or "", list(catalog.subjects), "a subject"))
            continue
        yield from _metric(where, promise, subject)
        yield from _numbers(where, promise)
        yield from _chosen(where, promise, subject)


def _metric(where: str, promise: Promise, subject: Subject) -> Iterator[Problem]:
    measurable = {metric.key: metric for metric in subject.metrics if not (metric.stock or metric.level)}
    metric = measurable.get(promise.metric or "")
    if metric is None:
        told = among(promise.metric or "", list(measurable), f"a metric of {subject.key} that is counted by period")
        yield Problem(f"{where}.metric", told)
    elif at_most(promise, metric) is None:
        yield Problem(f"{where}.at_most", "missing: neither the path nor the metric says whether fewer is better")


def at_most(promise: Promise, metric: Metric) -> bool | None:
    """Whether fewer is better: as said, else by the direction of the path, else by the metric; None where none says."""
    if promise.at_most is not None:
        return promise.at_most
    if promise.change is not None:
        return promise.change < 0
    if promise.path == "linear" and promise.base is not None and promise.goal is not None:
        return promise.goal < promise.base
    return None if metric.up_is_good is None else not metric.up_is_good


def _numbers(where: str, promise: Promise) -> Iterator[Problem]:
    for name in NEEDED[promise.path]:
        if getattr(promise, name) is None:
            yield Problem(f"{where}.{name}", f'missing: a promise with the path "{promise.path}" needs it')
    for name in NOT_USED[promise.path]:
        if getattr(promise, name) is not None:
            told = f'a promise with the path "{promise.path}" does not use it: leave it out'
            yield Problem(f"{where}.{name}", told, getattr(promise, name))
    if promise.since and promise.due and promise.due <= promise.since:
        yield Problem(f"{where}.due", f"not after the base period ends ({promise.since}): correct one of the two")


def _chosen(where: str, promise: Promise, subject: Subject) -> Iterator[Problem]:
    dimensions = {one.key: one for one in subject.dimensions if not one.protected}
    for key, values in promise.where.items():
        if key not in dimensions:
            yield Problem(f"{where}.where.{key}", among(key, list(dimensions), f"a dimension of {subject.key}"), values)
            continue
        codes = [value.code for value in dimensions[key].values]
        for value in values:
            if codes and value not in codes:
                yield Problem(f"{where}.where.{key}", among(value, codes, f"a code of {key}"), values)
