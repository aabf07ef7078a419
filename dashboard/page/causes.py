"""Why an update was held, or went out only by a person's word: in the reader's language, the operator's words folded.

Knows the kinds of cause that :mod:`dashboard.data.quality` and the refresh name, and one reader's words.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.catalog import Catalog
from dashboard.data.receipt import Cause
from dashboard.i18n import N_, Words
from dashboard.model import Subject

CHECKS = {
    "no_rows": N_("no record of the portal could be used."),
    "rejects_reach": N_("{share} of the records could not be used. At most {most} may be left out."),
    "rejects_rose": N_("{now} of the records could not be used. Before, it was {before}."),
    "unmapped_reach": N_("{share} of the records have a value of {column} that this site does not know."),
    "duplicates_reach": N_("{rows} records bear a number that another record has too."),
    "rows_fell": N_("the portal has {now} records. Before, it had {before}."),
    "newest_fell": N_("the newest record is of {now}. Before, it was of {before}."),
    "nulls_rose": N_("{now} of the records do not say {column}. Before, it was {before}."),
    "points_stray": N_("{stray} of {rows} points are not in or near the city."),
    "renamed": N_("the portal has given the dataset another name: “{name}”. Before, it was “{known}”."),
    "columns_lost": N_("the dataset no longer has these columns: {columns}."),
    "column_turned": N_("the column {column} of the dataset is of another kind now."),
    "left_out": N_("its dataset is not confirmed yet, and could not be used."),
}
"""What a check found, after the name of the subject."""

FAILURES = {
    "Unavailable": N_("The portal could not be reached, or took too long."),
    "Damaged": N_("The answers of the portal were damaged or not whole."),
    "Short": N_("The answers of the portal were damaged or not whole."),
    "Gone": N_("A dataset is no longer on the portal."),
    "SchemaChanged": N_("A dataset has other columns now, or its number leads to other data."),
    "Moved": N_("The portal sends us to another address."),
    "Stale": N_("The portal gave an old copy of its data."),
    "Unsettled": N_("The data kept changing while we read them."),
    "Refused": N_("The portal refused to answer."),
    "MappingError": N_("The settings of this site do not fit the data of the portal."),
    "BadBoundary": N_("The settings of this site do not fit the data of the portal."),
    "machine": N_("The computer of this site had a problem."),
}
"""What failed, whatever the subject."""

UNKNOWN = N_("The update did not succeed.")
DAYS, SHARES = ("newest_fell",), ("share", "most", "before", "now")


def told(cause: Cause, catalog: Catalog, words: Words) -> str:
    """One cause in a sentence or two."""
    if cause.kind not in CHECKS:
        return words(FAILURES.get(cause.kind, UNKNOWN))
    subject = catalog.subjects.get(cause.subject)
    label = words(subject.label) if subject else cause.subject
    figures = {key: _figure(cause, key, value, subject, words) for key, value in cause.figures.items()}
    return f"{label}: {words(CHECKS[cause.kind], **figures)}"


def listed(causes: Sequence[Cause], reasons: Sequence[str], catalog: Catalog, words: Words) -> list[Component]:
    """A list of the causes, the operator's own ``reasons`` folded below; of an old update the reasons alone."""
    if not reasons:
        return []
    plain = html.Ul([html.Li(reason) for reason in reasons], lang="en")
    if not causes:
        return [plain]
    sentences = dict.fromkeys(told(cause, catalog, words) for cause in causes)
    summary = html.Summary(words("What the operator was told, in English"))
    return [html.Ul([html.Li(sentence) for sentence in sentences]), html.Details([summary, plain])]


def _figure(cause: Cause, key: str, value: float | str, subject: Subject | None, words: Words) -> str:
    if key == "column":
        return _column(str(value), subject, words)
    if isinstance(value, str):
        return words.day(date.fromisoformat(value)) if cause.kind in DAYS else value
    return words.percent(value, 1) if isinstance(value, float) and key in SHARES else words.number(value)


def _column(name: str, subject: Subject | None, words: Words) -> str:
    """A column by the label of its dimension, else by its own name."""
    dimensions = subject.dimensions if subject else ()
    label = next((one.label for one in dimensions if one.column == name), None)
    return f"“{words(label) if label else name}”"
