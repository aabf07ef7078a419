"""/revisions/<view>.csv: what a view was counted as in each snapshot that is kept."""

from __future__ import annotations

from flask import Blueprint, Response

from dashboard import urls
from dashboard.answer.revisions import revised
from dashboard.export import named, stated
from dashboard.export.revised import revisions_bytes
from dashboard.page import Context
from dashboard.routes.ask import Bad, available, guarded, selected, viewed
from dashboard.routes.files import sent


def blueprint(context: Context) -> Blueprint:
    """The route of revisions."""
    routes = Blueprint("revisions", __name__)

    @routes.get("/revisions/<name>")
    @guarded
    def revisions(name: str) -> Response:
        key, _, form = name.rpartition(".")
        if form != "csv":
            raise Bad(404, f"no form {form[:60]!r}; there is: csv")
        return _file(context, key)

    return routes


def _file(context: Context, key: str) -> Response:
    view, selection = viewed(context, key), selected(context, strict=True)
    with available(context, selection):
        found = revised(context.answers, view, selection)
    answer, rows, pairs = found.answer, len(found.revisions), selection.query()
    name = named(answer.city, f"{key}-revisions", selection, rows, answer.snapshot, "csv", answer.sample)
    headers = stated(rows, answer.snapshot, pairs, urls.revisions(key, pairs))
    return sent(revisions_bytes(found), "text/csv", name, headers, attachment=True, fixed=False)
