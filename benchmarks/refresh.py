"""The refresh at a million rows: against sodapy, its memory, a delta, and the disk of thirty snapshots.

    python -m benchmarks.refresh [--rows 1000000] [--portal ../shared/portal/serve.py] [--rounds 3] [--skip-small-pages]

Needs the local portal that stands beside the repository. Every measured run is
a process of its own; the order of contenders alternates between rounds and the
best of each counts, since the machine is shared. Changes and refreshes are a day
apart on the clocks they are told, as a city's are.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import requests

from dashboard.cities.schema import City

ROOT = Path(__file__).resolve().parents[1]
DATASET = "benc-hma1"
START = datetime(2026, 10, 2, 6, tzinfo=UTC)
DELTAS, SNAPSHOTS, SHARE = 5, 30, 0.005
COLUMNS = """
    i AS id, 'HZ' || lpad((i * 7919 % {rows})::VARCHAR, 7, '0') AS case_number,
    TIMESTAMP '2020-01-01' + INTERVAL (i * 197 % 189216000) SECOND AS date,
    lpad((i * 31 % 160)::VARCHAR, 3, '0') || 'XX W ' || ['MADISON','STATE','CLARK'][1 + i % 3] || ' ST' AS block,
    (i * 17 % 400 + 100)::VARCHAR AS iucr,
    ['THEFT','BATTERY','ASSAULT','BURGLARY','ROBBERY','HOMICIDE','NARCOTICS'][1 + i * 13 % 7] AS primary_type,
    ['SIMPLE','OVER $500','DOMESTIC BATTERY SIMPLE','$500 AND UNDER','TO VEHICLE'][1 + i * 11 % 5] AS description,
    ['STREET','RESIDENCE','APARTMENT','SIDEWALK','OTHER'][1 + i * 3 % 5] AS location_description,
    i % 4 = 0 AS arrest, i % 6 = 0 AS domestic, (i % 300 + 100)::VARCHAR AS beat,
    lpad((i % 25 + 1)::VARCHAR, 3, '0') AS district, (i % 50 + 1)::VARCHAR AS ward,
    (i % 77 + 1)::VARCHAR AS community_area, (i % 26)::VARCHAR AS fbi_code,
    1100000 + i % 90000 AS x_coordinate, 1800000 + i % 140000 AS y_coordinate, 2020 + i % 6 AS year,
    TIMESTAMP '2026-09-01' AS updated_on,
    41.6 + (i * 7 % 40000) / 100000.0 AS latitude, -87.8 + (i * 11 % 30000) / 100000.0 AS longitude
"""  # fmt: skip


def city() -> City:
    """Chicago's columns, as in its city file, without boundaries."""
    codes = {
        "homicide": ["HOMICIDE"], "robbery": ["ROBBERY"], "aggravated_assault": ["ASSAULT"], "drugs": ["NARCOTICS"],
        "simple_assault": ["BATTERY"], "burglary": ["BURGLARY"], "larceny": ["THEFT"],
    }  # fmt: skip
    premises = {"home": ["APARTMENT", "RESIDENCE"], "street": ["STREET", "SIDEWALK"], "other": ["OTHER"]}
    return City.model_validate({
        "key": "bench", "name": "Bench", "timezone": "America/Chicago",
        "portal": {"url": "https://bench.example.org", "requests_per_second": 100},
        "subjects": {"incidents": {
            "dataset": DATASET, "name": "Crimes", "publisher": "Police", "unit": "incident", "key": "id",
            "covers_from": date(2020, 1, 1), "codes": {"offense": codes, "premise": premises}, "columns": {
                "occurred_at": "date", "incident_id": "case_number", "offense": "primary_type",
                "offense_source": "description", "premise": "location_description", "block": "block",
                "district": "district", "neighborhood": "community_area", "council_district": "ward",
                "longitude": "longitude", "latitude": "latitude",
            },
        }},
    })  # fmt: skip


@contextmanager
def portal(serve: Path, folder: Path, rows: int) -> Iterator[str]:
    """The local portal over so many rows; gives its address."""
    folder.mkdir(parents=True)
    told = f'[[dataset]]\nid = "{DATASET}"\nname = "Crimes"\nrow_identifier = "id"\nmodified = "2026-10-01T03:00:00Z"\n'
    query = f"SELECT {COLUMNS.format(rows=rows)} FROM range({rows}) AS r(i)"
    (folder / "portal.toml").write_text(f'{told}sql = """{query}"""\n')
    with subprocess.Popen([sys.executable, str(serve), str(folder)], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            url = process.stdout.readline().split()[-1]
            settle(url)
            yield url
        finally:
            process.terminate()


def ours(url: str, cache: str, day: str = "0") -> dict[str, Any]:
    """One refresh so many days after ``START``: staging, history, mapping, checks and publish."""
    from dashboard.data.portal import Clock
    from dashboard.data.refresh import refresh

    at = START + timedelta(days=int(day))
    then, taken = Clock(now=lambda: at), stopwatch()
    outcome = refresh(city(), Path(cache), portal_url=url, clock=then.now, portal_clock=then)
    assert outcome.status == "published", outcome.reasons
    assert outcome.snapshot
    return taken() | {"rows": outcome.snapshot.subjects["incidents"].source_rows}


def stopwatch() -> Callable[[], dict[str, Any]]:
    """Gives the seconds since it was made, and those of them on a processor."""
    began, busy = time.perf_counter(), time.process_time()
    return lambda: {"seconds": time.perf_counter() - began, "busy": time.process_time() - busy}


def theirs(url: str, page: str) -> dict[str, Any]:
    """The same rows by sodapy's ``get_all`` into a pandas frame; page 0 is its default of 1,000."""
    import pandas
    from requests.adapters import HTTPAdapter
    from sodapy import Socrata

    taken = stopwatch()
    plain = {"prefix": "http://", "adapter": HTTPAdapter()}
    client = Socrata(url.removeprefix("http://"), "none", session_adapter=plain)
    del client.session.headers["X-App-Token"]
    client.timeout = 600
    size = {"limit": int(page)} if int(page) else {}
    frame = pandas.DataFrame.from_records(list(client.get_all(DATASET, **size)))
    return taken() | {"rows": len(frame)}


def measured(what: str, *arguments: str) -> dict[str, Any]:
    """Seconds, those of them on a processor, rows and peak memory in MB of one contender in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.refresh", "--child", what, *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    told = f"{found['seconds']:.2f} s, {found['busy']:.2f} s busy, {found['megabytes']:.0f} MB"
    print(f"  {' '.join([what, *arguments[1:]])[-60:]}: {told}", flush=True)
    return found


def child(what: str, *arguments: str) -> None:
    """What ``measured`` runs."""
    run: Callable[..., dict[str, Any]] = ours if what == "ours" else theirs
    found = run(*arguments)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(found | {"megabytes": peak}))


def best(runs: list[dict[str, Any]], what: str = "seconds") -> float:
    """The least of what runs took: seconds, or seconds ``busy``."""
    return min(float(run[what]) for run in runs)


def change(url: str, where: str, day: int) -> None:
    """Let the publisher change some rows, two hours before the refresh of that day: no overlap reaches back to it."""
    at = int((START + timedelta(days=day, hours=-2)).timestamp())
    told = {"action": "mutate", "dataset": DATASET, "op": "update", "set": {"beat": f"'{day}'"}, "where": where}
    requests.post(f"{url}/__control", json=told | {"at": at}, timeout=120).raise_for_status()
    settle(url)


def settle(url: str) -> None:
    """Wait for the portal's column statistics, which it works out at the first request after a change."""
    requests.get(f"{url}/api/views/{DATASET}.json", timeout=120).raise_for_status()


def disk(folder: Path) -> int:
    """Bytes of every file below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def verdict(what: str, figure: float, limit: float, unit: str = "") -> None:
    """One line of the result."""
    print(f"{what}: {figure:.3g}{unit} (at most {limit:g}{unit}) {'ok' if figure <= limit else 'MISSED'}", flush=True)


def contest(url: str, room: Path, rounds: int, small: bool) -> list[dict[str, Any]]:
    """Full refreshes against sodapy; gives ours."""
    mine: list[dict[str, Any]] = []
    large: list[dict[str, Any]] = []
    for turn in range(rounds):
        for contender in ("ours", "theirs") if turn % 2 else ("theirs", "ours"):
            if contender == "ours":
                mine.append(measured("ours", url, str(room / f"full-{turn}")))
            else:
                large.append(measured("theirs", url, "50000"))
    verdict("full refresh / sodapy at 50,000 a page", best(mine) / best(large), 1)
    if small:
        verdict("full refresh / sodapy at its default page", best(mine) / best([measured("theirs", url, "0")]), 0.5)
    verdict("peak memory of the refresher", max(run["megabytes"] for run in mine), 300, " MB")
    return mine


def deltas(url: str, cache: Path, full: list[dict[str, Any]]) -> None:
    """A change of 1% of rows, spread over the whole table, against a full refresh."""
    runs = []
    for day in range(1, DELTAS + 1):
        change(url, f"id % 100 = {day * 7}", day)
        runs.append(measured("ours", url, str(cache), str(day)))
    verdict("delta of 1% / full refresh", best(runs) / best(full), 0.05)
    verdict("delta of 1% / full refresh, time on a processor", best(runs, "busy") / best(full, "busy"), 0.05)


def snapshots(url: str, cache: Path) -> None:
    """The disk of many snapshots against that of one."""
    measured("ours", url, str(cache), str(DELTAS))
    one, every = disk(cache), round(1 / SHARE)
    for day in range(DELTAS + 1, DELTAS + SNAPSHOTS):
        change(url, f"id % {every} = {day}", day)
        measured("ours", url, str(cache), str(day))
    verdict(f"disk of {SNAPSHOTS} snapshots with {SHARE:.1%} change each / one", disk(cache) / one, 1.3)


def main() -> None:
    """Print each figure beside its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--portal", type=Path, default=ROOT.parent / "shared" / "portal" / "serve.py")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--skip-small-pages", action="store_true", help="leave out sodapy at 1,000 a page")
    parser.add_argument("--child", nargs="+", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        child(*asked.child)
        return
    if not asked.portal.exists():
        sys.exit(f"no portal at {asked.portal}: name its serve.py with --portal")
    with tempfile.TemporaryDirectory() as place:
        room = Path(place)
        with portal(asked.portal, room / "tenth", asked.rows // 10) as url:
            tenth = measured("ours", url, str(room / "small"))
        with portal(asked.portal, room / "whole", asked.rows) as url:
            full = contest(url, room, asked.rounds, not asked.skip_small_pages)
            deltas(url, room / "full-0", full)
            whole = measured("ours", url, str(room / "again"), str(DELTAS))
            verdict("peak memory, whole / tenth of the rows", whole["megabytes"] / tenth["megabytes"], 1.5)
            snapshots(url, room / "many")


if __name__ == "__main__":
    main()
