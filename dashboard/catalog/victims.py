"""Victims of crimes against persons. One row is one victim; what describes them is protected."""

from __future__ import annotations

from dashboard.catalog import people
from dashboard.catalog.circumstances import WEAPON
from dashboard.catalog.offenses import OFFENSES
from dashboard.catalog.parts import DISTRICT, NEIGHBORHOOD, coded
from dashboard.i18n import N_, P_
from dashboard.model import Card, Column, Dimension, Kind, Metric, Section, Shape, Subject, Value, View

PARTNER = (
    Value(
        "partner", N_("Partner or former partner"), nouns={"victim": P_("victim of a partner", "victims of a partner")}
    ),
    Value("family", N_("Other family")),
    Value("known", N_("Known to the victim")),
    Value("stranger", N_("Stranger")),
    Value("unknown", N_("Not known")),
)

COLUMNS = (
    Column("occurred_at", Kind.TIMESTAMP, N_("When it happened, in the city's own time"), required=True),
    Column("victim_id", Kind.TEXT, N_("The publisher's number of the record"), public=False),
    Column("offense", Kind.CODE, N_("The offense, in the terms of the FBI's crime records (NIBRS)"), required=True),
    Column("weapon", Kind.CODE, N_("Kind of weapon or force, in the groups of NIBRS")),
    Column("relationship", Kind.CODE, N_("What the victim was to the suspect")),
    Column("district", Kind.TEXT, N_("Police district")),
    Column("neighborhood", Kind.TEXT, N_("Neighborhood")),
    *people.columns(),
)

DIMENSIONS = (
    DISTRICT,
    NEIGHBORHOOD,
    Dimension(
        "offense",
        "offense",
        N_("Offense"),
        N_("All offenses"),
        N_("in cases of {name}"),
        values=OFFENSES,
        several=N_("of {n} kinds"),
        nouns={"victim": P_("victim of {name}", "victims of {name}")},
    ),
    WEAPON,
    coded("relationship", N_("Who hurt them"), N_("Anyone"), PARTNER, N_("hurt by: {name}")),
    *people.dimensions(),
)

ABOUT = N_("These are people named as victims in police reports. Race and sex are as the officer wrote them down.")
METRICS = (
    Metric(
        "victims",
        N_("Victims of crimes against persons"),
        nouns={"victim": P_("victim of a crime against persons", "victims of crimes against persons")},
        about=ABOUT,
        computed=N_("Every record of the dataset with a usable date, counted once."),
        up_is_good=False,
    ),
    Metric(
        "partner",
        N_("Hurt by a partner"),
        nouns={"victim": P_("person hurt by a partner", "people hurt by a partner")},
        about=N_("People hurt by a wife, husband, boyfriend or girlfriend, now or before. Many never call police."),
        computed=N_("Victims whose recorded link to the suspect is partner or former partner."),
        up_is_good=False,
        where=(("relationship", ("partner",)),),
    ),
    Metric(
        "gun-victims",
        N_("Hurt or threatened with a gun"),
        nouns={"victim": P_("person hurt or threatened with a gun", "people hurt or threatened with a gun")},
        about=N_("Victims of crimes against persons in which the report names a firearm."),
        computed=N_("Victims whose report names a firearm."),
        up_is_good=False,
        where=(("weapon", ("firearm",)),),
    ),
)

VIEWS = (
    View("partner-violence", "victims", "partner", Shape.TREND, N_("Violence by a partner")),
    View("gun-violence", "victims", "gun-victims", Shape.TREND, N_("Crimes with a gun")),
    *people.views(
        "victims",
        "victims",
        age=N_("Age of victims"),
        sex=N_("Sex of victims"),
        race=N_("Race and ethnicity of victims"),
        down=("offense", "district"),
    ),
)

SUBJECT = Subject(
    key="victims",
    label=N_("Victims"),
    about=N_("People named as victims of crimes against persons in police reports."),
    units=("victim",),
    when="occurred_at",
    columns=COLUMNS,
    dimensions=DIMENSIONS,
    metrics=METRICS,
    views=VIEWS,
    sections=(
        Section(
            "/safety",
            "victims",
            N_("Who was hurt"),
            20,
            (
                Card("gun-violence", "full"),
                Card("partner-violence", "full"),
                *people.cards("victims"),
            ),
        ),
    ),
)
