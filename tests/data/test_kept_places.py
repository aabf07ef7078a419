"""The file of boundaries from one refresh to the next: kept while it says the same, made again when it is damaged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from dashboard import cities
from dashboard.cities.schema import City
from dashboard.data.refresh import refresh
from dashboard.data.store import Store, StoreError
from dashboard.data.warehouse import Warehouse
from dashboard.sample import SamplePortal
from tests.support.site import NOW

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def portal() -> Iterator[SamplePortal]:
    with SamplePortal(now=NOW, incidents=300) as portal:
        yield portal


@pytest.fixture(scope="module")
def city() -> City:
    sample = cities.load("sample")
    return sample.model_copy(update={"subjects": {"incidents": sample.subjects["incidents"]}})


def test_boundaries_published_anew_without_a_difference_are_no_news(
    portal: SamplePortal, city: City, tmp_path: Path
) -> None:
    first = refresh(city, tmp_path, portal_url=portal.url, clock=lambda: NOW)
    store = Store(tmp_path, city.key)
    manifest = store.manifest()
    store.publish(manifest.after(places=dict.fromkeys(manifest.places, "another stamp")))
    again = refresh(city, tmp_path, portal_url=portal.url, clock=lambda: NOW + timedelta(days=1))
    assert (again.status, again.snapshot) == ("unchanged", first.snapshot)
    assert store.manifest().places == manifest.places
    assert len(list(store.path("tables/places").glob("*.parquet"))) == 1


def test_damaged_boundaries_are_fetched_again(portal: SamplePortal, city: City, tmp_path: Path) -> None:
    first = refresh(city, tmp_path, portal_url=portal.url, clock=lambda: NOW)
    (file,) = (tmp_path / city.key / "tables" / "places").glob("*.parquet")
    file.write_bytes(file.read_bytes()[:100])
    warehouse = Warehouse(city, tmp_path)
    with pytest.raises(StoreError, match="places"):
        warehouse.current()
    again = refresh(city, tmp_path, portal_url=portal.url, clock=lambda: NOW + timedelta(days=1))
    assert (again.status, again.reasons) == ("unchanged", ())
    assert warehouse.current() == first.snapshot
    assert first.snapshot is not None
    assert warehouse.run(warehouse.table("places", first.snapshot).count().name("n"))[0]["n"]
    warehouse.close()
