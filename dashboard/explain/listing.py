"""Words of a directory: how many places there are, and how to read the list."""

from __future__ import annotations

from collections import Counter

from dashboard.answer import Answer
from dashboard.explain import phrases
from dashboard.i18n import Words


def kind(answer: Answer, words: Words) -> str:
    """What the picture is."""
    return words("List of names and phone numbers")


def headline(answer: Answer, words: Words) -> str:
    """How many are listed."""
    counted, scope = phrases.counted(answer, words, answer.total), phrases.scope(answer, words)
    return phrases.cap(words("{counted}{scope} you can turn to", counted=counted, scope=scope))


def subtitle(answer: Answer, words: Words) -> str:
    """What is listed, and where."""
    return words(
        "{label} on the city's list, {where}", label=words(answer.metric.label), where=phrases.where(answer, words)
    )


def sentences(answer: Answer, words: Words) -> tuple[str, ...]:
    """How many of each kind, and what to do in danger."""
    coded = next((field.key for field in answer.fields if field.kind == "code"), None)
    found = Counter(str(record[coded]) for record in answer.records if coded and record[coded])
    dimension = next((one for one in answer.subject.dimensions if one.column == coded and one.values), None)
    names = {value.code: phrases.low(words(value.label)) for value in dimension.values} if dimension else {}
    parts = [f"{names[code]} ({words.number(found[code])})" for code in names if found[code]]
    kinds = words("The list has: {parts}.", parts=words.listed(parts)) if len(parts) > 1 else ""
    return (kinds, words("Call before you go. In danger, call 911."))
