"""Warrants that courts issued: how many, how they stand now, how old the open ones are. No names, no addresses."""

from __future__ import annotations

from dashboard.i18n import N_, P_
from dashboard.model import Card, Column, Dimension, Kind, Measure, Metric, Section, Shape, Subject, Value, View

STATUSES = (
    Value("open", N_("Open")),
    Value("served", N_("Served")),
    Value("recalled", N_("Called back by the court")),
)
TYPES = (
    Value("bench", N_("Missed court date")),
    Value("arrest", N_("New charge")),
    Value("probation", N_("Broken probation")),
    Value("other", N_("Other warrants")),
)
COLUMNS = (
    Column("issued_at", Kind.TIMESTAMP, N_("When the court issued the warrant"), required=True),
    Column("warrant_id", Kind.TEXT, N_("The publisher's number of the warrant"), public=False),
    Column("warrant_type", Kind.CODE, N_("Type of warrant")),
    Column("status", Kind.CODE, N_("Open, served or called back")),
    Column("ended_at", Kind.TIMESTAMP, N_("When it was served or called back")),
)
NOW = N_("It shows how things stand at the newest record, whatever dates you choose.")
METRICS = (
    Metric(
        "warrants",
        N_("Warrants issued"),
        nouns={"warrant": P_("warrant issued", "warrants issued")},
        about=N_("A warrant is an order of a court to bring a person in. Many are for not coming to court."),
        computed=N_("Every warrant of the dataset, counted once, in the month it was issued."),
    ),
    Metric(
        "warrants-standing",
        N_("Warrants by how they stand"),
        nouns={"warrant": P_("warrant issued", "warrants issued")},
        about=NOW,
        computed=N_("Every warrant of the dataset, counted once, by its latest status."),
        stock=True,
    ),
    Metric(
        "open-warrant-age",
        N_("Typical age of open warrants"),
        nouns={"warrant": P_("open warrant", "open warrants")},
        about=N_(
            "This is the middle warrant: half of the open ones are older. It shows how things stand at the newest record."
        ),
        computed=N_("Days from the day a warrant was issued to the newest record, for warrants still open."),
        where=(("standing", ("open",)),),
        measure=Measure.MEDIAN,
        column="age_days",
        age="issued_at",
        unit=P_("{n} day", "{n} days"),
        stock=True,
        up_is_good=False,
    ),
)
SUBJECT = Subject(
    key="warrants",
    label=N_("Warrants"),
    about=N_("Warrants that courts issued, and what became of them. No names or addresses are kept or shown."),
    units=("warrant",),
    when="issued_at",
    columns=COLUMNS,
    dimensions=(
        Dimension("standing", "status", N_("Status"), N_("Any status"), N_("with this status: {name}"), values=STATUSES, control=False),
        Dimension(
            "warrant", "warrant_type", N_("Reason for the warrant"), N_("All warrants"), N_("for this reason: {name}"),
            values=TYPES, control=False,
        ),
    ),
    metrics=METRICS,
    views=(
        View("warrants-trend", "warrants", "warrants", Shape.TREND, N_("Warrants issued by month")),
        View("warrants-by-status", "warrants", "warrants-standing", Shape.CHANGES, N_("Warrants: open and served"), by=("standing",)),
        View("warrants-by-type", "warrants", "warrants", Shape.CHANGES, N_("Warrants by reason"), by=("warrant",)),
        View("open-warrant-age", "warrants", "open-warrant-age", Shape.CHANGES, N_("How old open warrants are"), by=("warrant",)),
    ),
    sections=(
        Section(
            "/safety", "warrants", N_("Warrants"), 52,
            (
                Card("warrants-trend", "full"),
                Card("warrants-by-status", "half"),
                Card("open-warrant-age", "half"),
                Card("warrants-by-type", "full"),
            ),
        ),
    ),
)  # fmt: skip
