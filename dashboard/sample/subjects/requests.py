"""Requests for city services (311), with due dates, duplicates and the flaws such tables have.

Each is drawn from an incident's number and takes its day and place from it, so that a later clock only adds requests.
"""

from __future__ import annotations

from dashboard.sample.areas import TIMEZONE
from dashboard.sample.dataset import Context, Dataset, Field
from dashboard.sample.hashed import between, loaded, picked, row_id, uniform, waited

FIELDS = (
    Field("request_number", "text", "Request number", "Unique; one row is one request"),
    Field("created_date", "floating_timestamp", "Created date", "Local time"),
    Field("request_type", "text", "Request type"),
    Field("agency", "text", "Agency"),
    Field("method", "text", "How it came in"),
    Field("status", "text", "Status", "Open, Pending or Closed; (Duplicate) where another request came before"),
    Field("due_date", "floating_timestamp", "Due date", "Created date and the days the city allows itself"),
    Field("closed_date", "floating_timestamp", "Closed date", "Empty while open; some are wrong"),
    Field("times_reopened", "number", "Times opened again"),
    Field("police_district", "text", "Police district"),
    Field("neighborhood", "text", "Neighborhood"),
    Field("council_district", "text", "Council district"),
    Field("latitude", "number", "Latitude", "Middle of the block"),
    Field("longitude", "number", "Longitude", "Middle of the block"),
)
# Type: weight, agency, days allowed, days a typical one takes.
TYPES = {
    "Bulk Trash Pickup": (16, "Public Works", 7, 4.2),
    "Missed Trash Pickup": (9, "Public Works", 3, 1.8),
    "Missed Recycling Pickup": (5, "Public Works", 3, 2.1),
    "Illegal Dumping": (8, "Public Works", 7, 5.6),
    "Dirty Alley": (7, "Public Works", 7, 6.1),
    "Rat Control": (8, "Health", 10, 6.8),
    "Pothole": (7, "Transportation", 5, 3.1),
    "Sidewalk Repair": (2.5, "Transportation", 120, 104),
    "Street Light Out": (5, "Transportation", 10, 7.2),
    "Traffic Signal Repair": (3, "Transportation", 1, 0.4),
    "Sign Repair": (1.5, "Transportation", 14, 12),
    "Abandoned Vehicle": (5, "Transportation", 14, 9.4),
    "Parking Complaint": (5, "Transportation", 1, 0.2),
    "Tree Inspection": (3, "Recreation and Parks", 30, 27),
    "Water Leak": (4, "Water and Sewer", 5, 3.6),
    "Sewer Backup": (2.5, "Water and Sewer", 2, 0.9),
    "Vacant Building": (3, "Housing", 15, 13.5),
    "Property Upkeep": (6, "Housing", 15, 10.8),
    "Stray Animal": (3, "Animal Services", 2, 0.5),
    "Graffiti": (2, "Public Works", 14, 5.2),
    "Loud Noise": (1.5, "Health", 3, 1.1),
    "General Question": (6, "311 Call Center", 1, 0.05),
    "Block Party Permit": (1, "Transportation", 21, 11),
}
METHODS = {"Phone": 52, "Web": 21, "Mobile App": 24, "Email": 2, "Walk-in": 1}
HOURS = {8: 9, 9: 12, 10: 12, 11: 11, 12: 9, 13: 9, 14: 9, 15: 8, 16: 7, 17: 4, 18: 3, 19: 2, 20: 2, 7: 3}
KEY = "incident_number || part"


def _rows(context: Context) -> str:
    def draw(salt: str, key: str = "request_number") -> str:
        return uniform(key, f"{context.seed}311{salt}")

    types = ", ".join(f"('{name}', '{told[1]}', {told[2]}, {told[3]})" for name, told in TYPES.items())
    hours = picked(draw("hour", KEY), {str(hour): weight for hour, weight in HOURS.items()})
    minute = f"CAST({hours} AS INT) * 3600 + CAST(floor({draw('minute', KEY)} * 3600) AS INT)"
    better = "greatest(0.75, 1.35 - 0.1 * (year(created) - 2020))"
    over = f"ends < TIMESTAMP '{context.cutoff}'"
    wrong, slip = draw("wrong"), between(draw("slip"), 0.1, 3)
    closed = f"CASE WHEN {wrong} < 0.009 THEN TIMESTAMP '1900-01-01' WHEN {wrong} < 0.015 THEN created - to_seconds(86400 * {slip}) ELSE ends END"
    return f"""
    WITH types(request_type, agency, allowed, middle) AS (VALUES {types}), asked AS (
      SELECT *, 'R' || {KEY} AS request_number, date_trunc('day', reported_date) + to_seconds({minute}) AS created
      FROM (SELECT *, unnest(CASE WHEN {draw("two", "incident_number")} < 0.3 THEN ['1', '2'] ELSE ['1'] END) AS part FROM "smpl-inc1")
    ), typed AS (
      SELECT * FROM (SELECT *, {picked(draw("type"), {name: told[0] for name, told in TYPES.items()})} AS request_type FROM asked)
      JOIN types USING (request_type)
    ), ended AS (
      SELECT *, created + to_seconds(86400 * least({better} * {waited(draw("days"), 1, 0.62)} * middle, 900)) AS ends, {draw("twin")} < 0.035 AS twin
      FROM typed
    )
    SELECT request_number, CASE WHEN {draw("date")} < 0.0004 THEN TIMESTAMP '1900-01-01' ELSE created END AS created_date,
      request_type, agency, {picked(draw("method"), METHODS)} AS method,
      CASE WHEN {over} THEN 'Closed' WHEN {draw("pending")} < 0.1 THEN 'Pending' ELSE 'Open' END || CASE WHEN twin THEN ' (Duplicate)' ELSE '' END AS status,
      CASE WHEN {draw("nodue")} >= 0.03 THEN created + to_days(allowed) END AS due_date,
      CASE WHEN {over} THEN date_trunc('second', {closed}) END AS closed_date,
      CASE WHEN {over} AND {draw("again")} < 0.041 THEN 1 + floor({draw("again")} * 48) ELSE 0 END AS times_reopened,
      police_district, neighborhood, council_district, latitude, longitude,
      {row_id("request_number", "req")} AS ":id", {loaded("created", context.launch, TIMEZONE)} AS ":created_at",
      {loaded(f"CASE WHEN {over} THEN ends ELSE created END", context.launch, TIMEZONE)} AS ":updated_at"
    FROM ended
    """


DATASETS = (
    Dataset(
        "smpl-req1",
        "311 service requests",
        "Made-up requests of Harbor City, a city that does not exist. One row is one request. The due date is the "
        "created date and the days the city allows itself for that type.",
        "Harbor City 311",
        FIELDS,
        _rows,
        row_identifier="request_number",
        draws_on=("smpl-inc1",),
        category="City Services",
    ),
)
