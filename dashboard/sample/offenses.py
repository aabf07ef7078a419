"""What is reported to the sample city's police: kinds of offense and how each behaves.

Constants only. Yearly counts add up to about 23,000 at the usual size; a
trend is factors at points in time, in years, the same before and after them.
"""

from __future__ import annotations

from dataclasses import dataclass

Weighted = tuple[tuple[str | None, float], ...]
Points = tuple[tuple[float, float], ...]

FLAT: Points = ((2020, 1.0), (2027, 1.0))
TRENDS: dict[str, Points] = {
    "flat": FLAT,
    "homicide": ((2020, 0.95), (2021.8, 1.20), (2023.4, 1.38), (2025.2, 0.85), (2027, 0.52)),
    "shooting": ((2020, 0.92), (2021.8, 1.20), (2023.2, 1.34), (2025.2, 0.88), (2027, 0.58)),
    "vehicle": ((2020, 0.60), (2022.5, 0.85), (2024.6, 1.75), (2025.6, 1.62), (2027, 1.36)),
    "easing": ((2020, 1.06), (2027, 0.94)),
    "growing": ((2020, 0.92), (2027, 1.08)),
}

# Weights of the hours 0 to 23; on days off the second row, where there is one.
HOURS: dict[str, tuple[tuple[int, ...], ...]] = {
    "night": (
        (9, 7, 5, 3, 2, 1, 1, 2, 2, 3, 3, 4, 4, 4, 5, 6, 6, 7, 8, 9, 10, 12, 12, 11),
        (15, 14, 12, 7, 4, 2, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 11, 13, 14, 14),
    ),
    "evening": ((6, 4, 3, 2, 2, 2, 3, 4, 5, 5, 6, 7, 8, 8, 9, 10, 10, 11, 11, 11, 11, 10, 9, 8),),
    "shops": ((1, 0, 0, 0, 0, 0, 1, 2, 4, 6, 9, 12, 14, 14, 14, 15, 16, 17, 15, 12, 8, 4, 2, 1),),
    "overnight": ((11, 7, 6, 5, 4, 4, 5, 6, 6, 5, 5, 5, 6, 5, 5, 6, 7, 8, 9, 10, 12, 13, 13, 13),),
    "workday": ((3, 2, 2, 2, 2, 2, 3, 7, 10, 9, 8, 8, 9, 8, 8, 8, 8, 8, 7, 6, 5, 5, 4, 4),),
    "paper": ((22, 1, 1, 1, 1, 1, 2, 4, 8, 11, 12, 12, 20, 10, 10, 10, 9, 7, 5, 4, 3, 3, 2, 2),),
}
WEEKDAYS: dict[str, tuple[float, ...]] = {  # Monday first
    "weekend": (0.94, 0.90, 0.91, 0.94, 1.04, 1.16, 1.11),
    "even": (1.02, 1.00, 0.99, 1.00, 1.05, 1.00, 0.94),
    "office": (1.18, 1.14, 1.12, 1.08, 1.10, 0.76, 0.62),
}
HOME: Weighted = (("ROW HOUSE", 5), ("APARTMENT", 4), ("STREET", 3), ("YARD", 1), (None, 0.5))
OUTSIDE: Weighted = (("STREET", 8), ("PARKING LOT", 2), ("ALLEY", 1.5), ("PARK", 1), ("GAS STATION", 0.7), (None, 0.4))
SHOP: Weighted = (("RETAIL STORE", 6), ("GROCERY", 3), ("PHARMACY", 2), ("RESTAURANT", 1), (None, 0.3))
NIGHTLIFE: Weighted = (("STREET", 7), ("BAR", 1.4), ("ROW HOUSE", 1.5), ("PARKING LOT", 1.3), (None, 0.3))
ANYWHERE: Weighted = (("STREET", 3), ("ROW HOUSE", 2), ("OFFICE", 1), ("SCHOOL", 0.6), ("PARKING LOT", 1), (None, 1))
NONE: Weighted = ((None, 1),)
GUN: Weighted = (("HANDGUN", 8), ("FIREARM", 3), ("RIFLE", 0.4))
MIXED: Weighted = (("HANDGUN", 4), ("KNIFE", 3), ("OTHER", 2), ("HANDS", 2), (None, 0.6))
HANDS: Weighted = (("HANDS", 8), ("OTHER", 1), (None, 3))


@dataclass(frozen=True, slots=True)
class Offense:
    """One kind of record.

    ``where`` is (weight of residents, weight of strain in the exponent, weight
    of trade): how strongly a neighborhood attracts it. ``season`` is the height
    of the summer peak, ``slow`` how late it is reported, ``becomes`` the words
    it is corrected to.
    """

    words: str
    nibrs: str
    yearly: float
    hours: str = "evening"
    weekday: str = "even"
    season: float = 0.08
    trend: str = "flat"
    where: tuple[float, float, float] = (1.0, 0.10, 30.0)
    slow: float = 0.45
    weapon: Weighted = NONE
    premise: Weighted = ANYWHERE
    becomes: str | None = None


VIOLENT = (0.8, 0.24, 25.0)
GUNFIRE = (0.8, 0.42, 5.0)
TRADE = (0.10, 0.0, 160.0)

OFFENSES = (
    Offense("MURDER", "09A", 88, "night", "weekend", 0.16, "homicide", GUNFIRE, 0.02, GUN, NIGHTLIFE),
    Offense(
        "NON-FATAL SHOOTING",
        "13A",
        235,
        "night",
        "weekend",
        0.26,
        "shooting",
        GUNFIRE,
        0.03,
        GUN,
        NIGHTLIFE,
        "MURDER",
    ),
    Offense(
        "AGGRAVATED ASSAULT",
        "13A",
        1350,
        "night",
        "weekend",
        0.18,
        "flat",
        VIOLENT,
        0.2,
        MIXED,
        NIGHTLIFE,
        "SIMPLE ASSAULT",
    ),
    Offense(
        "AGG ASSAULT - FAMILY",
        "13A",
        480,
        "evening",
        "weekend",
        0.10,
        "flat",
        VIOLENT,
        0.25,
        MIXED,
        HOME,
        "SIMPLE ASSAULT",
    ),
    Offense(
        "SIMPLE ASSAULT",
        "13B",
        4100,
        "evening",
        "weekend",
        0.15,
        "flat",
        VIOLENT,
        0.35,
        HANDS,
        HOME,
        "AGGRAVATED ASSAULT",
    ),
    Offense("INTIMIDATION", "13C", 520, "workday", "even", 0.06, "growing", VIOLENT, 0.5, NONE, ANYWHERE),
    Offense("RAPE", "11A", 125, "night", "weekend", 0.08, "flat", VIOLENT, 0.75, HANDS, HOME),
    Offense("FONDLING", "11D", 150, "evening", "even", 0.06, "flat", VIOLENT, 0.75, HANDS, HOME),
    Offense("ROBBERY - STREET", "120", 640, "night", "even", 0.10, "easing", VIOLENT, 0.12, MIXED, OUTSIDE),
    Offense("ROBBERY - COMMERCIAL", "120", 190, "evening", "even", -0.05, "easing", TRADE, 0.05, MIXED, SHOP),
    Offense("CARJACKING", "120", 120, "night", "weekend", 0.05, "vehicle", VIOLENT, 0.03, GUN, OUTSIDE),
    Offense("KIDNAPPING", "100", 42, "evening", "even", 0.05, "flat", VIOLENT, 0.3, MIXED, HOME),
    Offense(
        "BURGLARY - RESIDENTIAL",
        "220",
        1050,
        "workday",
        "office",
        0.10,
        "easing",
        (1.0, 0.14, 0.0),
        0.5,
        NONE,
        HOME,
        "ALL OTHER LARCENY",
    ),
    Offense("BURGLARY - COMMERCIAL", "220", 470, "overnight", "even", 0.02, "flat", TRADE, 0.3, NONE, SHOP),
    Offense(
        "THEFT FROM VEHICLE",
        "23F",
        2500,
        "overnight",
        "even",
        0.07,
        "growing",
        (1.0, 0.02, 70.0),
        0.55,
        NONE,
        OUTSIDE,
    ),
    Offense("SHOPLIFTING", "23C", 1550, "shops", "even", -0.10, "growing", TRADE, 0.2, NONE, SHOP),
    Offense(
        "THEFT OF VEHICLE PARTS",
        "23G",
        560,
        "overnight",
        "even",
        0.02,
        "vehicle",
        (1.0, 0.05, 20.0),
        0.55,
        NONE,
        OUTSIDE,
    ),
    Offense("THEFT FROM BUILDING", "23D", 900, "shops", "office", 0.04, "flat", TRADE, 0.5, NONE, ANYWHERE),
    Offense("PICKPOCKET/PURSE", "23A", 190, "evening", "weekend", 0.12, "flat", TRADE, 0.45, NONE, OUTSIDE),
    Offense("ALL OTHER LARCENY", "23H", 1250, "evening", "even", 0.10, "flat", (1.0, 0.06, 60.0), 0.55, NONE, ANYWHERE),
    Offense(
        "MOTOR VEHICLE THEFT",
        "240",
        1750,
        "overnight",
        "even",
        0.04,
        "vehicle",
        (1.0, 0.10, 25.0),
        0.3,
        NONE,
        OUTSIDE,
    ),
    Offense("ARSON", "200", 65, "overnight", "weekend", 0.08, "flat", VIOLENT, 0.2, NONE, HOME),
    Offense("VANDALISM", "290", 2150, "overnight", "weekend", 0.10, "flat", (1.0, 0.10, 40.0), 0.5, NONE, OUTSIDE),
    Offense(
        "FRAUD - FALSE PRETENSES",
        "26A",
        650,
        "paper",
        "office",
        0.0,
        "growing",
        (1.0, 0.0, 30.0),
        0.9,
        NONE,
        ANYWHERE,
    ),
    Offense("IDENTITY THEFT", "26F", 330, "paper", "office", 0.0, "growing", (1.0, -0.04, 5.0), 0.95, NONE, HOME),
    Offense("CREDIT CARD FRAUD", "26B", 260, "paper", "even", -0.02, "flat", (0.8, 0.0, 50.0), 0.85, NONE, SHOP),
    Offense("DRUG VIOLATION", "35A", 820, "evening", "office", 0.0, "easing", VIOLENT, 0.04, NONE, OUTSIDE),
    Offense("WEAPON LAW VIOLATION", "520", 430, "night", "even", 0.05, "flat", GUNFIRE, 0.05, GUN, OUTSIDE),
    Offense("TRESPASS", "90J", 520, "shops", "even", 0.02, "flat", TRADE, 0.08, NONE, SHOP),
    Offense("ALL OTHER OFFENSES", "90Z", 480, "workday", "even", 0.03, "flat", (1.0, 0.1, 40.0), 0.4, NONE, ANYWHERE),
)
