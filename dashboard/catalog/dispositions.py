"""Criminal cases by the day they ended, and how long they took: a case still open has no length yet."""

from __future__ import annotations

from dataclasses import replace

from dashboard.catalog.cases import OUTCOMES
from dashboard.catalog.charges import CHARGE
from dashboard.i18n import N_, P_
from dashboard.model import Card, Column, Dimension, Kind, Measure, Metric, Section, Shape, Subject, View

NOUNS = {"case": P_("case that ended", "cases that ended")}
DAYS = P_("{n} day", "{n} days")
TAKEN = N_("Days from the charge to the end, for cases that ended in the period, whatever year they were charged.")

COLUMNS = (
    Column("disposed_at", Kind.TIMESTAMP, N_("When the case ended"), required=True),
    Column("charged_at", Kind.TIMESTAMP, N_("When the case was charged")),
    Column("case_id", Kind.TEXT, N_("The court's number of the case"), public=False),
    Column("charge", Kind.CODE, N_("The lead charge, in the groups of this site")),
    Column("ending", Kind.CODE, N_("How the case ended")),
    Column(
        "days",
        Kind.NUMBER,
        N_("Days from charge to end"),
        derived="CASE WHEN disposed_at >= charged_at THEN CAST(date_diff('day', charged_at, disposed_at) AS DOUBLE) END",
        needs=("disposed_at", "charged_at"),
    ),
)

METRICS = (
    Metric(
        "case-days",
        N_("Days to end a typical case"),
        nouns=NOUNS,
        about=N_("This is the middle case: half took less time and half took more."),
        computed=TAKEN,
        measure=Measure.MEDIAN,
        column="days",
        unit=DAYS,
    ),
    Metric(
        "case-days-long",
        N_("Days to end a slow case"),
        nouns=NOUNS,
        about=N_("This is a slow case: 9 of 10 took less time and 1 of 10 took more."),
        computed=TAKEN,
        measure=Measure.P90,
        column="days",
        unit=DAYS,
    ),
)

SUBJECT = Subject(
    key="dispositions",
    label=N_("Cases that ended"),
    about=N_("Criminal cases by the day they ended. No names are kept or shown."),
    units=("case",),
    when="disposed_at",
    columns=COLUMNS,
    dimensions=(
        replace(CHARGE, control=False),
        Dimension(
            "ending", "ending", N_("How the case ended"), N_("All cases"), N_("with this end: {name}"),
            values=tuple(value for value in OUTCOMES if value.code != "open"), control=False,
        ),
    ),
    metrics=METRICS,
    views=(
        View("case-days", "dispositions", "case-days", Shape.TREND, N_("How long a case takes")),
        View("case-days-long", "dispositions", "case-days-long", Shape.TREND, N_("How long a slow case takes")),
        View("case-days-by-charge", "dispositions", "case-days", Shape.CHANGES, N_("How long a case takes, by charge"), by=("charge",)),
    ),
    sections=(
        Section("/safety", "court-time", N_("How long cases take"), 42, (Card("case-days", "full"), Card("case-days-long", "full"))),
    ),
)  # fmt: skip
