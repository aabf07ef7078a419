"""/views/<view> as a page of its own, and as a file in every form there is."""

from __future__ import annotations

from flask import Blueprint, Response

from dashboard import export
from dashboard.answer import Answer
from dashboard.answer.memory import Memory
from dashboard.export import FORMS, Form, Look
from dashboard.page import Context
from dashboard.page.notices import late
from dashboard.routes.ask import Bad, answered, guarded, one_of, parsed, root, selected
from dashboard.routes.document import view_page
from dashboard.routes.files import sent


class Pictures:
    """Drawn pictures, remembered for one city: snapshots of two cities may bear one name."""

    def __init__(self, kept: int = 500) -> None:
        self._drawn: Memory[bytes] = Memory(kept)

    def __call__(self, answer: Answer, form: Form, late: bool) -> bytes:
        """The picture as the request asks: titled or not, wide or narrow, light or dark. Raises ``Bad``.

        ``late`` marks it as of a source that has gone quiet.
        """
        titled = one_of("frame", ("titled", "none")) == "titled"
        look = Look(titled, one_of("size", ("wide", "narrow")), one_of("theme", ("light", "dark")), late=late)
        key = (answer.view.key, answer.selection, answer.snapshot, form.key, look)
        return self._drawn.recall(key, lambda: form.render(answer, look))


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


def _file(context: Context, pictures: Pictures, key: str, name: str) -> Response:
    if name not in FORMS:
        raise Bad(404, f"no form {name[:60]!r}; there are: {', '.join(FORMS)}")
    form = FORMS[name]
    answer = answered(context, key, selected(context, strict=True))
    drawn = form.drawn
    body = pictures(answer, form, late(context, answer)) if drawn else form.render(answer, Look(root=root(context)))
    headers, fixed = export.headers(answer, name), answer.selection.as_of is not None
    return sent(body, form.mimetype, export.file_name(answer, name), headers, attachment=form.attachment, fixed=fixed)
