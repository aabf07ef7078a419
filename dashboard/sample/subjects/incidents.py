"""Incidents reported to police: the events as written down, corrected and published on a given day."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.sample.areas import PUBLISHER
from dashboard.sample.chance import MINUTES_A_DAY, Ints
from dashboard.sample.dataset import Context, Dataset, Field, Rows
from dashboard.sample.offenses import OFFENSES
from dashboard.sample.stream import NEVER, Events, events, minutes
from dashboard.sample.text import misspelled, withheld

GAP = 7  # record numbers skip, as other paperwork takes some
CORRECTIONS = ("reclassified", "relocated", "dated")
CORRECTION_SHARES = (0.4, 0.7)  # running; the rest is dated
FIELDS = (
    Field("incident_number", "text", "Incident number", "Unique; year of the report and a running number"),
    Field("occurred_date", "floating_timestamp", "Occurred date", "When it happened, local time"),
    Field("reported_date", "floating_timestamp", "Reported date", "When police took the report, local time"),
    Field("nibrs_code", "text", "NIBRS code"),
    Field("offense", "text", "Offense"),
    Field("weapon", "text", "Weapon"),
    Field("premise", "text", "Premise"),
    Field("block_address", "text", "Block address", "To the hundred block"),
    Field("police_district", "text", "Police district"),
    Field("neighborhood", "text", "Neighborhood"),
    Field("council_district", "text", "Council district"),
    Field("legislative_district", "text", "Legislative district"),
    Field("latitude", "number", "Latitude", "Middle of the block"),
    Field("longitude", "number", "Longitude", "Middle of the block"),
)


def _rows(context: Context) -> Rows:
    happened = events(context)
    cutoff = minutes(context.cutoff)
    known = happened.where(happened.reported < cutoff)
    numbers = _record_numbers(known)
    published = known.withdrawn >= cutoff
    known, numbers = known.where(published), numbers[published]
    pending = known.corrected >= cutoff
    corrected = np.where(pending, 0, known.corrected)
    first_load, last_load = _load(known.reported), _load(np.maximum(known.reported, corrected))
    return {
        ":id": known.number,
        ":created_at": context.stamps(first_load),
        ":updated_at": context.stamps(last_load),
        "incident_number": numbers,
        **_told(known, pending & _to_be(known, "dated")),
        **_offense(known, pending & _to_be(known, "reclassified")),
        **_place(context, known, pending & _to_be(known, "relocated")),
    }


def _to_be(known: Events, what: str) -> NDArray[np.bool_]:
    """Which records have, or await, a correction of this sort."""
    sort = np.digitize(known.dirt[:, 0], CORRECTION_SHARES)
    chosen: NDArray[np.bool_] = (sort == CORRECTIONS.index(what)) & (known.corrected < NEVER)
    return chosen


def _load(moment: Ints) -> NDArray[np.datetime64]:
    """The date of the nightly load after a moment."""
    return (moment // MINUTES_A_DAY + 1).astype("datetime64[D]")


def _record_numbers(known: Events) -> NDArray[np.object_]:
    """``26-0012345``: numbers in the order of the reports of a year; withdrawn records keep theirs."""
    order = np.lexsort((known.number, known.reported))
    year = known.reported[order].astype("datetime64[m]").astype("datetime64[Y]").astype(int) + 1970
    place = np.arange(len(order)) - np.searchsorted(year, year)
    serial = place * GAP + (known.number[order] % np.uint64(GAP)).astype(int) + 1
    numbers = np.empty(len(order), object)
    numbers[order] = [f"{y % 100:02d}-{s:07d}" for y, s in zip(year.tolist(), serial.tolist(), strict=True)]
    return numbers


def _told(known: Events, misdated: NDArray[np.bool_]) -> Rows:
    """Times; before its correction a misdated record carries the time of the report."""
    occurred = np.where(misdated, known.reported, known.occurred).astype("datetime64[m]").astype("datetime64[us]")
    slip = known.dirt[:, 1]
    occurred[slip < 0.0006] = np.datetime64("NaT")
    occurred[(slip >= 0.0006) & (slip < 0.0009)] = np.datetime64("1900-01-01")
    ahead = (slip >= 0.0009) & (slip < 0.0011)
    occurred[ahead] += np.timedelta64(3653, "D")
    return {"occurred_date": occurred, "reported_date": known.reported.astype("datetime64[m]").astype("datetime64[us]")}


def _offense(known: Events, pending: NDArray[np.bool_]) -> Rows:
    """Code and words, weapon and premise; a reclassified record changes its code and words."""
    words = [offense.words for offense in OFFENSES]
    becomes = np.array([words.index(offense.becomes or offense.words) for offense in OFFENSES])
    settled = _to_be(known, "reclassified") & ~pending
    kind = np.where(settled, becomes[known.kind], known.kind)
    text = np.array(words, object)[kind]
    case = known.dirt[:, 2]
    for index in np.flatnonzero(case < 0.006):
        text[index] = text[index].title() if case[index] < 0.003 else text[index] + "  "
    return {
        "nibrs_code": np.array([offense.nibrs for offense in OFFENSES], object)[kind],
        "offense": text,
        "weapon": _listed("weapon", known.kind, known.weapon),
        "premise": withheld(_listed("premise", known.kind, known.premise), known.dirt[:, 3], 0.03),
    }


def _listed(attribute: str, kind: Ints, choice: Ints) -> NDArray[np.object_]:
    lists = [[value for value, _ in getattr(offense, attribute)] for offense in OFFENSES]
    width = max(map(len, lists))
    table = np.array([[*values, *[None] * (width - len(values))] for values in lists], object)
    chosen: NDArray[np.object_] = table[kind, choice]
    return chosen


def _place(context: Context, known: Events, unlocated: NDArray[np.bool_]) -> Rows:
    geography, dirt = context.geography, known.dirt

    def of(attribute: str) -> NDArray[Any]:
        return np.array([getattr(area, attribute) for area in geography.areas], object)[known.area]

    missing = unlocated | (dirt[:, 4] < 0.03)
    latitude, longitude = (
        np.where(missing, np.nan, np.where(dirt[:, 4] > 0.998, 0.0, degrees[known.block]))
        for degrees in (geography.block_latitude, geography.block_longitude)
    )
    council = of("council")
    council[dirt[:, 6] < 0.004] += ".0"
    return {
        "block_address": np.where(unlocated, "-", geography.block_address[known.block]),
        "police_district": withheld(misspelled(of("district"), dirt[:, 5], 0.01), 1 - dirt[:, 5], 0.005),
        "neighborhood": withheld(of("name"), dirt[:, 7], 0.012),
        "council_district": withheld(council, 1 - dirt[:, 6], 0.005),
        "legislative_district": withheld(of("legislative"), 1 - dirt[:, 6], 0.005),
        "latitude": latitude,
        "longitude": longitude,
    }


DATASETS = (
    Dataset(
        "smpl-inc1",
        "Incidents reported to police",
        "Made-up incidents of Harbor City, a city that does not exist. One row is one incident. "
        "Loaded every night; records are corrected and sometimes withdrawn later.",
        PUBLISHER,
        FIELDS,
        _rows,
        row_identifier="incident_number",
    ),
)
