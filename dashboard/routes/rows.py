"""/rows/<subject>.csv: the records behind the views, every one that fits or a refusal, sent while they are read."""

from __future__ import annotations

import hashlib

from flask import Blueprint, Response

from dashboard import urls
from dashboard.answer.records import Extract, extract
from dashboard.disclosure.rows import Foreign, Withheld
from dashboard.export import named, stated
from dashboard.export.listed import ROWS
from dashboard.page import Context
from dashboard.routes.ask import Bad, available, guarded, selected
from dashboard.routes.files import sent


def blueprint(context: Context) -> Blueprint:
    """The route of records."""
    routes = Blueprint("rows", __name__)

    @routes.get("/rows/<name>")
    @guarded
    def rows(name: str) -> Response:
        subject, _, form = name.rpartition(".")
        if form not in ROWS:
            raise Bad(404, f"no form {form[:60]!r}; there are: {', '.join(ROWS)}")
        return _file(_extract(context, subject), form)

    return routes


def _extract(context: Context, key: str) -> Extract:
    subjects = context.answers.catalog.subjects
    if key not in subjects:
        raise Bad(404, f"no subject {key[:60]!r}; there are: {', '.join(sorted(subjects))}")
    selection = selected(context, strict=True)
    with available(context, selection):
        try:
            return extract(context.answers, subjects[key], selection)
        except Withheld as refused:
            raise Bad(403, str(refused)) from refused
        except Foreign as unfit:
            raise Bad(400, str(unfit)) from unfit


def _file(found: Extract, form: str) -> Response:
    mimetype, written = ROWS[form]
    pairs = found.selection.query()
    canonical = urls.rows(found.subject.key, form, pairs)
    headers = stated(found.total, found.snapshot.id, pairs, canonical)
    name = named(
        found.city, f"{found.subject.key}-rows", found.selection, found.total, found.snapshot.id, form,
        found.snapshot.sample,
    )  # fmt: skip
    told = "\n".join([canonical, found.snapshot.id, found.city, *(column.name for column in found.columns)])
    tag = hashlib.sha256(told.encode()).hexdigest()[:32]
    fixed = found.selection.as_of is not None
    return sent(written(found), mimetype, name, headers, attachment=True, fixed=fixed, tag=tag)
