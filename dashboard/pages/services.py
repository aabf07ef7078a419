"""City services: calls for service and 311 requests."""

from __future__ import annotations

from dashboard.i18n import N_
from dashboard.page import Page
from dashboard.page.sections import ABOUT

PAGE = Page(
    path="/services",
    order=3,
    title=N_("Services"),
    heading=N_("How well does {city} serve?"),
    lede=N_("How fast help comes when people call, and whether the city does what people ask of it, on time."),
    controls=("since", "until", "district", "neighborhood", "council", "by", "measure", "compare"),
    lead="requests-trend",
    own=(ABOUT,),
)
