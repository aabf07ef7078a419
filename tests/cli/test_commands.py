"""Commands: what they print, how they end, and that a mistake names what was wrong and what to do."""

from __future__ import annotations

import csv
import io
import json
import socket
import subprocess
import sys
import zipfile
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self

import pytest

from dashboard import processes
from dashboard.cities.loader import BUNDLED
from dashboard.data import portal as portal_module
from dashboard.export import FORMS
from tests.cli.conftest import Run, cut
from tests.support.portal import FastClock, portal_process
from tests.support.site import application


def copied(city: str, folder: Path, old: str, new: str) -> str:
    """A city file with one passage changed."""
    text = (BUNDLED / f"{city}.toml").read_text(encoding="utf-8")
    text = cut(text) if city == "sample" else text
    assert old in text
    file = folder / "changed.toml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    return str(file)


@pytest.fixture
def closed() -> str:
    """An address where nobody answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


REAL = processes.run


def test_refresh_status_export_and_refresh_again(
    run: Run, portal: str, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "run", REAL)
    assert run("status").code == 1
    first = run("refresh", "--portal", portal)
    assert first.code == 0, first.out + first.err
    assert "published snapshot" in first.out
    assert "rows at the portal =" in first.out
    again = run("refresh", "--portal", portal)
    assert (again.code, "nothing changed" in again.out) == (0, True)
    told = run("status")
    assert told.code == 0
    assert "1 kept" in told.out
    exported = run("export", "incidents-by-place", "--query", "by=district&district=Harbor")
    assert exported.code == 0
    served = application(cache).test_client().get("/views/incidents-by-place.csv?by=district&district=Harbor")
    assert exported.out == served.get_data(as_text=True)
    file = tmp_path / "trend.svg"
    assert run("export", "incidents-trend", "--format", "svg", "-o", str(file)).code == 0
    assert file.read_bytes().startswith(b"<svg")


@pytest.mark.usefixtures("published")
def test_every_form_can_be_exported(run: Run, tmp_path: Path) -> None:
    told, file = run("export", "--help").out, tmp_path / "warrants.zip"
    assert [form for form in FORMS if form not in told] == []
    assert run("export", "warrants-trend", "--format", "zip", "-o", str(file)).code == 0
    assert zipfile.is_zipfile(file)


def test_status_as_json_is_empty_before_the_first_snapshot(run: Run) -> None:
    assert json.loads(run("status", "--json").out) == {
        "well": False,
        "current": None,
        "last_error": None,
        "quiet": [],
        "held_tables": None,
        "overdue": None,
    }


def test_a_refresh_whose_tables_about_people_cannot_be_checked_ends_with_three(
    run: Run, portal: str, published: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.processes.run", lambda command, city, *options: 1)
    ended = run("refresh", "--portal", portal)
    assert ended.code == 3
    assert f"snapshot {published} stays" in ended.out
    assert "held: the check of the tables about people did not end well" in ended.out
    told = run("status")
    assert (told.code, "dashboard audit" in told.out) == (1, True)
    assert "dashboard audit" in json.loads(run("status", "--json").out)["held_tables"]


@pytest.mark.usefixtures("published")
def test_status_as_json_is_the_receipt(run: Run) -> None:
    told = json.loads(run("status", "--json").out)
    receipt = told["current"]["subjects"]["incidents"]
    assert receipt["source_rows"] == receipt["published_rows"] + sum(receipt["rejected"].values())
    assert told["last_error"] is None


def test_a_portal_that_is_down_keeps_the_snapshot(
    run: Run, portal: str, closed: str, published: str, cache: Path
) -> None:
    kept = published
    down = run("refresh", "--portal", closed)
    assert down.code == 3
    assert f"kept snapshot {kept}" in down.out
    assert closed.removeprefix("http://") in down.out
    told = run("status")
    assert told.code == 1
    assert kept in told.out
    assert "held" in told.out
    assert "datetime" not in told.out
    client = application(cache).test_client()
    assert client.get("/readyz").json["snapshot"] == kept  # type: ignore[index]
    assert "last update did not succeed" in client.get("/safety").get_data(as_text=True)
    assert run("refresh", "--portal", portal).code == 0
    assert run("status").code == 0
    assert "last update did not succeed" not in client.get("/safety").get_data(as_text=True)


def test_a_portal_that_is_down_before_the_first_snapshot(run: Run, closed: str) -> None:
    down = run("refresh", "--portal", closed)
    assert down.code == 3
    assert "kept snapshot none" in down.out
    assert closed.removeprefix("http://") in down.out


def test_a_wrong_host_is_named(run: Run, elsewhere: str) -> None:
    for command in (("refresh", "--city", "sample"), ("check", str(BUNDLED / "sample.toml"))):
        ended = run(*command, "--portal", elsewhere)
        assert ended.code in (1, 3)
        assert elsewhere.removeprefix("http://") in ended.out


def test_a_wrong_dataset_id_is_named(run: Run, portal: str, tmp_path: Path) -> None:
    file = copied("sample", tmp_path, "smpl-inc1", "smpl-inc9")
    for code, command in ((3, ("refresh", "--city", file)), (1, ("check", file))):
        ended = run(*command, "--portal", portal)
        assert ended.code == code
        assert "smpl-inc9" in ended.out


def test_an_unverified_dataset_that_is_not_there_is_left_out(run: Run, portal: str, tmp_path: Path) -> None:
    file = copied("sample", tmp_path, 'dataset = "smpl-war1"', 'dataset = "smpl-war9"\nunverified = ["dataset"]')
    told = run("check", file, "--portal", portal)
    assert (told.code, "warning: subjects.warrants.dataset" in told.out) == (0, True)
    ended = run("refresh", "--city", file, "--portal", portal)
    assert ended.code == 0, ended.out + ended.err
    assert "warrants is left out" in ended.out
    assert "smpl-war9" in ended.out
    subjects = json.loads(run("status", "--city", file, "--json").out)["current"]["subjects"]
    assert "incidents" in subjects
    assert "warrants" not in subjects


def test_a_column_that_the_dataset_lacks_is_named_with_the_nearest(run: Run, portal: str, tmp_path: Path) -> None:
    file = copied("sample", tmp_path, 'occurred_at = "occurred_date"', 'occurred_at = "occured_date"')
    for code, command in ((3, ("refresh", "--city", file)), (1, ("check", file))):
        ended = run(*command, "--portal", portal)
        assert ended.code == code
        assert "occured_date" in ended.out
        assert "occurred_date" in ended.out


def test_another_name_under_the_id_stops_the_refresh(run: Run, portal: str, tmp_path: Path) -> None:
    file = copied("sample", tmp_path, 'name = "Incidents reported to police"', 'name = "Parking tickets"')
    ended = run("refresh", "--city", file, "--portal", portal)
    assert ended.code == 3
    assert "Parking tickets" in ended.out
    assert "Incidents reported to police" in ended.out


def test_a_file_that_fits_its_portal_passes(run: Run, portal: str) -> None:
    ended = run("check", str(BUNDLED / "sample.toml"), "--portal", portal)
    assert ended.code == 0, ended.out
    assert "fits its portal" in ended.out


@pytest.mark.shared
def test_a_copy_of_baltimore_with_a_wrong_column(run: Run, shared: Path, tmp_path: Path) -> None:
    file = copied("baltimore", tmp_path, 'premise = "premise"', 'premise = "premises"')
    with portal_process(shared / "portal-data" / "baltimore") as served:
        wrong = run("check", file, "--portal", served.url)
    assert wrong.code == 1
    (error,) = [line for line in wrong.out.splitlines() if line.startswith("error")]
    assert "subjects.incidents.columns.premise" in error
    assert '"premises"' in error
    assert '"premise"' in error


@pytest.mark.shared
@pytest.mark.parametrize("command", ["check", "new-city"])
def test_a_refused_token_is_told_by_every_command(
    command: str, run: Run, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCRATA_APP_TOKEN", "expired")
    about = [str(BUNDLED / "new-orleans.toml")] if command == "check" else ["data.nola.gov", "-o", str(tmp_path / "x")]
    with portal_process(shared / "portal-data" / "new-orleans", "--token", "known") as served:
        ended = run(command, *about, "--portal", served.url)
    assert f"{served.url} refused the app token" in ended.out
    assert "expired" not in ended.out + ended.err


def test_a_check_is_as_polite_as_the_city_file_says(
    run: Run, portal: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = FastClock()
    monkeypatch.setattr(portal_module, "Clock", lambda: clock.clock)
    slow = copied("sample", tmp_path, "requests_per_second = 500", "requests_per_second = 0.5")
    run("check", slow, "--portal", portal)
    assert len(clock.slept) > 10
    assert max(clock.slept) > 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("refresh", "--city", "samples"), ("samples", "sample")),
        (("refresh", "--city", "missing.toml"), ("missing.toml", "baltimore")),
        (("refresh", "--portal", "ftp://example.org"), ("ftp://example.org", "http")),
        (("refresh", "--portal", "http://data.example.org"), ("data.example.org",)),
        (("refresh", "--portal", "https://data.example.org/?$$app_token=a"), ("data.example.org", "SOCRATA_APP_TOKEN")),
        (("refresh", "--subject", "parking"), ("parking", "incidents")),
        (("check", "missing.toml"), ("missing.toml",)),
        (("status", "--city", "nowhere"), ("nowhere",)),
        (("export", "nothing"), ("nothing", "incidents-trend")),
        (("export", "incidents"), ("refresh",)),
        (("refresh", "--nonsense"), ("--nonsense",)),
        (("dance",), ("dance",)),
    ],
)
def test_bad_input_ends_with_two_and_says_what_to_change(
    run: Run, arguments: tuple[str, ...], told: tuple[str, ...]
) -> None:
    ended = run(*arguments)
    assert ended.code == 2
    for part in told:
        assert part in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.usefixtures("published")
def test_a_bad_value_of_an_export_is_named(run: Run) -> None:
    ended = run("export", "incidents", "--query", "district=Atlantis")
    assert ended.code == 2
    assert "Atlantis" in ended.err
    assert "Harbor" in ended.err


@pytest.mark.usefixtures("published")
def test_a_cache_that_cannot_be_read_is_named(run: Run, cache: Path) -> None:
    for manifest in (cache / "sample/manifests").iterdir():
        manifest.write_text("{")
    ended = run("status")
    assert ended.code == 1
    assert "manifests" in ended.err
    assert "Traceback" not in ended.err


def test_the_module_is_a_program() -> None:
    ended = subprocess.run([sys.executable, "-m", "dashboard", "--help"], capture_output=True, text=True, check=False)
    assert ended.returncode == 0
    for command in ("serve", "refresh", "status", "check", "new-city", "export"):
        assert command in ended.stdout


@pytest.mark.usefixtures("published")
def test_the_csv_of_an_export_is_whole(run: Run) -> None:
    found = list(csv.DictReader(io.StringIO(run("export", "incidents-by-hour").out, newline=""), strict=True))
    assert len(found) == 7 * 24
    assert {row["status"] for row in found} == {"sample data, made up"}


def clock_of(days: int) -> type[datetime]:
    """A clock so many days ahead."""

    class Ahead(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            real = datetime.now(tz) + timedelta(days=days)
            return cls(*real.timetuple()[:6], tzinfo=tz)

    return Ahead


@pytest.mark.usefixtures("published")
def test_a_source_gone_quiet_is_named_by_status(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "nothing newer than" not in run("status").out
    monkeypatch.setattr("dashboard.__main__.datetime", clock_of(4000))
    ended = run("status")
    assert ended.code == 1
    assert "Incidents reported to police: nothing newer than" in ended.out
    assert "Incidents reported to police" in json.loads(run("status", "--json").out)["quiet"]


@pytest.mark.usefixtures("published")
def test_a_refresh_that_no_longer_runs_is_told_by_status(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "overdue" in run("status", "--json").out
    assert json.loads(run("status", "--json").out)["overdue"] is None
    monkeypatch.setattr("dashboard.__main__.datetime", clock_of(3))
    ended = run("status")
    assert ended.code == 1
    assert "no refresh since " in ended.out
    assert "one is due every 24 hours" in ended.out


@pytest.mark.usefixtures("published")
def test_every_line_of_a_structured_log_is_json(run: Run, portal: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_LOG", "json")
    ended = run("refresh", "--full", "--portal", portal)
    lines = [json.loads(line) for line in ended.err.splitlines()]
    assert "snapshot" not in ended.out
    assert {"at", "level", "logger", "process", "message"} <= set.intersection(*map(set, lines))
    begun, last = lines[0], next(line for line in lines if line["message"] == "refresh unchanged")
    assert (begun["message"], begun["city"], begun["portal"], begun["full"]) == (
        "refresh begins",
        "sample",
        portal,
        True,
    )
    taken = {line["subject"]: line for line in lines if line.get("way")}
    assert set(taken) == set(begun["subjects"])
    assert all(line["way"] == "full" and line["pages"] >= 1 and line["rows"] > 0 for line in taken.values())
    assert last["snapshot"] == json.loads(run("status", "--json").out)["current"]["id"]


@pytest.mark.usefixtures("published")
def test_a_structured_log_tells_retries_and_why_nothing_was_published(
    run: Run, closed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_LOG", "json")
    ended = run("refresh", "--portal", closed)
    lines = [json.loads(line) for line in ended.err.splitlines()]
    assert ended.code == 3
    retries = [line for line in lines if line["message"].startswith("trying again")]
    assert [line["attempt"] for line in retries] == [1, 2, 3]
    assert all(line["wait"] > 0 and line["portal"] == closed for line in retries)
    (held,) = [line for line in lines if line["message"] == "refresh held"]
    assert held["level"] == "warning"
    assert "Connection refused" in held["reasons"][0]


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("token", ["topsecret", "topsecret\n", "topsecret\nX-Odd: 1", "topsecret\u2019"])
@pytest.mark.parametrize("form", ["plain", "json"])
def test_a_token_is_written_nowhere(
    form: str, token: str, run: Run, portal: str, closed: str, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_LOG", form)
    monkeypatch.setenv("SOCRATA_APP_TOKEN", token)
    for address in (portal, closed):
        ended = run("refresh", "--portal", address)
        assert "topsecret" not in ended.out + ended.err
        assert ended.code in (0, 2, 3)
    assert not [path for path in cache.rglob("*") if path.is_file() and b"topsecret" in path.read_bytes()]


def test_an_unknown_form_of_log_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_LOG", "xml")
    ended = run("status")
    assert ended.code == 2
    assert "DASHBOARD_LOG='xml': expected plain or json" in ended.err
