"""The map of Baltimore's 279 neighborhoods: how long a real browser takes to draw it, and what it weighs.

    python -m benchmarks.maps [--times 9] [--slower 4]

Against a choropleth of plotly.js (the one in the plotly package, what a Dash app would
use) over the same boundaries as the portal serves them, in the same browser and run,
the two in turns. Both start warm: our style sheet is there, plotly.js and its data are
loaded and parsed. Drawn is when the frame after has been painted. ``--slower`` slows the
processor of the browser as many times, as on a phone. Needs the files and the portal
beside the repository.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import plotly
import requests
import shapely
from playwright.sync_api import Page, sync_playwright

from dashboard import cities
from dashboard.data.refresh import refresh
from tests.support.browser import launch_options
from tests.support.portal import SHARED, FastClock, portal_process
from tests.support.site import NOW, serving

TARGET_MS, HTML_LIMIT_KB = 300, 100
PATH = "/places?by=neighborhood"
PAINTED = "const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));"
OURS = f"""async () => {{
    {PAINTED}
    const map = document.querySelector('.map'), room = map.parentNode, markup = map.outerHTML;
    map.remove();
    await painted();
    const start = performance.now();
    room.insertAdjacentHTML('afterbegin', markup);
    await painted();
    return performance.now() - start;
}}"""
THEIRS = f"""async ([data, layout]) => {{
    {PAINTED}
    document.querySelector('#theirs')?.remove();
    const room = document.createElement('div');
    room.id = 'theirs';
    room.style = 'width: 500px; height: 560px';
    document.body.prepend(room);
    await painted();
    const start = performance.now();
    await Plotly.newPlot(room, data, layout, {{staticPlot: false}});
    await painted();
    return performance.now() - start;
}}"""
NO_WORLD = """() => {
    const none = {type: 'GeometryCollection', geometries: []};
    const names = ['coastlines', 'land', 'ocean', 'lakes', 'rivers', 'countries', 'subunits'];
    const world = {type: 'Topology', arcs: [], objects: Object.fromEntries(names.map(name => [name, none]))};
    window.PlotlyGeoAssets = {topojson: {world_110m: world, world_50m: world}};
}"""
FIRST = """() => {
    const page = performance.getEntriesByType('navigation')[0];
    return performance.getEntriesByName('first-contentful-paint')[0].startTime - page.responseEnd;
}"""


def published(cache: Path) -> Path:
    """Baltimore's boundaries and incidents in a cache."""
    city = cities.load("baltimore")
    with portal_process(SHARED / "portal-data" / "baltimore") as portal:
        outcome = refresh(city, cache, portal_url=portal.url, clock=lambda: NOW, portal_clock=FastClock().clock)
    assert outcome.status == "published", outcome.reasons
    return cache


def figure(url: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The same counts over the boundaries as published, as plotly.js takes them."""
    table = requests.get(f"{url}/views/incidents-map.csv?by=neighborhood", timeout=60).text
    counts = {row["neighborhood"]: int(row["count"]) for row in csv.DictReader(io.StringIO(table, newline=""))}
    shapes = boundaries()
    features = [{"type": "Feature", "id": name, "properties": {}, "geometry": shape} for name, shape in shapes.items()]
    trace = {
        "type": "choropleth", "geojson": {"type": "FeatureCollection", "features": features},
        "locations": list(shapes), "z": [counts[name] for name in shapes],
    }  # fmt: skip
    return [trace], {"geo": {"fitbounds": "locations", "visible": False}, "width": 500, "height": 560}


def boundaries() -> dict[str, Any]:
    """GeoJSON by name, outer rings clockwise as plotly.js wants them."""
    path = SHARED / "portal-data" / "baltimore" / "neighborhoods.parquet"
    with duckdb.connect() as connection:
        rows = connection.execute(f"SELECT name, the_geom FROM read_parquet('{path}')").fetchall()
    turned = shapely.orient_polygons(shapely.from_geojson([shape for _, shape in rows]), exterior_cw=True)
    return {name: json.loads(shape) for (name, _), shape in zip(rows, shapely.to_geojson(turned), strict=True)}


def raced(page: Page, url: str, times: int) -> tuple[list[float], list[float]]:
    """Milliseconds of ours and theirs, taken in turns; the first of each is left out."""
    page.goto(url + PATH, wait_until="networkidle")
    page.add_script_tag(path=Path(str(plotly.__file__)).parent / "package_data" / "plotly.min.js")
    page.evaluate(NO_WORLD)
    theirs = page.evaluate_handle("told => told", list(figure(url)))
    runs: tuple[Callable[[], float], ...] = (lambda: page.evaluate(OURS), lambda: page.evaluate(THEIRS, theirs))
    both = [[run() for run in runs] for _ in range(times + 1)][1:]
    assert page.locator("#theirs .choroplethlayer path").count() == page.locator(".map svg a").count() == 279
    return [one for one, _ in both], [other for _, other in both]


def first_paint(page: Page, url: str, times: int) -> list[float]:
    """Milliseconds from the last byte of the page to its first paint, the map in it."""
    spent = []
    for _ in range(times):
        page.goto(url + PATH, wait_until="networkidle")
        spent.append(float(page.evaluate(FIRST)))
    return spent


def report(url: str, times: int, slower: float) -> None:
    """Print each figure beside its target."""
    html = requests.get(url + PATH, headers={"Accept-Encoding": "identity"}, timeout=60).content
    print(f"first HTML, compressed: {len(gzip.compress(html, 6)) / 1000:.1f} kB (limit {HTML_LIMIT_KB})")
    with sync_playwright() as driver, driver.chromium.launch(**launch_options()) as browser:  # type: ignore[arg-type]
        page = browser.new_context(bypass_csp=True).new_page()
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        first = first_paint(page, url, times)
        ours, theirs = raced(page, url, times)
    mine, other = statistics.median(ours), statistics.median(theirs)
    print(f"279 neighborhoods drawn: {mine:.0f} ms, slowest {max(ours):.0f} (target under {TARGET_MS})")
    print(f"choropleth of plotly.js: {other:.0f} ms, slowest {max(theirs):.0f}")
    print(f"ours / plotly.js: {mine / other:.2f} (processor slowed {slower:g} times, median of {times})")
    print(f"last byte of the page to first paint: {statistics.median(first):.0f} ms")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=9)
    parser.add_argument("--slower", type=float, default=1)
    parser.add_argument("--cache", type=Path, help="a cache with Baltimore in it; made anew unless given")
    asked = parser.parse_args()
    if not (SHARED / "portal-data" / "baltimore").is_dir():
        print(f"no files of Baltimore in {SHARED}")
        return 1
    with tempfile.TemporaryDirectory() as room, serving(asked.cache or published(Path(room)), "baltimore") as site:
        report(site.url, asked.times, asked.slower)
    return 0


if __name__ == "__main__":
    sys.exit(main())
