"""The city's places for the next snapshot: those of the last one, fetched anew when the portal changed any of them.

Knows boundary datasets, their file and the box around them; nothing of subjects.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from duckdb import DuckDBPyConnection

from dashboard.cities.schema import City, Version
from dashboard.data.canonical.derive import intact, write_table
from dashboard.data.places import boundaries
from dashboard.data.places.boundaries import Area
from dashboard.data.places.extent import Extent, extent
from dashboard.data.portal import Metadata, Portal
from dashboard.data.publishing.progress import Reporter
from dashboard.data.store.folder import Store
from dashboard.data.store.manifest import Manifest


class Bounds:
    """``file`` holds the places (None where the city has none), ``states`` tells the version of each kind."""

    def __init__(
        self, city: City, store: Store, portal: Portal, connection: DuckDBPyConnection, manifest: Manifest
    ) -> None:
        self.city, self.store, self.portal, self.connection = city, store, portal, connection
        self.file = manifest.newest.tables.get("places") if manifest.newest else None
        self.states: Mapping[str, str] = dict(manifest.places)
        self.areas: list[Area] = []

    def update(self, snapshot: str, report: Reporter) -> None:
        """Fetch the boundaries when any of them changed, under the id of the ``snapshot`` to be published.

        A damaged file of boundaries that did not change is written again in its place; the file
        stays where a dataset was published anew with the same areas.
        Raises PortalError or BadBoundary.
        """
        drawn = [(kind, one) for kind, places in self.city.places.items() for one in places.versions]
        metadata = {one.dataset: self.portal.metadata(one.dataset) for _, one in drawn}
        states = {
            kind: boundaries.state(places, (metadata[one.dataset] for one in places.versions))
            for kind, places in self.city.places.items()
        }
        known = self.file if states == self.states else None
        if (states and not (known and intact(self.store.path(known)))) or states != self.states:
            self._fetch(drawn, metadata, known or f"tables/places/{snapshot}.parquet", report)
        self.states = states
        if self.file:
            self.areas = boundaries.read_places(self.connection, self.store.path(self.file))

    @cached_property
    def extent(self) -> Extent:
        """Where the city lies; to be asked after ``update``."""
        return extent(self.areas)

    def _fetch(
        self, drawn: Sequence[tuple[str, Version]], metadata: Mapping[str, Metadata], file: str, report: Reporter
    ) -> None:
        areas = []
        for kind, places in drawn:
            report.subject(kind, metadata[places.dataset].name)
            room = self.store.folder / "staging" / f"place-{kind}-{places.dataset}"
            areas += boundaries.fetch(self.connection, self.portal, kind, places, room)
        if self.file and file != self.file and self._has(areas):
            return
        self.file = file
        boundaries.load(self.connection, areas)
        write_table(self.connection, boundaries.ALL, self.store.path(file))

    def _has(self, areas: Sequence[Area]) -> bool:
        """Whether the last file says the same of the same areas."""
        path = self.store.path(self.file or "")
        return intact(path) and set(boundaries.read_places(self.connection, path)) == set(areas)
