"""What is said of people, the same for every subject: age bands, sex, race and ethnicity, each with "unknown".

Race and ethnicity follow the combined question of the federal standard of 2024
(OMB, Statistical Policy Directive 15). Sex is as recorded. Every value a city
sends maps to one of these; what it does not say stays visible as unknown.
"""

from __future__ import annotations

from dashboard.i18n import N_
from dashboard.model import Column, Dimension, Kind, Value

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
        Column("sex", Kind.CODE, N_("Sex"), public=False, derived=known("sex_source"), needs=("sex_source",)),
        Column(
            "race",
            Kind.CODE,
            N_("Race and ethnicity"),
            public=False,
            derived=known("race_source"),
            needs=("race_source",),
        ),
    )


def dimensions() -> tuple[Dimension, ...]:
    """The protected dimensions; the ``_source`` ones only say which codes a city file may use."""
    return (
        Dimension(
            "age",
            "age_band",
            N_("Age"),
            N_("All ages"),
            N_("{name}"),
            values=AGES,
            protected=True,
            control=False,
            ordered=True,
        ),
        Dimension("sex", "sex", N_("Sex"), N_("All"), N_("{name}"), values=SEXES, protected=True, control=False),
        Dimension(
            "race",
            "race",
            N_("Race and ethnicity"),
            N_("All"),
            N_("{name}"),
            values=RACES,
            protected=True,
            control=False,
        ),
        Dimension(
            "sex_source", "sex_source", N_("Sex"), N_("All"), N_("{name}"), values=SEXES, protected=True, control=False
        ),
        Dimension(
            "race_source",
            "race_source",
            N_("Race and ethnicity"),
            N_("All"),
            N_("{name}"),
            values=RACES,
            protected=True,
            control=False,
        ),
    )
