"""Pictures: SVG, PNG and PDF, titled or bare."""

from __future__ import annotations

from collections.abc import Callable

from dashboard import charts
from dashboard.answer import Answer
from dashboard.explain import explain
from dashboard.explain.phrases import NOTHING_NEWER
from dashboard.export.form import Form, Look
from dashboard.i18n import Words


def drawn(form: str) -> Callable[[Answer, Look], bytes]:
    """The renderer of one form of picture."""

    def render(answer: Answer, look: Look) -> bytes:
        words = Words(answer.selection.lang)
        told = explain(answer, words)
        source = f"{told.source} {words(NOTHING_NEWER)}" if look.late else told.source
        titles = charts.Titles(told.headline, told.subtitle, source) if look.titled else None
        return charts.static(answer, words, form=form, size=look.size, theme=look.theme, titles=titles)

    return render


FORMS = tuple(
    Form(key, mimetype, drawn(key), attachment=False, drawn=True)
    for key, mimetype in (("svg", "image/svg+xml"), ("png", "image/png"), ("pdf", "application/pdf"))
)
