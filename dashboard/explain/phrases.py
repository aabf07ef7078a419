"""The parts sentences are made of: what is counted, where, when, and compared with when."""

from __future__ import annotations

from datetime import date

from dashboard.answer import Answer
from dashboard.i18n import N_, Words
from dashboard.model import Dimension, Measure, Plural, Shape, Value, Window, month_end

NOTHING_NEWER = N_("Nothing newer has come.")

MOST_NAMED = 3
MOST_LIMITS = 2
SHORTEST = 0.05


def cap(text: str) -> str:
    """With a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def low(text: str) -> str:
    """With a small first letter unless the word is an acronym."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def forms(answer: Answer) -> tuple[Plural, tuple[Value, ...], Dimension | None]:
    """The noun of what is counted; the chosen values it names; the dimension it tells."""
    for key, codes in answer.applied:
        dimension = answer.subject.dimension(key)
        values = tuple(value for code in codes if (value := dimension.value(code)))
        if not values or len(values) > MOST_NAMED or answer.metric.where:
            continue
        if len(values) == 1 and answer.unit in values[0].nouns:
            return values[0].nouns[answer.unit], (), dimension
        if answer.unit in dimension.nouns:
            return dimension.nouns[answer.unit], values, dimension
    return answer.metric.nouns[answer.unit], (), None


def noun(answer: Answer, words: Words, count: float = 2) -> str:
    """What is counted, in the form for ``count``: "homicide victims", "report of arson"."""
    plural, values, _ = forms(answer)
    fields = {"name": words.listed([low(words(value.label)) for value in values], "or")} if values else {}
    return words.noun(plural, count, **fields)


def counted(answer: Answer, words: Words, count: int) -> str:
    """Number and noun: "1 robbery", "1,204 robberies"."""
    return f"{words.number(count)} {noun(answer, words, count)}"


def amount(answer: Answer, words: Words, value: float | None) -> str:
    """A share as a percent, a median or percentile in its unit; a dash where there is none."""
    if value is None:
        return "\N{EN DASH}"
    if answer.metric.measure is Measure.SHARE:
        return words.percent(value)
    if 0 < value < SHORTEST:
        return words("less than {amount}", amount=words.quantity(answer.metric.unit, 0.1))
    return words.quantity(answer.metric.unit, value)


def name_of(answer: Answer, dimension: Dimension, code: str, words: Words) -> str:
    """How a reader knows a value: its translated label, or the published name of a place."""
    value = dimension.value(code) or dimension.stage(code)
    if value:
        return words(value.label)
    name = answer.names(dimension).get(code, code)
    return words(dimension.numbered[0], name=name) if name.isdigit() and dimension.numbered[0] else name


def named(answer: Answer, dimension: Dimension, code: str, words: Words) -> str:
    """The name inside a sentence: our own words begin small, a published name stays as it is."""
    name = name_of(answer, dimension, code, words)
    return low(name) if dimension.value(code) else name


def chosen(answer: Answer, words: Words, places: bool | None = None) -> list[str]:
    """One phrase a chosen dimension, the one told by the noun left out."""
    told = forms(answer)[2]
    parts = []
    for key, values in answer.applied:
        dimension = answer.subject.dimension(key)
        if dimension is told or (places is not None and dimension.place != places):
            continue
        parts.append(_limit(answer, dimension, values, words))
    return parts


def _limit(answer: Answer, dimension: Dimension, values: tuple[str, ...], words: Words) -> str:
    if len(values) > MOST_NAMED:
        several, what = dimension.several or N_("with {n} choices of {what}"), low(words(dimension.label))
        return words(several, n=words.number(len(values)), what=what)
    published = [answer.names(dimension).get(code, code) for code in values]
    if dimension.place:
        numbers = dimension.numbered[1] and all(name.isdigit() for name in published)
        return words(dimension.numbered[1] if numbers else dimension.phrase, name=words.listed(published, "or"))
    names = [name_of(answer, dimension, code, words) for code in values]
    as_written = not dimension.values or (dimension.ordered and words.lang == "en")
    return words(dimension.phrase, name=words.listed(names if as_written else [low(name) for name in names], "or"))


def where(answer: Answer, words: Words) -> str:
    """The places and other limits of the count: "in the Eastern police district"."""
    limits = chosen(answer, words)
    if not any(answer.subject.dimension(key).place for key, _ in answer.applied):
        limits.insert(0, words("in {city}", city=answer.city))
    return ", ".join(limits)


def placed(answer: Answer, words: Words) -> str:
    """``where`` before a period: a comma closes it when it has more than one part."""
    place = where(answer, words)
    return f"{place}," if ", " in place else place


def scope(answer: Answer, words: Words) -> str:
    """``where`` for a headline: nothing for the whole city, else with a leading space; many limits are not named."""
    limits = chosen(answer, words)
    if len(limits) > MOST_LIMITS:
        return " " + words("with these filters")
    return " " + ", ".join(limits) if limits else ""


def when(window: Window, words: Words) -> str:
    """A period inside a sentence: "from November 2025 to October 2026", "in May 2026"."""
    if window.since == window.until:
        return words("on {day}", day=words.day(window.since))
    if window.whole_months and window.months == 1:
        return words("in {month}", month=words.month(window.since))
    if window.whole_months:
        return words("from {since} to {until}", since=words.month(window.since), until=words.month(window.until))
    return words("from {first} to {last}", first=words.day(window.since), last=words.day(window.until))


def shown(answer: Answer) -> Window:
    """The days a picture shows: the months a trend draws, else the period counted."""
    months = [record["month"] for record in answer.records if isinstance(record.get("month"), date)]
    if answer.view.shape is not Shape.TREND or not months:
        return answer.period.now
    return Window(months[0], month_end(months[-1]))  # type: ignore[arg-type]


def length(window: Window, words: Words) -> str:
    """How long a period is: "12 months", "1 month", "45 days"."""
    if window.whole_months:
        return words.plural("{n} month", "{n} months", window.months)
    return words.plural("{n} day", "{n} days", window.days)


def earlier(answer: Answer, words: Words) -> str:
    """The period compared with, after "in": "the 12 months before"."""
    period = answer.period
    if period.now.whole_months and period.now.months == 12 * period.years:
        return words("the {months} months before", months=words.number(period.now.months))
    if period.now.whole_months and period.now.months == 1:
        return words("the same month a year earlier")
    if period.years == 1:
        return words("the same period a year earlier")
    return words("the same period {n} years earlier", n=words.number(period.years))


def briefly(answer: Answer, words: Words) -> str:
    """``earlier`` for a headline: "the 12 before"."""
    period = answer.period
    if period.now.whole_months and period.now.months == 12 * period.years:
        return words("the {months} before", months=words.number(period.now.months))
    return earlier(answer, words)
