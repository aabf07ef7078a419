"""What a city file must agree on with the catalog, beyond its shape.

Each rule gives the mistakes it finds. Knows the catalog; never reads a file
and never asks a portal.
"""

from __future__ import annotations

import ipaddress
import zoneinfo
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from urllib.parse import urlsplit

from dashboard.catalog import CATALOG, Catalog
from dashboard.cities.problems import NOTHING, Problem, among
from dashboard.cities.rules_promises import promises
from dashboard.cities.schema import City, Dataset, Places, Text
from dashboard.model import Dimension, Shape, Subject

WHOLE = ("dataset", "name", "unit", "covers_from")
DRAWN = ("key", "label", "residents", "geometry")


def problems(city: City, catalog: Catalog = CATALOG) -> list[Problem]:
    """Every disagreement of a city with the catalog, in the order of the file."""
    return [
        *_timezone(city),
        *_portal(city),
        *_subjects(city, catalog),
        *_unpublished(city, catalog),
        *_places(city, catalog),
        *_caveats(city, catalog),
        *promises(city, catalog),
        *_disclosure(city, catalog),
    ]


def portal_problem(url: str) -> str | None:
    """Why ``url`` cannot be a portal's address, or None when it can: https, or http on this machine.

    What may be a secret, a name and password or a query, is not repeated.
    """
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    shown = f"{parts.scheme}://{host}{parts.path}" if host else url
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return f'"{shown}" is not the address of a portal; expected https://host, such as https://data.example.gov'
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        return f'"{shown}" is not encrypted; expected https://{host} (http is for this machine only)'
    if parts.username is not None or parts.path.strip("/") or parts.query or parts.fragment:
        told = f"the address of {host} holds more than a host; expected {parts.scheme}://{host}"
        return f"{told} (an app token belongs in SOCRATA_APP_TOKEN)" if "app_token" in parts.query else told
    return None


def is_loopback(host: str) -> bool:
    """Whether ``host`` is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _timezone(city: City) -> Iterator[Problem]:
    known = zoneinfo.available_timezones()
    if city.timezone not in known:
        yield Problem("timezone", among(city.timezone, sorted(known), "a time zone of the IANA database"))


def _portal(city: City) -> Iterator[Problem]:
    told = portal_problem(city.portal.url)
    if told:
        yield Problem("portal.url", told)


def _subjects(city: City, catalog: Catalog) -> Iterator[Problem]:
    if not city.subjects:
        yield Problem("subjects", "a city file needs at least one subject, such as [subjects.incidents]")
    for key, dataset in city.subjects.items():
        where = f"subjects.{key}"
        if key not in catalog.subjects:
            yield Problem(where, among(key, list(catalog.subjects), "a subject"))
            continue
        subject = catalog.subjects[key]
        yield from _unit(where, dataset, subject)
        yield from _columns(where, dataset, subject)
        yield from _codes(where, dataset, subject)
        yield from _expressions(f"{where}.reject", dataset.reject)
        yield from _breaks(f"{where}.breaks", dataset, subject)
        yield from _unverified(where, dataset.unverified, _verifiable(dataset))


def _unpublished(city: City, catalog: Catalog) -> Iterator[Problem]:
    for number, key in enumerate(city.unpublished):
        if key not in catalog.subjects:
            yield Problem(f"unpublished.{number}", among(key, list(catalog.subjects), "a subject"))
        elif key in city.subjects:
            yield Problem(f"unpublished.{number}", f'"{key}" is under [subjects.{key}] too: remove one of the two')


def _verifiable(dataset: Dataset) -> list[str]:
    return [*WHOLE, "key", *dataset.columns, *(f"codes.{name}" for name in dataset.codes)]


def _unverified(where: str, names: tuple[str, ...], known: list[str]) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            yield Problem(f"{where}.unverified", among(name, known, "a part of this table that can be verified"), name)


def _unit(where: str, dataset: Dataset, subject: Subject) -> Iterator[Problem]:
    if dataset.unit not in subject.units:
        yield Problem(f"{where}.unit", among(dataset.unit, subject.units, f"a unit of {subject.key}"))


def _columns(where: str, dataset: Dataset, subject: Subject) -> Iterator[Problem]:
    columns = {column.name: column for column in subject.columns}
    free = [name for name, column in columns.items() if not column.derived]
    for name, expression in dataset.columns.items():
        path = f"{where}.columns.{name}"
        if name not in columns:
            yield Problem(path, among(name, free, f"a column of {subject.key}"), expression)
        elif columns[name].derived:
            yield Problem(
                path, f'"{name}" is worked out from {_sources(columns[name].needs)}; leave it out', expression
            )
    yield from _expressions(f"{where}.columns", dataset.columns)
    for name in free:
        if columns[name].required and name not in dataset.columns:
            about = columns[name].about
            yield Problem(f"{where}.columns.{name}", f"missing: {subject.key} needs this column ({about})")


def _sources(needs: tuple[str, ...]) -> str:
    return "the time of day" if needs == ("time",) else " and ".join(needs)


def _expressions(where: str, expressions: dict[str, str]) -> Iterator[Problem]:
    for name, expression in expressions.items():
        if not expression.strip():
            yield Problem(
                f"{where}.{name}", "expected a column of the dataset or a DuckDB expression over them", expression
            )


def _codes(where: str, dataset: Dataset, subject: Subject) -> Iterator[Problem]:
    derived = {column.name for column in subject.columns if column.derived}
    coded = {d.column: d for d in subject.dimensions if d.values and d.column not in derived}
    for name, table in dataset.codes.items():
        path = f"{where}.codes.{name}"
        if name not in coded:
            yield Problem(path, among(name, list(coded), f"a column of {subject.key} that holds codes"))
        elif name not in dataset.columns and not subject.column(name).required:
            yield Problem(path, f'codes without a column: "{name}" is not under [{where}.columns]')
        elif name in dataset.columns:
            yield from _code(path, table, coded[name])


def _code(path: str, table: dict[str, tuple[str, ...]], dimension: Dimension) -> Iterator[Problem]:
    valid = [value.code for value in dimension.values]
    for code, patterns in table.items():
        if code not in valid:
            yield Problem(f"{path}.{code}", among(code, valid, f"a code of {dimension.key}"), patterns)
        if any(not pattern.strip() for pattern in patterns):
            yield Problem(f"{path}.{code}", "an empty pattern fits nothing; expected the publisher's words", patterns)


def _breaks(where: str, dataset: Dataset, subject: Subject) -> Iterator[Problem]:
    known = [metric.key for metric in subject.metrics]
    for number, one in enumerate(dataset.breaks):
        for name in one.metrics:
            if name not in known:
                yield Problem(f"{where}.{number}.metrics", among(name, known, f"a metric of {subject.key}"))
        path = f"{where}.{number}.until"
        if one.kind == "outage" and one.until is None:
            yield Problem(path, "missing: an outage needs its last day")
        elif one.until is not None and one.kind != "outage":
            yield Problem(path, f'a change ("{one.kind}") has no last day; only an outage has', one.until)
        elif one.until is not None and one.until < one.on:
            yield Problem(path, f"before the first day, {one.on}: correct one of the two", one.until)


def _places(city: City, catalog: Catalog) -> Iterator[Problem]:
    kinds = [key for key, dimension in catalog.dimensions.items() if dimension.place]
    for kind in city.places:
        if kind not in kinds:
            yield Problem(f"places.{kind}", among(kind, kinds, "a kind of place"))
        yield from _versions(f"places.{kind}", city.places[kind])
        yield from _unverified(f"places.{kind}", city.places[kind].unverified, [*WHOLE, *DRAWN])


def _versions(where: str, places: Places) -> Iterator[Problem]:
    """Each version of the boundaries holds from the day after the one before it ends."""
    for number, (old, new) in enumerate(pairwise(places.versions), 1):
        assert old.valid_until is not None
        expected = old.valid_until + timedelta(days=1)
        if new.valid_from != expected:
            last = number == len(places.earlier)
            path = f"{where}.valid_from" if last else f"{where}.earlier.{number}.valid_from"
            told = f"the boundaries before it ({old.dataset}) hold until {old.valid_until}; expected {expected}"
            yield Problem(path, told if new.valid_from else f"missing: {told}", new.valid_from or NOTHING)
    for number, one in enumerate(places.earlier):
        if one.valid_from and one.valid_from > one.valid_until:
            told = f"after the last day, {one.valid_until}: correct one of the two"
            yield Problem(f"{where}.earlier.{number}.valid_from", told, one.valid_from)


def _caveats(city: City, catalog: Catalog) -> Iterator[Problem]:
    everywhere: list[str] = []
    for key, dataset in city.subjects.items():
        if key in catalog.subjects:
            names = _concerns(catalog.subjects[key])
            everywhere += names
            yield from _concerned(f"subjects.{key}.caveats", dataset.caveats, names)
    yield from _concerned("caveats", city.caveats, everywhere)


def _disclosure(city: City, catalog: Catalog) -> Iterator[Problem]:
    """What a city protects must be there to be protected, and what it withholds must be about people."""
    subjects = {key: catalog.subjects[key] for key in city.subjects if key in catalog.subjects}
    free = {one.key for subject in subjects.values() for one in subject.dimensions if not one.place}
    for number, key in enumerate(city.disclosure.protected):
        if key not in free:
            told = among(key, sorted(free), "a dimension of this city's subjects that is no place")
            yield Problem(f"disclosure.protected.{number}", told)
    for key, withheld in city.disclosure.withheld.items():
        where = f"disclosure.withheld.{key}"
        if key not in subjects:
            yield Problem(where, among(key, list(subjects), "a subject of this city"))
            continue
        people = sorted({view.by[-1] for view in subjects[key].views if view.shape is Shape.TABLE})
        for name in withheld:
            if name not in people:
                yield Problem(f"{where}.{name}", among(name, people, f"a dimension with tables about people in {key}"))


def _concerns(subject: Subject) -> list[str]:
    return list(dict.fromkeys([c.name for c in subject.columns] + [d.key for d in subject.dimensions]))


def _concerned(where: str, caveats: tuple[Text, ...], names: list[str]) -> Iterator[Problem]:
    for number, caveat in enumerate(caveats):
        for name in caveat.concerns:
            if name not in names:
                yield Problem(f"{where}.{number}.concerns", among(name, names, "a column or dimension"))
