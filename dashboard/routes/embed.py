"""/embed/<view>: one view for other sites, the only address that may be framed."""

from __future__ import annotations

from flask import Blueprint, Response

from dashboard import urls
from dashboard.page import Context
from dashboard.page.notices import of_view
from dashboard.routes.ask import answered, guarded, root, selected
from dashboard.routes.document import embed_page


def blueprint(context: Context) -> Blueprint:
    """The embed route."""
    routes = Blueprint("embed", __name__)

    @routes.get("/embed/<key>")
    @guarded
    def embed(key: str) -> Response:
        answer = answered(context, key, selected(context, strict=False))
        back = root(context) + urls.view(key, "", answer.selection.query())
        body = embed_page(answer, back, of_view(context, answer))
        return Response(body, mimetype="text/html", headers={"X-Snapshot": answer.snapshot})

    return routes
