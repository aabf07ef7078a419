"""Applicants to the police, one row a stage, with the flaws such logs have. Made from the calendar and the seed."""

from __future__ import annotations

from dashboard.sample.areas import PUBLISHER, TIMEZONE
from dashboard.sample.dataset import Context, Dataset, Field
from dashboard.sample.hashed import loaded, row_id, uniform, waited

FIELDS = (
    Field("stage_row", "text", "Row", "Unique; one row is one stage of one applicant"),
    Field("application_number", "text", "Application number", "Shared by the stages of one applicant"),
    Field("application_date", "floating_timestamp", "Application date"),
    Field("stage", "text", "Stage", "APPLICATION, TEST, BACKGROUND or ACADEMY"),
    Field("stage_start", "floating_timestamp", "Stage start"),
    Field("stage_end", "floating_timestamp", "Stage end", "Empty while in it; some are before the start"),
    Field("stage_result", "text", "Result", "MOVED ON, WITHDREW, NOT SELECTED or IN PROGRESS"),
)
# Stage: days it takes, spread, how many of 100 move on.
STAGES = (
    ("APPLICATION", 26, 0.4, 64),
    ("TEST", 19, 0.35, 71),
    ("BACKGROUND", 84, 0.3, 42),
    ("ACADEMY", 187, 0.05, 87),
)
MOST = 64  # applicants in a month


def _rows(context: Context) -> str:
    def draw(salt: str) -> str:
        return uniform("number", f"{context.seed}hire{salt}")

    days = "".join(
        f", CAST(round({waited(draw(f'days{name}'), middle, spread)}) AS INT) AS days{at}, {draw(f'pass{name}')} < {percent / 100} AS pass{at}"
        for at, (name, middle, spread, percent) in enumerate(STAGES)
    )
    starts = [" + ".join(["applied", *(f"days{before}" for before in range(at))]) for at in range(len(STAGES))]
    reached = [" AND ".join(["true", *(f"pass{before}" for before in range(at))]) for at in range(len(STAGES))]
    staged = " UNION ALL ".join(
        f"SELECT number, applied, '{name}' AS stage, {starts[at]} AS began, {starts[at]} + days{at} AS ended, pass{at} AS passed "
        f"FROM timed WHERE {reached[at]}"
        for at, (name, *_) in enumerate(STAGES)
    )
    over = f"ended < DATE '{context.cutoff}'"
    return f"""
    WITH slots AS (
      SELECT CAST(month AS DATE) AS month, n, strftime(month, '%y%m') || '-' || lpad(n::VARCHAR, 3, '0') AS number
      FROM generate_series(TIMESTAMP '{context.begin}', TIMESTAMP '{context.cutoff}', INTERVAL 1 MONTH) AS all_months(month),
        range(1, {MOST} + 1) AS all_numbers(n)
    ), asked AS (
      SELECT number, month + CAST(floor({draw("day")} * day(last_day(month))) AS INT) AS applied FROM slots
      WHERE {draw("there")} < greatest(0.4, 0.87 - 0.07 * (year(month) - 2020))
    ), timed AS (SELECT number, applied{days} FROM asked WHERE applied < DATE '{context.cutoff}'),
    staged AS ({staged})
    SELECT 'HS' || number || '-' || left(stage, 2) AS stage_row, 'H' || number AS application_number,
      CAST(applied AS TIMESTAMP) AS application_date, stage, CAST(began AS TIMESTAMP) AS stage_start,
      CASE WHEN {over} THEN CAST(CASE WHEN {draw("wrong")} < 0.004 THEN began - 2 ELSE ended END AS TIMESTAMP) END AS stage_end,
      CASE WHEN NOT ({over}) THEN 'IN PROGRESS' WHEN passed THEN 'MOVED ON' WHEN {draw("why")} < 0.4 THEN 'WITHDREW' ELSE 'NOT SELECTED' END AS stage_result,
      {row_id("number || stage", "hir")} AS ":id", {loaded("began", context.launch, TIMEZONE)} AS ":created_at",
      {loaded(f"CASE WHEN {over} THEN ended ELSE began END", context.launch, TIMEZONE)} AS ":updated_at"
    FROM staged WHERE began < DATE '{context.cutoff}'
    """


DATASETS = (
    Dataset(
        "smpl-hir1",
        "Police applicants by stage",
        "Made-up applicants to the police of Harbor City, a city that does not exist. One row is one stage of one "
        "applicant; the stages of one applicant share the application number.",
        PUBLISHER,
        FIELDS,
        _rows,
        row_identifier="stage_row",
    ),
)
