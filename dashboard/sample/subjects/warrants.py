"""Warrants that courts issued, and what became of them; made from the incidents."""

from __future__ import annotations

from dashboard.sample.areas import TIMEZONE
from dashboard.sample.dataset import Context, Dataset, Field
from dashboard.sample.hashed import loaded, picked, row_id, uniform, waited

SHERIFF = "Harbor City Sheriff's Office"
FIELDS = (
    Field("warrant_number", "text", "Warrant number", "Unique; one row is one warrant"),
    Field("issued_date", "floating_timestamp", "Issued date"),
    Field("warrant_type", "text", "Type of warrant"),
    Field("status", "text", "Status", "OPEN, SERVED or RECALLED"),
    Field("status_date", "floating_timestamp", "Status date", "When it was served or recalled"),
)


def _rows(context: Context) -> str:
    def draw(salt: str) -> str:
        return uniform("incident_number", f"{context.seed}{salt}")

    ends = f"issued + to_days(CAST(round({waited(draw('served'), 46, 1.25)}) AS INT))"
    over = f"ends < DATE '{context.cutoff}'"
    return f"""
    WITH made AS (
      SELECT incident_number, date_trunc('day', reported_date + to_days(CAST(1 + floor({draw("issued")} * 9) AS INT))) AS issued
      FROM "smpl-inc1" WHERE {draw("warrant")} < 0.13
    ), ended AS (SELECT *, {ends} AS ends FROM made WHERE issued < DATE '{context.cutoff}')
    SELECT 'W' || incident_number AS warrant_number, issued AS issued_date,
      {picked(draw("type"), {"BENCH - FAILURE TO APPEAR": 52, "ARREST": 30, "VIOLATION OF PROBATION": 18})} AS warrant_type,
      CASE WHEN NOT {over} THEN 'OPEN' WHEN {draw("status")} < 0.14 THEN 'RECALLED' ELSE 'SERVED' END AS status,
      CASE WHEN {over} THEN ends END AS status_date, {row_id("incident_number", "war")} AS ":id",
      {loaded("issued", context.launch, TIMEZONE)} AS ":created_at",
      {loaded(f"CASE WHEN {over} THEN ends ELSE issued END", context.launch, TIMEZONE)} AS ":updated_at"
    FROM ended
    """


DATASETS = (
    Dataset(
        "smpl-war1",
        "Warrants",
        "Made-up warrants of Harbor City, a city that does not exist. One row is one warrant; no names, no addresses.",
        SHERIFF,
        FIELDS,
        _rows,
        row_identifier="warrant_number",
        draws_on=("smpl-inc1",),
    ),
)
