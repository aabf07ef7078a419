"""Police accountability: force, complaints, stops, staffing."""

from __future__ import annotations

from dashboard.i18n import N_
from dashboard.page import Page
from dashboard.page.sections import ABOUT

PAGE = Page(
    path="/accountability",
    order=2,
    title=N_("Accountability"),
    heading=N_("Police accountability in {city}"),
    lede=N_("When officers use force, what people complain about, who is stopped, and how many officers there are."),
    controls=("since", "until", "district", "neighborhood", "council", "by", "measure", "compare"),
    lead="force-trend",
    own=(ABOUT,),
)
