"""JSON: the records with what each column is, where they come from, and the words. A hidden count is null."""

from __future__ import annotations

import json

from dashboard.answer import Answer
from dashboard.explain import explain
from dashboard.export.cells import heads, lines, plain, provenance
from dashboard.export.form import Form
from dashboard.i18n import N_, Words


def json_bytes(answer: Answer) -> bytes:
    """One object: view, provenance, words, ``fields`` and ``records``; texts in the language of the selection."""
    words = Words(answer.selection.lang)
    told = explain(answer, words)
    whole = {
        "view": answer.view.key,
        **{key: plain(cell) for key, cell in provenance(answer).items()},
        "lang": words.lang,
        "headline": told.headline,
        "subtitle": told.subtitle,
        "sentences": [*told.cautions, *told.sentences],
        "what_to_know": list(told.know),
        "source": told.source,
        "fields": [{"key": one.key, "label": words(one.label), "kind": one.kind} for one in answer.fields],
        "total_rows": len(answer.records),
        "records": [dict(zip(heads(answer), map(plain, line), strict=True)) for line in lines(answer)],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"


FORMS = (Form("json", "application/json", lambda answer, _: json_bytes(answer), link=N_("JSON")),)
