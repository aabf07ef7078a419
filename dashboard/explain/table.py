"""Words of a table about people."""

from __future__ import annotations

from datetime import datetime

from dashboard.answer import Answer
from dashboard.answer.value import Record, whole
from dashboard.explain import common, phrases
from dashboard.i18n import Words
from dashboard.model import Dimension

ALL, UNKNOWN = "", "unknown"


def kind(answer: Answer, words: Words) -> str:
    """What the picture is."""
    return words("Bar chart by group")


def across(answer: Answer) -> Dimension:
    """The protected dimension the table is about."""
    return answer.subject.dimension(answer.fields[1].key)


def totals(answer: Answer) -> list[Record]:
    """The records of the row of totals, one a group."""
    down, group = answer.fields[0].key, answer.fields[1].key
    return [record for record in answer.records if record[down] == ALL and record[group] != ALL]


def headline(answer: Answer, words: Words) -> str:
    """The largest known group, with its share of the people whose group is known."""
    key = answer.fields[1].key
    known = [record for record in totals(answer) if record[key] != UNKNOWN and record["count"]]
    stated = answer.total - sum(whole(record, "count") for record in totals(answer) if record[key] == UNKNOWN)
    if not known or not stated:
        return common.compared(answer, words)
    most = max(known, key=lambda record: whole(record, "count"))
    return words(
        "{group}: {share} of {noun} whose {what} is known",
        group=phrases.name_of(answer, across(answer), str(most[key]), words),
        share=words.percent(whole(most, "count") / stated), noun=phrases.noun(answer, words),
        what=phrases.low(words(across(answer).label)),
    )  # fmt: skip


def subtitle(answer: Answer, words: Words) -> str:
    """What is counted, by which two things, where and when."""
    by = phrases.low(words(answer.subject.dimension(answer.fields[0].key).label)) if answer.fields else ""
    what = phrases.low(words(across(answer).label)) if answer.fields else ""
    place, span = words("in {city}", city=answer.city), words.span(answer.period.now)
    return words(
        "{noun} by {by} and {what}, {where}, {span}",
        noun=phrases.noun(answer, words),
        by=by,
        what=what,
        where=place,
        span=span,
    )


def sentences(answer: Answer, words: Words) -> tuple[str, ...]:
    """The count, how many are unknown, what is hidden and why, and why dates may have moved."""
    hidden = sum(bool(record["hidden"]) for record in answer.records)
    return (
        common.finding(answer, words),
        _unknown(answer, words),
        words("Small counts, and some next to them, are hidden so that nobody can be picked out.") if hidden else "",
        words("Tables about people are given for a whole year or the last full 12 months, for the whole city."),
        _fixed(answer, words),
    )


def _fixed(answer: Answer, words: Words) -> str:
    """Since when the numbers stand, where later records have come."""
    if answer.released in ("", answer.snapshot):
        return ""
    day = words.day(datetime.strptime(answer.released[:8], "%Y%m%d").date())
    return words(
        "These counts were made on {day}. They stay as they are, so that no change points at one person.", day=day
    )


def _unknown(answer: Answer, words: Words) -> str:
    key = answer.fields[1].key
    unknown = next((record for record in totals(answer) if record[key] == UNKNOWN), None)
    if unknown is None or unknown["hidden"] or not whole(unknown, "count"):
        return ""
    count = whole(unknown, "count")
    return words(
        "For {n} of them ({share}) the {what} is not known.",
        n=words.number(count), share=words.percent(count / answer.total), what=phrases.low(words(across(answer).label)),
    )  # fmt: skip
