"""Criminal cases from charge to end, and the same cases by the day they ended; made from the arrests. No names."""

from __future__ import annotations

from dashboard.sample.areas import TIMEZONE
from dashboard.sample.dataset import Context, Dataset, Field
from dashboard.sample.hashed import loaded, picked, row_id, uniform, waited

COURT = "Harbor City State's Attorney"
CHARGED = Field("charged_date", "floating_timestamp", "Charged date")
FIELDS = (
    Field("case_number", "text", "Case number", "Unique"),
    CHARGED,
    Field("lead_charge", "text", "Lead charge", "The first charge of the case"),
    Field("disposition", "text", "Disposition", "How the case ended; OPEN until it does"),
    Field("disposed_date", "floating_timestamp", "Disposition date", "Empty while the case is open"),
    Field("police_district", "text", "Police district", "Of the arrest"),
)
ENDED = tuple(field for field in FIELDS if field.name != "police_district")
ENDS = {
    "NOLLE PROSEQUI": 24, "DISMISSED": 10, "DIVERSION COMPLETED": 9, "GUILTY PLEA": 41, "GUILTY - JURY": 2.2,
    "GUILTY - COURT": 2.3, "NOT GUILTY": 3.5, "STET": 6, "ABATED": 1, "NOT CRIMINALLY RESPONSIBLE": 1,
}  # fmt: skip


def _rows(context: Context) -> str:
    def draw(salt: str) -> str:
        return uniform("arrest_number", f"{context.seed}{salt}")

    serious = "upper(lead_charge) LIKE '%MURDER%' OR upper(lead_charge) LIKE 'RAPE%' OR upper(lead_charge) LIKE '%FIRST DEGREE%'"
    days = f"CASE WHEN {serious} THEN 2.2 ELSE 1 END * {waited(draw('court'), 118, 0.62)}"
    return f"""
    WITH first AS (
      SELECT arrest_number, arg_min(charge_description, charge_id) AS lead_charge, min(arrest_date) AS arrested,
        any_value(police_district ORDER BY charge_id) AS police_district
      FROM "smpl-arr1" WHERE arrest_number IS NOT NULL GROUP BY 1
    ), charged AS (
      SELECT *, date_trunc('day', arrested + to_days(CAST(1 + floor({draw("charged")} * 3) AS INT))) AS charged_date
      FROM first WHERE {draw("case")} < 0.86
    ), ended AS (
      SELECT *, charged_date + to_days(CAST(round({days}) AS INT)) AS ends FROM charged WHERE charged_date < DATE '{context.cutoff}'
    )
    SELECT 'C' || substr(arrest_number, 2) AS case_number, charged_date, lead_charge,
      CASE WHEN ends < DATE '{context.cutoff}' THEN {picked(draw("end"), ENDS)} ELSE 'OPEN' END AS disposition,
      CASE WHEN ends < DATE '{context.cutoff}' THEN ends END AS disposed_date, police_district,
      {row_id("arrest_number", "cas")} AS ":id",
      {loaded("charged_date", context.launch, TIMEZONE)} AS ":created_at",
      {loaded(f"CASE WHEN ends < DATE '{context.cutoff}' THEN ends ELSE charged_date END", context.launch, TIMEZONE)} AS ":updated_at"
    FROM ended
    """


def _ended(context: Context) -> str:
    stamp = loaded("disposed_date", context.launch, TIMEZONE)
    return f"""
    SELECT case_number, charged_date, lead_charge, disposition, disposed_date, {row_id("case_number", "dsp")} AS ":id",
      {stamp} AS ":created_at", {stamp} AS ":updated_at"
    FROM "smpl-cas1" WHERE disposed_date IS NOT NULL
    """


DATASETS = (
    Dataset(
        "smpl-cas1",
        "Criminal cases charged",
        "Made-up criminal cases of Harbor City, a city that does not exist. One row is one case; no names.",
        COURT,
        FIELDS,
        _rows,
        row_identifier="case_number",
        draws_on=("smpl-arr1",),
    ),
    Dataset(
        "smpl-dsp1",
        "Criminal cases ended",
        "Made-up criminal cases of Harbor City by the day they ended. One row is one case; no names.",
        COURT,
        ENDED,
        _ended,
        row_identifier="case_number",
        draws_on=("smpl-cas1",),
    ),
)
