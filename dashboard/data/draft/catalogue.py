"""What a portal's catalogue lists: every dataset with its columns, whichever of four doors tells it.

Knows the documents of Socrata's Discovery API, of ``/api/views.json`` and of
DCAT's ``/data.json``. Must not know subjects or city files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from dashboard.data.portal import Damaged, Portal, PortalError

HUB = "https://api.us.socrata.com"
DISCOVERY, VIEWS, DCAT = "/api/catalog/v1", "/api/views.json", "/data.json"
PAGE, VIEWS_PAGE, DEEPEST = 1_000, 200, 10_000
ID = re.compile(r"[a-z0-9]{4}-[a-z0-9]{4}$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A dataset of a catalogue. ``columns``: API name to type, empty where the catalogue does not tell them."""

    id: str
    name: str
    about: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    visits: int = 0


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The datasets of a portal, and the address that told them."""

    entries: tuple[Entry, ...]
    told_by: str


def read(portal: Portal, domain: str, hub: Callable[[], Portal] | None = None) -> Catalogue:
    """The catalogue of ``domain``, asked of ``portal`` itself, then of the ``hub`` of all portals.

    Raises PortalError that names every door that was tried.
    """
    host, refused = urlsplit(portal.url).netloc, []
    for told_by, entries in _doors(portal, domain, host, hub):
        try:
            found = tuple(entries())
        except PortalError as error:
            refused.append(f"{told_by}: {error}")
            continue
        if found:
            return Catalogue(found, told_by)
        refused.append(f"{told_by}: lists no dataset")
    raise PortalError(f"{portal.url}: no catalogue to read.\n  " + "\n  ".join(refused))


def _doors(
    portal: Portal, domain: str, host: str, hub: Callable[[], Portal] | None
) -> Iterator[tuple[str, Callable[[], Iterator[Entry]]]]:
    for name in dict.fromkeys((domain, host)):
        yield f"{portal.url}{DISCOVERY}?domains={name}", partial(discovery, portal, name)
    if hub:
        yield f"{HUB}{DISCOVERY}?domains={domain}", partial(_at_hub, hub, domain)
    yield portal.url + VIEWS, partial(views, portal)
    yield portal.url + DCAT, partial(dcat, portal)


def _at_hub(hub: Callable[[], Portal], domain: str) -> Iterator[Entry]:
    with hub() as portal:
        yield from discovery(portal, domain)


def discovery(portal: Portal, domain: str) -> Iterator[Entry]:
    """Entries of the Discovery API: datasets only, no filtered views or charts."""
    offset = 0
    while offset < DEEPEST:
        asked = {"domains": domain, "only": "dataset", "limit": PAGE, "offset": offset}
        results = _list(portal.document(DISCOVERY, **asked), "results")
        yield from (_discovered(one["resource"]) for one in results if "resource" in one)
        if len(results) < PAGE:
            return
        offset += PAGE


def _discovered(resource: Mapping[str, Any]) -> Entry:
    columns = zip(resource.get("columns_field_name", ()), resource.get("columns_datatype", ()), strict=False)
    visits = (resource.get("page_views") or {}).get("page_views_total") or 0
    typed = {name: kind.lower().replace(" ", "_") for name, kind in columns if not name.startswith(":@")}
    return Entry(resource["id"], resource["name"], resource.get("description") or "", typed, int(visits))


def views(portal: Portal) -> Iterator[Entry]:
    """Entries of the list of views: tables that are no view of another."""
    for page in range(1, DEEPEST // VIEWS_PAGE):
        listed = _list(portal.document(VIEWS, limit=VIEWS_PAGE, page=page))
        for view in listed:
            if view.get("viewType") == "tabular" and view.get("displayType", "table") in ("table", "map"):
                typed = {one["fieldName"]: one["dataTypeName"] for one in view.get("columns", ())}
                yield Entry(view["id"], view["name"], view.get("description") or "", typed, view.get("viewCount") or 0)
        if len(listed) < VIEWS_PAGE:
            return


def dcat(portal: Portal) -> Iterator[Entry]:
    """Entries of the DCAT catalogue; it tells no columns."""
    for one in _list(portal.document(DCAT), "dataset"):
        if found := ID.search(str(one.get("identifier", ""))):
            yield Entry(found[0], str(one.get("title", "")), str(one.get("description") or ""))


def _list(document: object, key: str | None = None) -> list[Any]:
    found = document.get(key) if key and isinstance(document, dict) else document
    if not isinstance(found, list):
        raise Damaged("the answer is no catalogue")
    return found
