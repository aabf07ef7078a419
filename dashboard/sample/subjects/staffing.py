"""Police staffing by month: officers, positions in the budget, who joined and who left. Made from the calendar and the seed.

The officers of a month are those of the month before and who joined, less who left.
"""

from __future__ import annotations

from datetime import timedelta

from dashboard.sample.areas import PUBLISHER, TIMEZONE
from dashboard.sample.dataset import Context, Dataset, Field
from dashboard.sample.hashed import loaded, row_id, uniform

FIELDS = (
    Field("record_id", "text", "Record ID", "Unique; one row is one number of one month"),
    Field("month_ending", "floating_timestamp", "Month ending", "The last day of the month"),
    Field("measure", "text", "Measure", "Officers and positions as of that day, the others in the course of the month"),
    Field("employees", "number", "Employees"),
)
FIRST, POSITIONS = 1236, 1310
CLASSES = (2, 6, 10)  # months in which a class of the academy is sworn in
PUBLISHED_AFTER = 6  # days


def _rows(context: Context) -> str:
    def draw(salt: str) -> str:
        return uniform("strftime(ending, '%Y-%m')", f"{context.seed}staff{salt}")

    def number(sql: str) -> str:
        return f"CAST(floor({sql}) AS INT)"

    newest = context.cutoff - timedelta(days=PUBLISHED_AFTER)
    graduates = f"CASE WHEN month(ending) IN {CLASSES} THEN 19 + 9 * {draw('class')} ELSE 0 END"
    retired = f"CASE WHEN month(ending) IN (1, 7) THEN 3 ELSE 0 END + 5 * {draw('retired')}"
    return f"""
    WITH months AS (
      SELECT last_day(CAST(month AS DATE)) AS ending
      FROM generate_series(TIMESTAMP '{context.begin}', TIMESTAMP '{context.cutoff}', INTERVAL 1 MONTH) AS all_months(month)
    ), moved AS (
      SELECT ending, {number(f"{graduates} + 3 * {draw('lateral')}")} AS joined, {number(f"2 + 6 * {draw('quit')}")} AS resigned,
        {number(retired)} AS retired, {number(f"1.5 * {draw('fired')}")} AS dismissed, {number(f"1.06 * {draw('died')}")} AS died,
        {number(f"1.4 * {draw('other')}")} AS other
      FROM months WHERE ending <= DATE '{newest}'
    ), stood AS (
      SELECT *, {FIRST} + sum(joined - resigned - retired - dismissed - died - other) OVER (ORDER BY ending) AS sworn,
        {POSITIONS} - 12 * (year(ending + INTERVAL 6 MONTH) - 2020) // 2 AS budgeted FROM moved
    ), told AS (
      SELECT ending, unnest([
        {{'measure': 'SWORN ACTUAL', 'n': sworn}}, {{'measure': 'SWORN BUDGETED', 'n': budgeted}},
        {{'measure': 'HIRED', 'n': joined}}, {{'measure': 'SEPARATED - RESIGNED', 'n': resigned}},
        {{'measure': 'SEPARATED - RETIRED', 'n': retired}}, {{'measure': 'SEPARATED - TERMINATED', 'n': dismissed}},
        {{'measure': 'SEPARATED - DECEASED', 'n': died}}, {{'measure': 'SEPARATED - OTHER', 'n': other}}
      ], recursive := true) FROM stood
    )
    SELECT strftime(ending, '%Y-%m ') || measure AS record_id, CAST(ending AS TIMESTAMP) AS month_ending, CASE WHEN year(ending) < 2022 THEN lower(measure) ELSE measure END AS measure,
      n AS employees, {row_id("strftime(ending, '%Y-%m') || measure", "stf")} AS ":id",
      {loaded(f"ending + {PUBLISHED_AFTER}", context.launch, TIMEZONE)} AS ":created_at",
      {loaded(f"ending + {PUBLISHED_AFTER}", context.launch, TIMEZONE)} AS ":updated_at"
    FROM told
    """


DATASETS = (
    Dataset(
        "smpl-stf1",
        "Police staffing by month",
        "Made-up staffing of the police of Harbor City, a city that does not exist. One row is one number of one month.",
        PUBLISHER,
        FIELDS,
        _rows,
        row_identifier="record_id",
    ),
)
