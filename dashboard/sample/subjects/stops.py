"""Stops by police, one row a person stopped; made from the incidents, with the flaws such tables have."""

from __future__ import annotations

from dashboard.sample.areas import PUBLISHER, TIMEZONE
from dashboard.sample.dataset import Context, Dataset, Field
from dashboard.sample.hashed import loaded, picked, row_id, uniform

FIELDS = (
    Field("stop_row", "text", "Row", "Unique; one row is one person"),
    Field("stop_number", "text", "Stop number", "Shared by the people of one stop; empty where none was given"),
    Field("stop_date", "floating_timestamp", "Date of the stop", "Local time"),
    Field("stop_type", "text", "Type of stop", "VEHICLE, PEDESTRIAN or BICYCLE"),
    Field("stop_reason", "text", "Reason"),
    Field("stop_result", "text", "Result"),
    Field("search", "text", "Search", "Y or N; empty where not noted"),
    Field("contraband", "text", "Contraband found", "Y or N; empty where nobody was searched"),
    Field("person_number", "text", "Person", "Number of the person within the stop"),
    Field("person_age", "number", "Age of the person", "Years; -100 and 0 stand for unknown"),
    Field("person_sex", "text", "Sex of the person"),
    Field("person_race", "text", "Race of the person", "As the officer saw it"),
    Field("person_ethnicity", "text", "Ethnicity of the person"),
    Field("police_district", "text", "Police district"),
    Field("neighborhood", "text", "Neighborhood"),
)
KINDS = {"VEHICLE": 68, "PEDESTRIAN": 29, "BICYCLE": 3}
DRIVING = {"MOVING VIOLATION": 46, "EQUIPMENT": 22, "REGISTRATION": 14, "SUSPICIOUS VEHICLE": 8, "CALL FOR SERVICE": 6, "WANTED VEHICLE": 4}  # fmt: skip
WALKING = {"SUSPECT PERSON": 40, "CALL FOR SERVICE": 34, "WANTED PERSON": 7, "WELFARE": 9, "CURFEW": 3, "OTHER": 7}
RESULTS = {
    "VEHICLE": {"WARNING": 39, "CITATION": 43, "NO ACTION": 10, "ARREST": 6, "TOW": 2},
    "PEDESTRIAN": {"NO ACTION": 62, "WARNING": 17, "ARREST": 14, "CITATION": 4, "TRANSPORTED": 3},
}
ROW = "incident_number || person"


def _rows(context: Context) -> str:
    def draw(salt: str, key: str = "incident_number") -> str:
        return uniform(key, f"{context.seed}stop{salt}")

    results = (
        f"CASE WHEN stop_type = 'VEHICLE' THEN {picked(draw('result', ROW), RESULTS['VEHICLE'])} "
        f"ELSE {picked(draw('result', ROW), RESULTS['PEDESTRIAN'])} END"
    )
    searched = f"{draw('search')} < CASE stop_type WHEN 'VEHICLE' THEN 0.11 ELSE 0.27 END"
    found = "CASE stop_reason WHEN 'WANTED PERSON' THEN 0.34 WHEN 'SUSPECT PERSON' THEN 0.19 ELSE 0.25 END"
    untold = draw("noage", ROW)
    return f"""
    WITH made AS (
      SELECT *, date_trunc('minute', reported_date) AS stopped, {picked(draw("type"), KINDS)} AS stop_type
      FROM "smpl-inc1" WHERE {draw("stop")} < greatest(0.2, 0.42 - 0.03 * (year(reported_date) - 2020))
    ), told AS (
      SELECT *, CASE WHEN stop_type = 'VEHICLE' THEN {picked(draw("reason"), DRIVING)}
        ELSE {picked(draw("reason"), WALKING)} END AS stop_reason FROM made
    ), searched AS (
      SELECT *, CASE WHEN {draw("nosearch")} < 0.02 THEN NULL WHEN {searched} THEN 'Y' ELSE 'N' END AS search,
        unnest(CASE WHEN {draw("people")} < 0.12 THEN [1, 2] ELSE [1] END) AS person FROM told
    )
    SELECT 'ST' || incident_number || '-' || person AS stop_row,
      CASE WHEN {draw("number")} < 0.008 THEN NULL ELSE 'ST' || incident_number END AS stop_number,
      stopped AS stop_date, stop_type, stop_reason, {results} AS stop_result, search,
      CASE WHEN search = 'Y' AND {draw("nofind")} >= 0.03 THEN CASE WHEN {draw("found")} < {found} THEN 'Y' ELSE 'N' END END AS contraband,
      person::VARCHAR AS person_number,
      CASE WHEN {untold} < 0.03 THEN -100 WHEN {untold} < 0.05 THEN 0 ELSE CAST(floor(16 + 50 * pow({draw("age", ROW)}, 1.4)) AS INT) END AS person_age,
      CASE WHEN {draw("nosex", ROW)} < 0.01 THEN NULL WHEN {draw("sex", ROW)} < 0.71 THEN 'M' ELSE 'F' END AS person_sex,
      {picked(draw("race", ROW), {"B": 51, "W": 35, "A": 4, "I": 0.5, "U": 5, "(null)": 0.5})} AS person_race,
      {picked(draw("ethnicity", ROW), {"HISPANIC": 10, "NOT HISPANIC": 80, "UNKNOWN": 10})} AS person_ethnicity,
      police_district, neighborhood, {row_id(ROW, "stp")} AS ":id",
      {loaded("stopped", context.launch, TIMEZONE)} AS ":created_at", {loaded("stopped", context.launch, TIMEZONE)} AS ":updated_at"
    FROM searched
    """


DATASETS = (
    Dataset(
        "smpl-stp1",
        "Stops by police",
        "Made-up stops by the police of Harbor City, a city that does not exist. One row is one person; the people of one "
        "stop share its number.",
        PUBLISHER,
        FIELDS,
        _rows,
        row_identifier="stop_row",
        draws_on=("smpl-inc1",),
    ),
)
