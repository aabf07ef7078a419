"""Words of a sum of plus and minus, such as officers who joined less those who left: which was more, by how many."""

from __future__ import annotations

from dashboard.answer import Answer
from dashboard.explain import common, phrases, trend
from dashboard.i18n import Words
from dashboard.model import Window

kind = trend.kind
subtitle = trend.subtitle


def headline(answer: Answer, words: Words) -> str:
    """Which was more in the period, and by how many."""
    return _told(answer, answer.total, answer.period.now, words)


def sentences(answer: Answer, words: Words) -> tuple[str, ...]:
    """The same in the period before, or why there is none."""
    before, period = answer.total_before, answer.period.before
    earlier = (
        common.alone(answer, words) if before is None or period is None else f"{_told(answer, before, period, words)}."
    )
    return (f"{_told(answer, answer.total, answer.period.now, words)}.", earlier, common.counting(answer, words))


def nothing(answer: Answer, words: Words) -> str:
    """The headline of a balance of zero: nothing moved, or as much came as went."""
    return common.nothing(answer, words) if answer.state == "outside" else headline(answer, words)


def nothing_sentences(answer: Answer, words: Words) -> tuple[str, ...]:
    """The days that the records cover, where others were asked for."""
    return common.nothing_sentences(answer, words) if answer.state == "outside" else sentences(answer, words)


def _told(answer: Answer, net: int, window: Window, words: Words) -> str:
    balance = answer.metric.balance
    if balance is None:
        raise ValueError(f"{answer.metric.key} has no words for a balance: declare them in its Metric")
    message = {1: balance.more, -1: balance.fewer, 0: balance.even}[common.sign(net)]
    return words(
        message, n=words.number(abs(net)), scope=phrases.scope(answer, words), when=phrases.when(window, words)
    )
