"""/views/<view> as a page of its own, as CSV and as a picture."""

from __future__ import annotations

from flask import Blueprint, Response, request

from dashboard import charts, export
from dashboard.answer import Answer
from dashboard.answer.memory import Memory
from dashboard.explain import explain
from dashboard.i18n import Words
from dashboard.page import Context
from dashboard.page.notices import NOTHING_NEWER, late
from dashboard.routes.ask import Bad, answered, guarded, one_of, parsed, selected
from dashboard.routes.document import view_page

MIMETYPES = {"csv": "text/csv", "svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
LATEST, FIXED = "public, max-age=300", "public, max-age=31536000, immutable"


class Pictures:
    """Drawn pictures, remembered for one city: snapshots of two cities may bear one name."""

    def __init__(self, kept: int = 500) -> None:
        self._drawn: Memory[bytes] = Memory(kept)

    def __call__(self, answer: Answer, form: str, late: bool) -> bytes:
        """The picture as the request asks: titled or not, wide or narrow, light or dark. Raises ``Bad``.

        ``late`` marks it as of a source that has gone quiet.
        """
        frame = one_of("frame", ("titled", "none"))
        size, theme = one_of("size", ("wide", "narrow")), one_of("theme", ("light", "dark"))
        key = (answer.view.key, answer.selection, answer.snapshot, form, frame, size, theme, late)
        return self._drawn.recall(key, lambda: _drawn(answer, form, frame == "titled", size, theme, late))


def _drawn(answer: Answer, form: str, titled: bool, size: str, theme: str, late: bool) -> bytes:
    words = Words(answer.selection.lang)
    told = explain(answer, words)
    source = f"{told.source} {words(NOTHING_NEWER)}" if late else told.source
    titles = charts.Titles(told.headline, told.subtitle, source) if titled else None
    return charts.static(answer, words, form=form, size=size, theme=theme, titles=titles)


def blueprint(context: Context) -> Blueprint:
    """The routes of one view."""
    routes = Blueprint("views", __name__)
    pictures = Pictures()

    @routes.get("/views/<key>")
    @guarded
    def page(key: str) -> Response:
        name, _, form = key.rpartition(".")
        if name:
            return _file(context, pictures, name, form)
        asked = parsed(context)
        answer = answered(context, key, asked.selection)
        return Response(view_page(context, answer, asked.problems), mimetype="text/html")

    return routes


def _file(context: Context, pictures: Pictures, key: str, form: str) -> Response:
    if form not in MIMETYPES:
        raise Bad(404, f"no form {form[:60]!r}; there are: {', '.join(MIMETYPES)}")
    answer = answered(context, key, selected(context, strict=True))
    body = export.csv_bytes(answer) if form == "csv" else pictures(answer, form, late(context, answer))
    response = Response(body, mimetype=MIMETYPES[form], headers=export.headers(answer, form))
    kind = "attachment" if form == "csv" else "inline"
    response.headers["Content-Disposition"] = f'{kind}; filename="{export.file_name(answer, form)}"'
    response.headers["Cache-Control"] = FIXED if answer.selection.as_of else LATEST
    response.add_etag()
    response.make_conditional(request)
    return response
