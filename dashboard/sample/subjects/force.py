"""Uses of force by police, one row an officer and a person; made from the incidents, with the flaws such tables have."""

from __future__ import annotations

from dashboard.sample.areas import PUBLISHER, TIMEZONE
from dashboard.sample.dataset import Context, Dataset, Field
from dashboard.sample.hashed import loaded, picked, row_id, uniform, waited

FIELDS = (
    Field("force_row", "text", "Row", "Unique; one row is one officer and one person"),
    Field(
        "report_number", "text", "Report number", "Shared by the rows of one use of force; empty where none was given"
    ),
    Field("force_date", "floating_timestamp", "Date of the use of force", "Local time"),
    Field("force_type", "text", "Type of force"),
    Field("force_level", "text", "Level", "L1 to L4"),
    Field("review", "text", "Review", "PENDING until the report is reviewed"),
    Field("subject_number", "text", "Subject", "Number of the person within the report"),
    Field("subject_injured", "text", "Subject injured"),
    Field("subject_age", "number", "Age of the subject", "Years; -100 and 0 stand for unknown"),
    Field("subject_sex", "text", "Sex of the subject"),
    Field("subject_race", "text", "Race of the subject", "As the officer recorded it"),
    Field("subject_ethnicity", "text", "Ethnicity of the subject"),
    Field("police_district", "text", "Police district"),
    Field("neighborhood", "text", "Neighborhood"),
)
LEVELS = {"L1": 74, "L2": 20, "L3": 4.4, "L4": 1.6}
TYPES = {
    "L1": {"FIREARM (EXHIBITED)": 44, "HANDS": 24, "TAKEDOWN (NO INJURY)": 18, "CEW EXHIBITED": 9, "ESCORT TECHNIQUE": 5},
    "L2": {"CEW DEPLOYMENT": 46, "TAKEDOWN (W/INJURY)": 30, "HANDS": 14, "OC SPRAY": 10},
    "L3": {"BATON STRIKE": 34, "HEAD STRIKE": 26, "CEW DEPLOYMENT": 30, "OTHER": 10},
    "L4": {"FIREARM (DISCHARGED)": 55, "CANINE (BITE)": 35, "VEHICLE AS WEAPON": 10},
}  # fmt: skip
REVIEWS = {
    "JUSTIFIED": 83, "JUSTIFIED - TRAINING": 7, "JUSTIFIED - POLICY VIOLATION": 4, "NOT JUSTIFIED": 3, "NO REPORTABLE FORCE": 3,
}  # fmt: skip
CHANCE = "CASE WHEN offense ILIKE 'AGG%' THEN 0.06 WHEN offense ILIKE 'WEAPON%' THEN 0.12 WHEN offense ILIKE 'ROBBERY%' THEN 0.05 ELSE 0.02 END"
PERSON = "incident_number || person"
ROW = "incident_number || person || officer"


def _rows(context: Context) -> str:
    def draw(salt: str, key: str = "incident_number") -> str:
        return uniform(key, f"{context.seed}force{salt}")

    kinds = " ".join(f"WHEN '{level}' THEN {picked(draw('type', ROW), kinds)}" for level, kinds in TYPES.items())
    officers = (
        f"CASE WHEN {draw('officers')} < 0.55 THEN [1] WHEN {draw('officers')} < 0.86 THEN [1, 2] ELSE [1, 2, 3] END"
    )
    ends = f"happened + to_days(CAST(round({waited(draw('review'), 34, 0.7)}) AS INT))"
    over = f"ends < TIMESTAMP '{context.cutoff}'"
    untold = draw("noage", PERSON)
    return f"""
    WITH made AS (
      SELECT *, date_trunc('minute', reported_date) AS happened, {picked(draw("level"), LEVELS)} AS level
      FROM "smpl-inc1" WHERE {draw("force")} < {CHANCE}
    ), told AS (
      SELECT *, {ends} AS ends, unnest(CASE WHEN {draw("people")} < 0.07 THEN [1, 2] ELSE [1] END) AS person FROM made
    ), listed AS (SELECT *, unnest({officers}) AS officer FROM told)
    SELECT 'UF' || incident_number || '-' || person || officer AS force_row,
      CASE WHEN {draw("number")} < 0.01 THEN NULL ELSE 'UF' || incident_number END AS report_number,
      happened AS force_date, CASE level {kinds} END AS force_type, level AS force_level,
      CASE WHEN {over} THEN {picked(draw("found"), REVIEWS)} ELSE 'PENDING' END AS review, person::VARCHAR AS subject_number,
      CASE WHEN {draw("hurt", PERSON)} < CASE level WHEN 'L1' THEN 0.06 WHEN 'L2' THEN 0.5 ELSE 0.85 END THEN 'Yes' ELSE 'No' END AS subject_injured,
      CASE WHEN {untold} < 0.02 THEN -100 WHEN {untold} < 0.03 THEN 0 ELSE CAST(floor(15 + 46 * pow({draw("age", PERSON)}, 1.5)) AS INT) END AS subject_age,
      CASE WHEN {draw("nosex", PERSON)} < 0.006 THEN NULL WHEN {draw("sex", PERSON)} < 0.85 THEN 'M' ELSE 'F' END AS subject_sex,
      {picked(draw("race", PERSON), {"B": 54, "W": 30, "A": 3, "I": 0.5, "U": 4, "(null)": 0.5})} AS subject_race,
      {picked(draw("ethnicity", PERSON), {"HISPANIC": 9, "NOT HISPANIC": 81, "UNKNOWN": 10})} AS subject_ethnicity,
      police_district, neighborhood, {row_id(ROW, "frc")} AS ":id", {loaded("happened", context.launch, TIMEZONE)} AS ":created_at",
      {loaded(f"CASE WHEN {over} THEN ends ELSE happened END", context.launch, TIMEZONE)} AS ":updated_at"
    FROM listed
    """


DATASETS = (
    Dataset(
        "smpl-frc1",
        "Use of force",
        "Made-up uses of force by the police of Harbor City, a city that does not exist. One row is one officer and one "
        "person; the rows of one use of force share its number.",
        PUBLISHER,
        FIELDS,
        _rows,
        row_identifier="force_row",
        draws_on=("smpl-inc1",),
    ),
)
