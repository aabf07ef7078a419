"""Words of a flow: how the decided cases ended, and how many are not decided yet."""

from __future__ import annotations

from dashboard.answer import Answer
from dashboard.answer.flow import OF_ALL, OF_BASE, base_of
from dashboard.answer.value import Record, real, whole
from dashboard.explain import common, phrases
from dashboard.i18n import Words
from dashboard.model import Stage


def kind(answer: Answer, words: Words) -> str:
    """What the picture is."""
    return words("Chart of the steps of a case")


def headline(answer: Answer, words: Words) -> str:
    """The stage that the flow is about, of those decided; the count alone where none is."""
    stages, records = _stages(answer), _records(answer)
    told = next((stage for stage in stages if stage.headline), None)
    base = whole(records[base_of(stages).key], "count")
    share = real(records[told.key], OF_BASE) if told else None
    if told is None or share is None:
        return common.compared(answer, words)
    count = words.number(whole(records[told.key], "count"))
    return words(
        told.headline, n=count, all=words.number(base), share=words.percent(share), scope=phrases.scope(answer, words)
    )


def subtitle(answer: Answer, words: Words) -> str:
    """What is counted, by how far it came, where and when."""
    return words(
        "{noun} and what became of them, {where}, {span}",
        noun=phrases.noun(answer, words), where=phrases.where(answer, words), span=words.span(answer.period.now),
    )  # fmt: skip


def sentences(answer: Answer, words: Words) -> tuple[str, ...]:
    """The count, what is not decided, how the rest ended, and why nothing is compared."""
    return (
        common.finding(answer, words),
        _undecided(answer, words),
        _ends(answer, words),
        _unstated(answer, words),
        words("Newer cases have had less time to end, so this is not compared with an earlier period."),
    )


def _stages(answer: Answer) -> tuple[Stage, ...]:
    return answer.by.stages if answer.by else ()


def _records(answer: Answer) -> dict[str, Record]:
    return {str(record[answer.by.key]): record for record in answer.records} if answer.by else {}


def _undecided(answer: Answer, words: Words) -> str:
    stages, records = _stages(answer), _records(answer)
    base = base_of(stages)
    parts = [
        words(
            "{stage}: {n} of {all}{share}.",
            stage=words(stage.label), n=words.number(whole(records[stage.key], "count")),
            all=words.number(answer.total), share=_percent(records[stage.key], OF_ALL, words),
        )
        for stage in stages
        if stage.codes and not set(stage.codes) & set(base.codes)
    ]  # fmt: skip
    return " ".join(parts)


def _ends(answer: Answer, words: Words) -> str:
    stages, records = _stages(answer), _records(answer)
    base, ends = base_of(stages), [stage for stage in stages if len(stage.codes) == 1]
    decided = whole(records[base.key], "count")
    found = [(stage, records[stage.key]) for stage in ends if set(stage.codes) <= set(base.codes)]
    parts = [
        f"{phrases.low(words(stage.label))} ({words.number(whole(record, 'count'))}{_share(record, words)})"
        for stage, record in sorted(found, key=lambda pair: -whole(pair[1], "count"))
        if whole(record, "count")
    ]
    return words("Of the {n} decided: {parts}.", n=words.number(decided), parts=words.listed(parts)) if parts else ""


def _percent(record: Record, key: str, words: Words) -> str:
    share = real(record, key)
    return "" if share is None else f" ({words.percent(share)})"


def _share(record: Record, words: Words) -> str:
    share = real(record, OF_BASE)
    return "" if share is None else f", {words.percent(share)}"


def _unstated(answer: Answer, words: Words) -> str:
    if not answer.unstated:
        return ""
    return words.plural(
        "For {n} case the records do not say how far it came.",
        "For {n} cases the records do not say how far they came.",
        answer.unstated,
    )
