"""Every computation with its formula, its source and a worked example."""

from __future__ import annotations

from dashboard import urls
from dashboard.i18n import N_
from dashboard.page import documents
from dashboard.page.declare import Page

PAGE = Page(
    path=urls.METHODS,
    order=21,
    title=N_("How we count"),
    heading=N_("How we count, and how sure we are"),
    lede=N_("Each way of counting, with its formula and an example. A test works out each example again."),
    body=lambda request: documents.shown("methods.md", request.words),
    offered=lambda request: False,
)
