from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.catalog import CATALOG
from dashboard.cities import City, CityError, find, keys, load
from dashboard.cities.loader import with_portal
from dashboard.cities.problems import nearest

GOOD = """
key = "testville"
name = "Testville"
timezone = "America/Chicago"

[portal]
url = "https://data.example.gov"

[subjects.incidents]
dataset = "abcd-1234"
name = "Crimes"
publisher = "Police"
unit = "incident"
covers_from = 2015-01-01

[subjects.incidents.columns]
occurred_at = "date"
offense = "kind"
district = "district"

[subjects.incidents.codes.offense]
homicide = ["MURDER*"]

[[subjects.incidents.caveats]]
en = "One"
es = "Uno"
concerns = ["district"]

[places.district]
dataset = "abcd-9876"
name = "Districts"
key = "name"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "testville.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, text: str) -> str:
    with pytest.raises(CityError) as caught:
        load(written(folder, text))
    return str(caught.value)


def test_a_good_file_loads(tmp_path: Path) -> None:
    city = load(written(tmp_path, GOOD))
    assert isinstance(city, City)
    assert city.subjects["incidents"].columns["offense"] == "kind"
    assert city.subjects["incidents"].codes == {"offense": {"homicide": ("MURDER*",)}}


@pytest.mark.parametrize("key", keys())
def test_every_bundled_city_loads_under_its_own_key(key: str) -> None:
    assert load(key).key == key


@pytest.mark.parametrize("key", keys())
def test_every_caveat_of_a_bundled_city_is_in_both_languages(key: str) -> None:
    city = load(key)
    for caveat in [*city.caveats, *(text for dataset in city.subjects.values() for text in dataset.caveats)]:
        assert caveat.en.strip()
        assert caveat.es.strip()
        assert caveat.en != caveat.es


def test_real_cities_are_bundled() -> None:
    live = {"cincinnati", "montgomery-county", "new-york", "san-francisco", "seattle"}
    assert {"baltimore", "chicago", "new-orleans"} | live <= set(keys())


MISTAKES = [
    (
        "covers_from = 2015-01-01",
        'covers_from = 2015-01-01\nunverified = ["dataset", "distrikt"]',
        "subjects.incidents.unverified",
        '"distrikt"',
        '"district"?',
    ),
    (
        'district = "district"',
        'distrikt = "district"',
        "subjects.incidents.columns.distrikt",
        '"district"',
        '"district"?',
    ),
    (
        'district = "district"',
        'weekday = "day"',
        "subjects.incidents.columns.weekday",
        '"day"',
        "worked out from occurred_at",
    ),
    ('district = "district"', 'hour = "hr"', "subjects.incidents.columns.hour", '"hr"', "the time of day"),
    ('offense = "kind"', "", "subjects.incidents.columns.offense", "missing", "incidents needs this column"),
    ('offense = "kind"', 'offense = " "', "subjects.incidents.columns.offense", "expected a column of the dataset", ""),
    ('offense = "kind"', "offense = 5", "subjects.incidents.columns.offense", "= 5", "string"),
    (
        'homicide = ["MURDER*"]',
        'homocide = ["MURDER*"]',
        "subjects.incidents.codes.offense.homocide",
        "MURDER*",
        '"homicide"?',
    ),
    (
        'homicide = ["MURDER*"]',
        'homicide = ["", "X"]',
        "subjects.incidents.codes.offense.homicide",
        "empty pattern",
        "",
    ),
    ("codes.offense]", "codes.district]", "subjects.incidents.codes.district", "holds codes", "offense"),
    (
        "[subjects.incidents.codes.offense]",
        "[subjects.incidents.codes.category]",
        "codes.category",
        "holds codes",
        "offense",
    ),
    ('unit = "incident"', 'unit = "incidents"', "subjects.incidents.unit", '"incidents"', '"incident"?'),
    (
        'publisher = "Police"',
        'publisher = "Police"\npublsher = "x"',
        "subjects.incidents.publsher",
        '"x"',
        '"publisher"?',
    ),
    ('publisher = "Police"', "", "subjects.incidents.publisher", "missing", "required"),
    ("covers_from = 2015-01-01", 'covers_from = "soon"', "subjects.incidents.covers_from", '"soon"', "date"),
    ('dataset = "abcd-1234"', 'dataset = "abcd1234"', "subjects.incidents.dataset", '"abcd1234"', "four characters"),
    ("[places.district]", "[places.distric]", "places.distric", '"district"?', "council"),
    ("[places.district]", "[places.offense]", "places.offense", "a kind of place", "neighborhood"),
    ('name = "Districts"', 'nam = "Districts"', "places.district.nam", '"name"?', "Districts"),
    (
        'timezone = "America/Chicago"',
        'timezone = "America/Chikago"',
        "timezone",
        '"America/Chikago"',
        '"America/Chicago"?',
    ),
    ("https://data.example.gov", "http://data.example.gov", "portal.url", "not encrypted", "https://data.example.gov"),
    ("https://data.example.gov", "data.example.gov", "portal.url", '"data.example.gov"', "https://host"),
    (
        "https://data.example.gov",
        "https://data.example.gov/browse",
        "portal.url",
        "more than a host",
        "https://data.example.gov",
    ),
    ('url = "https://data.example.gov"', "", "portal.url", "missing", "required"),
    (
        'concerns = ["district"]',
        'concerns = ["distrikt"]',
        "subjects.incidents.caveats.0.concerns",
        '"distrikt"',
        '"district"?',
    ),
    ('key = "testville"', 'key = "Test Ville"', "key", '"Test Ville"', "small letters"),
    ('name = "Testville"', 'name = "Testville"\ncolour = 3', "colour", "= 3", "a key of a city file"),
]


@pytest.mark.parametrize(
    ("old", "new", "where", "first", "second"), MISTAKES, ids=[row[1][:40] or row[2] for row in MISTAKES]
)
def test_a_mistake_names_file_key_value_and_what_was_expected(
    tmp_path: Path, old: str, new: str, where: str, first: str, second: str
) -> None:
    assert GOOD.count(old) >= 1
    told = refused(tmp_path, GOOD.replace(old, new, 1))
    assert re.search(r"testville\.toml: \d mistakes? in this city file", told)
    assert where in told
    assert first in told
    assert second in told


@pytest.mark.parametrize(
    ("named", "told"), [('["gunz"]', '"guns"?'), ('["incidents"]', "under [subjects.incidents] too")]
)
def test_what_a_city_does_not_publish_is_a_subject_without_a_table(tmp_path: Path, named: str, told: str) -> None:
    found = refused(tmp_path, GOOD.replace("[portal]", f"unpublished = {named}\n\n[portal]"))
    assert "unpublished.0" in found
    assert told in found


def test_an_unknown_subject_names_the_nearest(tmp_path: Path) -> None:
    told = refused(tmp_path, GOOD.replace("subjects.incidents", "subjects.incidence"))
    assert "subjects.incidence" in told
    assert '"incidents"?' in told


VERSIONS = """
valid_from = 2023-07-09

[[places.district.earlier]]
dataset = "abcd-0001"
name = "Districts before 2015"
valid_until = 2014-12-31
key = "title"

[[places.district.earlier]]
dataset = "abcd-0002"
name = "Districts to 2023"
valid_from = 2015-01-01
valid_until = 2023-07-08
"""


def test_boundaries_come_in_versions(tmp_path: Path) -> None:
    first, second, now = load(written(tmp_path, GOOD + VERSIONS)).places["district"].versions
    assert [one.dataset for one in (first, second, now)] == ["abcd-0001", "abcd-0002", "abcd-9876"]
    assert [one.key for one in (first, second, now)] == ["title", "name", "name"]
    assert [str(one.valid_from) for one in (first, second, now)] == ["None", "2015-01-01", "2023-07-09"]
    assert [str(one.valid_until) for one in (first, second, now)] == ["2014-12-31", "2023-07-08", "None"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "valid_from = 2023-07-09\n",
            "",
            "places.district.valid_from\n    missing: the boundaries before it (abcd-0002) hold until 2023-07-08",
        ),
        ("2023-07-09", "2023-07-08", "hold until 2023-07-08; expected 2023-07-09"),
        ("valid_from = 2015-01-01\n", "", "places.district.earlier.1.valid_from"),
        ("2023-07-08", "2014-07-08", "after the last day, 2014-07-08"),
        ("valid_until = 2014-12-31\n", "", "places.district.earlier.0.valid_until"),
        ('name = "Districts to 2023"', 'title = "x"', "places.district.earlier.1.title"),
    ],
)
def test_versions_of_boundaries_leave_no_day_without_one(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in VERSIONS
    assert told in refused(tmp_path, GOOD + VERSIONS.replace(old, new))


BREAK = """
[[subjects.incidents.breaks]]
on = 2021-01-01
kind = "outage"
until = 2021-01-09
en = "Down."
es = "Sin sistema."
metrics = ["homicides"]
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("until = 2021-01-09\n", "", "breaks.0.until\n    missing: an outage needs its last day"),
        ('"outage"', '"counting"', "has no last day; only an outage has"),
        ("2021-01-09", "2020-12-31", "before the first day, 2021-01-01"),
        ('["homicides"]', '["homicide"]', '"homicides"?'),
        ('"outage"', '"strike"', "subjects.incidents.breaks.0.kind"),
        ('es = "Sin sistema."\n', "", "subjects.incidents.breaks.0.es"),
    ],
)
def test_a_break_says_what_happened_and_for_how_long(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert load(written(tmp_path, GOOD + BREAK)).subjects["incidents"].breaks[0].concerns("homicides")
    assert told in refused(tmp_path, GOOD + BREAK.replace(old, new))


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace('unit = "incident"', 'unit = "row"').replace('district = "district"', 'ward = "ward"')
    told = refused(tmp_path, text)
    assert "2 mistakes" in told
    assert "subjects.incidents.unit" in told
    assert "subjects.incidents.columns.ward" in told


def test_bad_toml_names_the_line_and_shows_it(tmp_path: Path) -> None:
    told = refused(tmp_path, GOOD.replace('unit = "incident"', "unit = incident"))
    number = GOOD.splitlines().index('unit = "incident"') + 1
    assert f"line {number}" in told
    assert "unit = incident" in told


@pytest.mark.parametrize("text", ['key = "x', "[portal", "x = [1,"])
def test_toml_that_ends_too_early_is_told(tmp_path: Path, text: str) -> None:
    assert "not valid TOML" in refused(tmp_path, text)


def test_a_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "testville.toml"
    path.write_bytes(b'name = "Caf\xe9"')
    with pytest.raises(CityError, match="is not UTF-8 text"):
        load(path)


def test_http_is_allowed_on_this_machine(tmp_path: Path) -> None:
    for host in ("http://127.0.0.1:8080", "http://localhost:1", "http://[::1]:99"):
        assert load(written(tmp_path, GOOD.replace("https://data.example.gov", host))).portal.url == host


def test_a_free_text_dimension_takes_no_codes_but_every_coded_one_does(tmp_path: Path) -> None:
    coded = {d.column for d in CATALOG.subject("incidents").dimensions if d.values}
    assert "offense" in coded
    assert "district" not in coded


def test_find_takes_a_key_or_a_file(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    assert find(str(path)) == path
    assert find("baltimore").name == "baltimore.toml"
    assert load(str(path)) == load(path)


@pytest.mark.parametrize("text", ["baltimor", "Baltimore"])
def test_find_suggests_the_nearest_city(text: str) -> None:
    with pytest.raises(CityError, match='"baltimore"'):
        find(text)


@pytest.mark.parametrize("text", ["nowhere.toml", "some/where"])
def test_find_says_that_a_file_is_missing(text: str) -> None:
    with pytest.raises(CityError, match="no such city file"):
        find(text)


def test_a_folder_is_no_city_file(tmp_path: Path) -> None:
    with pytest.raises(CityError):
        find(str(tmp_path))


@pytest.mark.parametrize(
    ("url", "kept"), [("http://127.0.0.1:40123/", "http://127.0.0.1:40123"), ("https://mirror.example", None)]
)
def test_the_portal_can_be_replaced(url: str, kept: str | None) -> None:
    city = load("baltimore")
    moved = with_portal(city, url)
    assert moved.portal.url == (kept or url)
    assert moved.portal.page_size == city.portal.page_size
    assert moved.subjects == city.subjects
    assert city.portal.url == "https://data.baltimorecity.gov"


def test_a_secret_in_an_address_is_not_repeated() -> None:
    for url in (
        "https://me:hidden@data.example.gov",
        "http://me:hidden@data.example.gov",
        "https://data.example.gov/?$$app_token=hidden",
    ):
        with pytest.raises(CityError) as caught:
            with_portal(load("baltimore"), url)
        assert "data.example.gov" in str(caught.value)
        assert "hidden" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["http://data.example.gov", "ftp://x", "", "127.0.0.1:80", "http://127.0.0.1.example.gov"]
)
def test_a_portal_that_cannot_be_used_is_refused(url: str) -> None:
    with pytest.raises(CityError, match=re.escape(f'"{url}"')):
        with_portal(load("baltimore"), url)


NAMES = [column.name for column in CATALOG.subject("incidents").columns if not column.derived]


@given(st.sampled_from(NAMES), st.integers(0, 20), st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
def test_one_wrong_letter_in_a_column_is_still_recognized(name: str, place: int, letter: str) -> None:
    place %= len(name)
    wrong = name[:place] + letter + name[place + 1 :]
    assert nearest(wrong, NAMES) == (wrong if wrong in NAMES else name)


@given(st.text(max_size=8))
def test_a_name_like_nothing_has_no_nearest(name: str) -> None:
    assert nearest(name, []) is None


PROMISE = """
[promises.homicides]
en = "Fewer"
es = "Menos"
set_on = 2024-01-01
source = "Plan"
subject = "incidents"
metric = "homicides"
where = { district = ["Harbor"] }
path = "yearly"
since = 2023-12-31
due = 2028-12-31
change = -0.15
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('metric = "homicides"', 'metric = "homicide"', 'promises.homicides.metric\n    "homicide" is not a metric'),
        ('subject = "incidents"', 'subject = "incident"', '"incidents"?'),
        ("change = -0.15\n", "", "promises.homicides.change\n    missing"),
        ("due = 2028-12-31\n", "", "promises.homicides.due\n    missing"),
        ("change = -0.15", "change = -1.5", "promises.homicides.change"),
        ('"yearly"', '"linear"', "does not use it: leave it out"),
        ("2028-12-31", "2023-12-31", "not after the base period ends (2023-12-31)"),
        ("district", "distrikt", "promises.homicides.where.distrikt"),
        ('{ district = ["Harbor"] }', '{ offense = ["theft"] }', '"theft" is not a code of offense'),
        ('source = "Plan"\n', "", "promises.homicides.source"),
    ],
)
def test_a_promise_names_its_measure_path_and_source(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert load(written(tmp_path, GOOD + PROMISE)).promises["homicides"].change == -0.15
    assert old in PROMISE
    assert told in refused(tmp_path, GOOD + PROMISE.replace(old, new))


def test_a_promise_without_a_measure_is_kept(tmp_path: Path) -> None:
    bare = PROMISE[: PROMISE.index("subject")]
    assert load(written(tmp_path, GOOD + bare)).promises["homicides"].metric is None
