"""Publishes the city file named on the command line from its sample portal, and serves it until its input ends.

Run beside a copy of the program that has the made-up subject; prints the address of the portal and of the site.
"""

from __future__ import annotations

import sys
from pathlib import Path

from dashboard import cities
from dashboard.data.refresh import refresh
from dashboard.sample import SamplePortal
from tests.support.site import NOW, serving


def main(city: str) -> None:
    made, cache = cities.load(city), Path(city).parent / "cache"
    datasets = [*(one.dataset for one in made.subjects.values()), *(one.dataset for one in made.places.values())]
    with SamplePortal(now=NOW, only=datasets) as portal:
        outcome = refresh(made, cache, portal_url=portal.url, clock=lambda: NOW)
        assert outcome.status == "published", outcome.reasons
        with serving(cache, city) as site:
            print(portal.url, site.url, flush=True)
            sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1])
