"""Arrests. A row is often a charge: what is counted is different arrest numbers; who was arrested is protected."""

from __future__ import annotations

from dataclasses import replace

from dashboard.catalog import people
from dashboard.catalog.charges import CHARGE
from dashboard.catalog.parts import DISTRICT, NEIGHBORHOOD, STATISTICAL
from dashboard.i18n import N_, P_
from dashboard.model import Beside, Card, Column, Kind, Metric, Section, Shape, Subject, View

COLUMNS = (
    Column("arrested_at", Kind.TIMESTAMP, N_("When the arrest was made, in the city's own time"), required=True),
    Column("arrest_id", Kind.TEXT, N_("The publisher's number of the arrest; its charges share it")),
    Column("charge", Kind.CODE, N_("The charge, in the groups of this site")),
    Column("charge_source", Kind.TEXT, N_("The charge as the publisher words it"), public=False),
    Column("block", Kind.TEXT, N_("The block of the street address"), public=False),
    Column("post", Kind.TEXT, N_("Patrol post")),
    Column("district", Kind.TEXT, N_("Police district")),
    Column("neighborhood", Kind.TEXT, N_("Neighborhood")),
    Column("statistical_area", Kind.TEXT, N_("Statistical area: neighborhoods joined for counting")),
    Column("longitude", Kind.NUMBER, N_("Longitude in degrees, at block level"), public=False),
    Column("latitude", Kind.NUMBER, N_("Latitude in degrees, at block level"), public=False),
    *people.columns(),
)

METRICS = (
    Metric(
        "arrests",
        N_("Arrests"),
        nouns={"arrest": P_("arrest", "arrests")},
        about=N_(
            "An arrest is not a conviction. Some people are set free with no charge, and some are arrested more than once."
        ),
        computed=N_("Different arrest numbers. An arrest with charges of two kinds counts once in each kind."),
        distinct="arrest_id",
        beside=Beside(
            "incidents",
            "reported",
            "incident",
            N_(
                "In the same period and place there were {n} {noun}: {rate} arrests for every 100. They are not the same cases. An arrest may come years later, and one crime may lead to several."
            ),
        ),
    ),
)

VIEWS = (
    View("arrests-trend", "arrests", "arrests", Shape.TREND, N_("Arrests by month")),
    View("arrests-by-charge", "arrests", "arrests", Shape.CHANGES, N_("Arrests by charge"), by=("charge",)),
    View(
        "arrests-by-place",
        "arrests",
        "arrests",
        Shape.RANKING,
        N_("Arrests by place"),
        by=("district", "neighborhood", "statistical"),
    ),
    *people.views(
        "arrests",
        "arrests",
        age=N_("Age of people arrested"),
        sex=N_("Sex of people arrested"),
        race=N_("Race and ethnicity of people arrested"),
    ),
)

SUBJECT = Subject(
    key="arrests",
    label=N_("Arrests"),
    about=N_("Arrests by the city's police. Race and sex are as the officer wrote them down."),
    units=("arrest",),
    when="arrested_at",
    columns=COLUMNS,
    dimensions=(DISTRICT, NEIGHBORHOOD, STATISTICAL, replace(CHARGE, control=False), *people.dimensions()),
    metrics=METRICS,
    views=VIEWS,
    sections=(
        Section(
            "/safety",
            "arrests",
            N_("Arrests"),
            30,
            (
                Card("arrests-trend", "full"),
                Card("arrests-by-charge", "half"),
                Card("arrests-by-place", "half"),
                *people.cards("arrests"),
            ),
        ),
    ),
)
