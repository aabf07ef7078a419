"""Harbor City over four months: three snapshots, each audited, in one cache; and ways to make one that is not safe."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from dashboard import cities
from dashboard.data.receipt import Snapshot
from dashboard.data.refresh import refresh
from dashboard.data.warehouse import Warehouse
from dashboard.disclosure import draft, publish
from dashboard.disclosure.suppress import Counts, Hidden
from dashboard.sample import SamplePortal
from tests.support.site import NOW, audited, locked

DAYS = (0, 25, 110)
INCIDENTS = 2_000
PEOPLE = ("victims", "arrests", "force", "complaints")


def snapshots(cache: Path, city: str = "sample") -> list[Snapshot]:
    """The kept snapshots of a cache, oldest first."""
    return Warehouse(cities.load(city), cache).snapshots()[::-1]


def later(cache: Path, days: int) -> None:
    """Publish and audit the sample city some days later."""
    now, city = NOW + timedelta(days=days), cities.load("sample")
    city = city.model_copy(update={"subjects": {key: city.subjects[key] for key in PEOPLE}, "places": {}})
    with SamplePortal(now=now, incidents=INCIDENTS) as portal:
        outcome = refresh(city, cache, portal_url=portal.url, clock=lambda: now, accept="a test")
    assert outcome.status == "published", outcome.reasons
    audited("sample", cache)


@pytest.fixture(scope="session")
def months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cache with three snapshots; made once for all processes of the run."""
    folder = tmp_path_factory.getbasetemp()
    cache = (folder.parent if folder.name.startswith("popen") else folder) / "months-cache"
    cache.mkdir(parents=True, exist_ok=True)
    with locked(cache / ".publishing"):
        if not (cache / ".published").exists():
            for days in DAYS:
                later(cache, days)
            (cache / ".published").touch()
    return cache


@contextmanager
def weak(monkeypatch: pytest.MonkeyPatch, *, alone: bool) -> Iterator[None]:
    """Tables with small counts hidden and nothing else; or, with ``alone``, each made safe without the others."""

    def primary(counts: Counts, smallest: int) -> Hidden:
        totals = counts.sum(axis=0)
        return Hidden((counts > 0) & (counts < smallest), (totals > 0) & (totals < smallest))

    with monkeypatch.context() as patched:
        patched.setattr(publish, "secure", lambda *_: None)
        if not alone:
            patched.setattr(draft, "suppress", primary)
        yield


def again(cache: Path, target: Path) -> Path:
    """A copy of a cache whose newest snapshot is audited as if no other ever had been; the others stay as they are."""
    shutil.copytree(cache, target)
    folder, aside = target / "sample" / "protected", target / "aside"
    folder.rename(aside)
    audited("sample", target)
    for file in aside.glob("*.json"):
        if not (folder / file.name).exists():
            file.rename(folder / file.name)
    return target
