"""Guns that police seized. One row is one gun."""

from __future__ import annotations

from dashboard.catalog.parts import DISTRICT, NEIGHBORHOOD
from dashboard.i18n import N_, P_
from dashboard.model import Card, Column, Dimension, Kind, Measure, Metric, Section, Shape, Subject, Value, View

TYPES = (
    Value("handgun", N_("Handgun")),
    Value("rifle", N_("Rifle")),
    Value("shotgun", N_("Shotgun")),
    Value("other", N_("Other or not known")),
)
MAKERS = (
    Value("company", N_("Made by a company")),
    Value("private", N_("Privately made")),
    Value("unknown", N_("Maker not known")),
)
COLUMNS = (
    Column("seized_at", Kind.TIMESTAMP, N_("When police seized the gun"), required=True),
    Column("gun_id", Kind.TEXT, N_("The publisher's number of the gun")),
    Column("gun_type", Kind.CODE, N_("Type of gun")),
    Column("maker", Kind.CODE, N_("Made by a company, or privately")),
    Column("district", Kind.TEXT, N_("Police district")),
    Column("neighborhood", Kind.TEXT, N_("Neighborhood")),
)
ABOUT = N_("Guns that police seized. More guns seized can mean more guns around, or more searches.")
METRICS = (
    Metric(
        "guns",
        N_("Guns seized"),
        nouns={"gun": P_("gun seized", "guns seized")},
        about=ABOUT,
        computed=N_("Every gun of the dataset with a usable date, counted once."),
    ),
    Metric(
        "ghost-guns",
        N_("Privately made share of guns"),
        nouns={"gun": P_("gun whose maker is known", "guns whose maker is known")},
        about=N_("Privately made guns have no serial number. They are also called ghost guns."),
        computed=N_("Privately made guns, out of all guns whose maker is known."),
        up_is_good=False,
        measure=Measure.SHARE,
        where=(("maker", ("private",)),),
        of=(("maker", ("company", "private")),),
    ),
)
SUBJECT = Subject(
    key="guns",
    label=N_("Guns seized"),
    about=N_("Guns that police seized, one row a gun."),
    units=("gun",),
    when="seized_at",
    columns=COLUMNS,
    dimensions=(
        DISTRICT,
        NEIGHBORHOOD,
        Dimension(
            "gun", "gun_type", N_("Type of gun"), N_("All guns"), N_("of this type: {name}"), values=TYPES, control=False,
        ),
        Dimension("maker", "maker", N_("Maker"), N_("Any maker"), N_("by maker: {name}"), values=MAKERS, control=False),
    ),
    metrics=METRICS,
    views=(
        View("guns-trend", "guns", "guns", Shape.TREND, N_("Guns seized by month")),
        View("guns-by-type", "guns", "guns", Shape.CHANGES, N_("Guns by type"), by=("gun",)),
        View("ghost-guns", "guns", "ghost-guns", Shape.TREND, N_("Privately made guns")),
        View("guns-by-place", "guns", "guns", Shape.RANKING, N_("Guns by place"), by=("district", "neighborhood")),
    ),
    sections=(
        Section(
            "/safety", "guns", N_("Guns seized"), 50,
            (Card("guns-trend", "full"), Card("guns-by-type", "half"), Card("guns-by-place", "half"), Card("ghost-guns", "full")),
        ),
    ),
)  # fmt: skip
