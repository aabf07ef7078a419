"""Plain text: the words of a card, for a report, a message or a reader that shows no tables."""

from __future__ import annotations

from dashboard import urls
from dashboard.answer import Answer
from dashboard.explain import explain
from dashboard.export.form import Form, Look
from dashboard.i18n import N_, Words


def text_bytes(answer: Answer, look: Look) -> bytes:
    """Headline, what is counted, sentences, what to know, source and permanent link; a part a paragraph."""
    words = Words(answer.selection.lang)
    told = explain(answer, words)
    parts = [
        *made_up(answer, words),
        f"{told.headline}\n{told.subtitle}",
        *told.cautions,
        "\n".join(told.sentences),
        "\n".join([words("What to know") + ":", *(f"- {line}" for line in told.know)]),
        f"{told.source}\n{look.root}{fixed(answer)}",
    ]
    return ("\n\n".join(parts) + "\n").encode()


def made_up(answer: Answer, words: Words) -> list[str]:
    """That the numbers are a sample's, where they are."""
    told = words("Sample data. {city} does not exist. Every number here is made up.", city=answer.city)
    return [told] if answer.sample else []


def fixed(answer: Answer) -> str:
    """The path of the page that shows the same numbers for good."""
    return urls.view(answer.view.key, "", answer.selection.but(as_of=answer.snapshot).query())


FORMS = (Form("txt", "text/plain", text_bytes, attachment=False, link=N_("Text")),)
