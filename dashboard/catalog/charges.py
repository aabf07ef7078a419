"""What people are charged with, in groups that follow the arrest table of the FBI (Crime in the United States, table 29).

Charges of one kind that the table lists apart are joined; "Warrants and failure
to appear" gathers arrests for no new crime. Shared by arrests, cases and their ends.
"""

from __future__ import annotations

from dashboard.i18n import N_, P_
from dashboard.model import Dimension, Value

CHARGES = (
    Value("homicide", N_("Homicide, attempts included")),
    Value("assault", N_("Assault and threats")),
    Value("robbery", N_("Robbery and carjacking")),
    Value("sex", N_("Rape and other sex offenses")),
    Value("weapons", N_("Weapons")),
    Value("drugs", N_("Drugs")),
    Value("burglary", N_("Burglary")),
    Value("theft", N_("Theft and fraud")),
    Value("traffic", N_("Driving")),
    Value("order", N_("Public order and property damage")),
    Value("warrant", N_("Warrants and failure to appear")),
    Value("other", N_("Other charges")),
)
CHARGE = Dimension(
    "charge",
    "charge",
    N_("Charge"),
    N_("All charges"),
    N_("with a charge of {name}"),
    values=CHARGES,
    several=N_("with {n} kinds of charge"),
    nouns={
        "arrest": P_("arrest for {name}", "arrests for {name}"),
        "case": P_("case of {name}", "cases of {name}"),
    },
)
