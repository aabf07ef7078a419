"""A mistake under [disclosure] names the file, the key, the value and what was expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.cities import CityError, load
from dashboard.cities.loader import BUNDLED

SAMPLE = (BUNDLED / "sample.toml").read_text(encoding="utf-8")
RULES = """
[disclosure]
smallest_shown = 20
protected = ["weapon"]

[disclosure.withheld.arrests.race]
en = "Our records of race are not reliable."
es = "Nuestros datos de raza no son fiables."
"""
MISTAKES = [
    ("smallest_shown = 20", "smallest_shown = 5", "disclosure.smallest_shown", "= 5", "greater than or equal to 10"),
    ("smallest_shown = 20", "smallest_shown = 101", "disclosure.smallest_shown", "= 101", "less than or equal to 100"),
    ("smallest_shown = 20", 'smallest_shown = "few"', "disclosure.smallest_shown", '"few"', "valid integer"),
    ("smallest_shown = 20", "smallest = 20", "disclosure.smallest", "= 20", '"smallest_shown"?'),
    ('["weapon"]', '["wepon"]', "disclosure.protected.0", '"wepon"', '"weapon"?'),
    ('["weapon"]', '["weapon", "district"]', "disclosure.protected.1", '"district"', "no place"),
    ("withheld.arrests.race", "withheld.arests.race", "disclosure.withheld.arests", '"arests"', '"arrests"?'),
    ("withheld.arrests.race", "withheld.arrests.rase", "disclosure.withheld.arrests.rase", '"rase"', '"race"?'),
    ("withheld.arrests.race", "withheld.arrests.charge", "disclosure.withheld.arrests.charge", '"charge"', "age, race"),
    ('es = "Nuestros datos de raza no son fiables."', "", "disclosure.withheld.arrests.race.es", "missing", "required"),
    (
        'en = "Our records of race are not reliable."',
        'en = ""',
        "disclosure.withheld.arrests.race.en",
        '= ""',
        "at least 1 character",
    ),
]


def written(folder: Path, rules: str) -> Path:
    path = folder / "harbor.toml"
    path.write_text(f"{SAMPLE}\n{rules}", encoding="utf-8")
    return path


def test_good_rules_load(tmp_path: Path) -> None:
    rules = load(written(tmp_path, RULES)).disclosure
    assert (rules.smallest_shown, rules.protected) == (20, ("weapon",))
    assert rules.withheld["arrests"]["race"].es.startswith("Nuestros")


@pytest.mark.parametrize(
    ("old", "new", "where", "value", "expected"), MISTAKES, ids=[f"{row[2]} {row[3]}" for row in MISTAKES]
)
def test_a_mistake_names_file_key_value_and_what_was_expected(
    tmp_path: Path, old: str, new: str, where: str, value: str, expected: str
) -> None:
    assert RULES.count(old) == 1
    with pytest.raises(CityError) as caught:
        load(written(tmp_path, RULES.replace(old, new)))
    told = str(caught.value)
    assert "harbor.toml: 1 mistake in this city file" in told
    assert where in told
    assert value in told
    assert expected in told


def test_every_bundled_city_keeps_at_least_the_limit_of_the_standard() -> None:
    for path in BUNDLED.glob("*.toml"):
        assert load(path).disclosure.smallest_shown >= 10
