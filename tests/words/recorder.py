"""Notes every text asked of a catalog that the catalog does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations

import pytest

from dashboard import i18n

FIELD = re.compile(r"\{\w*\}")


class Recorder(NullTranslations):
    """A catalog that remembers what it lacked."""

    def __init__(self, inner: NullTranslations, asked: set[str], lacking: set[str]) -> None:
        super().__init__()
        self.inner, self.asked, self.lacking = inner, asked, lacking
        self.known = {key[0] if isinstance(key, tuple) else key for key in getattr(inner, "_catalog", {})}

    def gettext(self, message: str) -> str:
        self._note(message)
        return self.inner.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self._note(msgid1)
        return self.inner.ngettext(msgid1, msgid2, n)

    def _note(self, message: str) -> None:
        self.asked.add(message)
        worded = any(letter.isalpha() for letter in FIELD.sub("", message))
        if worded and message not in self.known:
            self.lacking.add(message)


@contextmanager
def recording(patch: pytest.MonkeyPatch, language: str = "es") -> Iterator[Recorder]:
    """Within the block, texts of ``language`` are noted; others are served as usual."""
    usual = i18n._catalog
    recorder = Recorder(usual(language), set(), set())
    with patch.context() as changed:
        changed.setattr(i18n, "_catalog", lambda lang: recorder if lang == language else usual(lang))
        yield recorder
