"""Calls for service with the times of call, dispatch and arrival; made from the incidents, with the flaws of such logs."""

from __future__ import annotations

from dashboard.sample.areas import TIMEZONE
from dashboard.sample.dataset import Context, Dataset, Field
from dashboard.sample.hashed import loaded, picked, row_id, uniform, waited

FIELDS = (
    Field("call_number", "text", "Call number", "Unique; one row is one call"),
    Field("call_time", "floating_timestamp", "Call time", "Local time"),
    Field("call_type", "text", "Type of call"),
    Field("priority", "text", "Priority", "1 to 4; some are written P1"),
    Field("call_source", "text", "Source", "911, PHONE, ALARM or OFFICER"),
    Field("dispatch_time", "floating_timestamp", "Dispatch time"),
    Field("arrival_time", "floating_timestamp", "Arrival time", "First officer; empty where none was noted"),
    Field("close_code", "text", "Close code"),
    Field("police_district", "text", "Police district"),
    Field("neighborhood", "text", "Neighborhood"),
)
# Type: weight, priority.
TYPES = {
    "FIGHT": (6, 2), "ASSAULT IN PROGRESS": (4, 1), "ROBBERY": (1.5, 1), "SHOTS FIRED": (3, 1), "ARMED PERSON": (2, 1),
    "DOMESTIC": (10, 2), "BURGLARY REPORT": (4, 3), "THEFT REPORT": (9, 4), "NOISE": (8, 4), "DISORDERLY": (12, 3),
    "WELFARE CHECK": (9, 3), "BEHAVIORAL CRISIS": (4, 2), "CRASH": (8, 2), "PARKING": (4, 4), "ALARM": (8, 3),
    "SUSPICIOUS PERSON": (9, 3), "MISSING PERSON": (1, 2), "OTHER": (4, 4),
}  # fmt: skip
OFFICER = {"TRAFFIC STOP": 5, "BUSINESS CHECK": 3, "SUSPICIOUS PERSON": 2}
SOURCES = {"911": 66, "PHONE": 26, "ALARM": 8}
CLOSES = {
    "REPORT TAKEN": 34,
    "NO REPORT NEEDED": 39,
    "GONE ON ARRIVAL": 11,
    "UNFOUNDED": 5,
    "CANCELLED": 6,
    "ADVISED": 5,
}
KEY = "incident_number || part"
MIDDLE = "CASE level WHEN '1' THEN 6.4 WHEN '2' THEN 12.5 WHEN '3' THEN 27 ELSE 52 END"


def _rows(context: Context) -> str:
    def draw(salt: str, key: str = "call_number") -> str:
        return uniform(key, f"{context.seed}call{salt}")

    levels = " ".join(f"WHEN '{name}' THEN '{level}'" for name, (_, level) in TYPES.items())
    slower = "(1 + 0.06 * (year(received) - 2020)) * CASE WHEN hour(received) BETWEEN 15 AND 22 THEN 1.15 ELSE 1 END"
    minutes = f"least({slower} * {MIDDLE} * {waited(draw('minutes'), 1, 0.42)}, 700)"
    wrong = draw("wrong")
    arrival = (
        f"CASE WHEN {wrong} < 0.004 THEN received - INTERVAL 3 MINUTE WHEN {wrong} < 0.007 THEN received "
        f"ELSE received + to_seconds(CAST(60 * {minutes} AS INT)) END"
    )
    diverted = (
        f"call_type = 'BEHAVIORAL CRISIS' AND {draw('diverted')} < least(0.02 + 0.05 * (year(received) - 2020), 0.3)"
    )
    return f"""
    WITH made AS (
      SELECT *, 'K' || {KEY} AS call_number FROM (SELECT *, unnest(['1', '2', '3']) AS part FROM "smpl-inc1")
      WHERE {draw("call", KEY)} < 0.75
    ), timed AS (
      SELECT *, date_trunc('day', reported_date) + to_seconds(CAST(floor(86400 * sqrt({draw("time")})) AS INT)) AS received,
        {draw("self")} < 0.22 AS own FROM made
    ), typed AS (
      SELECT *, CASE WHEN own THEN {picked(draw("own"), OFFICER)}
        ELSE {picked(draw("type"), {name: weight for name, (weight, _) in TYPES.items()})} END AS call_type FROM timed
    ), ranked AS (SELECT *, CASE WHEN own THEN '4' ELSE CASE call_type {levels} END END AS level FROM typed)
    , ended AS (
      SELECT *, CASE WHEN own THEN 'OFFICER' ELSE {picked(draw("source"), SOURCES)} END AS call_source,
        CASE WHEN {diverted} THEN 'DIVERTED - CRISIS TEAM' ELSE {picked(draw("close"), CLOSES)} END AS close_code FROM ranked
    )
    SELECT call_number, received AS call_time, call_type, CASE WHEN {draw("p")} < 0.03 THEN 'P' ELSE '' END || level AS priority,
      call_source, CASE WHEN NOT own AND close_code <> 'CANCELLED' THEN received + to_seconds(CAST(60 * {minutes} * 0.4 AS INT)) END AS dispatch_time,
      CASE WHEN own THEN received WHEN close_code IN ('CANCELLED', 'ADVISED', 'DIVERTED - CRISIS TEAM') OR {draw("none")} < 0.05
        THEN NULL ELSE {arrival} END AS arrival_time,
      close_code, police_district, neighborhood, {row_id("call_number", "cal")} AS ":id",
      {loaded("received", context.launch, TIMEZONE)} AS ":created_at", {loaded("received", context.launch, TIMEZONE)} AS ":updated_at"
    FROM ended
    """


DATASETS = (
    Dataset(
        "smpl-cal1",
        "Calls for service",
        "Made-up calls for service of Harbor City, a city that does not exist. One row is one call.",
        "Harbor City Emergency Communications",
        FIELDS,
        _rows,
        row_identifier="call_number",
        draws_on=("smpl-inc1",),
    ),
)
