"""The words of every situation are those that a person has read: ``golden/<situation>.txt``, in both languages.

After a change of words: ``RENEW_GOLDEN=yes make test TESTS=tests/words/test_golden.py``, then read what
``git diff tests/words/golden`` shows, aloud and in both languages, before it is committed.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from dashboard.answer import Answer
from dashboard.explain import Explanation, explain
from dashboard.i18n import LANGUAGES, Words
from dashboard.page.notices import quiet_told
from tests.words.situations import SITUATIONS

FOLDER = Path(__file__).parent / "golden"
RENEW = "RENEW_GOLDEN"
FEWEST = 60
QUIET = ("stale source",)


def file(name: str) -> Path:
    return FOLDER / f"{re.sub(r'[^a-z0-9]+', '-', name.lower())}.txt"


def written(told: Explanation) -> list[str]:
    return [
        told.headline,
        f"  ({told.subtitle})",
        *(f"  ! {caution}" for caution in told.cautions),
        *(f"  {sentence}" for sentence in told.sentences),
        *(f"  - {line}" for line in told.know),
        f"  [{told.alt}]",
        f"  [{told.source}]",
    ]


def text(name: str, answer: Answer) -> str:
    """A situation: headline, (subtitle), sentences, - what to know, [alternative text], [source], * notice."""
    parts = [f"{name}, {answer.view.key}"]
    for lang in LANGUAGES:
        words = Words(lang)
        notice = [f"  * {quiet_told(answer.receipt, words)}"] if name in QUIET else []
        parts += ["", f"{lang}: {chr(10).join([*written(explain(answer, words)), *notice])}"]
    return "\n".join(parts).replace("\u00a0", " ").replace("\u202f", " ") + "\n"


@pytest.mark.parametrize("name", SITUATIONS)
def test_the_words_are_those_that_were_read(name: str) -> None:
    found, path = text(name, SITUATIONS[name]), file(name)
    if os.environ.get(RENEW):
        path.write_text(found, encoding="utf-8")
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    assert found == kept, f"the words of {name!r} changed: {RENEW}=yes writes {path.name} anew; then read it"


def test_nothing_is_kept_that_no_situation_says() -> None:
    kept = {path.name for path in FOLDER.iterdir()}
    assert kept - {file(name).name for name in SITUATIONS} == set()
    assert len(kept) == len(SITUATIONS) >= FEWEST


def test_renewing_is_asked_for_and_never_left_on() -> None:
    assert not os.environ.get("CI") or not os.environ.get(RENEW)
