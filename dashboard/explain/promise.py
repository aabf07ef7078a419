"""Words of a promise: where it stands in a word, the numbers behind it, the arithmetic, since when."""

from __future__ import annotations

from datetime import date

from dashboard.answer import Answer
from dashboard.answer.value import Promised
from dashboard.cities.schema import Promise
from dashboard.explain import breaks, phrases
from dashboard.i18n import N_, Words
from dashboard.model import Measure, month_start
from dashboard.stats.targets import Path, Status, compounded, years_between

LABELS = {
    Status.MET: N_("Met before it is due"),
    Status.AHEAD: N_("Ahead of the path"),
    Status.ON_PATH: N_("On the path"),
    Status.BEHIND: N_("Behind the path"),
    Status.NO_DATA: N_("No data yet"),
    Status.NOT_DUE: N_("Not yet"),
    Status.PAST_MET: N_("Met"),
    Status.PAST_MISSED: N_("Missed"),
    Status.BROKEN_SERIES: N_("Counted differently"),
    Status.BASE_ZERO: N_("Cannot be told"),
}
NOT_BEGUN = N_("Not begun yet")
KEPT = {Status.PAST_MET: N_("Kept"), Status.PAST_MISSED: N_("Not kept")}
AGAINST_PATH = N_("{label} set in {year}: {value} against {path} by now")
AGAINST_GOAL = N_("{label}: {value} against the goal of {goal}")
REASONS = {
    Status.BROKEN_SERIES: N_("Where this promise stands cannot be told."),
    Status.BASE_ZERO: N_("The promise starts from zero. A percent of zero says nothing."),
}
ARITHMETIC = {
    True: N_(
        "{percent} less each year for {years} makes {all} less, not {sum}: each year counts from the year before."
    ),
    False: N_(
        "{percent} more each year for {years} makes {all} more, not {sum}: each year counts from the year before."
    ),
}
SHOWN = N_("In the {length} to {month} the records show {value}.")
VALUE = N_("{label} in the {length} to {month}: {value}.")
AT_LEAST = {True: N_("The goal is at most {goal} in {length}."), False: N_("The goal is at least {goal} in {length}.")}
BY_DUE = {
    True: N_("The goal is at most {goal} in {length} by {due}."),
    False: N_("The goal is at least {goal} in {length} by {due}."),
}


def kind(answer: Answer, words: Words) -> str:
    """What the picture is."""
    return words("Line chart of a promise")


def label(promise: Promised, words: Words) -> str:
    """Where a promise stands, in a word or three."""
    if not _begun(promise):
        return words(NOT_BEGUN)
    return words({**LABELS, **(KEPT if promise.declared.due is None else {})}[promise.standing.status])


def _begun(promise: Promised) -> bool:
    """Whether what was measured ends after the path begins; a level has none."""
    target, until = promise.target, promise.standing.until
    return target is None or until is None or target.path is Path.LEVEL or until >= target.since


def text(promise: Promise, words: Words) -> str:
    """The promise as the city file words it."""
    return str(getattr(promise, words.lang))


def headline(answer: Answer, words: Words) -> str:
    """Where the promise stands, with the number measured and the one promised."""
    promise = of(answer)
    found = promise.standing
    if found.value is None or found.goal is None or found.status is Status.BROKEN_SERIES or not _begun(promise):
        return words("{label}: {promise}", label=label(promise, words), promise=text(promise.declared, words))
    running = found.status in (Status.AHEAD, Status.ON_PATH, Status.BEHIND)
    return words(
        AGAINST_PATH if running else AGAINST_GOAL,
        label=label(promise, words),
        year=str(promise.declared.set_on.year),
        value=measured(answer, found.value, words),
        path=promised(answer, found.path, words),
        goal=promised(answer, found.goal, words),
    )


def subtitle(answer: Answer, words: Words) -> str:
    """What measures the promise, over how long, where."""
    what = measure(answer, words)
    return words(
        "{what} in {length}, month after month, {where}",
        what=what,
        length=_length(answer, words),
        where=phrases.where(answer, words),
    )


def measure(answer: Answer, words: Words) -> str:
    """What measures the promise."""
    return words(answer.metric.label) if answer.metric.measured else phrases.cap(phrases.noun(answer, words))


def sentences(answer: Answer, words: Words) -> tuple[str, ...]:
    """The promise, its arithmetic, what was measured, since when it stands so."""
    return (_quoted(answer, words), _arithmetic(answer, words), _measured(answer, words), _since(answer, words))


def of(answer: Answer) -> Promised:
    """The promise of an answer; ValueError when it has none."""
    if answer.promise is None:
        raise ValueError(f"{answer.view.key} is not about a promise")
    return answer.promise


def measured(answer: Answer, value: float, words: Words) -> str:
    """What was measured, with its noun or unit."""
    if answer.metric.measured:
        return phrases.amount(answer, words, value)
    return phrases.counted(answer, words, round(value))


def measured_bare(answer: Answer, value: float, words: Words) -> str:
    """What was measured as a column of a table has it: without its noun."""
    return phrases.amount(answer, words, value) if answer.metric.measured else words.number(value)


def promised(answer: Answer, value: float | None, words: Words) -> str:
    """A number promised; with a decimal only where rounding would hide on which side of it the count lies."""
    if value is None:
        return "\N{EN DASH}"
    if answer.metric.measured and answer.metric.measure is not Measure.SHARE:
        return words.quantity(answer.metric.unit, value, 0 if value == round(value) else 1)
    if answer.metric.measured:
        return phrases.amount(answer, words, value)
    found = of(answer).standing
    hides = round(value) == found.value and abs(value - round(value)) > 1e-9
    return words.number(value, 1 if hides else 0)


def _quoted(answer: Answer, words: Words) -> str:
    promise = of(answer).declared
    return words(
        "The promise of {month}: {text}. Source: {source}.",
        month=words.month(promise.set_on), text=text(promise, words).rstrip("."), source=promise.source,
    )  # fmt: skip


def _arithmetic(answer: Answer, words: Words) -> str:
    target = of(answer).target
    if target is None:
        return words("The data do not reach back to where the promise starts.")
    goal = of(answer).standing.goal
    if target.path is Path.LEVEL:
        due = of(answer).declared.due
        said = (BY_DUE if due else AT_LEAST)[target.at_most]
        day = words.day(due) if due else ""
        return words(said, goal=promised(answer, target.goal, words), length=_length(answer, words), due=day)
    ends = _ends(answer, target.since, target.due, target.base, goal, words)
    if target.path is Path.LINEAR or target.change is None:
        return ends
    years = years_between(target.since, target.due)
    yearly = words(
        ARITHMETIC[target.change < 0],
        percent=_percent(abs(target.change), words),
        years=words.plural("{n} year", "{n} years", round(years)),
        all=words.percent(abs(compounded(target.change, years)), 1),
        sum=_percent(abs(target.change) * round(years), words),
    )
    return f"{yearly} {ends}".strip() if years > 1 else ends


def _percent(share: float, words: Words) -> str:
    return words.percent(share, 0 if abs(share * 100 - round(share * 100)) < 1e-9 else 1)


def _ends(answer: Answer, since: date, due: date, base: float | None, goal: float | None, words: Words) -> str:
    if base is None or goal is None:
        return ""
    return words(
        "The path runs from {base} in the {length} to {since} to {goal} in the {length} to {due}.",
        base=promised(answer, base, words), goal=promised(answer, goal, words), length=_length(answer, words),
        since=words.month(since), due=words.month(due),
    )  # fmt: skip


def _measured(answer: Answer, words: Words) -> str:
    found = of(answer).standing
    if found.status in REASONS:
        why = breaks.explained(found.broken_by, words) if found.broken_by else ""
        return f"{why} {words(REASONS[found.status])}".strip()
    if found.value is None or found.until is None:
        return words("The records do not tell yet where it stands.")
    label = words(answer.metric.label) if answer.metric.measured else ""
    said = words(
        VALUE if label else SHOWN,
        length=_length(answer, words), month=words.month(found.until), value=measured(answer, found.value, words),
        label=label,
    )  # fmt: skip
    return f"{said} {_apart(answer, words)}".strip()


def _apart(answer: Answer, words: Words) -> str:
    """How far from the number promised for the same months, where a path says one."""
    found, target = of(answer).standing, of(answer).target
    if found.path is None or found.value is None or target is None or target.path is Path.LEVEL:
        return ""
    if not _begun(of(answer)):
        return words(
            "The path begins in the {length} to {month}.",
            length=_length(answer, words),
            month=words.month(target.since),
        )
    path = promised(answer, found.path, words)
    off = found.value - (found.path if "." in path or answer.metric.measured else round(found.path))
    if answer.metric.measure is Measure.COUNT and abs(off) >= 1:
        more = N_("That is {n} more than the {path} promised by then.")
        fewer = N_("That is {n} fewer than the {path} promised by then.")
        return words(more if off > 0 else fewer, n=words.number(abs(off), 1 if off % 1 else 0), path=path)
    return words("The promise for these months is {path}.", path=path)


def _since(answer: Answer, words: Words) -> str:
    since, found = of(answer).since, of(answer).standing
    if since is None or found.until is None or found.status in (Status.NO_DATA, *REASONS) or not _begun(of(answer)):
        return ""
    if since <= of(answer).declared.set_on:
        return words("It has been like this since the promise was made.")
    new = month_start(since) == month_start(found.until)
    return words(
        N_("It has been like this only since the {length} to {month}.")
        if new
        else N_("It has been like this since the {length} to {month}."),
        length=_length(answer, words), month=words.month(since),
    )  # fmt: skip


def _length(answer: Answer, words: Words) -> str:
    return words.plural("{n} month", "{n} months", of(answer).declared.months)
