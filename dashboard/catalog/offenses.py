"""Offenses as the FBI's records name them, and the category of each.

Codes follow the NIBRS Group A offenses; ``nonfatal_shooting`` is not a NIBRS
offense, it is what cities count beside homicide.
"""

from __future__ import annotations

from dashboard.i18n import N_, P_
from dashboard.model import Plural, Value

PERSON, PROPERTY, SOCIETY = "person", "property", "society"


def _offense(code: str, label: str, group: str, **nouns: Plural) -> Value:
    return Value(code, label, nouns=nouns, groups=(group,))


OFFENSES = (
    _offense(
        "homicide",
        N_("Homicide"),
        PERSON,
        incident=P_("homicide", "homicides"),
        victim=P_("homicide victim", "homicide victims"),
    ),
    _offense(
        "nonfatal_shooting",
        N_("Non-fatal shooting"),
        PERSON,
        incident=P_("non-fatal shooting", "non-fatal shootings"),
        victim=P_("victim of a non-fatal shooting", "victims of non-fatal shootings"),
    ),
    _offense("rape", N_("Rape"), PERSON),
    _offense(
        "robbery",
        N_("Robbery"),
        PROPERTY,
        incident=P_("robbery", "robberies"),
        victim=P_("robbery victim", "robbery victims"),
    ),
    _offense(
        "aggravated_assault", N_("Aggravated assault"), PERSON, incident=P_("aggravated assault", "aggravated assaults")
    ),
    _offense("simple_assault", N_("Simple assault"), PERSON, incident=P_("simple assault", "simple assaults")),
    _offense("sex_offense", N_("Other sex offense"), PERSON, incident=P_("other sex offense", "other sex offenses")),
    _offense("kidnapping", N_("Kidnapping"), PERSON, incident=P_("kidnapping", "kidnappings")),
    _offense(
        "burglary",
        N_("Burglary"),
        PROPERTY,
        incident=P_("burglary", "burglaries"),
        victim=P_("burglary victim", "burglary victims"),
    ),
    _offense(
        "larceny", N_("Theft"), PROPERTY, incident=P_("theft", "thefts"), victim=P_("theft victim", "theft victims")
    ),
    _offense(
        "motor_vehicle_theft",
        N_("Vehicle theft"),
        PROPERTY,
        incident=P_("vehicle theft", "vehicle thefts"),
        victim=P_("vehicle theft victim", "vehicle theft victims"),
    ),
    _offense("arson", N_("Arson"), PROPERTY),
    _offense("vandalism", N_("Property damage"), PROPERTY),
    _offense("fraud", N_("Fraud"), PROPERTY),
    _offense("drugs", N_("Drug offense"), SOCIETY, incident=P_("drug offense", "drug offenses")),
    _offense("weapons", N_("Weapon offense"), SOCIETY, incident=P_("weapon offense", "weapon offenses")),
    _offense("other", N_("Other offense"), "", incident=P_("other offense", "other offenses")),
)

PLACED = (
    "burglary", "larceny", "motor_vehicle_theft", "arson", "vandalism", "fraud", "drugs", "weapons",
)  # fmt: skip
"""Offenses whose block may be told. In the others a person is hurt or threatened, often by family, or it is not known."""

GROUPS = (
    Value(
        PERSON, N_("Crimes against persons"), nouns={"incident": P_("crime against persons", "crimes against persons")}
    ),
    Value(
        PROPERTY,
        N_("Crimes against property"),
        nouns={"incident": P_("crime against property", "crimes against property")},
    ),
    Value(
        SOCIETY, N_("Crimes against society"), nouns={"incident": P_("crime against society", "crimes against society")}
    ),
)


def group_sql() -> str:
    """SQL that derives the NIBRS category from the offense; NULL where NIBRS gives none."""
    codes = {
        group: ", ".join(f"'{offense.code}'" for offense in OFFENSES if group in offense.groups)
        for group in (PERSON, PROPERTY, SOCIETY)
    }
    whens = " ".join(f"WHEN offense IN ({listed}) THEN '{group}'" for group, listed in codes.items())
    return f"CASE {whens} END"
