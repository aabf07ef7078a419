"""/views/<view> as a page of its own, as CSV and as a picture."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, request

from dashboard import charts, export
from dashboard.answer import Answer
from dashboard.answer.memory import Memory
from dashboard.explain import explain
from dashboard.i18n import Words
from dashboard.page import Context
from dashboard.routes.ask import Bad, answered, guarded, one_of, parsed, selected
from dashboard.routes.document import view_page

DRAWN: Memory[bytes] = Memory(500)
LATEST, FIXED = "public, max-age=300", "public, max-age=31536000, immutable"


def _csv(answer: Answer) -> tuple[bytes, str]:
    return export.csv_bytes(answer), "text/csv"


def _picture(form: str, mimetype: str) -> Callable[[Answer], tuple[bytes, str]]:
    def draw(answer: Answer) -> tuple[bytes, str]:
        frame = one_of("frame", ("titled", "none"))
        size, theme = one_of("size", ("wide", "narrow")), one_of("theme", ("light", "dark"))
        key = (answer.view.key, answer.selection, answer.snapshot, form, frame, size, theme)
        return DRAWN.recall(key, lambda: _drawn(answer, form, frame == "titled", size, theme)), mimetype

    return draw


def _drawn(answer: Answer, form: str, titled: bool, size: str, theme: str) -> bytes:
    words = Words(answer.selection.lang)
    told = explain(answer, words)
    titles = charts.Titles(told.headline, told.subtitle, told.source) if titled else None
    return charts.static(answer, words, form=form, size=size, theme=theme, titles=titles)


FORMS: dict[str, Callable[[Answer], tuple[bytes, str]]] = {
    "csv": _csv,
    "svg": _picture("svg", "image/svg+xml"),
    "png": _picture("png", "image/png"),
    "pdf": _picture("pdf", "application/pdf"),
}


def blueprint(context: Context) -> Blueprint:
    """The routes of one view."""
    routes = Blueprint("views", __name__)

    @routes.get("/views/<key>")
    @guarded
    def page(key: str) -> Response:
        name, _, form = key.rpartition(".")
        if name:
            return _file(context, name, form)
        asked = parsed(context)
        answer = answered(context, key, asked.selection)
        return Response(view_page(context, answer, asked.problems), mimetype="text/html")

    return routes


def _file(context: Context, key: str, form: str) -> Response:
    if form not in FORMS:
        raise Bad(404, f"no form {form[:60]!r}; there are: {', '.join(FORMS)}")
    answer = answered(context, key, selected(context, strict=True))
    body, mimetype = FORMS[form](answer)
    response = Response(body, mimetype=mimetype, headers=export.headers(answer, form))
    kind = "attachment" if form == "csv" else "inline"
    response.headers["Content-Disposition"] = f'{kind}; filename="{export.file_name(answer, form)}"'
    response.headers["Cache-Control"] = FIXED if answer.selection.as_of else LATEST
    response.add_etag()
    response.make_conditional(request)
    return response
