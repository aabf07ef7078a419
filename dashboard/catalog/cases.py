"""Criminal cases by the day they were charged, and how far they have come. One row is one case; no names, ever."""

from __future__ import annotations

from dataclasses import replace

from dashboard.catalog.charges import CHARGE
from dashboard.catalog.parts import DISTRICT, coded
from dashboard.i18n import N_, P_
from dashboard.model import Card, Column, Kind, Metric, Section, Shape, Stage, Subject, Value, View

OUTCOMES = (
    Value("open", N_("Still open")),
    Value("dropped", N_("Dropped")),
    Value("diverted", N_("Sent to a program instead")),
    Value("plea", N_("Pleaded guilty")),
    Value("verdict", N_("Found guilty at trial")),
    Value("acquitted", N_("Found not guilty")),
    Value("other", N_("Ended another way")),
)
DECIDED = tuple(value.code for value in OUTCOMES if value.code != "open")
STAGES = (
    Stage("charged", N_("Charged"), share=N_("Share of cases charged")),
    Stage("open", N_("Still open"), ("open",)),
    Stage("decided", N_("Decided"), DECIDED, share=N_("Share of cases decided")),
    Stage("dropped", N_("Dropped"), ("dropped",)),
    Stage("diverted", N_("Sent to a program instead"), ("diverted",)),
    Stage("court", N_("Plea or trial"), ("plea", "verdict", "acquitted")),
    Stage(
        "convicted",
        N_("Convicted"),
        ("plea", "verdict"),
        headline=N_("{n} of {all} decided cases{scope} ended in a conviction ({share})"),
    ),
    Stage("plea", N_("Pleaded guilty"), ("plea",)),
    Stage("verdict", N_("Found guilty at trial"), ("verdict",)),
    Stage("acquitted", N_("Found not guilty"), ("acquitted",)),
    Stage("other", N_("Ended another way"), ("other",)),
)
OUTCOME = coded(
    "case",
    N_("How the case ended"),
    N_("All cases"),
    OUTCOMES,
    N_("with this end: {name}"),
    column="outcome",
    stages=STAGES,
)

COLUMNS = (
    Column("charged_at", Kind.TIMESTAMP, N_("When the case was charged"), required=True),
    Column("case_id", Kind.TEXT, N_("The court's number of the case"), public=False),
    Column("charge", Kind.CODE, N_("The lead charge, in the groups of this site")),
    Column("outcome", Kind.CODE, N_("How the case ended, or that it is open")),
    Column("district", Kind.TEXT, N_("Police district of the arrest")),
)

METRICS = (
    Metric(
        "cases",
        N_("Cases charged"),
        nouns={"case": P_("case charged", "cases charged")},
        about=N_(
            "These are criminal cases by the day of the charge, wherever they stand now. Dropped cases stay in the count."
        ),
        computed=N_("Every case of the dataset, counted once, in the month it was charged."),
    ),
)

SUBJECT = Subject(
    key="cases",
    label=N_("Court cases"),
    about=N_("Criminal cases from the charge to the end. No names are kept or shown."),
    units=("case",),
    when="charged_at",
    columns=COLUMNS,
    dimensions=(DISTRICT, replace(CHARGE, control=False), OUTCOME),
    metrics=METRICS,
    views=(
        View("cases-flow", "cases", "cases", Shape.FLOW, N_("From charge to outcome"), by=("case",)),
        View("cases-trend", "cases", "cases", Shape.TREND, N_("Cases charged by month")),
        View("cases-by-charge", "cases", "cases", Shape.CHANGES, N_("Cases by charge"), by=("charge",)),
    ),
    sections=(Section("/safety", "court", N_("What happened in court"), 40, (Card("cases-flow", "full"),)),),
)
