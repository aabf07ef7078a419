"""Words of a share, a median or a percentile: the value, the one before, and how many records are behind it."""

from __future__ import annotations

from dashboard.answer import Answer
from dashboard.answer.value import real
from dashboard.explain import common, phrases
from dashboard.i18n import N_, Words
from dashboard.model import Measure, Shape
from dashboard.stats.verdict import Verdict

HEADLINES = {
    1: N_("{label}{scope} went up: {now} in {length}, {before} in {earlier}"),
    -1: N_("{label}{scope} went down: {now} in {length}, {before} in {earlier}"),
    0: N_("{label}{scope} stayed the same: {now} in {length} and in {earlier}"),
}
WORTH = {
    Verdict.USUAL: N_("A difference this small can be chance."),
    Verdict.HIGHER: N_("The difference is larger than chance alone would make."),
    Verdict.LOWER: N_("The difference is larger than chance alone would make."),
    Verdict.FEW: N_("There are too few records to tell the difference from chance."),
}
SHARES = {
    1: N_("{label}{scope}: {now} in {length}, more than the {before} in {earlier}"),
    -1: N_("{label}{scope}: {now} in {length}, less than the {before} in {earlier}"),
    0: N_("{label}{scope}: {now} in {length}, the same as in {earlier}"),
}
BY = {Shape.RANKING: N_("{label} by {by}, {where}, {span}"), Shape.CHANGES: N_("{label} by {by}, {where}, {span}")}


def headline(answer: Answer, words: Words) -> str:
    """Up, down or the same as shown, with both values; or the value alone; the largest of kinds told each alone."""
    if answer.metric.each and answer.by:
        return _largest(answer, words)
    label, scope = words(answer.metric.label), phrases.scope(answer, words)
    now, length = phrases.amount(answer, words, answer.value), phrases.length(answer.period.now, words)
    if answer.value is None:
        return words("{label}{scope}: too few records in {length} to tell", label=label, scope=scope, length=length)
    if answer.value_before is None:
        return words("{label}{scope}: {now} in {length}", label=label, scope=scope, now=now, length=length)
    before = phrases.amount(answer, words, answer.value_before)
    direction = 0 if before == now else common.sign(answer.value - answer.value_before)
    forms = SHARES if answer.metric.measure is Measure.SHARE else HEADLINES
    return words(
        forms[direction], label=label, scope=scope, now=now, length=length, before=before,
        earlier=phrases.briefly(answer, words),
    )  # fmt: skip


def subtitle(answer: Answer, words: Words) -> str:
    """What is measured, where and when."""
    label, where = words(answer.metric.label), phrases.where(answer, words)
    span = words.span(answer.period.now)
    if answer.view.shape in BY and answer.by:
        by = phrases.low(words(answer.by.label))
        return words(BY[answer.view.shape], label=label, by=by, where=where, span=span)
    return words("{label}, {where}, {span}", label=label, where=where, span=span)


def sentences(answer: Answer, words: Words) -> tuple[str, ...]:
    """The value with the records behind it, the one before with its own, what is left out."""
    if answer.metric.each and answer.by:
        return (_each(answer, words), _up_is(answer, words), common.counting(answer, words))
    compared = " ".join(part for part in (_before(answer, words), _worth(answer, words)) if part)
    more = (_sure(answer, words), _up_is(answer, words), common.counting(answer, words))
    return (_now(answer, words), compared, *more)


def _kinds(answer: Answer, words: Words) -> list[tuple[float, str, str]]:
    """Value, name and value in words of every kind that has one."""
    if answer.by is None:
        return []
    known = [(record, value) for record in answer.records if (value := real(record, "value")) is not None]
    return [
        (
            value,
            phrases.name_of(answer, answer.by, str(record[answer.by.key]), words),
            phrases.amount(answer, words, value),
        )
        for record, value in known
    ]


def _largest(answer: Answer, words: Words) -> str:
    kinds = _kinds(answer, words)
    told = {"label": words(answer.metric.label), "scope": phrases.scope(answer, words)}
    if not kinds:
        length = phrases.length(answer.period.now, words)
        return words(
            "{label}{scope}: {now} in {length}", now=phrases.amount(answer, words, None), length=length, **told
        )
    _, name, now = max(kinds)
    return words("{label}{scope}: highest for {name}, {now}", name=phrases.low(name), now=now, **told)


def _each(answer: Answer, words: Words) -> str:
    """Every kind with its value, and from how many records all are taken."""
    parts = [f"{phrases.low(name)} ({now})" for _, name, now in _kinds(answer, words)]
    counted, when = phrases.counted(answer, words, answer.total), phrases.when(answer.period.now, words)
    taken = words("These are taken from {counted} {when}.", counted=counted, when=when)
    by = phrases.low(words(answer.by.label)) if answer.by else ""
    return f"{words('By {by}: {parts}.', by=by, parts=words.listed(parts))} {taken}" if parts else taken


def _now(answer: Answer, words: Words) -> str:
    if answer.value is None:
        few = words("That is too few to give this number.")
        when = phrases.when(answer.period.now, words)
        return f"{common.told(answer, words, common.FINDINGS[True], common.SHORT_FINDINGS[True], when)} {few}"
    return words(
        "{label} {where} {when}: {now}. It is taken from {counted}.",
        label=words(answer.metric.label), where=phrases.where(answer, words),
        when=phrases.when(answer.period.now, words),
        now=phrases.amount(answer, words, answer.value), counted=phrases.counted(answer, words, answer.total),
    )  # fmt: skip


def _before(answer: Answer, words: Words) -> str:
    if answer.total_before is None:
        return common.alone(answer, words)
    if answer.value_before is None:
        return words(
            "In {earlier} there were too few to tell: {counted}.",
            earlier=phrases.earlier(answer, words), counted=phrases.counted(answer, words, answer.total_before),
        )  # fmt: skip
    return words(
        "In {earlier} it was {before}, from {counted}.",
        earlier=phrases.earlier(answer, words), before=phrases.amount(answer, words, answer.value_before),
        counted=phrases.counted(answer, words, answer.total_before),
    )  # fmt: skip


def _sure(answer: Answer, words: Words) -> str:
    """Between which values it likely lies, chance aside; empty where too few records tell."""
    if answer.between is None or answer.between.low == answer.between.high:
        return ""
    low, high = (phrases.amount(answer, words, end) for end in (answer.between.low, answer.between.high))
    return (
        words("Chance plays a part: the real level likely lies between {low} and {high}.", low=low, high=high)
        if low != high
        else ""
    )


def _worth(answer: Answer, words: Words) -> str:
    """What the change is worth."""
    told = answer.judgment and WORTH.get(answer.judgment.verdict)
    return words(told) if told and answer.total_before is not None else ""


def _up_is(answer: Answer, words: Words) -> str:
    if answer.metric.up_is_good is None:
        return ""
    return words("Higher is better here.") if answer.metric.up_is_good else words("Lower is better here.")
