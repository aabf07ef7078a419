"""The frame of the project: versions written down, files that travel in the wheel, nothing tied to one machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from hatchling.build import build_wheel

ROOT = Path(__file__).parents[1]
BUNDLE = "dashboard/vendor/plotly-basic.min.js"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def constraints() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    return {normal(name): version for name, version in (line.split("==") for line in lines)}


def requirements() -> list[str]:
    listed = [
        *PROJECT["dependencies"],
        *(line for extra in PROJECT["optional-dependencies"].values() for line in extra),
    ]
    return [line for line in listed if not line.startswith(PROJECT["name"])]


@pytest.mark.parametrize("requirement", requirements())
def test_every_requirement_has_its_version_written_down(requirement: str) -> None:
    match = re.match(r"[\w.-]+", requirement)
    assert match is not None
    assert normal(match.group()) in constraints()


def test_constraints_name_versions_and_nothing_else() -> None:
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"[\w.-]+==[\w.]+", line), line


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy of the files that are or may be committed, with a bundle of its own."""
    copy, target = tmp_path_factory.mktemp("checkout"), tmp_path_factory.mktemp("dist")
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in listed.split("\0"):
        if name and (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, copy / name)
    (copy / "dashboard" / "vendor").mkdir(exist_ok=True)
    (copy / BUNDLE).write_text("/* the bundle of this test */")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(copy)
        return target / build_wheel(str(target))


@pytest.fixture(scope="module")
def packed(wheel: Path) -> set[str]:
    """The names of the files in it."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_carries_every_module(packed: set[str]) -> None:
    modules = {str(path.relative_to(ROOT)) for path in (ROOT / "dashboard").rglob("*.py")}
    assert modules - packed == set()


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("assets", "dashboard/assets"),
        ("dashboard/cities", "dashboard/cities"),
        ("dashboard/translations", "dashboard/translations"),
    ],
)
def test_the_wheel_carries_what_is_not_python(packed: set[str], source: str, target: str) -> None:
    files = [path for path in (ROOT / source).rglob("*.*") if path.suffix in {".css", ".js", ".toml", ".po"}]
    assert files
    assert {f"{target}/{path.relative_to(ROOT / source)}" for path in files} - packed == set()


def test_the_wheel_holds_the_package_and_nothing_else(packed: set[str]) -> None:
    assert {name.split("/")[0].split("-")[0] for name in packed} == {"dashboard", "accountability_dashboard"}


SERVE = """
import re, sys
from pathlib import Path
import dashboard
from dashboard import cities
from dashboard.data.warehouse import Warehouse
from dashboard.factory import create_app
from dashboard.settings import Settings

assert Path(dashboard.__file__).is_relative_to(sys.argv[1]), dashboard.__file__
city, cache = cities.load("sample"), Path(sys.argv[2])
client = create_app(city, Warehouse(city, cache), Settings(cache=cache)).server.test_client()
page = client.get("/safety?lang=es").get_data(as_text=True)
about = client.get("/about/methods").get_data(as_text=True)
assert 'id="promises"' in about and "<code>percent_change(60, 40)</code>" in about, about
assert client.get("/about").status_code == 200
asked = re.findall(r'(?:href|src|content)="(/(?:static|assets|_dash)[^"]*)"', page)
answers = {path: client.get(path) for path in asked}
assert all(answer.status_code == 200 for answer in answers.values()), answers
bundle = next(answer for path, answer in answers.items() if "plotly" in path)
print(len(asked), bundle.get_data(as_text=True))
"""


def test_the_wheel_serves_from_another_folder(wheel: Path, sample_cache: Path, tmp_path: Path) -> None:
    installed, elsewhere = tmp_path / "installed", tmp_path / "elsewhere"
    elsewhere.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    command = [sys.executable, "-c", SERVE, str(installed), str(sample_cache)]
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    result = subprocess.run(command, cwd=elsewhere, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    count, bundle = result.stdout.split(" ", 1)
    assert int(count) > 5
    assert bundle.strip() == "/* the bundle of this test */"
