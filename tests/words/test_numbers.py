"""Every number that words say is a number of their answer: counted, compared, promised, dated or chosen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dashboard import i18n
from dashboard.answer import Answer
from dashboard.answer.value import Record, real, whole
from dashboard.explain import explain
from dashboard.i18n import LANGUAGES, Words
from dashboard.model import Shape, Window, month_end
from dashboard.stats.targets import compounded, years_between
from dashboard.stats.verdict import Judgment, Verdict
from tests.support.effort import examples
from tests.words.cases import CASES
from tests.words.recorder import Recorder
from tests.words.situations import SITUATIONS

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
FIELD = re.compile(r"\{\w*\}")
ANSWERS = [*SITUATIONS.values(), *(case.answer for case in CASES)]
SPAN = 4
HOURS = {str(hour % 12 or 12) for hour in range(24)}


def said(answer: Answer, lang: str) -> tuple[str, set[str]]:
    """Headline, subtitle, sentences and alternative text; and the numbers that stand in the texts themselves."""
    usual = i18n._catalog
    recorder = Recorder(usual(lang), set(), set())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(i18n, "_catalog", lambda _: recorder)
        told = explain(answer, Words(lang))
        # what a template says in words: "per 100,000 residents", "911", the codes of hours
        fixed = {found for text in recorder.asked for found in NUMBER.findall(FIELD.sub(" ", text))}
        plural = {found for text in recorder.asked for found in NUMBER.findall(recorder.inner.gettext(text))}
    return "\n".join((told.headline, told.subtitle, *told.sentences, told.alt)), fixed | plural


def foreign(answer: Answer, text: str, fixed: Iterable[str] = ()) -> set[str]:
    """The numbers of ``text`` that are none of the answer's; its dates count as a whole."""
    for part in (*given_texts(answer), *dates(answer)):
        text = re.sub(rf"(?<!\d){re.escape(part)}", " ", text)
    return set(NUMBER.findall(text)) - set(fixed) - set(known(answer))


def given_texts(answer: Answer) -> list[str]:
    """What the city wrote: names of places, promises, breaks; the longest first."""
    names = [value.name for values in answer.receipt.values.values() for value in values if not value.name.isdigit()]
    texts = [text for one in answer.period.breaks for text in one.texts.values()]
    if answer.promise:
        declared = answer.promise.declared
        texts += [declared.en, declared.es, declared.source]
        broken = answer.promise.standing.broken_by
        texts += list(broken.texts.values()) if broken else []
    source = [answer.denominator.source] if answer.denominator else []
    return sorted([text.rstrip(".") for text in (*names, *texts, *source) if text], key=len, reverse=True)


def dates(answer: Answer) -> list[str]:
    """Every day and month of the answer as both languages write them; the longest first."""
    written = {
        form(day) for lang in LANGUAGES for form in (Words(lang).day, Words(lang).month) for day in _days(answer)
    }
    return sorted(written, key=len, reverse=True)


def shown(*values: float | None) -> Iterator[str]:
    """Values as words write them: whole, with one decimal, as a percent."""
    for value in values:
        if value is None:
            continue
        yield f"{abs(value):,.0f}"
        yield f"{abs(value):,.1f}"


def percents(*shares: float | None) -> Iterator[str]:
    for share in shares:
        if share is not None:
            yield from shown(round(abs(share) * 100), abs(share) * 100)


def of(part: float, all_: float) -> Iterator[str]:
    """A share of a whole, as a percent."""
    return percents(part / all_) if all_ else iter(())


def known(answer: Answer) -> Iterator[str]:
    """Every number of an answer, in each way that it may be written."""
    yield from _counts(answer)
    yield from _values(answer)
    for record in answer.records:
        yield from _record(record, answer)
    yield from _sums(answer)
    yield from _time(answer)
    yield from _chosen(answer)
    yield from _promised(answer)


def _counts(answer: Answer) -> Iterator[str]:
    before, base = answer.total_before, answer.denominator
    yield from shown(answer.total, before, answer.difference, answer.unstated, answer.total - answer.unstated)
    yield from shown(answer.rows, answer.unnumbered, answer.apart.left_out, answer.apart.unended, answer.unmapped)
    yield from of(answer.unstated, answer.total)
    yield from of(answer.unmapped, answer.total)
    if before:
        yield from percents((answer.total - before) / before)
    if base:
        yield from shown(base.residents, answer.total / base.residents * 100_000)
        yield str(base.year)
    if answer.aside:
        yield from shown(answer.aside.count, 100 * answer.total / answer.aside.count)
    held = answer.stands.against if answer.stands else None
    if held:
        yield from shown(held, answer.total - held)
        yield from of(abs(answer.total - held), held)


def _values(answer: Answer) -> Iterator[str]:
    ends = (answer.between.low, answer.between.high) if answer.between else ()
    for value in (answer.value, answer.value_before, *ends):
        yield from shown(value)
        yield from percents(value)
        if value is not None and 0 < value < 0.05:
            yield "0.1"


def _record(record: Record, answer: Answer) -> Iterator[str]:
    if answer.by and str(record.get(answer.by.key)).isdigit():
        yield str(record[answer.by.key])
    yield from shown(*(real(record, key) for key in ("count", "before", "difference", "rate", "value")))
    yield from percents(*(real(record, key) for key in ("value", "of_all", "of_base")))
    yield from of(whole(record, "count"), answer.total)


def _sums(answer: Answer) -> Iterator[str]:
    """What words add up of the records: by day, by four hours, by kind, by decided case."""
    records, total = answer.records, sum(whole(record, "count") for record in answer.records)
    changes = [int(str(one["difference"])) for one in records if one.get("difference") is not None]
    yield from shown(len(changes), sum(one < 0 for one in changes), sum(one > 0 for one in changes))
    for key in [field.key for field in answer.fields if field.kind == "code"]:
        sums: Counter[str] = Counter()
        for record in records:
            sums[str(record.get(key))] += whole(record, "count")
        yield from shown(*sums.values(), *Counter(str(record.get(key)) for record in records).values())
        if answer.view.shape is Shape.GRID and key == "hour":
            runs = (sum(sums[str((start + step) % 24)] for step in range(SPAN)) for start in range(24))
            yield from (text for run in runs for text in of(run, total))
            yield from HOURS
    unknown = sum(whole(one, "count") for one in records if "unknown" in one.values() and "" in one.values())
    yield from (text for one in records for text in of(whole(one, "count"), answer.total - unknown))


def _time(answer: Answer) -> Iterator[str]:
    period = answer.period
    yield from shown(period.years, *(count for one in _windows(answer) for count in (one.months, one.days)))


def _days(answer: Answer) -> list[date]:
    period, promise = answer.period, answer.promise
    days = [day for window in _windows(answer) for day in (window.since, window.until)]
    days += [day - timedelta(days=back) for day in period.redrawn for back in (0, 1)]
    breaks = [*period.breaks, *([promise.standing.broken_by] if promise and promise.standing.broken_by else [])]
    found = [day for one in breaks for day in (one.on, one.until)]
    found += [answer.stands.on, answer.stands.before_on] if answer.stands else []
    found += [answer.alike.known_on] if answer.alike else []
    if promise:
        declared, target = promise.declared, promise.target
        found += [declared.set_on, promise.standing.until, promise.since, declared.due, declared.since]
        found += [target.since, target.due] if target else []
    return [*days, *(day for day in found if day)]


def _windows(answer: Answer) -> Iterator[Window]:
    period = answer.period
    yield from (one for one in (period.now, period.before, period.coverage, period.settled) if one)
    months = [month for record in answer.records if isinstance(month := record.get("month"), date)]
    if months:
        yield Window(months[0], month_end(months[-1]))


def _chosen(answer: Answer) -> Iterator[str]:
    for _, values in answer.applied:
        yield from (value for value in values if value.isdigit())
        yield from (f"{int(value):02d}" for value in values if value.isdigit())
        yield from shown(len(values))


def _promised(answer: Answer) -> Iterator[str]:
    if answer.promise is None:
        return
    found, target, declared = answer.promise.standing, answer.promise.target, answer.promise.declared
    yield str(declared.set_on.year)
    yield from shown(declared.months, found.value, found.path, found.goal, found.off_path, found.off_goal)
    if found.value is not None and found.path is not None:
        yield from shown(found.value - round(found.path))
    if target is None:
        return
    yield from shown(target.base, target.goal)
    if target.change is not None:
        years = years_between(target.since, target.due)
        yield from shown(round(years))
        yield from percents(target.change, compounded(target.change, years), target.change * round(years))


def redrawn(made: Answer, now: int, before: int, verdict: Verdict, values: tuple[float, float]) -> Answer:
    """The answer with counts of its own, where words add nothing up of its records."""
    if made.state == "outside" or made.promise or made.by or made.view.shape in (Shape.FLOW, Shape.TABLE, Shape.GRID):
        return made
    compared = made.total_before is not None
    return replace(
        made, total=now, total_before=before if compared else None, unstated=min(made.unstated, now),
        value=None if made.value is None else values[0], value_before=None if made.value_before is None else values[1],
        judgment=Judgment(verdict, 0.5, 1.5) if compared else None,
    )  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
@given(
    index=some.integers(0, len(ANSWERS) - 1),
    now=some.integers(0, 99_999),
    before=some.integers(0, 99_999),
    verdict=some.sampled_from(Verdict),
    values=some.tuples(some.floats(0, 1), some.floats(0, 1)),
)
@settings(max_examples=examples(300), deadline=None)
def test_every_number_said_is_a_number_of_the_answer(
    lang: str, index: int, now: int, before: int, verdict: Verdict, values: tuple[float, float]
) -> None:
    answer = redrawn(ANSWERS[index], now, before, verdict, values)
    text, fixed = said(answer, lang)
    assert [*foreign(answer, text, fixed)] == [], text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", SITUATIONS)
def test_every_number_of_the_words_that_were_read_is_one_of_the_answer(name: str, lang: str) -> None:
    text, fixed = said(SITUATIONS[name], lang)
    assert foreign(SITUATIONS[name], text, fixed) == set(), text


@pytest.mark.parametrize("name", ["up, higher than usual", "one place", "median, longer", "officers and positions"])
@pytest.mark.parametrize("off", [1, 1_000])
def test_a_number_of_another_answer_is_noticed(name: str, off: int) -> None:
    answer = SITUATIONS[name]
    text, fixed = said(replace(answer, total=answer.total + off), "en")
    assert f"{answer.total + off:,}" in foreign(answer, text, fixed)


def test_another_percent_is_noticed() -> None:
    answer = SITUATIONS["up, higher than usual"]
    text, fixed = said(answer, "en")
    assert "(+18%)" in text
    assert foreign(answer, text.replace("+18%", "+19%"), fixed) == {"19"}
