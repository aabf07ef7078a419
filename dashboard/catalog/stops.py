"""Stops by police of people on foot and in cars. A row is often one person: what is counted is different stop numbers.

A stop is not an arrest and not proof of anything. Who was stopped is protected
and counted as people; officers are not described.
"""

from __future__ import annotations

from dashboard.catalog import people
from dashboard.catalog.parts import DISTRICT, NEIGHBORHOOD, YES_NO, coded
from dashboard.i18n import N_, P_
from dashboard.model import Card, Column, Kind, Measure, Metric, Section, Shape, Subject, Value, View

KINDS = (
    Value("traffic", N_("In a car")),
    Value("pedestrian", N_("On foot")),
    Value("other", N_("Other or not stated")),
)
REASONS = (
    Value("moving", N_("Speeding and other driving")),
    Value("equipment", N_("Lights, plates and papers")),
    Value("suspected", N_("Suspected of a crime")),
    Value("call", N_("Someone called the police")),
    Value("wanted", N_("Wanted by the police")),
    Value("welfare", N_("To help someone")),
    Value("other", N_("Other reason")),
)
OUTCOMES = (
    Value("arrest", N_("Arrest")),
    Value("citation", N_("Ticket")),
    Value("warning", N_("Warning")),
    Value("nothing", N_("Let go with no action")),
    Value("other", N_("Another end")),
)

COLUMNS = (
    Column("stopped_at", Kind.TIMESTAMP, N_("When the stop was made, in the city's own time"), required=True),
    Column("stop_id", Kind.TEXT, N_("The publisher's number of the stop; its rows share it")),
    Column("stop_kind", Kind.CODE, N_("Whether the person was on foot or in a car")),
    Column("reason", Kind.CODE, N_("Why the officer made the stop, in the groups of this site")),
    Column("reason_source", Kind.TEXT, N_("The reason as the publisher words it"), public=False),
    Column("stop_outcome", Kind.CODE, N_("How the stop ended")),
    Column("searched", Kind.CODE, N_("Whether the person or the car was searched"), public=False),
    Column("contraband", Kind.CODE, N_("Whether a search found something illegal"), public=False),
    Column("district", Kind.TEXT, N_("Police district")),
    Column("neighborhood", Kind.TEXT, N_("Neighborhood")),
    Column("person_id", Kind.TEXT, N_("A mark that tells the people of one stop apart"), public=False),
    *people.columns(),
)
OTHERS = (
    coded("stop", N_("On foot or in a car"), N_("All stops"), KINDS, N_("{name}"), column="stop_kind"),
    coded("reason", N_("Reason"), N_("All reasons"), REASONS, N_("for this reason: {name}")),
    coded("ended", N_("How the stop ended"), N_("Any end"), OUTCOMES, N_("with this end: {name}"), column="stop_outcome"),
    coded("searched", N_("Searched"), N_("All stops"), YES_NO),
    coded("contraband", N_("Something illegal found"), N_("All stops"), YES_NO),
)  # fmt: skip

NOUNS = {"stop": P_("stop by police", "stops by police")}
SEARCHES = {"stop": P_("stop with a search", "stops with a search")}
STOPPED = {"stop": P_("person stopped by police", "people stopped by police")}
METRICS = (
    Metric(
        "stops", N_("Stops by police"), nouns=NOUNS, distinct="stop_id",
        about=N_("A stop is not an arrest. It does not mean that the person did something wrong."),
        computed=N_("Different stop numbers. A stop of two people that ends in two ways counts once in each."),
    ),
    Metric(
        "stops-searched", N_("Stops with a search"), nouns=NOUNS, distinct="stop_id",
        about=N_("Officers may search a person or a car if the law lets them, or if the person agrees."),
        computed=N_("Different stop numbers with a search, out of those that say whether there was one."),
        measure=Measure.SHARE, where=(("searched", ("yes",)),), of=(("searched", ("yes", "no")),),
    ),
    Metric(
        "stops-found", N_("Searches that found something illegal"), nouns=SEARCHES, distinct="stop_id",
        about=N_("This is the share of searches that found a weapon, drugs or the like. A low share means that many people were searched for nothing."),
        computed=N_("Different stop numbers in which something was found, out of those with a search that say so."),
        measure=Measure.SHARE, where=(("contraband", ("yes",)),), of=(("searched", ("yes",)), ("contraband", ("yes", "no"))),
    ),
    Metric(
        "people-stopped", N_("People stopped"), nouns=STOPPED, distinct="person_id",
        about=N_("Race and sex are as the officer wrote them down. Who lives here is not the same as who drives or walks here."),
        computed=N_("Different people in each stop. Someone stopped on two days counts twice."),
    ),
)  # fmt: skip

PLACES = ("district", "neighborhood")
VIEWS = (
    View("stops-trend", "stops", "stops", Shape.TREND, N_("Stops by month")),
    View("stops-by-kind", "stops", "stops", Shape.CHANGES, N_("Stops on foot and in cars"), by=("stop",)),
    View("stops-by-reason", "stops", "stops", Shape.CHANGES, N_("Stops by reason"), by=("reason",)),
    View("stops-by-outcome", "stops", "stops", Shape.CHANGES, N_("How stops ended"), by=("ended",)),
    View("stops-by-place", "stops", "stops", Shape.RANKING, N_("Stops by place"), by=PLACES),
    View("stops-searched", "stops", "stops-searched", Shape.TREND, N_("Share of stops with a search")),
    View("stops-found", "stops", "stops-found", Shape.TREND, N_("Share of searches that found something")),
    View("stops-found-by-reason", "stops", "stops-found", Shape.CHANGES, N_("Searches that found something, by reason"), by=("reason",)),
    *people.views(
        "stops", "people-stopped", age=N_("Age of people stopped"), sex=N_("Sex of people stopped"),
        race=N_("Race and ethnicity of people stopped"),
    ),
)  # fmt: skip

SUBJECT = Subject(
    key="stops",
    label=N_("Stops by police"),
    about=N_("Whom the police stop on foot and in cars, why, and what comes of it. No names are kept or shown."),
    units=("stop",),
    when="stopped_at",
    columns=COLUMNS,
    dimensions=(DISTRICT, NEIGHBORHOOD, *OTHERS, *people.dimensions()),
    metrics=METRICS,
    views=VIEWS,
    sections=(
        Section(
            "/accountability", "stops", N_("Stops by police"), 5,
            (
                Card("stops-trend"),
                Card("stops-by-kind", "half"),
                Card("stops-by-outcome", "half"),
                Card("stops-by-reason", "half"),
                Card("stops-by-place", "half"),
                *people.cards("stops"),
            ),
        ),
        Section(
            "/accountability", "searches", N_("Searches in stops"), 6,
            (
                Card("stops-searched"),
                Card("stops-found"),
                Card("stops-found-by-reason"),
            ),
        ),
    ),
)  # fmt: skip
