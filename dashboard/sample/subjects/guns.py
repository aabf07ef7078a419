"""Guns that police seized; made from the incidents."""

from __future__ import annotations

from dashboard.sample.areas import PUBLISHER, TIMEZONE
from dashboard.sample.dataset import Context, Dataset, Field
from dashboard.sample.hashed import loaded, picked, row_id, uniform

FIELDS = (
    Field("property_number", "text", "Property number", "Unique; one row is one gun"),
    Field("seized_date", "floating_timestamp", "Seized date"),
    Field("gun_type", "text", "Type of gun"),
    Field("maker", "text", "Maker", "PMF: privately made, without a serial number"),
    Field("police_district", "text", "Police district"),
    Field("neighborhood", "text", "Neighborhood"),
)


def _rows(context: Context) -> str:
    def draw(salt: str) -> str:
        return uniform("incident_number", f"{context.seed}{salt}")

    seized = (
        "CASE WHEN offense ILIKE 'WEAPON LAW%' THEN 0.84 WHEN offense ILIKE 'DRUG%' THEN 0.16 "
        "WHEN weapon IN ('HANDGUN', 'RIFLE', 'FIREARM') THEN 0.11 ELSE 0.004 END"
    )
    private = "least(0.05 + 0.035 * greatest(year(reported_date) - 2019, 0), 0.24)"
    stamp = loaded("reported_date", context.launch, TIMEZONE)
    return f"""
    SELECT 'P' || incident_number AS property_number, date_trunc('minute', reported_date) AS seized_date,
      {picked(draw("type"), {"PISTOL": 74, "REVOLVER": 12, "RIFLE": 7, "SHOTGUN": 5, "OTHER": 1, "UNKNOWN": 1})} AS gun_type,
      CASE WHEN {draw("nomaker")} < 0.05 THEN 'UNKNOWN' WHEN {draw("maker")} < {private} THEN 'PMF' ELSE 'COMMERCIAL' END AS maker,
      police_district, neighborhood,
      {row_id("incident_number", "gun")} AS ":id", {stamp} AS ":created_at", {stamp} AS ":updated_at"
    FROM "smpl-inc1" WHERE {draw("gun")} < {seized}
    """


DATASETS = (
    Dataset(
        "smpl-gun1",
        "Guns seized",
        "Made-up gun seizures of Harbor City, a city that does not exist. One row is one gun.",
        PUBLISHER,
        FIELDS,
        _rows,
        row_identifier="property_number",
        draws_on=("smpl-inc1",),
    ),
)
