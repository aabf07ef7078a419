"""What happens in the sample city, month by month: the events before anyone writes them down.

A month depends on the seed and the month alone, so a later clock sees the
same past. Knows nothing of spellings, identifiers or what is published when.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from dashboard.model import add_months, month_end
from dashboard.sample.chance import (
    MINUTES_A_DAY,
    Floats,
    Ints,
    clock_minutes,
    lag_minutes,
    pick,
    running,
    shares,
    unsteady,
)
from dashboard.sample.dataset import Context
from dashboard.sample.offenses import HOURS, OFFENSES, TRENDS, WEEKDAYS

PART_OF_YEAR = 0.8
PEAK_DAY = 200
MONTH_SPREAD, DAY_SPREAD, AREA_SPREAD = 0.035, 0.07, 0.12
CORRECTED, WITHDRAWN = 0.04, 0.006
DIRT_KINDS = 8
NEVER = np.iinfo(np.int64).max // 4

_KINDS = tuple(offense.words for offense in OFFENSES)
_PROFILES = tuple(HOURS)
_HOURS = running([rows[-1 if off else 0] for rows in HOURS.values() for off in (False, True)])
_WEAPONS = running([[weight for _, weight in offense.weapon] for offense in OFFENSES])
_PREMISES = running([[weight for _, weight in offense.premise] for offense in OFFENSES])
_YEARLY = np.array([offense.yearly for offense in OFFENSES])
_SLOW = np.array([offense.slow for offense in OFFENSES])
_PROFILE = np.array([_PROFILES.index(offense.hours) for offense in OFFENSES])


@dataclass(frozen=True, slots=True)
class Events:
    """Parallel arrays, one element an event.

    ``kind``, ``area``, ``block``, ``weapon`` and ``premise`` are positions in
    their lists; ``occurred``, ``reported``, ``corrected`` and ``withdrawn`` are
    minutes since 1970 in the city's time (``NEVER`` where it does not happen);
    ``number`` is 60 random bits; ``dirt`` has ``DIRT_KINDS`` uniform draws.
    """

    kind: Ints
    area: Ints
    block: Ints
    weapon: Ints
    premise: Ints
    occurred: Ints
    reported: Ints
    corrected: Ints
    withdrawn: Ints
    number: NDArray[np.uint64]
    dirt: Floats

    def where(self, chosen: NDArray[np.bool_] | Ints) -> Events:
        """The chosen events."""
        return Events(*(getattr(self, field.name)[chosen] for field in fields(self)))


def events(context: Context) -> Events:
    """Every event from ``begin`` to the end of the month of ``cutoff``, in no order."""
    attraction = _attraction(context)
    months, month = [], context.begin
    while month <= context.cutoff:
        months.append(_month(context, month, attraction))
        month = add_months(month, 1)
    return Events(*(np.concatenate([getattr(part, field.name) for part in months]) for field in fields(Events)))


def minutes(day: date) -> int:
    """Minutes from 1970 to the midnight that starts ``day``."""
    return (day - date(1970, 1, 1)).days * MINUTES_A_DAY


def _month(context: Context, month: date, attraction: Floats) -> Events:
    rng = context.rng("events", month.year, month.month)
    days = [month + timedelta(days=offset) for offset in range(month_end(month).day)]
    counts = rng.poisson(_means(context, days, rng)).ravel()
    cell = np.repeat(np.arange(len(counts)), counts)
    kind, day = cell // len(days), cell % len(days)
    local = attraction * unsteady(rng, AREA_SPREAD, (1, attraction.shape[1]))
    area = pick(shares(local), kind, rng.random(len(kind)))
    block = context.geography.block_of(area, rng.random(len(kind)))
    day_off = np.array([each.weekday() >= 5 for each in days])[day]
    occurred = minutes(month) + day * MINUTES_A_DAY + _minute(rng, kind, day_off)
    reported = occurred + lag_minutes(rng, _SLOW[kind])
    return Events(
        kind, area, block,
        pick(_WEAPONS, kind, rng.random(len(kind))), pick(_PREMISES, kind, rng.random(len(kind))),
        occurred, reported, _later(rng, reported, CORRECTED, 30), _later(rng, reported, WITHDRAWN, 45),
        rng.integers(0, 2**60, len(kind), np.uint64), rng.random((len(kind), DIRT_KINDS)),
    )  # fmt: skip


def _means(context: Context, days: list[date], rng: np.random.Generator) -> Floats:
    """Expected events by offense and day: size x trend x season x weekday x what nobody can foresee."""
    year = np.array([day.year + (day.timetuple().tm_yday - 1) / 365.25 for day in days])
    turn = np.array([np.cos(2 * np.pi * (day.timetuple().tm_yday - PEAK_DAY) / 365.25) for day in days])
    weekday = [day.weekday() for day in days]
    size = context.incidents / (context.years + PART_OF_YEAR) / _YEARLY.sum() / 365.25
    usual = [
        offense.yearly * size * _trend(offense.trend, year)
        * (1 + offense.season * turn) * np.array(WEEKDAYS[offense.weekday])[weekday]
        for offense in OFFENSES
    ]  # fmt: skip
    month_noise = unsteady(rng, MONTH_SPREAD, (len(OFFENSES), 1))
    return np.array(usual) * month_noise * unsteady(rng, DAY_SPREAD, (1, len(days)))


def _trend(name: str, year: Floats) -> Floats:
    years, factors = np.array(TRENDS[name]).T
    factor: Floats = np.interp(year, years, factors)
    return factor


def _minute(rng: np.random.Generator, kind: Ints, day_off: NDArray[np.bool_]) -> Ints:
    hours = pick(_HOURS, _PROFILE[kind] * 2 + day_off, rng.random(len(kind)))
    return clock_minutes(rng, hours)


def _later(rng: np.random.Generator, reported: Ints, share: float, mean_days: float) -> Ints:
    """For ``share`` of the records a moment at least a day after the report, else ``NEVER``."""
    happens = rng.random(len(reported)) < share
    delay = MINUTES_A_DAY * (1 + rng.exponential(mean_days, len(reported)))
    return np.where(happens, reported + delay.astype(np.int64), NEVER)


def _attraction(context: Context) -> Floats:
    """Weights by offense and area; an empty park still sees a few events."""
    areas = context.geography.areas
    facts = np.array([(area.residents, area.strain, area.trade) for area in areas])
    people, strain, trade = facts.T
    rows = [
        residents * people * np.exp(slope * (strain - 3)) + busy * trade**2 + 40
        for residents, slope, busy in (offense.where for offense in OFFENSES)
    ]
    return np.array(rows)
