"""Baltimore's 3,000 requests of four days, through its portal, against SQL run straight on the source file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.cities_real.conftest import Sql, files
from tests.support.served import rows, text

pytestmark = pytest.mark.shared

DUE = "duedate < DATE '2019-10-21'"


@pytest.fixture(scope="module")
def requests(shared: Path) -> Iterator[Sql]:
    """SQL over the source file as ``requests``."""
    with files(shared, requests="baltimore/requests") as sql:
        yield sql


def test_every_request_is_counted_in_its_four_days(baltimore: FlaskClient, requests: Sql) -> None:
    ((count, first, last),) = requests("SELECT count(*), min(createddate)::DATE, max(createddate)::DATE FROM requests")
    found = rows(baltimore, "requests-trend")
    assert [int(row["count"]) for row in found] == [count] == [3_000]
    told = {(row["period_since"], row["period_until"], row["period_count"], row["before_count"]) for row in found}
    assert told == {(str(first), str(last), "3000", "")} == {("2019-10-18", "2019-10-21", "3000", "")}


def test_the_words_are_true_for_four_days(baltimore: FlaskClient) -> None:
    said = text(baltimore, "/views/requests-trend")
    assert "Requests to 311: 3,000 in 4 days" in said
    assert "from October 18, 2019 to October 21, 2019" in said
    assert "no earlier period exists" in said
    assert "October 2019 (part of a month)" in said
    assert "still counting" not in said
    assert "They say nothing of other days." in said
    assert "No dicen nada de otros días." in text(baltimore, "/views/requests-trend?lang=es")


def test_on_time_is_of_what_was_due(baltimore: FlaskClient, requests: Sql) -> None:
    on_time = "count(*) FILTER (closedate <= duedate)"
    late = "count(*) FILTER (closedate > duedate)"
    ((due, done, slow, still),) = requests(
        f"SELECT count(*), {on_time}, {late}, count(*) FILTER (closedate IS NULL) FROM requests WHERE {DUE}"
    )
    assert (due, done) == (294, 137)
    found = {row["timing"]: int(row["count"]) for row in rows(baltimore, "requests-by-timing")}
    assert found == {"on_time": done, "late": slow, "open": still}
    (month,) = rows(baltimore, "requests-on-time")
    assert float(month["value"]) == pytest.approx(done / due)
    assert int(month["period_count"]) == due
    assert "47%. It is taken from 294 due requests." in text(baltimore, "/views/requests-on-time")


def test_on_time_by_agency(baltimore: FlaskClient, requests: Sql) -> None:
    expected: dict[Any, Any] = {
        agency: (count, share)
        for agency, count, share in requests(
            "SELECT agency, count(*), avg((coalesce(closedate <= duedate, false))::INT) FROM requests "
            f"WHERE {DUE} GROUP BY 1"
        )
    }
    found = rows(baltimore, "requests-on-time-by-agency")
    assert {row["agency"]: int(row["count"]) for row in found if int(row["count"])} == {
        agency: count for agency, (count, _) in expected.items()
    }
    for row in found:
        if row["value"]:
            assert float(row["value"]) == pytest.approx(expected[row["agency"]][1])
        else:
            assert int(row["count"]) < 10


@pytest.mark.parametrize(("view", "share"), [("request-days", 0.5), ("request-days-long", 0.9)])
def test_days_to_close(baltimore: FlaskClient, requests: Sql, view: str, share: float) -> None:
    days = "epoch(closedate - createddate) / 86400"
    ((value, count),) = requests(f"SELECT quantile_cont({days}, {share}), count(closedate) FROM requests")
    (month,) = rows(baltimore, view)
    assert float(month["value"]) == pytest.approx(value, abs=1e-4)
    assert int(month["period_count"]) == count
    if view == "request-days":
        assert "less than 0.1 days" in text(baltimore, f"/views/{view}")


def test_the_backlog_and_the_duplicates(baltimore: FlaskClient, requests: Sql) -> None:
    ((still, twins),) = requests(
        "SELECT count(*) FILTER (closedate IS NULL), avg((srstatus LIKE '%(Duplicate)')::INT) FROM requests"
    )
    assert sum(int(row["count"]) for row in rows(baltimore, "open-requests")) == still == 1_596
    (month,) = rows(baltimore, "requests-duplicate")
    assert float(month["value"]) == pytest.approx(twins)


def test_two_spellings_of_a_district_are_one(baltimore: FlaskClient, requests: Sql) -> None:
    expected: dict[Any, Any] = dict(
        requests("SELECT lower(policedistrict), count(*) FROM requests WHERE policedistrict IS NOT NULL GROUP BY 1")
    )
    found = {row["district"].lower(): int(row["count"]) for row in rows(baltimore, "requests-by-place")}
    assert found == expected
    assert len(found) == 9


def test_services_are_grouped_and_little_is_left_over(baltimore: FlaskClient, requests: Sql) -> None:
    found = {row["service"]: int(row["count"]) for row in rows(baltimore, "requests-by-service")}
    ((rats, lights, snow, liquor),) = requests(
        "SELECT count(*) FILTER (srtype LIKE 'SW-Rat %' OR srtype IN ('HCD-Rodents', 'HCD-Bed Bugs')), "
        "count(*) FILTER (srtype LIKE '%StLight%' OR srtype LIKE '%Street Light%'), "
        "count(*) FILTER (srtype LIKE '%Youth Snow%'), count(*) FILTER (srtype LIKE 'BCLB%') FROM requests"
    )
    assert (found["rodents"], found["lights"], found["other"]) == (rats, lights, snow + liquor)
    assert sum(found.values()) == 3_000


def test_what_the_file_lacks_is_told_and_the_page_is_in_the_navigation(baltimore: FlaskClient) -> None:
    assert baltimore.get("/views/requests-reopened.csv").status_code == 404
    page = text(baltimore, "/services?about=waiting")
    assert "There are no data here for this: opened again." in page
    for path in ("/", "/services"):
        assert 'href="/services' in baltimore.get(path).get_data(as_text=True)


def test_crews_own_rounds_are_as_many_as_the_page_says(requests: Sql) -> None:
    ((share, fast),) = requests(
        "SELECT count(*) / 3000, count(*) FILTER (closedate - createddate < INTERVAL 60 SECOND) / count(*) "
        "FROM requests WHERE srtype LIKE '%Proactive'"
    )
    assert share == pytest.approx(0.2, abs=0.03)
    assert fast > 0.5
