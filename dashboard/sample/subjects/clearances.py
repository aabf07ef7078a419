"""Offenses that police cleared, by the day they did; made from the incidents."""

from __future__ import annotations

from dashboard.sample.areas import PUBLISHER, TIMEZONE
from dashboard.sample.dataset import Context, Dataset, Field
from dashboard.sample.hashed import loaded, row_id, uniform, waited

FIELDS = (
    Field("incident_number", "text", "Incident number", "Unique"),
    Field("cleared_date", "floating_timestamp", "Cleared date"),
    Field("clearance", "text", "Clearance", "CLEARED BY ARREST, or EXCEPTIONAL and why"),
    Field("offense", "text", "Offense"),
    Field("offense_year", "number", "Year of the offense"),
    Field("police_district", "text", "Police district"),
    Field("neighborhood", "text", "Neighborhood"),
)
CLEARED = (
    ("MURDER", 58), ("NON-FATAL SHOOTING", 34), ("AGG%", 42), ("SIMPLE ASSAULT", 38), ("RAPE", 30), ("FONDLING", 24),
    ("ROBBERY%", 25), ("CARJACKING", 26), ("KIDNAPPING", 45), ("BURGLARY%", 13), ("SHOPLIFTING", 30),
    ("MOTOR VEHICLE THEFT", 8), ("DRUG VIOLATION", 90), ("WEAPON LAW VIOLATION", 84), ("TRESPASS", 72), ("ARSON", 20),
)  # fmt: skip


def _rows(context: Context) -> str:
    def draw(salt: str) -> str:
        return uniform("incident_number", f"{context.seed}{salt}")

    chance = " ".join(
        f"WHEN upper(trim(offense)) LIKE '{pattern}' THEN {percent / 100}" for pattern, percent in CLEARED
    )
    stamp = loaded("cleared", context.launch, TIMEZONE)
    return f"""
    WITH made AS (
      SELECT *, date_trunc('day', reported_date + to_days(CAST(round({waited(draw("cleared"), 9, 1.3)}) AS INT))) AS cleared
      FROM "smpl-inc1" WHERE {draw("clear")} < CASE {chance} ELSE 0.05 END
    )
    SELECT incident_number, cleared AS cleared_date,
      CASE WHEN {draw("how")} < 0.87 THEN 'CLEARED BY ARREST' WHEN {draw("how")} < 0.93 THEN 'EXCEPTIONAL - VICTIM DECLINED'
           WHEN {draw("how")} < 0.97 THEN 'EXCEPTIONAL - PROSECUTION DECLINED' ELSE 'EXCEPTIONAL - DEATH OF OFFENDER' END AS clearance,
      offense, year(reported_date) AS offense_year, police_district, neighborhood,
      {row_id("incident_number", "clr")} AS ":id", {stamp} AS ":created_at", {stamp} AS ":updated_at"
    FROM made WHERE cleared < DATE '{context.cutoff}'
    """


DATASETS = (
    Dataset(
        "smpl-clr1",
        "Offenses cleared",
        "Made-up clearances of Harbor City, a city that does not exist. One row is one offense, dated when it was cleared.",
        PUBLISHER,
        FIELDS,
        _rows,
        row_identifier="incident_number",
        draws_on=("smpl-inc1",),
    ),
)
