"""``dashboard new-city``: a draft that fits its portal after the edits that it asks for, and nothing overwritten."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from dashboard import cities
from dashboard.cities.loader import load
from tests.cli.conftest import Run
from tests.support.edits import edited
from tests.support.portal import portal_process

pytestmark = pytest.mark.slow

KNOWN = {"state": "A state", "timezone": "America/Chicago"}
FOLDERS = {
    "baltimore": (
        "data.baltimorecity.gov",
        {"incidents": "wsfq-mvij", "arrests": "3i3v-ibrt", "requests": "9agw-sxsr"},
        {"district": "p23d-ist2", "neighborhood": "h3fx-54q3", "council": "cncl-d1st", "statistical": "csa2-bn1a"},
    ),
    "chicago": (
        "data.cityofchicago.org",
        {"incidents": "ijzp-q8t2"},
        {"district": "24zt-jpfn", "neighborhood": "igwz-8jzy", "council": "sp34-6z76"},
    ),
    "new-orleans": ("data.nola.gov", {"force": "9mnw-mbde", "complaints": "gz2m-ef5u"}, {}),
}


def drafted(run: Run, tmp_path: Path, domain: str, portal: str) -> Path:
    """A draft in a file of its own."""
    path = tmp_path / "draft.toml"
    ended = run("new-city", domain, "--portal", portal, "-o", str(path))
    assert ended.code == 0, ended.out + ended.err
    assert f"dashboard check {path} --portal {portal}" in ended.out
    return path


@pytest.mark.shared
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_draft_fits_its_portal_after_its_own_edits(run: Run, shared: Path, tmp_path: Path, folder: str) -> None:
    domain, subjects, places = FOLDERS[folder]
    with portal_process(shared / "portal-data" / folder) as served:
        path = drafted(run, tmp_path, domain, served.url)
        unedited = run("check", str(path), "--portal", served.url)
        path.write_text(edited(path.read_text(encoding="utf-8"), KNOWN), encoding="utf-8")
        ended = run("check", str(path), "--portal", served.url)
    assert unedited.code == 2
    assert "name\n    missing: this key is required" in unedited.err
    assert (ended.code, "the file fits its portal" in ended.out) == (0, True), ended.out + ended.err
    assert not [line for line in ended.out.splitlines() if line.startswith("warning")]
    city = load(path)
    assert {key: one.dataset for key, one in city.subjects.items()} == subjects
    assert {kind: one.dataset for kind, one in city.places.items()} == places
    assert city.portal.url == f"https://{domain}"


@pytest.mark.shared
def test_a_draft_counts_as_the_file_that_people_wrote(run: Run, shared: Path, tmp_path: Path) -> None:
    """What the draft of New Orleans guesses is what its bundled file says, in what both map."""
    with portal_process(shared / "portal-data" / "new-orleans") as served:
        path = drafted(run, tmp_path, "data.nola.gov", served.url)
    draft = tomllib.loads(edited(path.read_text(encoding="utf-8"), KNOWN))["subjects"]
    written = cities.load("new-orleans").subjects
    for key in ("force", "complaints"):
        ours, theirs = draft[key], written[key]
        plain = {name: one for name, one in theirs.columns.items() if re.fullmatch(r"\w+", one)}
        assert {name: ours["columns"].get(name) for name in plain} == plain
        assert ours["covers_from"] == theirs.covers_from
        assert ours["time_of_day"] is theirs.time_of_day
    assert draft["force"]["codes"]["level"] == {"1": ["L1"], "2": ["L2"], "3": ["L3"], "4": ["L4"]}
    assert not [name for name in draft["complaints"]["columns"].values() if "officer" in name]


def test_the_sample_portal_is_drafted_too(run: Run, portal: str, tmp_path: Path) -> None:
    path = drafted(run, tmp_path, portal, portal)
    text = path.read_text(encoding="utf-8")
    path.write_text(edited(text, KNOWN | {"timezone": "America/New_York"}), encoding="utf-8")
    ended = run("check", str(path), "--portal", portal)
    assert ended.code == 0, ended.out + ended.err
    bundled, city = cities.load("sample"), load(path)
    assert {"incidents", "arrests", "victims", "requests", "calls", "force", "complaints"} <= set(city.subjects)
    theirs = {key: one.dataset for key, one in bundled.subjects.items()}
    assert {key: one.dataset for key, one in city.subjects.items() if theirs[key] != one.dataset} == {}
    assert {kind: one.dataset for kind, one in city.places.items()} == {
        kind: one.dataset for kind, one in bundled.places.items()
    }
    assert city.timezone == "America/New_York"


def test_every_guess_and_every_question_is_marked(run: Run, portal: str, tmp_path: Path) -> None:
    text = drafted(run, tmp_path, portal, portal).read_text(encoding="utf-8")
    told = re.compile(r"(name|publisher|unit|license|url|geometry) = |\[|# |$|\]|    \"")
    inside = False
    for line in text.splitlines():
        inside = (inside and not line.startswith("[")) or (line.startswith("[") and ".codes." in line)
        assert told.match(line) or "  # guess: " in line or inside, line
    assert text.count("# guess: every value below") + text.count("# guess: by the words") == len(
        re.findall(r"^\[subjects\.\w+\.codes\.", text, re.MULTILINE)
    )


def test_a_file_that_is_there_is_kept(run: Run, portal: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("mine", encoding="utf-8")
    ended = run("new-city", portal, "-o", str(path))
    assert ended.code == 2
    assert "--force" in ended.err
    assert path.read_text(encoding="utf-8") == "mine"
    assert run("new-city", portal, "-o", str(path), "--force").code == 0
    assert path.read_text(encoding="utf-8") != "mine"


def test_a_portal_without_a_catalogue_is_told(run: Run, elsewhere: str, tmp_path: Path) -> None:
    path = tmp_path / "draft.toml"
    ended = run("new-city", elsewhere, "-o", str(path))
    assert ended.code == 1
    for door in ("/api/catalog/v1", "/api/views.json", "/data.json"):
        assert door in ended.out
    assert not path.exists()


@pytest.mark.parametrize("domain", ["http://data.example.gov", "data.example.gov/browse"])
def test_an_address_that_cannot_be_a_portal_is_refused(run: Run, domain: str, tmp_path: Path) -> None:
    ended = run("new-city", domain, "-o", str(tmp_path / "draft.toml"))
    assert ended.code == 2
    assert "data.example.gov" in ended.err
