"""The situations whose words are kept in ``golden/``: answers made by hand, one for each thing that can be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from dashboard import cities
from dashboard.answer import Answer, Field, Period
from dashboard.answer.flow import OF_ALL, OF_BASE, base_of, share
from dashboard.answer.many import VERDICT
from dashboard.answer.promised import with_promises
from dashboard.answer.shapes import BEFORE, COUNT, DIFFERENCE
from dashboard.answer.tables import ALL, HIDDEN
from dashboard.answer.value import Alike, Apart, Aside, Promised, Record, Stands
from dashboard.catalog import CATALOG, Catalog
from dashboard.cities.schema import Promise
from dashboard.data.areas import Areas, Outline
from dashboard.model import Shape, View, Window
from dashboard.stats.breaks import Break, BreakKind
from dashboard.stats.intervals import Interval
from dashboard.stats.targets import Observation, Path, Target, standing, steps
from dashboard.stats.verdict import Judgment, Verdict
from tests.support import answers
from tests.words.cases import CAVEAT, NAMES, PERIODS, chosen, during, of_view

YEAR = Window(date(2025, 11, 1), date(2026, 10, 31))
RULE = Break(
    date(2025, 7, 1), BreakKind.COUNTING,
    {"en": "Thefts from cars count by each car.", "es": "Los hurtos en autos se cuentan por cada auto."},
)  # fmt: skip
REVISED = Break(
    date(2025, 7, 1), BreakKind.RESTATEMENT,
    {"en": "The police reviewed old reports.", "es": "La policía revisó denuncias antiguas."},
)  # fmt: skip
OUTAGE = Break(
    date(2024, 5, 7), BreakKind.OUTAGE,
    {"en": "The city's computers were down.", "es": "Las computadoras de la ciudad no funcionaban."},
    until=date(2024, 5, 20),
)  # fmt: skip


def usual(key: str, unit: str = "") -> Answer:
    """The usual answer of a view; of the shapes that the support has none for, one without records."""
    view = CATALOG.view(key)
    shape = view.shape if view.shape in answers.SHAPES else Shape.NUMBER
    unit = unit or CATALOG.of(view).units[0]
    made = of_view(replace(view, shape=shape), "usual", unit)
    return replace(made, view=view, period=answers.period(made.receipt), judgment=None)


def counted(
    now: int, before: int | None, verdict: Verdict | None = None, key: str = "incidents", **more: Any
) -> Answer:
    """A count beside the one before, with what the statistics say of it."""
    made = usual(key)
    judged = Judgment(verdict, 0.5, 1.5) if verdict else None
    period = made.period if before is not None else replace(made.period, before=None, alone="asked")
    return replace(made, total=now, total_before=before, judgment=judged, **{"period": period, **more})


def broken(one: Break) -> Answer:
    """Two periods that a break keeps from being compared."""
    made = counted(1_204, 1_311)
    return replace(made, period=made.period.broken((one,)), total_before=None)


def kinds(key: str, counts: Mapping[str, tuple[int, int | None]], **more: Any) -> Answer:
    """A list of kinds, or of places, now and before."""
    made = usual(key)
    by = CATALOG.of(made.view).dimension(made.view.by[0])
    records: list[Record] = [
        {by.key: code, "count": now, "before": then, "difference": None if then is None else now - then}
        for code, (now, then) in counts.items()
    ]
    compared = all(then is not None for _, then in counts.values())
    before = sum(then or 0 for _, then in counts.values()) if compared else None
    fields = (Field(by.key, by.label, "place" if by.place else "code"), COUNT, BEFORE, DIFFERENCE)
    total = sum(now for now, _ in counts.values())
    period = made.period if compared else replace(made.period, before=None, alone="asked")
    given = {"total": total, "total_before": before, "period": period, "by": by, **more}
    return replace(made, records=tuple(records), fields=fields, **given)


def judged(key: str, counts: Mapping[str, tuple[int, int, Verdict]], **more: Any) -> Answer:
    """Many places or kinds, each with what the statistics say of its change."""
    made = kinds(key, {name: (now, before) for name, (now, before, _) in counts.items()}, **more)
    told = [verdict.value for *_, verdict in counts.values()]
    records = tuple({**record, "verdict": one} for record, one in zip(made.records, told, strict=True))
    return replace(made, records=records, fields=(*made.fields, VERDICT))


def year_so_far(method: str, known_on: date | None, verdict: Verdict = Verdict.USUAL, **more: Any) -> Answer:
    """This year to the last settled day, and how last year was brought to the same age."""
    made = during(counted(1_180, 1_204, verdict), Window(date(2026, 1, 1), date(2026, 10, 31)))
    return replace(made, alike=Alike(method, known_on), **more)


def sure(made: Answer, verdict: Verdict, low: float, high: float) -> Answer:
    """A share or median with its verdict, and between which values it lies."""
    return replace(made, judgment=Judgment(verdict, 0.5, None), between=Interval(low, high))


def measured(
    key: str, now: float | None, before: float | None, rows: int, rows_before: int | None, **more: Any
) -> Answer:
    """A share, a median or a percentile, with the records behind it."""
    made = usual(key)
    period = made.period if rows_before is not None else replace(made.period, before=None, alone="asked")
    given = {"total": rows, "total_before": rows_before, "value": now, "value_before": before, "period": period}
    return replace(made, **{**given, **more})


def values(key: str, found: Mapping[str, tuple[float | None, int]], **more: Any) -> Answer:
    """Kinds that each have a value of their own."""
    made = usual(key)
    by = CATALOG.of(made.view).dimension(made.view.by[0])
    records: list[Record] = [{by.key: code, "value": value, "count": rows} for code, (value, rows) in found.items()]
    given = {"total": sum(rows for _, rows in found.values()), "total_before": None, "value": None, "by": by, **more}
    return replace(made, records=tuple(records), **given)


def standing_now(made: Answer) -> Answer:
    """What stands at the newest record, compared with nothing."""
    coverage = made.period.coverage
    return replace(made, period=Period(coverage, None, "asked", coverage, coverage), total_before=None)


def flowing(key: str, counts: Mapping[str, int], unstated: int = 0) -> Answer:
    """A flow from how many records ended in each way."""
    made = usual(key)
    by = CATALOG.of(made.view).dimension(made.view.by[0])
    base, everything = base_of(by.stages), sum(counts.values()) + unstated
    decided = sum(counts.get(code, 0) for code in base.codes)
    records: list[Record] = []
    for stage in by.stages:
        count = sum(counts.get(code, 0) for code in stage.codes) if stage.codes else everything
        inside = bool(stage.codes) and set(stage.codes) <= set(base.codes)
        of_base = share(count, decided) if inside else None
        records.append({by.key: stage.key, "count": count, OF_ALL: share(count, everything), OF_BASE: of_base})
    return replace(made, records=tuple(records), by=by, total=everything, unstated=unstated, total_before=None)


def people(key: str, rows: Mapping[str, Mapping[str, int | None]]) -> Answer:
    """A table about people: counts by row and group, None where a count is hidden."""
    made = usual(key)
    subject = CATALOG.of(made.view)
    down, across = subject.dimension("district"), subject.dimension(made.view.by[-1])
    fields = (Field(down.key, down.label, "place"), Field(across.key, across.label, "code"), COUNT, HIDDEN)
    sums: dict[str, int] = {}
    records: list[Record] = []
    for name, cells in rows.items():
        records += [{down.key: name, across.key: code, "count": n, "hidden": n is None} for code, n in cells.items()]
        for code, n in cells.items():
            sums[code] = sums.get(code, 0) + (3 if n is None else n)
    records += [{down.key: ALL, across.key: code, "count": n, "hidden": False} for code, n in sums.items()]
    total = sum(sums.values())
    return replace(made, by=down, fields=fields, records=tuple(records), total=total, total_before=None)


def mapped(**more: Any) -> Answer:
    """A map of three areas."""
    made = kinds("incidents-by-place", {"Eastern": (410, 388), "Western": (355, 402), "Canton": (120, 131)})
    outline = Outline("M0 0H9V9Z", 5, 5, 9, 9)
    areas = Areas("district", 1000, 800, dict.fromkeys(("Eastern", "Western", "Canton"), outline))
    return replace(made, view=CATALOG.view("incidents-map"), areas=areas, **more)


PLAN: dict[str, Any] = {
    "en": "Cut homicides by 15% a year", "es": "Reducir los homicidios un 15% al año", "set_on": date(2021, 2, 1),
    "source": "Violence plan, page 4", "subject": "incidents", "metric": "homicides", "path": "yearly",
    "since": date(2020, 12, 31), "due": date(2026, 12, 31), "change": -0.15,
}  # fmt: skip
LEVEL: dict[str, Any] = {
    "en": "At most 200 homicides a year",
    "es": "200 homicidios al año como máximo",
    "path": "level",
    "change": None,
    "since": None,
    "due": None,
    "goal": 200,
}


def promised(seen: Mapping[date, float], base: float = 335, *breaks: Break, **changes: Any) -> Answer:
    """A promise about homicides, and what was measured by the ends of some years."""
    declared = Promise(**{**PLAN, **changes})
    city = cities.load("sample").model_copy(update={"promises": {"one": declared}})
    view = _promise_view(with_promises(CATALOG, city))
    made = replace(usual("homicides"), view=view)
    target = Target(
        path=Path(declared.path), since=declared.since or declared.set_on, due=declared.due or date(2026, 10, 31),
        base=base, change=declared.change, goal=declared.goal,
    )  # fmt: skip
    found = standing(target, [Observation(until, value) for until, value in seen.items()], YEAR.until, breaks)
    promise = Promised(declared, found, target, max(seen, default=None), tuple(steps(target)) if declared.due else ())
    total = round(max(seen.items())[1]) if seen else 0
    return replace(made, promise=promise, total=total, total_before=None, records=())


def _promise_view(catalog: Catalog) -> View:
    return next(view for view in catalog.views.values() if view.shape is Shape.PATH)


def redrawn() -> Answer:
    """Places whose boundaries changed between the two periods."""
    made = kinds("incidents-by-place", {"Eastern": (410, None), "Western": (355, None)})
    period = answers.period(made.receipt).across("district", (date(2025, 7, 1),))
    return replace(made, period=period)


def rated() -> Answer:
    """Places by rate."""
    made = answers.places(rate=True)
    return replace(made, view=CATALOG.view("incidents-by-place"))


def alone(why: str, window: Window = YEAR, total: int = 640) -> Answer:
    """A period that is compared with nothing."""
    return replace(during(usual("incidents"), window, why), total=total)


def _hours(scale: float = 1.0) -> Answer:
    return answers.hours(scale)


def _few_hours() -> Answer:
    made = answers.hours(0.0)
    records = [{**record, "count": 3 if index == 22 else 0} for index, record in enumerate(made.records)]
    return replace(made, records=tuple(records), total=3, total_before=1)


def _stale() -> Answer:
    made = counted(1_204, 1_311)
    receipt = answers.receipt(newest=date(2024, 8, 3)).model_copy(update={"values": made.receipt.values})
    return replace(made, receipt=receipt, period=answers.period(receipt))


def _trend(*breaks: Break) -> Answer:
    made = usual("incidents-trend")
    return replace(made, period=replace(made.period, breaks=breaks))


USUAL, HIGHER, LOWER, FEW = Verdict.USUAL, Verdict.HIGHER, Verdict.LOWER, Verdict.FEW
EASTERN = ("district", ("Eastern",))
BESIDE = next(one.beside for one in CATALOG.subject("clearances").metrics if one.beside)
OFFENSES = CATALOG.subject(BESIDE.subject).metric(BESIDE.metric).nouns[BESIDE.unit]
SITUATIONS: dict[str, Answer] = {
    "up, higher than usual": counted(1_420, 1_204, Verdict.HIGHER),
    "up, within the usual range": counted(1_240, 1_204, Verdict.USUAL),
    "down, lower than usual": counted(127, 181, Verdict.LOWER, "homicides"),
    "down, within the usual range": counted(1_180, 1_204, Verdict.USUAL),
    "as many as before": counted(1_204, 1_204, Verdict.USUAL),
    "one more in a thousand": counted(1_001, 1_000, Verdict.USUAL),
    "too few to tell": counted(4, 7, Verdict.FEW, "homicides"),
    "no verdict known": counted(310, 280),
    "a single record": counted(1, 0),
    "none now, some before": counted(0, 12, Verdict.LOWER),
    "none now, none before": counted(0, 0),
    "new, none before": counted(3, 0, Verdict.FEW),
    "a trend, down": replace(_trend(), judgment=Judgment(Verdict.LOWER, 0.001, 1.4)),
    "no earlier data": alone("history"),
    "comparison not asked for": alone("asked"),
    "incomplete month": alone("incomplete", Window(date(2026, 11, 1), date(2026, 11, 19)), 84),
    "outside the data": replace(alone("outside", Window(date(1990, 1, 1), date(1990, 2, 1))), total=0),
    "one day": replace(during(usual("incidents"), PERIODS["a day"]), total=7, total_before=5),
    "some days": replace(during(usual("incidents"), PERIODS["some days"]), total=51, total_before=60),
    "one month": replace(during(usual("incidents"), PERIODS["a month"]), total=98, total_before=91),
    "later days asked for too": replace(
        counted(1_204, 1_311, Verdict.USUAL), period=replace(usual("incidents").period, late=True)
    ),
    "two years": replace(during(usual("incidents"), PERIODS["two years"]), total=2_410, total_before=2_599),
    "this year so far, by a kept snapshot": year_so_far("history", date(2025, 11, 20)),
    "this year so far, by report date": year_so_far("reported", date(2025, 11, 19), Verdict.LOWER),
    "this year so far, by portal stamp": year_so_far("created", date(2025, 11, 19)),
    "this year so far, cut at settled date": year_so_far("settled", None),
    "this year so far, of one place": chosen(
        year_so_far("reported", date(2025, 11, 19), Verdict.FEW, total=6, total_before=9), EASTERN
    ),
    "series broken by a new rule": broken(RULE),
    "series broken by a revision": broken(REVISED),
    "days without records": _trend(OUTAGE),
    "stale source": _stale(),
    "official numbers": counted(1_420, 1_204, Verdict.HIGHER, status="official"),
    "a caveat on the column asked for": chosen(
        replace(counted(40, 44, Verdict.USUAL), caveats=(CAVEAT.model_copy(update={"concerns": ("district",)}),)),
        EASTERN,
    ),
    "victims": replace(usual("incidents", "victim"), total=1_260, total_before=1_311),
    "one offense": chosen(counted(310, 342, Verdict.USUAL), ("offense", ("robbery",))),
    "two offenses": chosen(counted(540, 561, Verdict.USUAL), ("offense", ("robbery", "burglary"))),
    "one place": chosen(counted(210, 188, Verdict.USUAL), EASTERN),
    "one place, tiny base": chosen(counted(5, 2, Verdict.FEW), EASTERN),
    "one place, base of ten": chosen(counted(31, 10, Verdict.HIGHER), EASTERN),
    "one numbered place": chosen(counted(210, 188, Verdict.USUAL), ("district", ("7",))),
    "many places chosen": chosen(
        counted(810, 788, Verdict.USUAL), ("neighborhood", ("Eastern", "Western", "Canton", "Irvington"))
    ),
    "three filters": chosen(counted(31, 25, Verdict.FEW), EASTERN, ("weekday", ("5",)), ("hour", ("9",))),
    "a rate": replace(
        chosen(counted(1_204, 1_311, Verdict.USUAL), measure="rate"), denominator=answers.DENOMINATOR
    ),
    "filters it does not follow": replace(counted(1_204, 1_311, Verdict.USUAL), ignored=("agency", "service")),
    "many places": kinds("incidents-by-place", {"Eastern": (410, 388), "Western": (355, 402), "Canton": (120, 131)}),
    "two places tie": kinds("incidents-by-place", {"Eastern": (410, 388), "Western": (410, 402), "Canton": (120, 131)}),
    "many places, none stands out": judged(
        "incidents-by-place",
        {"Eastern": (410, 388, USUAL), "Western": (355, 372, USUAL), "Canton": (120, 131, USUAL)},
    ),
    "many places, one stands out": judged(
        "incidents-by-place",
        {"Eastern": (510, 388, HIGHER), "Western": (355, 372, USUAL), "Canton": (120, 131, USUAL)},
    ),
    "many places, up and down": judged(
        "incidents-by-place",
        {"Eastern": (510, 388, HIGHER), "Western": (240, 372, LOWER), "Canton": (190, 131, HIGHER), "7": (4, 3, FEW)},
    ),
    "many places, many stand out": judged("incidents-by-place", dict.fromkeys(NAMES, (90, 40, HIGHER))),
    "many places, all too few": judged(
        "incidents-by-place", {"Eastern": (3, 5, FEW), "Western": (4, 2, FEW), "Canton": (1, 0, FEW)}
    ),
    "many places, one has few": judged(
        "incidents-by-place", {"Eastern": (410, 388, USUAL), "Western": (355, 372, USUAL), "Canton": (3, 1, FEW)}
    ),
    "kinds, one stands out": judged(
        "incidents-by-offense",
        {"homicide": (127, 181, LOWER), "larceny": (910, 884, USUAL), "arson": (4, 3, FEW)},
    ),
    "places by rate": rated(),
    "many records without a place": replace(
        kinds("incidents-by-place", {"Eastern": (410, 388), "Western": (355, 402)}), unstated=300, total=1_065
    ),
    "redrawn boundaries": redrawn(),
    "no place recorded anything": kinds("incidents-by-place", {}),
    "kinds of offense": kinds(
        "incidents-by-offense", {"homicide": (127, 181), "larceny": (910, 884), "arson": (88, 88)}
    ),
    "kinds, nothing compared": kinds("incidents-by-offense", {"homicide": (127, None), "larceny": (910, None)}),
    "kinds, no change": kinds("incidents-by-offense", {"homicide": (127, 127), "larceny": (910, 910)}),
    "kinds, largest rise": kinds("requests-by-service", {"trash": (910, 610), "graffiti": (120, 131)}),
    "map": mapped(unstated=18, total=903),
    "map with a place chosen": replace(chosen(mapped(), EASTERN), ignored=("district",)),
    "hours and weekdays": _hours(),
    "hours, too few": _few_hours(),
    "median, longer": measured("response-trend", 7.4, 6.8, 5_210, 5_004, apart=Apart(left_out=31)),
    "median, beyond chance": sure(
        measured("response-trend", 7.4, 6.8, 5_210, 5_004), Verdict.HIGHER, 7.2, 7.6
    ),
    "median, within chance": sure(measured("response-trend", 6.9, 6.8, 310, 298), Verdict.USUAL, 6.1, 7.8),
    "share, beyond chance": sure(
        measured("requests-on-time", 0.78, 0.84, 6_510, 6_611), Verdict.LOWER, 0.77, 0.79
    ),
    "share, within chance": sure(measured("requests-on-time", 0.80, 0.82, 120, 131), Verdict.USUAL, 0.719, 0.861),
    "share, too few": sure(measured("ghost-guns", 0.5, 0.417, 14, 12), Verdict.FEW, 0.268, 0.732),
    "90th percentile": measured("request-days-long", 41.2, 44.0, 8_210, 8_004),
    "share, the same": measured("requests-on-time", 0.812, 0.811, 6_510, 6_611),
    "share, fewer than ten": measured("ghost-guns", None, None, 4, 6),
    "times, many not ended": replace(
        measured("request-days", 5.2, None, 2_110, None, apart=Apart(unended=1_400)),
        period=replace(usual("request-days").period, before=None, alone="unended"),
    ),
    "each stage alone": values(
        "hiring-days-by-stage", {"apply": (12.0, 210), "test": (31.4, 140), "background": (64.5, 80)}
    ),
    "what is open now": standing_now(
        kinds("open-requests", {"trash": (310, None), "graffiti": (44, None), "other": (12, None)})
    ),
    "nothing open now": standing_now(kinds("open-requests", {})),
    "officers and positions": counted(
        2_110, 2_204, key="staffing-sworn", stands=Stands(date(2026, 10, 31), date(2025, 10, 31), 2_600)
    ),
    "more left than joined": counted(-42, 12, key="staffing-net"),
    "clearances beside offenses": replace(
        counted(402, 388, Verdict.USUAL, "clearances-trend"),
        aside=Aside(1_204, OFFENSES, BESIDE.told),
    ),
    "flow of complaints": flowing(
        "complaints-flow", {"sustained": 21, "not_sustained": 60, "unfounded": 34, "open": 58}, unstated=4
    ),
    "flow, few decided": flowing("complaints-flow", {"sustained": 2, "unfounded": 3, "open": 30}),
    "suppressed small counts": people(
        "arrests-by-sex",
        {
            "Eastern": {"female": None, "male": 210, "unknown": None},
            "Western": {"female": None, "male": 96, "unknown": None},
            "Canton": {"female": 31, "male": 88, "unknown": 14},
        },
    ),
    "list of places to turn to": replace(
        usual("programs"), total=3, total_before=None,
        fields=(Field("name", "Name", "text"),), records=({"name": "Safe Streets"},) * 3,
    ),
    "promise behind": promised({date(2025, 10, 31): 190.0, date(2026, 10, 31): 171.0}),
    "promise ahead": promised({date(2025, 10, 31): 140.0, date(2026, 10, 31): 101.0}),
    "promise on its path": promised({date(2025, 12, 31): 149.0}),
    "promise met": promised({date(2024, 12, 31): 160.0}, due=date(2024, 12, 31)),
    "promise missed": promised({date(2024, 12, 31): 201.0}, due=date(2024, 12, 31)),
    "promise kept": promised({date(2026, 10, 31): 180.0}, **LEVEL),
    "promise not kept": promised({date(2026, 10, 31): 201.0}, **LEVEL),
    "promise without data": promised({}),
    "promise over a break": promised({date(2026, 10, 31): 171.0}, 335, RULE),
    "promise from none": promised({date(2026, 10, 31): 3.0}, 0),
    "promise not begun": promised(
        {date(2026, 10, 31): 171.0}, since=date(2026, 12, 31), due=date(2030, 12, 31), set_on=date(2026, 3, 1)
    ),
}  # fmt: skip
