"""What stands under every card: what to know before using the numbers, the city's caveats, the source."""

from __future__ import annotations

from dashboard.answer import Answer
from dashboard.catalog import CATALOG
from dashboard.explain import boundaries, phrases
from dashboard.i18n import N_, Words

MOST_IGNORED = 8
BAND = N_("The gray band is where a month usually lies, by the years before it. 1 in 20 lies outside by chance.")


def know(answer: Answer, words: Words) -> tuple[str, ...]:
    """What a reader should know before using these numbers."""
    period = answer.period
    lines = [words(answer.metric.about), words(answer.metric.computed)]
    if answer.unit == "victim":
        lines.append(words("Each record is one victim. A crime with two victims counts twice."))
    lines.append(boundaries.placed(answer, words))
    if answer.difference is not None and not answer.judged and not answer.metric.level:
        lines.append(words("Counts rise and fall by chance. Nothing here says whether a change is larger than that."))
    if any(field.key == "usual_low" for field in answer.fields):
        lines.append(words(BAND))
    if period.late:
        lines.append(words("You asked for later days too. They are left out until they are complete."))
    if period.early and period.alone != "history":
        lines.append(words("The data begin on {day}.", day=words.day(period.coverage.since)))
    if len(answer.ignored) > MOST_IGNORED:
        lines.append(words("This chart does not follow {n} of your choices.", n=words.number(len(answer.ignored))))
    elif answer.ignored:
        labels = [phrases.low(words(CATALOG.dimensions[key].label)) for key in answer.ignored]
        lines.append(words("This chart does not follow your choice of {what}.", what=words.listed(labels, "or")))
    lines += [getattr(text, words.lang) for text in answer.caveats if not text.concerns]
    return tuple(line for line in lines if line)


def cautions(answer: Answer, words: Words) -> tuple[str, ...]:
    """The city's caveats about the very columns these numbers are broken down or filtered by."""
    return tuple(getattr(text, words.lang) for text in answer.caveats if text.concerns)


def source(answer: Answer, words: Words) -> str:
    """Producer, dataset, newest record and status, for every chart, image and embed."""
    receipt = answer.receipt
    status = words("Preliminary") if answer.status == "preliminary" else words("Official")
    newest = words.short_day(receipt.newest) if receipt.newest else "—"
    return words(
        "{publisher}, “{name}”. Newest record: {newest}. {status}.",
        publisher=receipt.publisher,
        name=receipt.name,
        newest=newest,
        status=status,
    )
