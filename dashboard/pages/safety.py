"""Reported crime: when, where, what kind."""

from __future__ import annotations

from dashboard.i18n import N_
from dashboard.page import Page
from dashboard.page.sections import ABOUT

PAGE = Page(
    path="/safety",
    order=1,
    title=N_("Safety"),
    heading=N_("Safety in {city}"),
    lede=N_(
        "What was reported to police. Choose dates, a place or an offense. Every chart, sentence and download follows."
    ),
    controls=(
        "since",
        "until",
        "district",
        "neighborhood",
        "offense",
        "council",
        "legislative",
        "statistical",
        "category",
        "weekday",
        "by",
        "measure",
        "compare",
    ),
    own=(ABOUT,),
)
