"""Programs against violence and for people hurt by it: a directory, where a row is a program and not an event."""

from __future__ import annotations

from dashboard.catalog.parts import DISTRICT, NEIGHBORHOOD, coded
from dashboard.i18n import N_, P_
from dashboard.model import Card, Column, Kind, Metric, Section, Shape, Subject, Value, View

KINDS = (
    Value("street", N_("Stopping violence on the street")),
    Value("hospital", N_("Help at the hospital")),
    Value("school", N_("Help at school")),
    Value("victims", N_("Help for victims")),
    Value("reentry", N_("Help after jail or prison")),
    Value("other", N_("Other help")),
)
COLUMNS = (
    Column("started_at", Kind.TIMESTAMP, N_("Open since"), required=True),
    Column("program_id", Kind.TEXT, N_("The publisher's number of the program")),
    Column("name", Kind.TEXT, N_("Name"), required=True),
    Column("kind", Kind.CODE, N_("Kind of help")),
    Column("does", Kind.TEXT, N_("What it does")),
    Column("does_es", Kind.TEXT, N_("What it does, in Spanish")),
    Column("serves", Kind.TEXT, N_("For whom")),
    Column("serves_es", Kind.TEXT, N_("For whom, in Spanish")),
    Column("hours", Kind.TEXT, N_("Hours")),
    Column("hours_es", Kind.TEXT, N_("Hours, in Spanish")),
    Column("phone", Kind.TEXT, N_("Phone")),
    Column("web", Kind.TEXT, N_("Website")),
    Column("address", Kind.TEXT, N_("Address")),
    Column("district", Kind.TEXT, N_("Police district")),
    Column("neighborhood", Kind.TEXT, N_("Neighborhood")),
    Column("longitude", Kind.NUMBER, N_("Longitude in degrees")),
    Column("latitude", Kind.NUMBER, N_("Latitude in degrees")),
)
SHOWN = (
    "name", "kind", "does", "does_es", "serves", "serves_es", "hours", "hours_es", "phone", "web", "address", "neighborhood",
    "district", "longitude", "latitude",
)  # fmt: skip

METRICS = (
    Metric(
        "programs",
        N_("Programs"),
        nouns={"program": P_("program", "programs")},
        about=N_("These are programs that the city lists. Call first: hours and places can change."),
        computed=N_("Every program on the city's list, whatever dates you choose."),
        stock=True,
    ),
)
SUBJECT = Subject(
    key="programs",
    label=N_("Programs and help"),
    about=N_("Programs that try to stop violence, and places that help people hurt by it."),
    units=("program",),
    when="started_at",
    columns=COLUMNS,
    dimensions=(
        DISTRICT,
        NEIGHBORHOOD,
        coded("help", N_("Kind of help"), N_("All kinds of help"), KINDS, N_("of this kind: {name}"), column="kind"),
    ),
    metrics=METRICS,
    views=(View("programs", "programs", "programs", Shape.LIST, N_("Programs and where to find them"), columns=SHOWN),),
    sections=(Section("/safety", "programs", N_("Where to get help"), 60, (Card("programs", "full"),)),),
)
