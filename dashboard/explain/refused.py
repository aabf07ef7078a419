"""Why there is no answer, in the reader's language: the city lacks it, or it would tell about people."""

from __future__ import annotations

from dashboard.answer import Unavailable
from dashboard.disclosure import Protected
from dashboard.explain.phrases import low
from dashboard.i18n import Words


def refused(why: Unavailable | Protected, words: Words) -> str:
    """The reason in a sentence."""
    return words(why.reason, **{key: low(words(str(text))) for key, text in why.fields.items()})
