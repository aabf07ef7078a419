"""Complaints about police officers. A row is often one allegation: what is counted is different complaint numbers.

Open complaints are shown beside every share of the decided. Who complained is
protected; officers are not described.
"""

from __future__ import annotations

from dashboard.catalog import people
from dashboard.catalog.parts import DAYS as WITHIN
from dashboard.catalog.parts import DISTRICT, coded, unended
from dashboard.i18n import N_, P_
from dashboard.model import (
    Card,
    Column,
    Kind,
    LeftOut,
    Measure,
    Metric,
    Section,
    Shape,
    Stage,
    Subject,
    Value,
    View,
)

ALLEGATIONS = (
    Value("force", N_("Wrong use of force")),
    Value("law", N_("Breaking the law")),
    Value("bias", N_("Unequal treatment")),
    Value("threats", N_("Threats")),
    Value("honesty", N_("Not telling the truth")),
    Value("courtesy", N_("Rude behavior")),
    Value("conduct", N_("Not acting as an officer should")),
    Value("duty", N_("Not doing the job")),
    Value("orders", N_("Not following orders")),
    Value("other", N_("Other, or not stated")),
)
SOURCES = (Value("public", N_("From the public")), Value("police", N_("From inside the police")))
# The gravest first: a complaint with several findings counts by the first of these.
FINDINGS = (
    Value("sustained", N_("Sustained")),
    Value("open", N_("Still open")),
    Value("settled", N_("Settled with the officer")),
    Value("resigned", N_("The officer left first")),
    Value("not_sustained", N_("Not enough proof")),
    Value("exonerated", N_("The act was allowed")),
    Value("unfounded", N_("It did not happen")),
    Value("mediated", N_("Withdrawn or talked out")),
    Value("dropped", N_("Not looked into")),
    Value("other", N_("Ended another way")),
)
DECIDED = tuple(value.code for value in FINDINGS if value.code != "open")
STAGES = (
    Stage("received", N_("Received"), share=N_("Share of those received")),
    Stage("open", N_("Still open"), ("open",)),
    Stage("decided", N_("Decided"), DECIDED, share=N_("Share of those decided")),
    Stage(
        "sustained",
        N_("Sustained"),
        ("sustained",),
        headline=N_("{n} of {all} decided complaints{scope} were sustained ({share})"),
    ),
    *(Stage(value.code, value.label, (value.code,)) for value in FINDINGS if value.code not in ("sustained", "open")),
)
CLOSINGS = (
    Value("closed", N_("Closed")),
    Value("open", N_("Open")),
    Value("unusable", N_("Closed on an unusable date")),
)

CLOSING = (
    "CASE WHEN finding = 'open' THEN 'open' WHEN closed_at >= received_at THEN 'closed' "
    "WHEN finding IS NOT NULL THEN 'unusable' END"
)
DAYS = (
    "CASE WHEN finding <> 'open' AND closed_at >= received_at "
    "THEN CAST(date_diff('day', received_at, closed_at) AS DOUBLE) END"
)
CLOSED_NEEDS = ("received_at", "closed_at", "finding")

COLUMNS = (
    Column("received_at", Kind.TIMESTAMP, N_("When the complaint came in"), required=True),
    Column("complaint_id", Kind.TEXT, N_("The publisher's number of the complaint; its allegations share it")),
    Column("source", Kind.CODE, N_("Who complained: the public, or the police")),
    Column("allegation", Kind.CODE, N_("What the officer is said to have done, in the groups of this site")),
    Column("allegation_source", Kind.TEXT, N_("The allegation as the publisher words it"), public=False),
    Column("finding", Kind.CODE, N_("What was found, or that it is open")),
    Column("closed_at", Kind.TIMESTAMP, N_("When the complaint was closed")),
    Column("district", Kind.TEXT, N_("Police district of the officer")),
    Column("person_id", Kind.TEXT, N_("A mark that tells the people of one complaint apart"), public=False),
    *people.columns(),
    Column(
        "closing", Kind.CODE, N_("Open, closed, or closed on an unusable date"), derived=CLOSING, needs=CLOSED_NEEDS
    ),
    Column("days", Kind.NUMBER, N_("Days from the complaint to its close"), derived=DAYS, needs=CLOSED_NEEDS),
)

OTHERS = (
    coded("allegation", N_("Allegation"), N_("All allegations"), ALLEGATIONS, N_("about this: {name}")),
    coded("source", N_("Who complained"), N_("Anyone"), SOURCES, N_("that came {name}")),
    coded("finding", N_("Finding"), N_("All findings"), FINDINGS, N_("with this finding: {name}"), stages=STAGES),
    coded("closing", N_("Open or closed"), N_("All complaints"), CLOSINGS),
)

NOUNS = {"complaint": P_("complaint", "complaints")}
CLOSED = {"complaint": P_("closed complaint", "closed complaints")}
ABOUT = N_("A complaint is not proof. More complaints can mean more trouble, or more trust that someone listens.")
TAKEN = N_(
    "Days from the complaint to its close, for those that came in during the period. One with several allegations takes as long as the longest."
)
UNUSABLE = LeftOut(
    (("closing", ("unusable",)),),
    P_(
        "{n} complaint has a closing date that is missing, in 1900, or before the complaint. That date is not used.",
        "{n} complaints have a closing date that is missing, in 1900, or before the complaint. Those dates are not used.",
    ),
)
UNENDED = unended("closing")
METRICS = (
    Metric(
        "complaints", N_("Complaints about officers"), nouns=NOUNS, about=ABOUT, distinct="complaint_id",
        computed=N_("Different complaint numbers. One with allegations of two kinds counts once in each kind."),
    ),
    Metric(
        "complaints-flow", N_("Complaints and what became of them"), nouns=NOUNS, distinct="complaint_id",
        about=N_("Sustained means: the review found that the officer broke a rule. Open complaints stay in the chart."),
        computed=N_("Different complaint numbers. One with several findings counts once: as sustained if any part is, else as open if any part is."),
    ),
    Metric(
        "complaint-days", N_("Days to close a typical complaint"), nouns=CLOSED, computed=TAKEN, up_is_good=False,
        about=N_("This is the middle complaint: half took less time and half took more."),
        measure=Measure.MEDIAN, column="days", unit=WITHIN, distinct="complaint_id", left_out=UNUSABLE, unended=UNENDED,
    ),
    Metric(
        "complaint-days-long", N_("Days to close a slow complaint"), nouns=CLOSED, computed=TAKEN, up_is_good=False,
        about=N_("This is a slow complaint: 9 of 10 took less time and 1 of 10 took more."),
        measure=Measure.P90, column="days", unit=WITHIN, distinct="complaint_id", left_out=UNUSABLE, unended=UNENDED,
    ),
    Metric(
        "complainants", N_("People who complained"), distinct="person_id",
        nouns={"complaint": P_("person who complained", "people who complained")},
        about=N_("Many people do not give their age, sex or race. They are counted as unknown."),
        computed=N_("Different people in each complaint from the public."),
        where=(("source", ("public",)),),
    ),
)  # fmt: skip

SUBJECT = Subject(
    key="complaints",
    label=N_("Complaints about officers"),
    about=N_("Complaints about what officers did, from people and from inside the police, and what was found."),
    units=("complaint",),
    when="received_at",
    columns=COLUMNS,
    dimensions=(DISTRICT, *OTHERS, *people.dimensions()),
    metrics=METRICS,
    views=(
        View("complaints-trend", "complaints", "complaints", Shape.TREND, N_("Complaints by month")),
        View("complaints-by-allegation", "complaints", "complaints", Shape.CHANGES, N_("Complaints by allegation"), by=("allegation",)),
        View("complaints-by-source", "complaints", "complaints", Shape.CHANGES, N_("Who complained"), by=("source",)),
        View("complaints-by-place", "complaints", "complaints", Shape.RANKING, N_("Complaints by district"), by=("district",)),
        View("complaints-flow", "complaints", "complaints-flow", Shape.FLOW, N_("What became of complaints"), by=("finding",)),
        View("complaint-days", "complaints", "complaint-days", Shape.TREND, N_("How long a complaint takes")),
        View("complaint-days-long", "complaints", "complaint-days-long", Shape.TREND, N_("How long a slow complaint takes")),
        *people.views(
            "complaints", "complainants", age=N_("Age of people who complained"), sex=N_("Sex of people who complained"),
            race=N_("Race and ethnicity of people who complained"),
        ),
    ),
    sections=(
        Section(
            "/accountability", "complaints", N_("Complaints about officers"), 20,
            (
                Card("complaints-trend"),
                Card("complaints-by-allegation"),
                Card("complaints-by-source", "half"),
                Card("complaints-by-place", "half"),
                Card("complaints-flow"),
                Card("complaint-days", "full"),
                Card("complaint-days-long", "full"),
                *people.cards("complaints"),
            ),
        ),
    ),
)  # fmt: skip
