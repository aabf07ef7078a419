"""The city in one screen."""

from __future__ import annotations

from dashboard.i18n import N_
from dashboard.page import Card, Page

PAGE = Page(
    path="/",
    order=0,
    title=N_("Overview"),
    heading=N_("How safe is {city}?"),
    lede=N_(
        "What people reported to police in the last 12 months, next to the 12 months before. Every number comes from records the city publishes."
    ),
    controls=("district", "neighborhood", "council"),
    cards=(
        Card("homicides", "third"),
        Card("shootings", "third"),
        Card("violent", "third"),
        Card("property", "third"),
        Card("incidents", "third"),
        Card("incidents-trend", "full"),
    ),
)
