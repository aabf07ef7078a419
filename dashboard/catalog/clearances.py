"""Offenses that police cleared in a period, whatever the year of the offense: by arrest, or by exceptional means."""

from __future__ import annotations

from dataclasses import replace

from dashboard.catalog.incidents import DIMENSIONS
from dashboard.catalog.parts import DISTRICT, NEIGHBORHOOD
from dashboard.i18n import N_, P_
from dashboard.model import Beside, Card, Column, Dimension, Kind, Metric, Section, Shape, Subject, Value, View

OFFENSE = next(one for one in DIMENSIONS if one.key == "offense")
HOW = Dimension(
    "cleared", "how", N_("How it was cleared"), N_("Any way"), N_("cleared this way: {name}"),
    values=(
        Value("arrest", N_("By arrest"), about=N_("At least one person was arrested and charged.")),
        Value("exceptional", N_("Without an arrest"), about=N_("Police know who did it but cannot make an arrest.")),
    ),
    control=False,
)  # fmt: skip

COLUMNS = (
    Column("cleared_at", Kind.TIMESTAMP, N_("When the offense was cleared"), required=True),
    Column("incident_id", Kind.TEXT, N_("The publisher's number of the record")),
    Column("how", Kind.CODE, N_("Cleared by arrest, or by exceptional means"), required=True),
    Column("offense", Kind.CODE, N_("The offense, in the terms of the FBI's crime records (NIBRS)")),
    Column("offense_year", Kind.NUMBER, N_("Year of the offense")),
    Column("district", Kind.TEXT, N_("Police district")),
    Column("neighborhood", Kind.TEXT, N_("Neighborhood")),
)

METRICS = (
    Metric(
        "clearances",
        N_("Offenses cleared"),
        nouns={"clearance": P_("offense cleared", "offenses cleared")},
        about=N_("Cleared means that police closed the case. It does not mean that anyone was convicted."),
        computed=N_("Offenses by the day police cleared them, whatever year they took place."),
        up_is_good=True,
        beside=Beside(
            "incidents",
            "reported",
            "incident",
            N_(
                "In the same period and place there were {n} {noun}: {rate} cleared for every 100. Many of those cleared are from earlier years, so this is not a share of the new ones."
            ),
        ),
    ),
)

SUBJECT = Subject(
    key="clearances",
    label=N_("Offenses cleared"),
    about=N_("Offenses that police closed, by an arrest or without one, by the day they closed them."),
    units=("clearance",),
    when="cleared_at",
    columns=COLUMNS,
    dimensions=(DISTRICT, NEIGHBORHOOD, replace(OFFENSE, control=False), HOW),
    metrics=METRICS,
    views=(
        View("clearances-by-how", "clearances", "clearances", Shape.CHANGES, N_("How offenses were cleared"), by=("cleared",)),
        View("clearances-by-offense", "clearances", "clearances", Shape.CHANGES, N_("Offenses cleared, by kind"), by=("offense",)),
        View("clearances-trend", "clearances", "clearances", Shape.TREND, N_("Offenses cleared by month")),
    ),
    sections=(
        Section(
            "/safety", "cleared", N_("Offenses cleared"), 35,
            (Card("clearances-trend", "full"), Card("clearances-by-how", "half"), Card("clearances-by-offense", "half")),
        ),
    ),
)  # fmt: skip
