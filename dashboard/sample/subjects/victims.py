"""Victims of crimes against persons: one row a victim, made from the incidents."""

from __future__ import annotations

from dashboard.sample.areas import PUBLISHER
from dashboard.sample.dataset import Context, Dataset, Field
from dashboard.sample.hashed import picked, uniform

FIELDS = (
    Field("victim_id", "text", "Victim ID", "Unique; the incident's number and a running letter"),
    Field("incident_number", "text", "Incident number"),
    Field("occurred_date", "floating_timestamp", "Occurred date"),
    Field("offense", "text", "Offense"),
    Field("weapon", "text", "Weapon"),
    Field("relationship", "text", "Relationship", "Of victim and suspect, as the officer recorded it"),
    Field("age", "number", "Age", "Years; -100 and 0 stand for unknown"),
    Field("sex", "text", "Sex"),
    Field("race", "text", "Race", "As the officer recorded it"),
    Field("ethnicity", "text", "Ethnicity"),
    Field("police_district", "text", "Police district"),
    Field("neighborhood", "text", "Neighborhood"),
)
PERSONS = "MURDER", "NON-FATAL SHOOTING", "RAPE", "FONDLING", "KIDNAPPING", "SIMPLE ASSAULT"
KEY = "incident_number || letter"


def _rows(context: Context) -> str:
    def draw(salt: str) -> str:
        return uniform(KEY, f"{context.seed}{salt}")

    offenses = ", ".join(f"'{name}'" for name in PERSONS)
    young = "upper(trim(offense)) IN ('MURDER', 'NON-FATAL SHOOTING')"
    age = f"CAST(floor(CASE WHEN {young} THEN 16 + 40 * pow({draw('age')}, 1.6) ELSE 8 + 68 * pow({draw('age')}, 1.25) END) AS INT)"
    male = f"CASE WHEN {young} THEN 0.86 ELSE 0.42 END"
    partner = (
        "CASE WHEN upper(trim(offense)) IN ('SIMPLE ASSAULT', 'RAPE') OR offense ILIKE 'AGG%' THEN 0.24 ELSE 0.05 END"
    )
    return f"""
    SELECT {KEY} AS victim_id, incident_number, occurred_date, offense, weapon,
      CASE WHEN {draw("rel")} < {partner} THEN {picked(draw("which"), {"SPOUSE": 2, "BOYFRIEND/GIRLFRIEND": 4, "EX-SPOUSE": 1})}
           ELSE {picked(draw("who"), {"STRANGER": 4, "ACQUAINTANCE": 3, "FAMILY": 1.5, "UNKNOWN": 3})} END AS relationship,
      CASE WHEN {draw("noage")} < 0.02 THEN -100 WHEN {draw("noage")} < 0.03 THEN 0 ELSE {age} END AS age,
      CASE WHEN {draw("nosex")} < 0.01 THEN 'U' WHEN {draw("sex")} < {male} THEN 'M' ELSE 'F' END AS sex,
      {picked(draw("race"), {"B": 48, "W": 34, "A": 4, "I": 0.6, "P": 0.3, "UNKNOWN": 3, "(null)": 0.6})} AS race,
      {picked(draw("ethnicity"), {"HISPANIC": 11, "NOT HISPANIC": 82, "UNKNOWN": 7})} AS ethnicity,
      police_district, neighborhood, ":created_at", ":updated_at"
    FROM (SELECT *, unnest(CASE WHEN {uniform("incident_number", "two")} < 0.06 THEN ['A', 'B'] ELSE ['A'] END) AS letter FROM "smpl-inc1")
    WHERE upper(trim(offense)) IN ({offenses}) OR upper(offense) LIKE 'AGG%'
    """


DATASETS = (
    Dataset(
        "smpl-vic1",
        "Victims of crimes against persons",
        "Made-up victims of Harbor City, a city that does not exist. One row is one victim.",
        PUBLISHER,
        FIELDS,
        _rows,
        row_identifier="victim_id",
        draws_on=("smpl-inc1",),
    ),
)
