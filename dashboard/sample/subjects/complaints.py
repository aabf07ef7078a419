"""Complaints about police officers, one row an allegation; made from the incidents, with the flaws such tables have."""

from __future__ import annotations

from dashboard.sample.areas import TIMEZONE
from dashboard.sample.dataset import Context, Dataset, Field
from dashboard.sample.hashed import loaded, picked, row_id, uniform, waited

BOARD = "Harbor City Office of Police Conduct"
FIELDS = (
    Field("allegation_id", "text", "Allegation ID", "Unique; one row is one allegation"),
    Field("complaint_number", "text", "Complaint number", "Shared by its allegations; empty where none was given"),
    Field("received_date", "floating_timestamp", "Received date"),
    Field("source", "text", "Source", "CITIZEN or INTERNAL"),
    Field("allegation", "text", "Allegation"),
    Field("finding", "text", "Finding", "PENDING until there is one"),
    Field("closed_date", "floating_timestamp", "Closed date", "Empty while open; some are wrong"),
    Field("complainant_age", "number", "Age of the person who complained", "Years; empty where not given"),
    Field("complainant_sex", "text", "Sex of the person who complained"),
    Field("complainant_race", "text", "Race of the person who complained"),
    Field("complainant_ethnicity", "text", "Ethnicity of the person who complained"),
    Field("officer_district", "text", "Police district of the officer"),
)
ALLEGATIONS = {
    "NEGLECT OF DUTY": 30, "CONDUCT UNBECOMING": 16, "DISCOURTESY": 18, "EXCESSIVE FORCE": 11, "HARASSMENT": 7,
    "DISCRIMINATION": 5, "UNTRUTHFULNESS": 2, "CRIMINAL MISCONDUCT": 3, "DISOBEDIENCE OF ORDERS": 6, "OTHER": 2,
}  # fmt: skip
FINDINGS = {
    "SUSTAINED": 17, "NOT SUSTAINED": 19, "EXONERATED": 15, "UNFOUNDED": 27, "MEDIATED": 7, "ADMINISTRATIVELY CLOSED": 12,
    "RESIGNED": 1, "SETTLED": 2,
}  # fmt: skip
ROW = "incident_number || part"


def _rows(context: Context) -> str:
    def draw(salt: str, key: str = "incident_number") -> str:
        return uniform(key, f"{context.seed}complaint{salt}")

    parts = f"CASE WHEN {draw('parts')} < 0.66 THEN [1] WHEN {draw('parts')} < 0.92 THEN [1, 2] ELSE [1, 2, 3] END"
    over, wrong, untold = f"ends < DATE '{context.cutoff}'", draw("wrong"), draw("untold")
    closed = f"CASE WHEN {wrong} < 0.006 THEN DATE '1900-01-01' WHEN {wrong} < 0.012 THEN received - 3 ELSE ends END"
    given = f"source = 'CITIZEN' AND {untold} < 0.72"
    return f"""
    WITH made AS (
      SELECT *, CAST(reported_date AS DATE) + CAST(1 + floor(30 * pow({draw("late")}, 3)) AS INT) AS received,
        CASE WHEN {draw("source")} < 0.3 THEN 'INTERNAL' ELSE 'CITIZEN' END AS source
      FROM "smpl-inc1" WHERE {draw("complaint")} < 0.03
    ), ended AS (
      SELECT *, received + CAST(round({waited(draw("closed"), 92, 0.5)}) AS INT) AS ends FROM made WHERE received < DATE '{context.cutoff}'
    ), listed AS (SELECT *, unnest({parts}) AS part FROM ended)
    SELECT 'AL' || incident_number || '-' || part AS allegation_id,
      CASE WHEN {draw("number")} < 0.03 THEN NULL ELSE 'PC' || incident_number END AS complaint_number,
      CAST(received AS TIMESTAMP) AS received_date, source, {picked(draw("what", ROW), ALLEGATIONS)} AS allegation,
      CASE WHEN {over} THEN {picked(draw("found", ROW), FINDINGS)} ELSE 'PENDING' END AS finding,
      CASE WHEN {over} THEN CAST({closed} AS TIMESTAMP) END AS closed_date,
      CASE WHEN {given} THEN CAST(floor(17 + 55 * pow({draw("age")}, 1.3)) AS INT) END AS complainant_age,
      CASE WHEN {given} THEN CASE WHEN {draw("sex")} < 0.53 THEN 'F' WHEN {draw("sex")} < 0.99 THEN 'M' ELSE 'X' END END AS complainant_sex,
      CASE WHEN {given} THEN {picked(draw("race"), {"B": 50, "W": 36, "A": 4, "U": 5})} END AS complainant_race,
      CASE WHEN {given} THEN {picked(draw("ethnicity"), {"HISPANIC": 8, "NOT HISPANIC": 84, "UNKNOWN": 8})} END AS complainant_ethnicity,
      CASE WHEN {draw("where")} < 0.08 THEN 'HEADQUARTERS' ELSE police_district END AS officer_district,
      {row_id(ROW, "cmp")} AS ":id", {loaded("received", context.launch, TIMEZONE)} AS ":created_at",
      {loaded(f"CASE WHEN {over} THEN ends ELSE received END", context.launch, TIMEZONE)} AS ":updated_at"
    FROM listed
    """


DATASETS = (
    Dataset(
        "smpl-cmp1",
        "Complaints about officers",
        "Made-up complaints about officers of Harbor City, a city that does not exist. One row is one allegation; the "
        "allegations of one complaint share its number.",
        BOARD,
        FIELDS,
        _rows,
        row_identifier="allegation_id",
        draws_on=("smpl-inc1",),
    ),
)
