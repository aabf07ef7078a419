"""What is said of people, the same for every subject: age bands, sex, race and ethnicity, each with "unknown".

Race and ethnicity follow the combined question of the federal standard of 2024
(OMB, Statistical Policy Directive 15). Sex is as recorded. Every value a city
sends maps to one of these; what it does not say stays visible as unknown.
"""

from __future__ import annotations

from dashboard.i18n import N_
from dashboard.model import Card, Column, Dimension, Kind, Shape, Value, View

UNKNOWN = Value("unknown", N_("Unknown"))

BANDS = ((0, 14), (15, 17), (18, 24), (25, 34), (35, 44), (45, 54), (55, 64), (65, 120))
AGES = (
    Value("0-14", N_("Under 15")),
    Value("15-17", N_("15 to 17")),
    Value("18-24", N_("18 to 24")),
    Value("25-34", N_("25 to 34")),
    Value("35-44", N_("35 to 44")),
    Value("45-54", N_("45 to 54")),
    Value("55-64", N_("55 to 64")),
    Value("65-120", N_("65 and over")),
    UNKNOWN,
)
SEXES = (Value("female", N_("Female")), Value("male", N_("Male")), Value("other", N_("Another or not binary")), UNKNOWN)
RACES = (
    Value("aian", N_("American Indian or Alaska Native")),
    Value("asian", N_("Asian")),
    Value("black", N_("Black or African American")),
    Value("hispanic", N_("Hispanic or Latino")),
    Value("mena", N_("Middle Eastern or North African")),
    Value("nhpi", N_("Native Hawaiian or Pacific Islander")),
    Value("white", N_("White")),
    Value("other", N_("Another or more than one")),
    UNKNOWN,
)


def age_sql() -> str:
    """SQL over ``age`` that gives the band; ages under 1 and over 120 are unknown."""
    cases = " ".join(f"WHEN age >= {max(low, 1)} AND age < {high + 1} THEN '{low}-{high}'" for low, high in BANDS)
    return f"CASE {cases} ELSE 'unknown' END"


def known(column: str) -> str:
    """SQL over another column that keeps what is not known visible."""
    return f"coalesce({column}, 'unknown')"


def columns() -> tuple[Column, ...]:
    """Age, sex and race as published, and the bands and groups made of them; none leaves in row exports."""
    return (
        Column("age", Kind.NUMBER, N_("Age in years"), public=False),
        Column("sex_source", Kind.CODE, N_("Sex, as recorded"), public=False),
        Column("race_source", Kind.CODE, N_("Race and ethnicity, as recorded"), public=False),
        Column("age_band", Kind.CODE, N_("Age group"), public=False, derived=age_sql(), needs=("age",)),
        _known("sex", N_("Sex")),
        _known("race", N_("Race and ethnicity")),
    )


def _known(name: str, about: str) -> Column:
    source = f"{name}_source"
    return Column(name, Kind.CODE, about, public=False, derived=known(source), needs=(source,))


def dimensions() -> tuple[Dimension, ...]:
    """The protected dimensions; the ``_source`` ones only say which codes a city file may use."""
    return (
        _protected("age", "age_band", N_("Age"), N_("All ages"), AGES, ordered=True),
        _protected("sex", "sex", N_("Sex"), N_("All"), SEXES),
        _protected("race", "race", N_("Race and ethnicity"), N_("All"), RACES),
        _protected("sex_source", "sex_source", N_("Sex"), N_("All"), SEXES),
        _protected("race_source", "race_source", N_("Race and ethnicity"), N_("All"), RACES),
    )


def _protected(
    key: str, column: str, label: str, all_label: str, values: tuple[Value, ...], ordered: bool = False
) -> Dimension:
    return Dimension(
        key, column, label, all_label, N_("{name}"), values=values, protected=True, control=False, ordered=ordered
    )


def views(
    subject: str, metric: str, *, age: str, sex: str, race: str, down: tuple[str, ...] = ("district",)
) -> tuple[View, ...]:
    """The tables of a subject by age, sex and race, each with its title; ``down`` are the dimensions of their rows."""
    titles = {"age": age, "sex": sex, "race": race}
    return tuple(
        View(f"{subject}-by-{key}", subject, metric, Shape.TABLE, title, by=(*down, key))
        for key, title in titles.items()
    )


def cards(subject: str) -> tuple[Card, ...]:
    """Where those tables stand: age beside sex, race below them."""
    return (Card(f"{subject}-by-age", "half"), Card(f"{subject}-by-sex", "half"), Card(f"{subject}-by-race"))
