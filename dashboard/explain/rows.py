"""Words of the rows behind a number: how many there were, which have no number, which cannot be used."""

from __future__ import annotations

from dashboard.answer import Answer
from dashboard.explain import phrases
from dashboard.i18n import Words


def numbered(answer: Answer, words: Words) -> str:
    """How many rows the different numbers came from, and how many rows have none; empty where rows are counted."""
    if not answer.rows:
        return ""
    if not answer.subject.column(answer.metric.distinct).public:
        noun, rows = phrases.counted(answer, words, answer.total), words.number(answer.rows)
        return words("The {rows} rows are about {counted}.", rows=rows, counted=noun)
    return rows_told(phrases.noun(answer, words), answer.total, answer.rows, answer.unnumbered, words)


def rows_told(noun: str, count: int, rows: int, unnumbered: int, words: Words) -> str:
    """ "165,068 numbered arrests from 173,197 rows; 8,090 rows without a number are not counted." """
    told = {"noun": noun, "count": words.number(count), "rows": words.number(rows)}
    if not unnumbered:
        return words("{count} numbered {noun} from {rows} rows.", **told)
    return words.plural(
        "{count} numbered {noun} from {rows} rows; {n} row without a number is not counted.",
        "{count} numbered {noun} from {rows} rows; {n} rows without a number are not counted.",
        unnumbered,
        **told,
    )


def left_out(answer: Answer, words: Words) -> str:
    """How many records the metric cannot use; empty where it can use all."""
    told, count = answer.metric.left_out, answer.apart.left_out
    return words.plural(*told.told, count) if told and count else ""


def unended(answer: Answer, words: Words) -> str:
    """How many records have no end yet; empty where all have or the metric needs none."""
    told, count = answer.metric.unended, answer.apart.unended
    return words.plural(*told.told, count) if told and count else ""
