"""With what and in what kind of place a crime was committed, in groups of the codes of NIBRS.

Weapons gather the codes of data element 13 (Type Weapon/Force Involved), kinds
of place those of data element 9 (Location Type) of the FBI's NIBRS User Manual.
A drug store is a store here, though NIBRS counts it with clinics (09). Shared by
incidents and victims.
"""

from __future__ import annotations

from dashboard.i18n import N_
from dashboard.model import Dimension, Value

WEAPONS = (
    Value("firearm", N_("Firearm")),  # 11 to 15
    Value("knife", N_("Knife or blade")),  # 20
    Value("hands", N_("Hands or feet")),  # 40
    Value("other", N_("Other weapon")),  # 30, 35, 50 to 90
    Value("none", N_("No weapon")),  # 99
    Value("unknown", N_("Weapon not known")),  # 95
)
PREMISES = (
    Value("home", N_("Home")),  # 20; its yard, porch and halls
    Value("street", N_("Street or alley")),  # 13
    Value("parking", N_("Parking lot")),  # 18
    Value("store", N_("Store")),  # 07, 08, 12, 17, 23, 24, 55
    Value("food", N_("Restaurant or bar")),  # 03, 14, 21
    Value("business", N_("Office or business")),  # 02, 05, 06, 19, 38 to 41, 47, 48
    Value("school", N_("School")),  # 22, 44, 52, 53
    Value("transit", N_("Transit or vehicle")),  # 01, 45
    Value("park", N_("Park")),  # 10, 16, 42, 46, 50, 51
    Value("public", N_("Public building")),  # 04, 09, 11, 15, 49, 54, 57
    Value("other", N_("Other place")),  # 25, 37, 56, 58
)

WEAPON = Dimension(
    "weapon",
    "weapon",
    N_("Weapon"),
    N_("All weapons"),
    N_("with weapon “{name}”"),
    values=WEAPONS,
    several=N_("with {n} kinds of weapon"),
)
PREMISE = Dimension(
    "premise",
    "premise",
    N_("Kind of place"),
    N_("All kinds of place"),
    N_("in “{name}”"),
    values=PREMISES,
    several=N_("in {n} kinds of place"),
)
DOMESTIC = Dimension(
    "domestic",
    "domestic",
    N_("Domestic"),
    N_("All cases"),
    N_("with this mark: {name}"),
    values=(Value("yes", N_("Yes")), Value("no", N_("No"))),
    control=False,
)
