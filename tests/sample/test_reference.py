"""The same rows behind the reference portal beside the repository: the same answers."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import requests

from dashboard.sample.dataset import Context
from dashboard.sample.store import prepare

pytestmark = pytest.mark.shared
Get = Callable[..., requests.Response]

CATALOG = """
shuffle = false
[[dataset]]
id = "smpl-inc1"
name = "Incidents reported to police"
row_identifier = "incident_number"
sql = "SELECT * EXCLUDE (':id', ':created_at', ':updated_at', ':version') FROM '{folder}/smpl-inc1.parquet'"
[[dataset]]
id = "smpl-dst1"
name = "Police districts"
sql = "SELECT the_geom, name, residents FROM '{folder}/smpl-dst1.parquet'"
[[dataset.columns]]
field_name = "the_geom"
type = "multipolygon"
[[dataset.columns]]
field_name = "name"
[[dataset.columns]]
field_name = "residents"
"""


@pytest.fixture(scope="module")
def reference(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the reference portal over the small city's files."""
    if not (shared / "portal" / "serve.py").exists():
        pytest.skip("no reference portal beside the repository")
    work = tmp_path_factory.mktemp("reference")
    folder = prepare(Context(date(2026, 11, 20), incidents=2000), work / "rows")
    text = CATALOG.format(folder=folder).replace("(':id', ':created_at', ':updated_at', ':version')", "SYSTEM")
    system = r"(\":id\", \":created_at\", \":updated_at\", \":version\")"
    (work / "portal.toml").write_text(text.replace("SYSTEM", system))
    command: list[str | Path] = [sys.executable, shared / "portal" / "serve.py", work, "--port", "0", "--work", work]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        ready = re.match(r"portal ready (\S+)", process.stdout.readline())
        try:
            assert ready
            yield ready[1]
        finally:
            process.terminate()
            process.wait(30)


INCIDENTS, DISTRICTS = "/resource/smpl-inc1", "/resource/smpl-dst1"
ORDER = "&$order=incident_number"


@pytest.mark.parametrize(
    "path",
    [
        INCIDENTS + ".csv?$limit=5000" + ORDER,
        INCIDENTS + ".json?$limit=5000" + ORDER,
        INCIDENTS + ".geojson?$limit=3" + ORDER,
        INCIDENTS + ".csv?$limit=0",
        INCIDENTS + ".json?$limit=0",
        INCIDENTS + ".json?$limit=5&$offset=7" + ORDER,
        INCIDENTS + ".json?$select=count(*)",
        INCIDENTS + ".json?$select=count(*) AS n&$where=latitude > 38.25 AND offense = 'MURDER'",
        INCIDENTS + ".json?$select=count(latitude),min(occurred_date),max(latitude)",
        INCIDENTS + ".json?$select=incident_number,occurred_date&$where=occurred_date >= '2026-01-01'" + ORDER,
        INCIDENTS + ".json?$select=offense,count(*)&$group=offense&$order=offense",
        INCIDENTS + ".json?$select=incident_number&$order=latitude DESC,incident_number&$limit=100",
        INCIDENTS + ".json?neighborhood=Chandler's Rest" + ORDER,
        INCIDENTS + ".json?$select=incident_number&$where=weapon IS NULL OR (latitude IS NOT NULL)" + ORDER,
        DISTRICTS + ".json?$order=name",
        DISTRICTS + ".csv?$order=name",
    ],
)
def test_answers_are_the_same(get: Get, reference: str, path: str) -> None:
    ours, theirs = get(path), requests.get(reference + path, timeout=30)
    assert theirs.status_code == ours.status_code == 200
    for header in ("Content-Type", "X-SODA2-Types", "X-SODA2-Fields", "Transfer-Encoding", "X-SODA2-Data-Out-Of-Date"):
        assert ours.headers[header] == theirs.headers[header], header
    assert readable(ours) == readable(theirs)


def readable(response: requests.Response) -> Any:
    """CSV as it is; JSON read, since the spaces within a geometry mean nothing."""
    return response.json() if "json" in response.headers["Content-Type"] else response.text


@pytest.mark.parametrize(
    "path",
    [
        INCIDENTS + ".json?$select=nosuch",
        INCIDENTS + ".json?$where=nosuch=1",
        INCIDENTS + ".json?$where=latitude > 1 AND nosuch > 2",
        INCIDENTS + ".json?$order=nosuch",
        INCIDENTS + ".json?nosuch=1",
        INCIDENTS + ".json?$where=occurred_date > 2020",
        INCIDENTS + ".json?$select=offense,count(*)",
        INCIDENTS + ".json?$select=offense,*",
        INCIDENTS + ".json?$limit=x",
        INCIDENTS + ".json?$such=x",
        INCIDENTS + ".xml",
        "/resource/none-none.json",
        "/api/views/none-none.json",
        "/elsewhere",
    ],
)
def test_errors_are_the_same(get: Get, reference: str, path: str) -> None:
    ours, theirs = get(path), requests.get(reference + path, timeout=30)
    assert ours.status_code == theirs.status_code
    assert ours.json() == theirs.json()


@pytest.mark.parametrize("where", ["foo bar", "latitude >", "(latitude = 1", "latitude = 'a' 'b'", "1 = "])
def test_what_does_not_parse_is_malformed(get: Get, reference: str, where: str) -> None:
    path = f"{INCIDENTS}.json?$where={where}"
    ours, theirs = get(path), requests.get(reference + path, timeout=30)
    assert ours.status_code == theirs.status_code == 400
    assert ours.json()["code"] == theirs.json()["code"] == "query.compiler.malformed"
    assert ours.json()["data"] == theirs.json()["data"]


@pytest.mark.parametrize("path", ["/api/views/smpl-inc1.json", "/api/catalog/v1?ids=smpl-inc1"])
def test_documents_have_the_same_keys(get: Get, reference: str, path: str) -> None:
    ours, theirs = get(path).json(), requests.get(reference + path, timeout=30).json()
    assert shape(theirs) - shape(ours) <= {"licenseId", "columns.cachedContents"}


@pytest.mark.parametrize("dataset", ["smpl-inc1", "smpl-dst1"])
def test_columns_are_described_alike(get: Get, reference: str, dataset: str) -> None:
    path = f"/api/views/{dataset}.json"
    ours, theirs = get(path).json()["columns"], requests.get(reference + path, timeout=30).json()["columns"]
    names = ("fieldName", "dataTypeName", "renderTypeName", "position")
    assert [[column[name] for name in names] for column in ours] == [
        [column[name] for name in names] for column in theirs
    ]


def shape(document: Any, path: str = "") -> set[str]:
    """The paths of every key, lists taken as their first element."""
    if isinstance(document, list):
        return shape(document[0], path) if document else set()
    if not isinstance(document, dict):
        return set()
    if path.endswith("cachedContents."):
        return set()
    found = {f"{path}{key}" for key in document}
    return found.union(*(shape(value, f"{path}{key}.") for key, value in document.items()))


def test_the_recorded_error_has_our_shape(get: Get, shared: Path) -> None:
    recorded = json.loads((shared / "recorded" / "no-such-column.json").read_text())
    ours = get(INCIDENTS + ".json", soql_select="nosuch").json()
    assert ours.keys() == recorded.keys()
    assert ours["data"].keys() == recorded["data"].keys()
    assert ours["errorCode"] == recorded["errorCode"]
