"""A real disk that is full: a small tmpfs, filled to the brim while a snapshot is served from it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.data.changing import ChangingPortal
from tests.data.test_trouble import served

SIZE = 8 << 20


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of eight megabytes; only root may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("no mount command here")
    if mounted.returncode:
        pytest.skip(f"no tmpfs can be mounted here: {mounted.stderr.strip()}")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(place: Path, left: int) -> Path:
    """Take all room but ``left`` bytes."""
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as file:
        written = 0
        while True:
            try:
                written += file.write(b"x" * 65_536)
            except OSError:
                break
        file.truncate(max(0, written - left))
    return ballast


@pytest.mark.parametrize("left", [0, 4_096, 12_288, 40_960, 131_072])
def test_a_full_disk_keeps_the_last_good_snapshot(portal: ChangingPortal, disk: Path, left: int) -> None:
    cache = disk / "cache"
    first = portal.refresh(cache)
    portal.insert(2)
    ballast = fill(disk, left)
    outcome = portal.refresh(cache)
    if outcome.status == "held":
        assert "space" in " ".join(outcome.reasons).lower(), outcome.reasons
        assert outcome.snapshot == first.snapshot
        assert served(cache) == 30
    else:
        assert outcome.status == "published"
        assert served(cache) == 32
    if left == 0:
        assert outcome.status == "held"
    ballast.unlink()
    assert portal.refresh(cache).status in ("published", "unchanged")
    assert served(cache) == 32
