"""New Orleans: uses of force and complaints, through its portal, against SQL run straight on the source files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.cities_real.conftest import Sql, files
from tests.support.served import rows, text

pytestmark = pytest.mark.shared

NUMBER = "complaint_tracking_number"
RECEIVED = "date_complaint_received_by_nopd_pib"
COMPLETE = "date_complaint_investigation_complete"
YEARS = "since=2016-01-01&until=2020-09-30"
COMPLAINT_YEARS = "since=2016-01-01&until=2023-06-30"
FORCE = "date_occurred < '2020-10-01'"
COMPLAINTS = f"{RECEIVED} < '2023-07-01'"
GRAVEST = (
    "Sustained", "Pending", "Negotiated Settlement", "Resigned under investigation", "Not Sustained", "Exonerated",
    "Unfounded", "Withdrawn - Mediation", "NFIM", "Other",
)  # fmt: skip
CODES = (
    "sustained", "open", "settled", "resigned", "not_sustained", "exonerated", "unfounded", "mediated", "dropped",
    "other",
)  # fmt: skip


@pytest.fixture(scope="module")
def police(shared: Path) -> Iterator[Sql]:
    """SQL over the source files as ``force`` and ``complaints``."""
    with files(shared, force="new-orleans/use_of_force", complaints="new-orleans/complaints") as sql:
        yield sql


def counts(client: FlaskClient, view: str, key: str, query: str) -> dict[str, int]:
    return {row[key]: int(row["count"]) for row in rows(client, view, query) if int(row["count"])}


def test_every_row_is_published_and_events_are_counted(new_orleans: FlaskClient, police: Sql) -> None:
    ((events, everything),) = police("SELECT count(DISTINCT pib_file_number), count(*) FROM force")
    assert (events, everything) == (2_279, 5_860)
    assert "2,279 numbered uses of force from 5,860 rows." in text(new_orleans, "/data/force")
    ((cases, lines, unnumbered),) = police(
        f"SELECT count(DISTINCT {NUMBER}), count(*), count(*) FILTER ({NUMBER} IS NULL) FROM complaints"
    )
    assert (cases, lines, unnumbered) == (4_977, 7_530, 278)
    told = "4,977 numbered complaints from 7,530 rows; 278 rows without a number are not counted."
    assert told in text(new_orleans, "/data/complaints")


def test_force_by_month(new_orleans: FlaskClient, police: Sql) -> None:
    expected: dict[Any, Any] = dict(
        police(
            "SELECT strftime(date_trunc('month', date_occurred), '%Y-%m-%d'), count(DISTINCT pib_file_number) "
            f"FROM force WHERE {FORCE} GROUP BY 1"
        )
    )
    found = rows(new_orleans, "force-trend", YEARS)
    assert {row["month"]: int(row["count"]) for row in found} == expected
    assert {int(row["period_count"]) for row in found} == {sum(expected.values())}
    assert {row["unit"] for row in found} == {"force"}


def test_force_by_kind_level_and_district(new_orleans: FlaskClient, police: Sql) -> None:
    number = "count(DISTINCT pib_file_number)"
    ((pointed, tasers, dogs),) = police(
        f"SELECT {number} FILTER (regexp_matches(use_of_force_type, 'Firearm .Exh|(Rifle|Shotgun) .Pointed')), "
        f"{number} FILTER (use_of_force_type IN ('CEW', 'CEW Deployment')), "
        f"{number} FILTER (use_of_force_type LIKE 'Canine%') FROM force WHERE {FORCE}"
    )
    kinds = counts(new_orleans, "force-by-kind", "force", YEARS)
    assert (kinds["gun_pointed"], kinds["taser"], kinds["dog"]) == (pointed, tasers, dogs)
    levels: dict[Any, Any] = dict(
        police(f"SELECT use_of_force_level[2:], {number} FROM force WHERE {FORCE} GROUP BY 1")
    )
    assert counts(new_orleans, "force-by-level", "level", YEARS) == levels
    districts: dict[Any, Any] = dict(
        police(
            f"SELECT left(division_level, 1), {number} FROM force "
            f"WHERE {FORCE} AND division_level LIKE '% District' GROUP BY 1"
        )
    )
    assert counts(new_orleans, "force-by-place", "district", YEARS) == districts
    assert len(districts) == 8
    assert "not where the force was used" in text(new_orleans, "/views/force-by-place")


def test_what_the_reviews_found(new_orleans: FlaskClient, police: Sql) -> None:
    found = {row["review"]: int(row["count"]) for row in rows(new_orleans, "force-review", YEARS)}
    expected: dict[Any, Any] = dict(
        police(f"SELECT disposition, count(DISTINCT pib_file_number) FROM force WHERE {FORCE} GROUP BY 1")
    )
    assert found["open"] == expected["Pending"] > 0
    assert found["not"] == expected["UOF Not Justified"] + expected["Use Of Force Not Authorized"]
    assert found["justified"] == expected["UOF Justified"] + expected["Use Of Force Authorized"]
    assert found["reported"] == sum(expected.values())
    assert found["reviewed"] == found["reported"] - found["open"] - expected[None]


def test_a_complaint_counts_once_by_its_gravest_finding(new_orleans: FlaskClient, police: Sql) -> None:
    listed = police(
        f"SELECT {NUMBER}, list(DISTINCT disposition) FROM complaints "
        f"WHERE {COMPLAINTS} AND {NUMBER} IS NOT NULL GROUP BY 1"
    )
    expected = Counter(CODES[min(map(GRAVEST.index, findings))] for _, findings in listed)
    flow = {row["finding"]: row for row in rows(new_orleans, "complaints-flow", COMPLAINT_YEARS)}
    assert {code: int(flow[code]["count"]) for code in CODES} == dict(expected)
    assert int(flow["received"]["count"]) == len(listed) == sum(expected.values())
    decided = len(listed) - expected["open"]
    assert float(flow["sustained"]["of_base"]) == pytest.approx(expected["sustained"] / decided, abs=1e-4)
    assert float(flow["sustained"]["of_all"]) == pytest.approx(expected["sustained"] / len(listed), abs=1e-4)
    said = text(new_orleans, f"/views/complaints-flow?{COMPLAINT_YEARS}")
    assert f"{expected['sustained']:,} of {decided:,} decided complaints were sustained" in said
    assert f"Still open: {expected['open']:,} of {len(listed):,}" in said


def test_complaints_by_source_and_allegation(new_orleans: FlaskClient, police: Sql) -> None:
    number = f"count(DISTINCT {NUMBER})"
    ((public, police_own, duty),) = police(
        f"SELECT {number} FILTER (incident_type = 'Public Initiated'), "
        f"{number} FILTER (incident_type = 'Rank Initiated'), "
        f"{number} FILTER (regexp_matches(paragraph_violation, 'DISCRIMINATION$|ACTING IMPARTIALLY$')) "
        f"FROM complaints WHERE {COMPLAINTS}"
    )
    found = counts(new_orleans, "complaints-by-source", "source", COMPLAINT_YEARS)
    assert found == {"public": public, "police": police_own}
    assert counts(new_orleans, "complaints-by-allegation", "allegation", COMPLAINT_YEARS)["bias"] == duty > 0


@pytest.mark.parametrize(("view", "share"), [("complaint-days", 0.5), ("complaint-days-long", 0.9)])
def test_days_to_close(new_orleans: FlaskClient, police: Sql, view: str, share: float) -> None:
    ((value, count),) = police(
        f"SELECT quantile_cont(days, {share}), count(*) FROM ("
        f"SELECT {NUMBER}, max(date_diff('day', {RECEIVED}, {COMPLETE})) "
        f"FILTER ({COMPLETE} >= {RECEIVED} AND disposition <> 'Pending') AS days FROM complaints "
        f"WHERE year({RECEIVED}) = 2019 AND {NUMBER} IS NOT NULL GROUP BY 1) "
        "WHERE days IS NOT NULL"
    )
    query = "since=2019-01-01&until=2019-12-31"
    found = rows(new_orleans, view, query)
    assert {int(row["period_count"]) for row in found} == {count}
    unit = f"{round(value):,} days"
    assert unit in text(new_orleans, f"/views/{view}?{query}")


def test_closing_dates_that_cannot_be_used_are_said(new_orleans: FlaskClient, police: Sql) -> None:
    ((bad, ancient, still),) = police(
        f"SELECT count(DISTINCT {NUMBER}) "
        f"FILTER (disposition <> 'Pending' AND NOT coalesce({COMPLETE} >= {RECEIVED}, false)), "
        f"count(*) FILTER ({COMPLETE} < '1901-01-01'), count(DISTINCT {NUMBER}) FILTER (disposition = 'Pending') "
        f"FROM complaints WHERE {COMPLAINTS}"
    )
    assert ancient > 0
    first = rows(new_orleans, "complaint-days", COMPLAINT_YEARS)[0]
    assert (int(first["period_left_out"]), int(first["period_unended"])) == (bad, still)
    said = text(new_orleans, f"/views/complaint-days?{COMPLAINT_YEARS}")
    assert f"{bad} complaints have a closing date that is missing, in 1900, or before the complaint." in said
    assert f"{still:,} more are still open" in said


def test_with_half_still_open_times_are_not_compared(new_orleans: FlaskClient) -> None:
    said = text(new_orleans, "/views/complaint-days-long")
    assert "So many have not ended yet" in said
    assert "went down" not in said
    assert {row["before_count"] for row in rows(new_orleans, "complaint-days-long")} == {""}


def test_people_are_told_apart_and_small_counts_hidden(new_orleans: FlaskClient, police: Sql) -> None:
    described = " || '/' || ".join(
        f"coalesce({name}, '')" for name in ("subject_age", "subject_gender", "subject_ethnicity")
    )
    person = f"pib_file_number || '/' || {described}"
    year = "year(date_occurred) = 2019"
    ((people, men),) = police(
        f"SELECT count(DISTINCT {person}), count(DISTINCT {person}) FILTER (subject_gender = 'Male') "
        f"FROM force WHERE {year}"
    )
    found = rows(new_orleans, "force-by-sex", "since=2019-01-01&until=2019-12-31")
    totals = {row["sex"]: row["count"] for row in found if row["district"] == ""}
    assert (int(totals[""]), int(totals["male"])) == (people, men)
    assert all(int(row["count"]) in (0, *range(10, people + 1)) for row in found if row["count"])


def test_the_page_is_in_the_navigation_and_says_what_is_not_published(new_orleans: FlaskClient) -> None:
    page = new_orleans.get("/accountability").get_data(as_text=True)
    assert 'href="/accountability' in page
    assert "Use of force" in page
    assert "Complaints about officers" in page
    assert 'href="/services' not in page
