"""What can be told of the city itself: its key and name from the address, its time zone from where things happened.

Knows coordinates and host names. Asks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlsplit

from dashboard.data.draft.asked import Asked
from dashboard.data.draft.columns import Guessed

ZONES = (
    (-86.4, "America/New_York"),
    (-102.0, "America/Chicago"),
    (-115.0, "America/Denver"),
    (-127.0, "America/Los_Angeles"),
)
"""The zone of the United States east of each longitude in degrees, roughly: the border runs by county."""

SOUTH, NORTH, EAST = 24.0, 50.0, -66.0
NOT_NAMES = {"data", "datahub", "opendata", "open", "www", "gov", "org", "com", "net", "us", "internal", "citydata"}


@dataclass(frozen=True, slots=True)
class Place:
    """A time zone and what told it."""

    zone: str
    why: str


def host_of(domain: str) -> str:
    """The host of a domain or address that an operator typed."""
    return urlsplit(domain if "://" in domain else f"https://{domain}").netloc.lower()


def short_name(host: str) -> str:
    """``data.cityofexample.gov`` as ``example``: letters, digits and hyphens, a letter first."""
    parts = [part for part in host.split(":")[0].split(".") if part not in NOT_NAMES]
    bare = re.sub(r"^(the)?cityof|^open|(?<=...)(city|data)$|-[a-z]{2}$", "", max(parts, key=len, default="")) or "city"
    found = re.sub(r"[^a-z0-9-]+", "-", bare).strip("-")
    return found if found[:1].isalpha() else "city"


def zone(subjects: Iterable[tuple[Asked, Guessed]]) -> Place | None:
    """The time zone in which the records lie; None when none has a usable point in the United States."""
    for asked, guesses in subjects:
        if {"longitude", "latitude"} <= guesses.columns.keys():
            longitudes = _numbers(asked, guesses.columns["longitude"].field)
            latitudes = _numbers(asked, guesses.columns["latitude"].field)
            if longitudes and latitudes and SOUTH < median(latitudes) < NORTH and median(longitudes) < EAST:
                middle = median(longitudes)
                found = next((name for east, name in ZONES if middle > east), None)
                return Place(found, f"the records lie near longitude {middle:.1f}") if found else None
    return None


def _numbers(asked: Asked, field: str) -> list[float]:
    found = (re.fullmatch(r"-?\d+(\.\d+)?", one) for one in asked.values(field))
    return [number for one in found if one and (number := float(one[0]))]
