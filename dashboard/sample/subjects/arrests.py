"""Arrests, one row a charge: made from the incidents, with the flaws such tables have."""

from __future__ import annotations

from dashboard.sample.areas import PUBLISHER, TIMEZONE
from dashboard.sample.dataset import Context, Dataset, Field
from dashboard.sample.hashed import loaded, picked, row_id, uniform, waited

FIELDS = (
    Field("charge_id", "text", "Charge ID", "Unique; one row is one charge"),
    Field("arrest_number", "text", "Arrest number", "Shared by the charges of one arrest; empty where none was given"),
    Field("arrest_date", "floating_timestamp", "Arrest date", "Local time"),
    Field("charge_description", "text", "Charge description", "As the officer typed it"),
    Field("age", "number", "Age", "Years; -100, 0 and 100 stand for unknown"),
    Field("sex", "text", "Sex"),
    Field("race", "text", "Race", "As the officer recorded it"),
    Field("ethnicity", "text", "Ethnicity"),
    Field("arrest_block", "text", "Arrest block", "To the hundred block"),
    Field("police_district", "text", "Police district"),
    Field("post", "text", "Post", "Patrol post; SD and a number where only the district is known"),
    Field("neighborhood", "text", "Neighborhood"),
)
# Offense (pattern): how many of 100 lead to an arrest, and the words of the charge.
CHARGES = (
    ("MURDER", 52, "MURDER - FIRST DEGREE"),
    ("NON-FATAL SHOOTING", 30, "ATT 1ST DEG. MURDER"),
    ("AGG%", 36, "ASSAULT-FIRST DEGREE"),
    ("SIMPLE ASSAULT", 27, "ASSAULT-SEC DEGREE"),
    ("INTIMIDATION", 9, "HARASS; A COURSE OF CONDUCT"),
    ("RAPE", 22, "RAPE FIRST DEGREE"),
    ("FONDLING", 20, "4TH DEGREE SEX OFFENSE"),
    ("ROBBERY%", 22, "ARMED ROBBERY"),
    ("CARJACKING", 24, "ARMED CARJACKING"),
    ("KIDNAPPING", 40, "KIDNAPPING"),
    ("BURGLARY%", 11, "BURGLARY-FIRST DEGREE"),
    ("SHOPLIFTING", 28, "THEFT: LESS $1,500 VALUE"),
    ("MOTOR VEHICLE THEFT", 7, "STOLEN AUTO"),
    ("DRUG VIOLATION", 86, "CDS POSSESSION"),
    ("WEAPON LAW VIOLATION", 82, "HANDGUN VIOLATION"),
    ("TRESPASS", 70, "TRESPASSING"),
    ("VANDALISM", 6, "DESTRUCTION OF PROPERTY"),
    ("FRAUD%", 6, "CREDIT CARD/ANOTHER CHARGE"),
    ("ALL OTHER OFFENSES", 90, "FAILURE TO APPEAR"),
    ("THEFT%", 4, "THEFT"),
)
SECOND = {
    "RESIST ARREST": 4,
    "CDS POSSESSION": 4,
    "HANDGUN VIOLATION": 2,
    "VIOLATION OF PROBATION": 3,
    "DRIVING WITHOUT LICENSE": 2,
}


def _rows(context: Context) -> str:
    def draw(salt: str, key: str = "incident_number") -> str:
        return uniform(key, f"{context.seed}{salt}")

    text = "upper(trim(offense))"
    chance = " ".join(f"WHEN {text} LIKE '{pattern}' THEN {percent / 100}" for pattern, percent, _ in CHARGES)
    words = " ".join(f"WHEN {text} LIKE '{pattern}' THEN '{charge}'" for pattern, _, charge in CHARGES)
    later = f"CASE WHEN {draw('soon')} < 0.62 THEN {draw('hours')} * 0.4 ELSE {waited(draw('days'), 14)} END"
    age = f"CAST(floor(16.5 + 48 * pow({draw('age')}, 1.45)) AS INT)"
    untold = draw("noage")
    return f"""
    WITH made AS (
      SELECT *, date_trunc('minute', reported_date + to_seconds(86400 * ({later}))) AS arrested,
        CASE {words} END AS first_charge
      FROM "smpl-inc1" WHERE {draw("arrest")} < CASE {chance} ELSE 0 END
    ), charged AS (
      SELECT *, unnest(CASE WHEN {draw("two")} < 0.12 THEN [1, 2] WHEN {draw("two")} < 0.1206 THEN [1, 3] ELSE [1] END) AS charge
      FROM made WHERE arrested < TIMESTAMP '{context.cutoff}'
    )
    SELECT 'CH' || incident_number || '-' || charge AS charge_id,
      CASE WHEN {draw("number")} < 0.03 THEN NULL ELSE 'A' || replace(incident_number, '-', '') END AS arrest_number,
      arrested AS arrest_date,
      CASE WHEN charge = 2 THEN {picked(draw("second"), SECOND)} WHEN {draw("words")} < 0.02 THEN 'Unknown Charge'
           WHEN {draw("words")} < 0.03 THEN first_charge || chr(10) ELSE first_charge END AS charge_description,
      CASE WHEN {untold} < 0.01 THEN -100 WHEN {untold} < 0.016 THEN 0 WHEN {untold} < 0.018 THEN 100 ELSE {age} END AS age,
      CASE WHEN {draw("nosex")} < 0.004 THEN NULL WHEN {draw("sex")} < 0.79 THEN 'M' ELSE 'F' END AS sex,
      {picked(draw("race"), {"B": 52, "W": 33, "A": 3, "I": 0.5, "U": 3, "(null)": 0.5})} AS race,
      {picked(draw("ethnicity"), {"HISPANIC": 9, "NOT HISPANIC": 83, "UNKNOWN": 8})} AS ethnicity,
      block_address AS arrest_block,
      CASE WHEN {draw("where")} < 0.06 THEN NULL ELSE police_district END AS police_district,
      CASE WHEN {draw("where")} < 0.06 THEN NULL WHEN {draw("post")} < 0.05 THEN 'SD5'
           ELSE CAST(100 + floor({draw("post")} * 800) AS INT)::VARCHAR END AS post,
      CASE WHEN {draw("where")} < 0.06 THEN NULL ELSE neighborhood END AS neighborhood,
      {row_id("incident_number || charge", "arr")} AS ":id",
      {loaded("arrested", context.launch, TIMEZONE)} AS ":created_at", {loaded("arrested", context.launch, TIMEZONE)} AS ":updated_at"
    FROM charged
    """


DATASETS = (
    Dataset(
        "smpl-arr1",
        "Arrests",
        "Made-up arrests of Harbor City, a city that does not exist. One row is one charge; the charges of one arrest "
        "share its number.",
        PUBLISHER,
        FIELDS,
        _rows,
        row_identifier="charge_id",
        draws_on=("smpl-inc1",),
    ),
)
