"""A new subject costs one declaration and one table of a city file, and is then everywhere.

The program is copied; one file goes into its catalog, one into the sample city
for rows to count, one table into a city file. Nothing else of it is touched.
The rest is the real way: a portal over HTTP, a refresh, the served site.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.support.documents import Document, read

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
FILES = Path(__file__).parent / "made_up"
VIEWS = ("trees-trend", "trees-by-species", "trees-alive")
ADDED = {"catalog/trees.py": "declaration.py", "sample/subjects/trees.py": "rows.py"}


@dataclass(frozen=True)
class Served:
    """The site with the new subject, and the rows as its portal serves them."""

    url: str
    rows: list[dict[str, Any]]

    def body(self, path: str) -> str:
        with urlopen(self.url + path, timeout=60) as answer:
            assert answer.status == 200
            return str(answer.read().decode("utf-8-sig"))

    def page(self, path: str) -> Document:
        return read(self.body(path))

    def csv(self, view: str, query: str = "") -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.body(f"/views/{view}.csv?{query}"), newline="")))


def program(folder: Path) -> Path:
    """A copy of the program with the two new files; fails when one was there before."""
    copy = folder / "dashboard"
    shutil.copytree(ROOT / "dashboard", copy, ignore=shutil.ignore_patterns("vendor"))
    shutil.copytree(ROOT / "assets", folder / "assets")
    for target, source in ADDED.items():
        assert not (copy / target).exists()
        shutil.copy(FILES / source, copy / target)
    return copy


def city(folder: Path) -> Path:
    """The sample city with one table more, and without its other subjects, which this test does not need."""
    head, rest = (ROOT / "dashboard/cities/sample.toml").read_text("utf-8").split("[subjects.incidents]", 1)
    tail = rest[rest.index("[places.district]") :]
    path = folder / "city.toml"
    path.write_text(head + (FILES / "table.toml").read_text("utf-8") + "\n" + tail, "utf-8")
    return path


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("made-up")
    program(folder)
    paths = {"PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])}
    command = [sys.executable, "-m", "tests.subjects.made_up.served", str(city(folder))]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=folder, env=os.environ | paths, **pipes) as process:
        assert process.stdout is not None
        told = process.stdout.readline().split()
        assert len(told) == 2, "the made-up subject was not published: see the error above"
        portal, site = told
        with urlopen(f"{portal}/resource/smpl-tree.json?$limit=50000", timeout=60) as answer:
            rows = json.load(answer)
        yield Served(site, rows)
        process.communicate("")


def inside(served: Served, since: str, until: str) -> list[dict[str, Any]]:
    return [row for row in served.rows if since <= row["planted"][:10] <= until]


def test_its_figures_are_those_of_the_rows(served: Served) -> None:
    months = Counter(row["planted"][:7] for row in served.rows)
    trend = served.csv("trees-trend")
    first = trend[0]
    assert [int(one["count"]) for one in trend] == [months[one["month"][:7]] for one in trend]
    counted = inside(served, first["period_since"], first["period_until"])
    assert int(first["period_count"]) == len(counted) > 100
    kinds = Counter({"OAK": "oak", "MAPLE": "maple"}.get(row["kind"], "other") for row in counted)
    assert {one["species"]: int(one["count"]) for one in served.csv("trees-by-species")} == kinds


def test_a_share_and_a_filter_follow(served: Served) -> None:
    alive = served.csv("trees-alive")
    counted = inside(served, alive[0]["period_since"], alive[0]["period_until"])
    for one in alive:
        here = [row["alive"] for row in counted if row["district"] == one["district"]]
        assert int(one["count"]) == len(here)
        if len(here) >= 10:
            assert float(one["value"]) == pytest.approx(here.count("Y") / len(here))
    assert {one["district"] for one in alive if int(one["count"])} == {"Central", "Harbor", "Mill"}
    harbor = served.csv("trees-trend", "district=Harbor")[0]
    assert int(harbor["period_count"]) == sum(row["district"] == "Harbor" for row in counted)


def test_it_stands_on_a_page_with_its_words(served: Served) -> None:
    page = served.body("/services")
    counted = int(served.csv("trees-trend")[0]["period_count"])
    said = served.page("/services").text
    assert all(f"/views/{view}.svg" in page for view in VIEWS)
    assert f"The records show {counted} trees planted in Harbor City" in said
    assert "Trees give shade." in said
    assert "Trees planted by month" in page


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_is_a_page_an_image_and_an_embed(served: Served, view: str) -> None:
    shown = served.page(f"/views/{view}")
    headline = next(text for text in shown.headings if text)
    assert headline in served.page(f"/embed/{view}").text
    assert served.body(f"/views/{view}.svg").startswith("<svg")
    for lang, mark in (("en", "Sample data"), ("es", "Datos de muestra")):
        embed = served.page(f"/embed/{view}?lang={lang}")
        assert embed.lang == lang
        assert mark in embed.text


def test_it_has_a_page_of_its_source(served: Served) -> None:
    index, page = served.page("/data"), served.page("/data/trees")
    assert "/data/trees" in index.links
    assert "Trees planted" in index.headings
    said = ("When the tree was planted", f"{len(served.rows):,}", "Each row counts as 1 tree planted.")
    assert [text for text in said if text not in page.text] == []
    assert {f"/views/{view}.csv" for view in VIEWS} <= set(page.links)


def test_it_cost_one_declaration_and_one_table(tmp_path: Path) -> None:
    """One file in the catalog and one with rows to count: no file that was there is another than before."""
    copy, own = program(tmp_path), ROOT / "dashboard"
    there = {path.relative_to(copy).as_posix() for path in copy.rglob("*.py")}
    before = {path.relative_to(own).as_posix() for path in own.rglob("*.py")}
    assert there - before == set(ADDED)
    assert [path for path in before & there if (copy / path).read_bytes() != (own / path).read_bytes()] == []
    made = tomllib.loads(city(tmp_path).read_text("utf-8"))
    plain = tomllib.loads((own / "cities/sample.toml").read_text("utf-8"))
    assert set(made.pop("subjects")) == {"trees"}
    assert made == {key: value for key, value in plain.items() if key != "subjects"}
