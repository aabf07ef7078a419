"""How people become police officers: applied, tested, checked, at the academy, sworn in. Nobody is named or described.

One row is one stage of one applicant. Applicants are followed from the month
they applied, and those who are still in it stay in the chart. The time a stage
takes is told by the month it ended: one still open has no length yet.
"""

from __future__ import annotations

from dashboard.catalog.parts import DAYS, coded
from dashboard.i18n import N_, P_
from dashboard.model import Card, Column, Kind, Measure, Metric, Section, Shape, Stage, Subject, Value, View

STEPS = (
    Value("apply", N_("Waiting for the test")),
    Value("test", N_("From the test to the background check")),
    Value("background", N_("Background check")),
    Value("academy", N_("Academy")),
)
RESULTS = (Value("passed", N_("Moved on")), Value("out", N_("Out")), Value("open", N_("Still in it")))
# How far an applicant came, the furthest first: one with several stages counts by the first of these.
REACHED = (
    Value("sworn", N_("Sworn in")),
    Value("open_academy", N_("At the academy")),
    Value("out_academy", N_("Out at the academy")),
    Value("open_background", N_("In the background check")),
    Value("out_background", N_("Out at the background check")),
    Value("open_test", N_("Tested and waiting")),
    Value("out_test", N_("Out after the test")),
    Value("open_apply", N_("Waiting for the test")),
    Value("out_apply", N_("Out before the test")),
)
CODES = tuple(value.code for value in REACHED)
OPEN = tuple(code for code in CODES if code.startswith("open_"))
DECIDED = tuple(code for code in CODES if code not in OPEN)
STAGES = (
    Stage("applied", N_("Applied"), share=N_("Share of those who applied")),
    Stage("tested", N_("Took the test"), CODES[:7]),
    Stage("checked", N_("Reached the background check"), CODES[:5]),
    Stage("trained", N_("Reached the academy"), CODES[:3]),
    Stage("open", N_("Still in the process"), OPEN),
    Stage("decided", N_("Sworn in or out"), DECIDED, share=N_("Share of those sworn in or out")),
    Stage(
        "sworn",
        N_("Sworn in"),
        ("sworn",),
        headline=N_("{n} of {all} applicants{scope} who are no longer in the process were sworn in ({share})"),
    ),
    *(Stage(value.code, value.label, (value.code,)) for value in reversed(REACHED) if value.code.startswith("out_")),
)

FAR = (
    "CASE WHEN result IN ('open', 'out') THEN result || '_' || stage WHEN stage = 'academy' AND result = 'passed' "
    "THEN 'sworn' END"
)
IN_STAGE = "CASE WHEN result = 'passed' AND left_at >= entered_at THEN CAST(date_diff('day', entered_at, left_at) AS DOUBLE) END"
TO_OATH = (
    "CASE WHEN stage = 'academy' AND result = 'passed' AND left_at >= applied_at "
    "THEN CAST(date_diff('day', applied_at, left_at) AS DOUBLE) END"
)

COLUMNS = (
    Column("applied_at", Kind.TIMESTAMP, N_("When the person applied"), required=True),
    Column("applicant_id", Kind.TEXT, N_("The publisher's number of the application; its stages share it"), public=False),
    Column("stage", Kind.CODE, N_("The stage of the process")),
    Column("entered_at", Kind.TIMESTAMP, N_("When the stage began")),
    Column("left_at", Kind.TIMESTAMP, N_("When the stage ended")),
    Column("result", Kind.CODE, N_("Whether the person moved on, is out, or is still in it")),
    Column("reached", Kind.CODE, N_("How far the person came"), derived=FAR, needs=("stage", "result")),
    Column("days", Kind.NUMBER, N_("Days in the stage, for those who moved on"), derived=IN_STAGE, needs=("result", "entered_at", "left_at")),
    Column("days_to_oath", Kind.NUMBER, N_("Days from the application to the oath"), derived=TO_OATH, needs=("stage", "result", "left_at")),
)  # fmt: skip

APPLICANTS = {"applicant": P_("applicant", "applicants")}
METRICS = (
    Metric(
        "applicants", N_("Applicants"), nouns=APPLICANTS, distinct="applicant_id",
        about=N_("People who applied to become police officers."),
        computed=N_("Different application numbers, by the month of the application."),
    ),
    Metric(
        "hiring", N_("Applicants and how far they came"), nouns=APPLICANTS, distinct="applicant_id",
        about=N_("Out means: turned down, failed, or gave up. That comes sooner than the oath, so newer months look worse than they are."),
        computed=N_("Different application numbers. Each counts once, by the furthest stage it came to."),
    ),
    Metric(
        "stage-days", N_("Days in a stage of hiring"), up_is_good=False,
        nouns={"applicant": P_("finished stage", "finished stages")},
        about=N_("This is the middle of those who moved on: half took less time and half took more."),
        computed=N_("Days from the beginning of a stage to its end, for stages that ended in the period with people who moved on."),
        measure=Measure.MEDIAN, column="days", unit=DAYS, when="left_at", each=True,
    ),
    Metric(
        "days-to-oath", N_("Days from the application to the oath"), up_is_good=False,
        nouns={"applicant": P_("officer sworn in", "officers sworn in")},
        about=N_("This is the middle of those who were sworn in: half took less time and half took more."),
        computed=N_("Days from the application to the oath, for people who were sworn in during the period."),
        measure=Measure.MEDIAN, column="days_to_oath", unit=DAYS, when="left_at",
    ),
)  # fmt: skip

SUBJECT = Subject(
    key="hiring",
    label=N_("Hiring of officers"),
    about=N_("Applications to become a police officer, and how long each stage takes. No names, and nothing about the person."),
    units=("applicant",),
    when="applied_at",
    columns=COLUMNS,
    dimensions=(
        coded("hiring_stage", N_("Stage"), N_("All stages"), STEPS, N_("in this stage: {name}"), column="stage", ordered=True),
        coded("stage_result", N_("Result"), N_("All results"), RESULTS, column="result"),
        coded("reached", N_("How far they came"), N_("All applicants"), REACHED, stages=STAGES),
    ),
    metrics=METRICS,
    views=(
        View("applicants-trend", "hiring", "applicants", Shape.TREND, N_("Applicants by month")),
        View("hiring-flow", "hiring", "hiring", Shape.FLOW, N_("From the application to the oath"), by=("reached",)),
        View("hiring-days-by-stage", "hiring", "stage-days", Shape.CHANGES, N_("How long each stage of hiring takes"), by=("hiring_stage",)),
        View("hiring-days", "hiring", "days-to-oath", Shape.TREND, N_("How long it takes to become an officer")),
    ),
    sections=(
        Section(
            "/accountability", "hiring", N_("Hiring of officers"), 31,
            (
                Card("hiring-flow"),
                Card("applicants-trend"),
                Card("hiring-days-by-stage"),
                Card("hiring-days"),
            ),
        ),
    ),
)  # fmt: skip
