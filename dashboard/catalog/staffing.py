"""Police staffing by month: officers against the positions in the budget, who joined, who left. Nobody is named.

One row is one number of one month. Officers and positions are a stock: what
stands at the end of a month, never added up over months. Those who joined and
left are a flow, and the one less the other is the change of the stock.
"""

from __future__ import annotations

from dashboard.catalog.parts import coded
from dashboard.i18n import N_, P_
from dashboard.model import Against, Balance, Card, Column, Kind, Metric, Section, Shape, Subject, Value, View

FIGURES = (
    Value("sworn", N_("Sworn officers")),
    Value("budgeted", N_("Positions in the budget")),
    Value("joined", N_("Joined")),
    Value("resigned", N_("Quit")),
    Value("retired", N_("Retired")),
    Value("dismissed", N_("Fired")),
    Value("died", N_("Died")),
    Value("left", N_("Left another way")),
)
JOINED = ("joined",)
LEFT = ("resigned", "retired", "dismissed", "died", "left")
CHANGE = f"CASE WHEN figure = 'joined' THEN number WHEN figure IN {LEFT} THEN -number END"

LEAVING = f"CASE WHEN figure IN {LEFT} THEN figure END"

COLUMNS = (
    Column("month", Kind.TIMESTAMP, N_("A day of the month the number is about, such as its last"), required=True),
    Column("figure", Kind.CODE, N_("What the number counts"), required=True),
    Column("figure_source", Kind.TEXT, N_("What the number counts, as the publisher words it")),
    Column("number", Kind.NUMBER, N_("The number"), required=True),
    Column("leaving", Kind.CODE, N_("Why officers left"), derived=LEAVING, needs=("figure",)),
    Column("change", Kind.NUMBER, N_("What it adds to the officers, or takes away"), derived=CHANGE, needs=("figure", "number")),
)  # fmt: skip


def _nouns(one: str, several: str) -> dict[str, tuple[str, str]]:
    return {"figure": (one, several)}


METRICS = (
    Metric(
        "sworn", N_("Sworn officers"), nouns=_nouns(*P_("sworn officer", "sworn officers")), sums="number", level=True,
        where=(("figure", ("sworn",)),),
        about=N_("Officers who took the oath and are on the payroll, also those on leave or in training."),
        computed=N_("The number at the end of the last month of the period. Months are not added up."),
        against=Against(
            "budgeted",
            under=N_("The budget pays for {all} positions: {gap} of them are empty ({share})."),
            over=N_("The budget pays for {all} positions: there are {gap} officers more ({share})."),
            even=N_("The budget pays for just as many positions: {all}."),
        ),
    ),
    Metric(
        "budgeted", N_("Positions in the budget"), sums="number", level=True, where=(("figure", ("budgeted",)),),
        nouns=_nouns(*P_("position in the budget", "positions in the budget")),
        about=N_("Positions for sworn officers that the city's budget pays for."),
        computed=N_("The number at the end of the last month of the period. Months are not added up."),
    ),
    Metric(
        "officers-joined", N_("Officers who joined"), sums="number", where=(("figure", JOINED),),
        nouns=_nouns(*P_("officer who joined", "officers who joined")),
        about=N_("New officers who took the oath, and officers who came from another department."),
        computed=N_("The numbers of the months of the period, added up."),
    ),
    Metric(
        "officers-left", N_("Officers who left"), sums="number", where=(("figure", LEFT),),
        nouns=_nouns(*P_("officer who left", "officers who left")),
        about=N_("Officers who quit, retired, were fired, died or left another way."),
        computed=N_("The numbers of the months of the period, added up."),
    ),
    Metric(
        "officers-net", N_("Officers who joined, less those who left"), sums="change", where=(("figure", (*JOINED, *LEFT)),),
        nouns=_nouns(*P_("officer more or fewer", "officers more or fewer")),
        about=N_("Below zero, more officers left than joined. The number of officers changes by just as many."),
        computed=N_("Officers who joined less officers who left, added up over the months of the period."),
        balance=Balance(
            more=N_("{n} more officers joined than left{scope} {when}"),
            fewer=N_("{n} more officers left than joined{scope} {when}"),
            even=N_("As many officers joined as left{scope} {when}"),
        ),
    ),
)  # fmt: skip

SUBJECT = Subject(
    key="staffing",
    label=N_("Police staffing"),
    about=N_("How many officers there are, how many the budget pays for, and how many joined and left. No names."),
    units=("figure",),
    when="month",
    columns=COLUMNS,
    dimensions=(
        coded("figure", N_("What is counted"), N_("All numbers"), FIGURES),
        coded("leaving", N_("Reason"), N_("All reasons"), tuple(one for one in FIGURES if one.code in LEFT)),
    ),
    metrics=METRICS,
    views=(
        View("staffing-sworn", "staffing", "sworn", Shape.TREND, N_("Officers and positions in the budget")),
        View("staffing-net", "staffing", "officers-net", Shape.TREND, N_("Officers who joined, less those who left")),
        View("staffing-joined", "staffing", "officers-joined", Shape.TREND, N_("Officers who joined, by month")),
        View("staffing-left", "staffing", "officers-left", Shape.TREND, N_("Officers who left, by month")),
        View("staffing-left-by-kind", "staffing", "officers-left", Shape.CHANGES, N_("Why officers left"), by=("leaving",)),
    ),
    sections=(
        Section(
            "/accountability", "staffing", N_("Police staffing"), 30,
            (
                Card("staffing-sworn"),
                Card("staffing-net"),
                Card("staffing-joined"),
                Card("staffing-left"),
                Card("staffing-left-by-kind"),
            ),
        ),
    ),
    monthly=True,
)  # fmt: skip
