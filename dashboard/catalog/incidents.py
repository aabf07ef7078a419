"""Police-reported crime, in the terms of NIBRS and of the FBI's summary counts."""

from __future__ import annotations

from dashboard.catalog.circumstances import DOMESTIC, PREMISE, WEAPON
from dashboard.catalog.offenses import GROUPS, OFFENSES, PLACED, group_sql
from dashboard.i18n import N_, P_
from dashboard.model import Card, Column, Dimension, Kind, Metric, Section, Shape, Subject, Value, View

WEEKDAYS = tuple(
    Value(str(number), label)
    for number, label in enumerate(
        (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday")), 1
    )
)
HOURS = tuple(Value(str(hour), f"{hour:02d}:00") for hour in range(24))


COLUMNS = (
    Column("occurred_at", Kind.TIMESTAMP, N_("When it happened, in the city's own time"), required=True),
    Column("reported_at", Kind.TIMESTAMP, N_("When it was reported to police")),
    Column("created_at", Kind.TIMESTAMP, N_("When the portal got the record"), public=False),
    Column("incident_id", Kind.TEXT, N_("The publisher's number of the record")),
    Column("offense", Kind.CODE, N_("The offense, in the terms of the FBI's crime records (NIBRS)"), required=True),
    Column("offense_source", Kind.TEXT, N_("The offense as the publisher words it"), public=False),
    Column("weapon", Kind.CODE, N_("Kind of weapon or force, in the groups of NIBRS")),
    Column("weapon_source", Kind.TEXT, N_("The weapon, as the publisher words it"), public=False),
    Column("premise", Kind.CODE, N_("Kind of place, in the groups of NIBRS")),
    Column("premise_source", Kind.TEXT, N_("The kind of place, as the publisher words it"), public=False),
    Column("domestic", Kind.CODE, N_("Whether police call it domestic")),
    Column("block", Kind.TEXT, N_("The block of the street address"), located=True),
    Column("district", Kind.TEXT, N_("Police district")),
    Column("neighborhood", Kind.TEXT, N_("Neighborhood")),
    Column("council_district", Kind.TEXT, N_("City council district")),
    Column("legislative_district", Kind.TEXT, N_("District of the state legislature")),
    Column("statistical_area", Kind.TEXT, N_("Statistical area: neighborhoods joined for counting")),
    Column("longitude", Kind.NUMBER, N_("Longitude in degrees, at block level"), located=True),
    Column("latitude", Kind.NUMBER, N_("Latitude in degrees, at block level"), located=True),
    Column(
        "category",
        Kind.CODE,
        N_("NIBRS category: person, property or society"),
        derived=group_sql(),
        needs=("offense",),
    ),
    Column(
        "hour", Kind.CODE, N_("Hour of the day, 0 to 23"), derived="CAST(hour(occurred_at) AS VARCHAR)", needs=("time",)
    ),
    Column(
        "weekday",
        Kind.CODE,
        N_("Day of the week, 1 is Monday"),
        derived="CAST(isodow(occurred_at) AS VARCHAR)",
        needs=("occurred_at",),
    ),
)

DIMENSIONS = (
    Dimension(
        "district",
        "district",
        N_("Police district"),
        N_("All districts"),
        N_("in the {name} police district"),
        place=True,
        several=N_("in {n} police districts"),
        numbered=(N_("District {name}"), N_("in police district {name}")),
    ),
    Dimension(
        "neighborhood",
        "neighborhood",
        N_("Neighborhood"),
        N_("All neighborhoods"),
        N_("in the {name} neighborhood"),
        place=True,
        several=N_("in {n} neighborhoods"),
    ),
    Dimension(
        "council",
        "council_district",
        N_("Council district"),
        N_("All council districts"),
        N_("in council district {name}"),
        place=True,
        several=N_("in {n} council districts"),
        numbered=(N_("District {name}"), N_("in council district {name}")),
    ),
    Dimension(
        "legislative",
        "legislative_district",
        N_("Legislative district"),
        N_("All legislative districts"),
        N_("in legislative district {name}"),
        place=True,
        several=N_("in {n} legislative districts"),
        numbered=(N_("District {name}"), N_("in legislative district {name}")),
    ),
    Dimension(
        "statistical",
        "statistical_area",
        N_("Statistical area"),
        N_("All statistical areas"),
        N_("in the {name} statistical area"),
        place=True,
        several=N_("in {n} statistical areas"),
        numbered=(N_("Area {name}"), N_("in statistical area {name}")),
    ),
    Dimension(
        "offense",
        "offense",
        N_("Offense"),
        N_("All offenses"),
        N_("in cases of {name}"),
        values=OFFENSES,
        several=N_("of {n} kinds"),
        nouns={
            "incident": P_("report of {name}", "reports of {name}"),
            "victim": P_("victim of {name}", "victims of {name}"),
        },
    ),
    Dimension(
        "category",
        "category",
        N_("Type of crime"),
        N_("All types"),
        N_("in cases of {name}"),
        values=GROUPS,
        nouns={
            "incident": P_("report of {name}", "reports of {name}"),
            "victim": P_("victim of {name}", "victims of {name}"),
        },
    ),
    WEAPON,
    PREMISE,
    DOMESTIC,
    Dimension(
        "weekday",
        "weekday",
        N_("Day of the week"),
        N_("All days"),
        N_("on {name}"),
        values=WEEKDAYS,
        ordered=True,
        several=N_("on {n} days of the week"),
    ),
    Dimension(
        "hour",
        "hour",
        N_("Hour of the day"),
        N_("All hours"),
        N_("at {name}"),
        values=HOURS,
        ordered=True,
        several=N_("at {n} hours of the day"),
    ),
)

VIOLENT = ("homicide", "nonfatal_shooting", "rape", "robbery", "aggravated_assault")
STOLEN = ("burglary", "larceny", "motor_vehicle_theft", "arson")

METRICS = (
    Metric(
        "reported",
        N_("Reported crime"),
        nouns={
            "incident": P_("reported incident", "reported incidents"),
            "victim": P_("victim of reported crime", "victims of reported crimes"),
        },
        about=N_("This is what was reported to police and recorded. Not every crime is reported."),
        computed=N_("Every record of the dataset with a usable date, counted once."),
        up_is_good=False,
    ),
    Metric(
        "homicides",
        N_("Homicides"),
        nouns={"incident": P_("homicide", "homicides"), "victim": P_("homicide victim", "homicide victims")},
        about=N_("A death ruled a homicide is counted in the month of the offense as the city dates it."),
        computed=N_("Records whose offense is homicide."),
        up_is_good=False,
        where=(("offense", ("homicide",)),),
    ),
    Metric(
        "shootings",
        N_("Non-fatal shootings"),
        nouns={
            "incident": P_("non-fatal shooting", "non-fatal shootings"),
            "victim": P_("victim of a non-fatal shooting", "victims of non-fatal shootings"),
        },
        about=N_("People hit by gunfire who survived. They are not also counted as assaults."),
        computed=N_("Records whose offense is a non-fatal shooting."),
        up_is_good=False,
        where=(("offense", ("nonfatal_shooting",)),),
    ),
    Metric(
        "violent",
        N_("Violent crime"),
        nouns={
            "incident": P_("violent incident", "violent incidents"),
            "victim": P_("victim of violent crime", "victims of violent crime"),
        },
        about=N_(
            "Homicide, rape, robbery and aggravated assault, as the FBI groups them, with non-fatal shootings where the city counts them apart."
        ),
        computed=N_("Records whose offense is one of these."),
        up_is_good=False,
        where=(("offense", VIOLENT),),
    ),
    Metric(
        "property",
        N_("Property crime"),
        nouns={
            "incident": P_("property crime", "property crimes"),
            "victim": P_("victim of property crime", "victims of property crime"),
        },
        about=N_(
            "Burglary, theft, vehicle theft and arson, as the FBI groups them. Robbery is counted with violent crime."
        ),
        computed=N_("Records whose offense is one of these."),
        up_is_good=False,
        where=(("offense", STOLEN),),
    ),
)

VIEWS = (
    View("incidents", "incidents", "reported", Shape.NUMBER, N_("Reported crime")),
    View("homicides", "incidents", "homicides", Shape.NUMBER, N_("Homicides")),
    View("shootings", "incidents", "shootings", Shape.NUMBER, N_("Non-fatal shootings")),
    View("violent", "incidents", "violent", Shape.NUMBER, N_("Violent crime")),
    View("property", "incidents", "property", Shape.NUMBER, N_("Property crime")),
    View("incidents-trend", "incidents", "reported", Shape.TREND, N_("Month by month")),
    View(
        "incidents-by-place",
        "incidents",
        "reported",
        Shape.RANKING,
        N_("By place"),
        by=("district", "neighborhood", "council", "legislative", "statistical"),
    ),
    View(
        "incidents-map",
        "incidents",
        "reported",
        Shape.MAP,
        N_("On the map"),
        by=("district", "neighborhood", "council", "legislative", "statistical"),
    ),
    View("incidents-by-offense", "incidents", "reported", Shape.CHANGES, N_("By offense"), by=("offense",)),
    View("incidents-by-weapon", "incidents", "reported", Shape.CHANGES, N_("By weapon"), by=("weapon",)),
    View("incidents-by-premise", "incidents", "reported", Shape.CHANGES, N_("By kind of place"), by=("premise",)),
    View("incidents-by-hour", "incidents", "reported", Shape.GRID, N_("By hour and weekday"), by=("weekday", "hour")),
)

SUBJECT = Subject(
    key="incidents",
    label=N_("Reported crime"),
    about=N_("Offenses reported to police, as the police department publishes them."),
    units=("incident", "victim"),
    when="occurred_at",
    reported="reported_at",
    created="created_at",
    areas_only=(("offense", tuple(one.code for one in OFFENSES if one.code not in PLACED)), ("domestic", ("yes",))),
    columns=COLUMNS,
    dimensions=DIMENSIONS,
    metrics=METRICS,
    views=VIEWS,
    sections=(
        Section(
            "/safety",
            "crime",
            N_("Reported crime"),
            10,
            (
                Card("incidents-trend", "full"),
                Card("incidents-map", "full"),
                Card("incidents-by-place", "half"),
                Card("incidents-by-offense", "half"),
                Card("incidents-by-weapon", "half"),
                Card("incidents-by-premise", "half"),
                Card("incidents-by-hour", "full"),
            ),
        ),
    ),
)
