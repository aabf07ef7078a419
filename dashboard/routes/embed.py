"""/embed/<view>: one view for other sites, the only address that may be framed."""

from __future__ import annotations

from flask import Blueprint, Response

from dashboard import urls
from dashboard.i18n import Words
from dashboard.page import Context
from dashboard.page.notices import of_view, problem_told
from dashboard.routes.ask import answered, guarded, parsed, root
from dashboard.routes.document import embed_page


def blueprint(context: Context) -> Blueprint:
    """The embed route."""
    routes = Blueprint("embed", __name__)

    @routes.get("/embed/<key>")
    @guarded
    def embed(key: str) -> Response:
        asked = parsed(context)
        answer = answered(context, key, asked.selection)
        back = root(context) + urls.view(key, "", answer.selection.query())
        words = Words(answer.selection.lang)
        notices = [*(problem_told(problem, words) for problem in asked.problems), *of_view(context, answer)]
        body = embed_page(answer, back, notices)
        return Response(body, mimetype="text/html", headers={"X-Snapshot": answer.snapshot})

    return routes
