"""Requests for city services (311), in the terms of Open311 GeoReport v2. One row is one request.

``requested_datetime``, ``expected_datetime`` (the stated target), ``service_name``,
``agency_responsible`` and ``status`` are GeoReport's own names; services are
gathered into groups that hold for every city.
"""

from __future__ import annotations

from dashboard.catalog.parts import COUNCIL, DISTRICT, NEIGHBORHOOD, YES_NO, coded, unended
from dashboard.catalog.parts import DAYS as WITHIN
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

SERVICES = (
    Value("trash", N_("Trash and recycling")),
    Value("dumping", N_("Dirty streets and dumping")),
    Value("rodents", N_("Rats and pests")),
    Value("streets", N_("Streets and sidewalks")),
    Value("lights", N_("Street lights")),
    Value("signals", N_("Traffic lights and signs")),
    Value("vehicles", N_("Parking and vehicles")),
    Value("trees", N_("Trees and parks")),
    Value("water", N_("Water and sewer")),
    Value("housing", N_("Housing and buildings")),
    Value("animals", N_("Animals")),
    Value("graffiti", N_("Graffiti")),
    Value("noise", N_("Noise")),
    Value("information", N_("Questions and information")),
    Value("other", N_("Other services")),
)
STATUSES = (Value("open", N_("Open")), Value("closed", N_("Closed")))
TIMINGS = (
    Value("on_time", N_("Closed on time")),
    Value("late", N_("Closed late")),
    Value("open", N_("Late and still open")),
    Value("unusable", N_("Bad date")),
)
CLOSINGS = (
    Value("closed", N_("Closed")),
    Value("open", N_("Open")),
    Value("unusable", N_("Closed on an unusable date")),
)

CLOSING = (
    "CASE WHEN status = 'open' THEN 'open' WHEN closed_datetime >= requested_datetime THEN 'closed' "
    "WHEN status = 'closed' OR closed_datetime IS NOT NULL THEN 'unusable' END"
)
TIMING = (
    "CASE WHEN expected_datetime IS NULL THEN NULL WHEN expected_datetime < requested_datetime THEN 'unusable' "
    "WHEN status = 'open' THEN 'open' WHEN closed_datetime < requested_datetime THEN 'unusable' "
    "WHEN closed_datetime <= expected_datetime THEN 'on_time' WHEN closed_datetime > expected_datetime THEN 'late' "
    "WHEN status = 'closed' THEN 'unusable' END"
)
DAYS = (
    "CASE WHEN status <> 'open' AND closed_datetime >= requested_datetime "
    "THEN date_diff('second', requested_datetime, closed_datetime) / 86400.0 END"
)
CLOSED_NEEDS = ("requested_datetime", "closed_datetime", "status")

COLUMNS = (
    Column("requested_datetime", Kind.TIMESTAMP, N_("When the request was made, in the city's own time"), required=True),
    Column("service_request_id", Kind.TEXT, N_("The publisher's number of the request")),
    Column("service", Kind.CODE, N_("The service asked for, in the groups of this site")),
    Column("service_name", Kind.TEXT, N_("The service as the publisher words it")),
    Column("agency_responsible", Kind.TEXT, N_("The agency that does the work")),
    Column("status", Kind.CODE, N_("Open or closed")),
    Column("expected_datetime", Kind.TIMESTAMP, N_("The due date that the city set itself")),
    Column("closed_datetime", Kind.TIMESTAMP, N_("When the request was closed")),
    Column("duplicate", Kind.CODE, N_("Whether someone had asked for the same before")),
    Column("reopened", Kind.CODE, N_("Whether it was opened again after it was closed")),
    Column("district", Kind.TEXT, N_("Police district")),
    Column("neighborhood", Kind.TEXT, N_("Neighborhood")),
    Column("council_district", Kind.TEXT, N_("Council district")),
    Column("longitude", Kind.NUMBER, N_("Longitude in degrees, at block level"), located=True),
    Column("latitude", Kind.NUMBER, N_("Latitude in degrees, at block level"), located=True),
    Column("closing", Kind.CODE, N_("Open, closed, or closed on an unusable date"), derived=CLOSING, needs=CLOSED_NEEDS),
    Column(
        "timing", Kind.CODE, N_("Closed on time, closed late, or open"), derived=TIMING,
        needs=(*CLOSED_NEEDS, "expected_datetime"),
    ),
    Column("days", Kind.NUMBER, N_("Days from the request to its close"), derived=DAYS, needs=CLOSED_NEEDS),
)  # fmt: skip


OTHERS = (
    Dimension(
        "service", "service", N_("Service"), N_("All services"), N_("about {name}"), values=SERVICES,
        several=N_("about {n} services"), nouns={"request": P_("request about {name}", "requests about {name}")},
    ),
    Dimension("agency", "agency_responsible", N_("Agency"), N_("All agencies"), N_("by the agency {name}")),
    coded("status", N_("Open or closed"), N_("All requests"), STATUSES),
    coded("timing", N_("Result"), N_("All requests"), TIMINGS),
    coded("closing", N_("Open or closed"), N_("All requests"), CLOSINGS),
    coded("duplicate", N_("Duplicate"), N_("All requests"), YES_NO),
    coded("reopened", N_("Opened again"), N_("All requests"), YES_NO),
)  # fmt: skip

NOUNS = {"request": P_("request to 311", "requests to 311")}
DUE = {"request": P_("due request", "due requests")}
OPEN = {"request": P_("open request", "open requests")}
CLOSED = {"request": P_("closed request", "closed requests")}
WAS_DUE = ("on_time", "late", "open")
UNUSABLE = P_(
    "{n} more is left out: a date of it is missing, in 1900, or before the request.",
    "{n} more are left out: a date of theirs is missing, in 1900, or before the request.",
)
NO_TIMING = LeftOut((("timing", ("unusable",)),), UNUSABLE)
UNENDED = unended("closing")
NO_DAYS = LeftOut((("closing", ("unusable",)),), UNUSABLE)
TARGET = N_(
    "A request is on time when it was closed by the due date that the city set. One that is late and still open counts as late."
)
ASKED = N_(
    "Requests made in the period whose due date has passed. Those with no due date, or a later one, are left out."
)
TAKEN = N_("Days from the request to its close, for requests made in the period and closed since.")
NOW = N_("It shows how things stand at the newest record, whatever dates you choose.")
METRICS = (
    Metric(
        "requests", N_("Requests for service"), nouns=NOUNS,
        about=N_("People ask the city for help by phone, web or app. More requests can mean more trouble, or more people who ask."),
        computed=N_("Every request with a usable date, counted once. Duplicates count too."),
    ),
    Metric(
        "requests-on-time", N_("Done on time"), nouns=DUE, about=TARGET, computed=ASKED, up_is_good=True,
        measure=Measure.SHARE, where=(("timing", ("on_time",)),), of=(("timing", WAS_DUE),), due="expected_datetime",
        left_out=NO_TIMING,
    ),
    Metric(
        "requests-due", N_("Requests that were due"), nouns=DUE, about=TARGET, computed=ASKED,
        where=(("timing", WAS_DUE),), due="expected_datetime", left_out=NO_TIMING,
    ),
    Metric(
        "request-days", N_("Days to close a typical request"), nouns=CLOSED, computed=TAKEN, up_is_good=False,
        about=N_("This is the middle request: half took less time and half took more."),
        measure=Measure.MEDIAN, column="days", unit=WITHIN, left_out=NO_DAYS, unended=UNENDED,
    ),
    Metric(
        "request-days-long", N_("Days to close a slow request"), nouns=CLOSED, computed=TAKEN, up_is_good=False,
        about=N_("This is a slow request: 9 of 10 took less time and 1 of 10 took more."),
        measure=Measure.P90, column="days", unit=WITHIN, left_out=NO_DAYS, unended=UNENDED,
    ),
    Metric(
        "open-requests", N_("Open requests"), nouns=OPEN, about=NOW, up_is_good=False,
        computed=N_("Requests that are not closed yet, whenever they were made. Duplicates count too."),
        where=(("status", ("open",)),), stock=True,
    ),
    Metric(
        "open-request-age", N_("Typical age of open requests"), nouns=OPEN, up_is_good=False, stock=True,
        about=N_("This is the middle request: half of the open ones are older. It shows how things stand at the newest record."),
        computed=N_("Days from the request to the newest record, for requests still open."),
        where=(("status", ("open",)),), measure=Measure.MEDIAN, column="age_days", age="requested_datetime", unit=WITHIN,
    ),
    Metric(
        "requests-reopened", N_("Opened again"), nouns=NOUNS, up_is_good=False,
        about=N_("A request that is opened again was closed before the work was done, or the trouble came back."),
        computed=N_("Requests opened again at least once, out of all requests."),
        measure=Measure.SHARE, where=(("reopened", ("yes",)),), of=(("reopened", ("yes", "no")),),
    ),
    Metric(
        "requests-duplicate", N_("Duplicates"), nouns=NOUNS,
        about=N_("A duplicate asks for what someone had asked for before. Many ask about the same pothole."),
        computed=N_("Requests marked as duplicates, out of all requests."),
        measure=Measure.SHARE, where=(("duplicate", ("yes",)),), of=(("duplicate", ("yes", "no")),),
    ),
)  # fmt: skip

PLACES = ("district", "neighborhood", "council")
VIEWS = (
    View("requests-trend", "requests", "requests", Shape.TREND, N_("Requests by month")),
    View("requests-by-service", "requests", "requests", Shape.CHANGES, N_("Requests by service"), by=("service",)),
    View("requests-by-agency", "requests", "requests", Shape.CHANGES, N_("Requests by agency"), by=("agency",)),
    View("requests-by-place", "requests", "requests", Shape.RANKING, N_("Requests by place"), by=PLACES),
    View("requests-duplicate", "requests", "requests-duplicate", Shape.TREND, N_("Share that are duplicates")),
    View("requests-on-time", "requests", "requests-on-time", Shape.TREND, N_("Was a request like mine done on time here?")),
    View("requests-by-timing", "requests", "requests-due", Shape.CHANGES, N_("On time, late, or still waiting"), by=("timing",)),
    View("requests-on-time-by-service", "requests", "requests-on-time", Shape.CHANGES, N_("Done on time, by service"), by=("service",)),
    View("requests-on-time-by-agency", "requests", "requests-on-time", Shape.CHANGES, N_("Done on time, by agency"), by=("agency",)),
    View("requests-on-time-by-place", "requests", "requests-on-time", Shape.RANKING, N_("Done on time, by place"), by=PLACES),
    View("request-days", "requests", "request-days", Shape.TREND, N_("How long a request takes")),
    View("request-days-long", "requests", "request-days-long", Shape.TREND, N_("How long a slow request takes")),
    View("request-days-by-service", "requests", "request-days", Shape.CHANGES, N_("How long a request takes, by service"), by=("service",)),
    View("open-requests", "requests", "open-requests", Shape.CHANGES, N_("Requests still open"), by=("service",)),
    View("open-request-age", "requests", "open-request-age", Shape.CHANGES, N_("How old open requests are"), by=("service",)),
    View("on-time", "requests", "requests-on-time", Shape.NUMBER, N_("Requests done on time")),
    View("requests-reopened", "requests", "requests-reopened", Shape.TREND, N_("Share opened again")),
)  # fmt: skip

SUBJECT = Subject(
    key="requests",
    label=N_("Requests for service (311)"),
    about=N_("What people ask the city to do, and whether it did so on time."),
    units=("request",),
    when="requested_datetime",
    columns=COLUMNS,
    dimensions=(DISTRICT, NEIGHBORHOOD, COUNCIL, *OTHERS),
    metrics=METRICS,
    views=VIEWS,
    sections=(
        Section(
            "/services", "requests", N_("Requests for service (311)"), 10,
            (
                Card("requests-trend"),
                Card("requests-by-service", "half"),
                Card("requests-by-agency", "half"),
                Card("requests-by-place"),
                Card("requests-duplicate"),
            ),
        ),
        Section(
            "/services", "on-time", N_("On time"), 11,
            (
                Card("requests-on-time"),
                Card("requests-by-timing", "half"),
                Card("requests-on-time-by-service", "half"),
                Card("requests-on-time-by-agency", "half"),
                Card("requests-on-time-by-place", "half"),
            ),
        ),
        Section(
            "/services", "waiting", N_("How long people wait"), 12,
            (
                Card("request-days", "full"),
                Card("request-days-long", "full"),
                Card("request-days-by-service"),
                Card("open-requests", "half"),
                Card("open-request-age", "half"),
                Card("requests-reopened"),
            ),
        ),
    ),
)  # fmt: skip
