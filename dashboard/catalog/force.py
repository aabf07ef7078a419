"""Uses of force by police. A row is often one officer and one person: what is counted is different report numbers.

Who force was used on is protected, and counted as people: by a mark that tells
the people of one report apart. Officers are not described.
"""

from __future__ import annotations

from dashboard.catalog import people
from dashboard.catalog.parts import DISTRICT, NEIGHBORHOOD, coded
from dashboard.i18n import N_, P_
from dashboard.model import (
    Card,
    Column,
    Kind,
    Measure,
    Metric,
    Section,
    Shape,
    Stage,
    Subject,
    Value,
    View,
)

KINDS = (
    Value("gun_fired", N_("Gun fired")),
    Value("gun_pointed", N_("Gun pointed")),
    Value("taser", N_("Taser fired")),
    Value("taser_shown", N_("Taser pointed")),
    Value("strike", N_("Blows and batons")),
    Value("dog", N_("Police dog")),
    Value("spray", N_("Pepper spray")),
    Value("vehicle", N_("Vehicle")),
    Value("takedown", N_("Taken to the ground")),
    Value("hands", N_("Hands and holds")),
    Value("other", N_("Other force")),
)
LEVELS = (
    Value("1", N_("Level 1 (least)")),
    Value("2", N_("Level 2")),
    Value("3", N_("Level 3")),
    Value("4", N_("Level 4 (most)")),
)
# The gravest first: a report with several findings counts by the first of these.
REVIEWS = (
    Value("not", N_("Not justified")),
    Value("violation", N_("Justified but broke a policy")),
    Value("open", N_("Still under review")),
    Value("training", N_("Justified but needs training")),
    Value("justified", N_("Justified")),
    Value("other", N_("Other or no force")),
)
REVIEWED = tuple(value.code for value in REVIEWS if value.code != "open")
STAGES = (
    Stage("reported", N_("Reported"), share=N_("Share of those reported")),
    Stage("open", N_("Still under review"), ("open",)),
    Stage("reviewed", N_("Reviewed"), REVIEWED, share=N_("Share of those reviewed")),
    Stage(
        "not",
        N_("Not justified"),
        ("not",),
        headline=N_("{n} of {all} uses of force reviewed{scope} were not justified ({share})"),
    ),
    Stage("violation", N_("Justified but broke a policy"), ("violation",)),
    Stage("training", N_("Justified but needs training"), ("training",)),
    Stage("justified", N_("Justified"), ("justified",)),
    Stage("other", N_("Other or no force"), ("other",)),
)
INJURED = (Value("yes", N_("Hurt")), Value("no", N_("Not hurt")))

COLUMNS = (
    Column("occurred_at", Kind.TIMESTAMP, N_("When it happened, in the city's own time"), required=True),
    Column("force_id", Kind.TEXT, N_("The publisher's number of the report; its rows share it")),
    Column("force", Kind.CODE, N_("The kind of force, in the groups of this site")),
    Column("force_source", Kind.TEXT, N_("The kind of force as the publisher words it"), public=False),
    Column("level", Kind.CODE, N_("Level of force, 1 to 4")),
    Column("review", Kind.CODE, N_("What the police found when they reviewed it")),
    Column("injured", Kind.CODE, N_("Whether the person was hurt"), public=False),
    Column("district", Kind.TEXT, N_("Police district")),
    Column("neighborhood", Kind.TEXT, N_("Neighborhood")),
    Column("person_id", Kind.TEXT, N_("A mark that tells the people of one report apart"), public=False),
    *people.columns(),
)

OTHERS = (
    coded("force", N_("Kind of force"), N_("All kinds of force"), KINDS, N_("with this force: {name}")),
    coded("level", N_("Level of force"), N_("All levels"), LEVELS, N_("of this level: {name}"), ordered=True),
    coded("review", N_("Finding"), N_("All findings"), REVIEWS, N_("with this finding: {name}"), stages=STAGES),
    coded("injured", N_("Hurt or not"), N_("Anyone"), INJURED),
)

NOUNS = {"force": P_("use of force", "uses of force")}
ABOUT = N_("Force is more than a touch: pointing a gun counts. A report is what officers wrote down.")
METRICS = (
    Metric(
        "force", N_("Uses of force"), nouns=NOUNS, about=ABOUT, up_is_good=False, distinct="force_id",
        computed=N_("Different report numbers. One report can name several officers and kinds of force. It counts once in each kind."),
    ),
    Metric(
        "force-review", N_("Uses of force and their review"), nouns=NOUNS, distinct="force_id",
        about=N_("The police review their own force. Justified means that they found it within the rules."),
        computed=N_("Different report numbers. One with several findings counts once, by the gravest."),
    ),
    Metric(
        "force-injured", N_("Uses of force that hurt someone"), nouns=NOUNS, distinct="force_id", up_is_good=False,
        about=N_("The officers say in the report whether the person was hurt."),
        computed=N_("Different report numbers with a person hurt, out of all."),
        measure=Measure.SHARE, where=(("injured", ("yes",)),), of=(("injured", ("yes", "no")),),
    ),
    Metric(
        "force-people", N_("People force was used on"), distinct="person_id",
        nouns={"force": P_("person force was used on", "people force was used on")},
        about=N_("Race and sex are as the officer wrote them down."),
        computed=N_("Different people in each report. Two of the same age, sex and race in one report may count as one."),
    ),
)  # fmt: skip

SUBJECT = Subject(
    key="force",
    label=N_("Use of force"),
    about=N_("Force that police officers used and reported, and what became of the reports."),
    units=("force",),
    when="occurred_at",
    columns=COLUMNS,
    dimensions=(DISTRICT, NEIGHBORHOOD, *OTHERS, *people.dimensions()),
    metrics=METRICS,
    views=(
        View("uses-of-force", "force", "force", Shape.NUMBER, N_("Uses of force")),
        View("force-trend", "force", "force", Shape.TREND, N_("Uses of force by month")),
        View("force-by-kind", "force", "force", Shape.CHANGES, N_("Uses of force by kind"), by=("force",)),
        View("force-by-level", "force", "force", Shape.CHANGES, N_("Uses of force by level"), by=("level",)),
        View("force-by-place", "force", "force", Shape.RANKING, N_("Uses of force by place"), by=("district", "neighborhood")),
        View("force-review", "force", "force-review", Shape.FLOW, N_("What the reviews found"), by=("review",)),
        View("force-injured", "force", "force-injured", Shape.TREND, N_("Share with someone hurt")),
        *people.views(
            "force", "force-people", age=N_("Age of people force was used on"), sex=N_("Sex of people force was used on"),
            race=N_("Race and ethnicity of people force was used on"),
        ),
    ),
    sections=(
        Section(
            "/accountability", "force", N_("Use of force"), 10,
            (
                Card("force-trend"),
                Card("force-by-kind", "half"),
                Card("force-by-level", "half"),
                Card("force-by-place", "half"),
                Card("force-injured", "full"),
                Card("force-review"),
                *people.cards("force"),
            ),
        ),
    ),
)  # fmt: skip
