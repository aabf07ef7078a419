"""Calls for service: people who ask for police, and how long it takes until an officer arrives. One row is one call.

Calls that officers start themselves are counted apart and have no response time.
"""

from __future__ import annotations

from dashboard.catalog.parts import DISTRICT, NEIGHBORHOOD, coded
from dashboard.i18n import N_, P_
from dashboard.model import (
    Card,
    Column,
    Dimension,
    Kind,
    LeftOut,
    Measure,
    Metric,
    Section,
    Shape,
    Subject,
    Value,
    View,
)

LONGEST = 6 * 60  # minutes from call to arrival; what took longer is a report taken later, or a mistyped time

TYPES = (
    Value("violence", N_("Fights, assaults and robbery")),
    Value("weapons", N_("Shots and weapons")),
    Value("domestic", N_("Trouble at home")),
    Value("property", N_("Theft and break-ins")),
    Value("disorder", N_("Noise and disorder")),
    Value("welfare", N_("Checks and people in crisis")),
    Value("traffic", N_("Traffic and crashes")),
    Value("alarm", N_("Alarms")),
    Value("suspicious", N_("Suspicious people or cars")),
    Value("other", N_("Other calls")),
)
PRIORITIES = (
    Value("1", N_("Priority 1 (first)")),
    Value("2", N_("Priority 2 (soon)")),
    Value("3", N_("Priority 3 (can wait)")),
    Value("4", N_("Priority 4 (last)")),
)
ORIGINS = (Value("public", N_("People who call")), Value("officer", N_("Started by officers")))
RESULTS = (
    Value("handled", N_("Handled by an officer")),
    Value("gone", N_("Gone when officers came")),
    Value("diverted", N_("Sent to other help")),
    Value("cancelled", N_("Called off")),
    Value("other", N_("Ended another way")),
)
ARRIVALS = (
    Value("arrived", N_("An officer came")),
    Value("none", N_("No arrival noted")),
    Value("unusable", N_("Bad times")),
    Value("officer", N_("Started by officers")),
)
LIMITS = (
    Value("within", N_("In time")),
    Value("over", N_("Over the limit")),
    Value("unusable", N_("Bad times")),
)

MINUTES = "date_diff('second', received_at, arrived_at) / 60.0"
USABLE = f"{MINUTES} > 0 AND {MINUTES} <= {LONGEST}"
ARRIVAL = (
    f"CASE WHEN origin IS NULL THEN NULL WHEN origin = 'officer' THEN 'officer' WHEN arrived_at IS NULL THEN 'none' WHEN {USABLE} THEN 'arrived' "
    "ELSE 'unusable' END"
)
IN_TIME = (
    "CASE WHEN origin <> 'public' OR arrived_at IS NULL OR limit_minutes IS NULL THEN NULL "
    f"WHEN NOT ({USABLE}) THEN 'unusable' WHEN {MINUTES} > limit_minutes THEN 'over' WHEN origin = 'public' THEN 'within' END"
)
NEEDS = ("received_at", "arrived_at", "origin")

COLUMNS = (
    Column("received_at", Kind.TIMESTAMP, N_("When the call came in, in the city's own time"), required=True),
    Column("call_id", Kind.TEXT, N_("The publisher's number of the call")),
    Column("call_type", Kind.CODE, N_("Type of call, in the groups of this site")),
    Column("call_type_source", Kind.TEXT, N_("Type of call as the publisher words it"), public=False),
    Column("priority", Kind.CODE, N_("How urgent the call was")),
    Column("origin", Kind.CODE, N_("Whether a person called, or an officer started it")),
    Column("arrived_at", Kind.TIMESTAMP, N_("When the first officer arrived")),
    Column("limit_minutes", Kind.NUMBER, N_("The city's own limit for such a call, in minutes")),
    Column("call_result", Kind.CODE, N_("How the call ended")),
    Column("district", Kind.TEXT, N_("Police district")),
    Column("neighborhood", Kind.TEXT, N_("Neighborhood")),
    Column("arrival", Kind.CODE, N_("Whether the time to arrival can be used"), derived=ARRIVAL, needs=NEEDS),
    Column(
        "minutes", Kind.NUMBER, N_("Minutes from the call to the first officer"),
        derived=f"CASE WHEN origin = 'public' AND {USABLE} THEN {MINUTES} END", needs=NEEDS,
    ),
    Column(
        "in_time", Kind.CODE, N_("Within the city's limit, or over it"), derived=IN_TIME, needs=(*NEEDS, "limit_minutes"),
    ),
)  # fmt: skip

OTHERS = (
    coded("call", N_("Type of call"), N_("All calls"), TYPES, N_("of this type: {name}"), column="call_type"),
    Dimension(
        "priority", "priority", N_("Priority"), N_("All priorities"), N_("with this priority: {name}"), values=PRIORITIES,
        ordered=True,
    ),
    coded("origin", N_("Who started it"), N_("Anyone"), ORIGINS, N_("started by: {name}")),
    coded("result", N_("How it ended"), N_("Any end"), RESULTS, N_("with this end: {name}"), column="call_result"),
    coded("arrival", N_("Arrival"), N_("All calls"), ARRIVALS, N_("with this arrival: {name}")),
    coded("in_time", N_("Within the limit"), N_("All calls"), LIMITS),
)  # fmt: skip

NOUNS = {"call": P_("call for police", "calls for police")}
CAME = {"call": P_("call that an officer came to", "calls that an officer came to")}
FROM_PEOPLE = (("origin", ("public",)),)
MINUTE = P_("{n} minute", "{n} minutes")
UNUSABLE = P_(
    "{n} more is left out: the officer came before the call, in the same second, or after more than 6 hours.",
    "{n} more are left out: the officer came before the call, in the same second, or after more than 6 hours.",
)
NO_TIME = LeftOut((("arrival", ("unusable",)),), UNUSABLE)
NO_LIMIT = LeftOut((("in_time", ("unusable",)),), UNUSABLE)
URGENT = (*FROM_PEOPLE, ("priority", ("1",)))
SELF = N_("Calls that officers start themselves are left out: they are there already.")
TAKEN = N_(
    "Minutes from the call to the first officer who came, up to 6 hours. Calls with no arrival noted are left out."
)
METRICS = (
    Metric(
        "calls", N_("Calls for police"), nouns=NOUNS, where=FROM_PEOPLE, about=SELF,
        computed=N_("Every call from a person with a usable date, counted once."),
    ),
    Metric(
        "calls-origin", N_("Calls, by who started them"), nouns=NOUNS,
        about=N_("Officers also note what they start themselves, such as a traffic stop."),
        computed=N_("Every call with a usable date, counted once."),
    ),
    Metric(
        "response", N_("Time to reach a typical call"), nouns=CAME, about=SELF, computed=TAKEN, up_is_good=False,
        where=FROM_PEOPLE, measure=Measure.MEDIAN, column="minutes", unit=MINUTE, left_out=NO_TIME,
    ),
    Metric(
        "response-urgent", N_("Time to reach an urgent call"), computed=TAKEN, up_is_good=False,
        nouns={"call": P_("call of priority 1 that an officer came to", "calls of priority 1 that an officer came to")},
        about=N_("This is the middle call: half took less time and half took more. Calls that officers start are left out."),
        where=URGENT, measure=Measure.MEDIAN, column="minutes", unit=MINUTE, left_out=NO_TIME,
    ),
    Metric(
        "response-long", N_("Time to reach a slow call"), nouns=CAME, computed=TAKEN, up_is_good=False,
        about=N_("This is a slow call: 9 of 10 took less time and 1 of 10 took more. Calls that officers start are left out."),
        where=FROM_PEOPLE, measure=Measure.P90, column="minutes", unit=MINUTE, left_out=NO_TIME,
    ),
    Metric(
        "response-over", N_("Over the city's limit"), nouns=CAME, up_is_good=False, about=SELF,
        computed=N_("Calls that took longer than the limit the city set for their priority, out of those an officer came to."),
        measure=Measure.SHARE, where=(("in_time", ("over",)),), of=(("in_time", ("within", "over")),), left_out=NO_LIMIT,
    ),
    Metric(
        "calls-gone", N_("Gone when officers came"), nouns=NOUNS, up_is_good=False,
        about=N_("The person or the trouble was gone when officers came. A long wait can be the cause."),
        computed=N_("Calls from people that ended this way, out of all calls from people with a known end."),
        measure=Measure.SHARE, where=(("result", ("gone",)),),
        of=(*FROM_PEOPLE, ("result", tuple(value.code for value in RESULTS))),
    ),
    Metric(
        "calls-diverted", N_("Sent to other help"), nouns=NOUNS,
        about=N_("Some calls are better met by a nurse or a social worker."),
        computed=N_("Calls from people that ended this way, out of all calls from people with a known end."),
        measure=Measure.SHARE, where=(("result", ("diverted",)),),
        of=(*FROM_PEOPLE, ("result", tuple(value.code for value in RESULTS))),
    ),
)  # fmt: skip

PLACES = ("district", "neighborhood")
VIEWS = (
    View("calls-trend", "calls", "calls", Shape.TREND, N_("Calls by month")),
    View("calls-by-type", "calls", "calls", Shape.CHANGES, N_("Calls by type"), by=("call",)),
    View("calls-by-priority", "calls", "calls", Shape.CHANGES, N_("Calls by priority"), by=("priority",)),
    View("calls-by-place", "calls", "calls", Shape.RANKING, N_("Calls by place"), by=PLACES),
    View("calls-by-origin", "calls", "calls-origin", Shape.CHANGES, N_("Calls from people and from officers"), by=("origin",)),
    View("response-trend", "calls", "response-urgent", Shape.TREND, N_("How long until an officer comes when life is in danger")),
    View("response-by-priority", "calls", "response", Shape.CHANGES, N_("Time until an officer comes, by priority"), by=("priority",)),
    View("response-long-by-priority", "calls", "response-long", Shape.CHANGES, N_("Slow calls, by priority"), by=("priority",)),
    View("urgent-response", "calls", "response-urgent", Shape.NUMBER, N_("Minutes to an urgent call")),
    View("response-over", "calls", "response-over", Shape.TREND, N_("Share over the city's limit")),
    View("response-over-by-priority", "calls", "response-over", Shape.CHANGES, N_("Share over the city's limit, by priority"), by=("priority",)),
    View("response-by-place", "calls", "response", Shape.RANKING, N_("Time until an officer comes, by place"), by=PLACES),
    View("calls-gone", "calls", "calls-gone", Shape.TREND, N_("Share gone when officers came")),
    View("calls-diverted", "calls", "calls-diverted", Shape.TREND, N_("Share sent to other help")),
)  # fmt: skip

SUBJECT = Subject(
    key="calls",
    label=N_("Calls for police"),
    about=N_("Calls to 911 and to the police, and how long it took until an officer came."),
    units=("call",),
    when="received_at",
    columns=COLUMNS,
    dimensions=(DISTRICT, NEIGHBORHOOD, *OTHERS),
    metrics=METRICS,
    views=VIEWS,
    sections=(
        Section(
            "/services", "calls", N_("Calls for police"), 20,
            (
                Card("calls-trend"),
                Card("calls-by-type", "half"),
                Card("calls-by-priority", "half"),
                Card("calls-by-place", "half"),
                Card("calls-by-origin", "half"),
                Card("calls-diverted"),
            ),
        ),
        Section(
            "/services", "response", N_("How fast police come"), 21,
            (
                Card("response-trend"),
                Card("response-by-priority", "half"),
                Card("response-long-by-priority", "half"),
                Card("response-over"),
                Card("response-over-by-priority", "half"),
                Card("response-by-place", "half"),
                Card("calls-gone"),
            ),
        ),
    ),
)  # fmt: skip
