"""A small hard dataset behind the real local portal, one process for all tests of a worker."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.portal import TOKEN, PortalProcess, portal_process

ROWS = 230
DATASET, OTHER, EMPTY = "rows-0001", "othe-r002", "empt-y003"

CATALOG = f"""
[[dataset]]
id = "{DATASET}"
name = "Reports"
attribution = "Police Department"
license = "Public Domain"
file = "reports.csv"
modified = "2026-10-01T03:00:00Z"
updated_at = "TIMESTAMP '2026-09-01' + INTERVAL 1 DAY * (number::INT % 3)"
columns = [
  {{ field_name = "number", type = "text", name = "Number" }},
  {{ field_name = "narrative", type = "text", name = "What happened" }},
  {{ field_name = "amount", type = "number", name = "Amount" }},
  {{ field_name = "closed", type = "checkbox", name = "Closed" }},
  {{ field_name = "seen", type = "floating_timestamp", name = "Seen" }},
  {{ field_name = "place", type = "point", name = "Place" }},
  {{ field_name = ":@computed_region_abcd_1234", type = "number", name = "Wards" }},
]

[[dataset]]
id = "{OTHER}"
name = "Trees"
modified = "2026-10-02T03:00:00Z"
sql = "SELECT range AS tree, 'oak' AS kind FROM range(90)"

[[dataset]]
id = "{EMPTY}"
name = "Nothing yet"
modified = "2026-10-02T03:00:00Z"
sql = "SELECT 1 AS tree, 'oak' AS kind WHERE false"
"""

TEXTS = (
    "plain", "comma, inside", 'quote " inside', "line\nbreak", "two\r\n\nbreaks, \"both\"", "O'Brien",
    "ünïcode ✓ Ł", "007", " padded ", "NULL", "-", '"', "ends with break\n", "",
)  # fmt: skip


def write_catalog(folder: Path, rows: int = ROWS) -> Path:
    """A catalog of one dataset of ``rows`` awkward rows and two plain ones; gives ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "portal.toml").write_text(CATALOG)
    with (folder / "reports.csv").open("w", newline="", encoding="utf-8") as handle:
        out = csv.writer(handle)
        out.writerow(["number", "narrative", "amount", "closed", "seen", "place", ":@computed_region_abcd_1234"])
        for i in range(rows):
            place = "" if i % 4 == 0 else f"POINT ({-87 - i / 1000} {41 + i / 1000})"
            closed = ("true", "false", "")[i % 3]
            out.writerow([f"{i:06d}", TEXTS[i % len(TEXTS)], i / 8, closed, f"2024-02-03 10:{i % 60:02d}:00", place, i])
    return folder


@pytest.fixture(scope="session")
def portal_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalProcess]:
    with portal_process(write_catalog(tmp_path_factory.mktemp("catalog")), "--token", TOKEN) as running:
        yield running


@pytest.fixture
def local(portal_server: PortalProcess) -> PortalProcess:
    """The portal, as at its start."""
    portal_server.reset()
    return portal_server
