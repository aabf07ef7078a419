"""A subject that no city has: trees planted by the city. All that the software needs to know of it."""

from __future__ import annotations

from dashboard.catalog.parts import DISTRICT, YES_NO, coded
from dashboard.i18n import N_, P_
from dashboard.model import Card, Column, Kind, Measure, Metric, Section, Shape, Subject, Value, View

SPECIES = (Value("oak", N_("Oak")), Value("maple", N_("Maple")), Value("other", N_("Other trees")))
NOUNS = {"tree": P_("tree planted", "trees planted")}
COMPUTED = N_("Every tree of the dataset, counted once.")

SUBJECT = Subject(
    key="trees",
    label=N_("Trees planted"),
    about=N_("Trees that the city planted."),
    units=("tree",),
    when="planted_at",
    columns=(
        Column("planted_at", Kind.TIMESTAMP, N_("When the tree was planted"), required=True),
        Column("species", Kind.CODE, N_("The kind of tree")),
        Column("alive", Kind.CODE, N_("Whether it is alive")),
        Column("district", Kind.TEXT, N_("Police district")),
    ),
    dimensions=(
        DISTRICT,
        coded("species", N_("Kind of tree"), N_("All trees"), SPECIES),
        coded("alive", N_("Alive"), N_("All trees"), YES_NO),
    ),
    metrics=(
        Metric("trees", N_("Trees planted"), nouns=NOUNS, about=N_("Trees give shade."), computed=COMPUTED),
        Metric(
            "trees-alive",
            N_("Trees still alive"),
            nouns=NOUNS,
            about=N_("Young trees need water."),
            computed=COMPUTED,
            up_is_good=True,
            measure=Measure.SHARE,
            where=(("alive", ("yes",)),),
            of=(("alive", ("yes", "no")),),
        ),
    ),
    views=(
        View("trees-trend", "trees", "trees", Shape.TREND, N_("Trees planted by month")),
        View("trees-by-species", "trees", "trees", Shape.CHANGES, N_("Trees by kind"), by=("species",)),
        View("trees-alive", "trees", "trees-alive", Shape.RANKING, N_("Trees still alive, by place"), by=("district",)),
    ),
    sections=(
        Section(
            "/services",
            "trees",
            N_("Trees planted"),
            99,
            (Card("trees-trend"), Card("trees-by-species", "half"), Card("trees-alive", "half")),
        ),
    ),
)
