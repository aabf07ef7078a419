"""What the variable parts of a path stand for: a place of the city, a subject that it publishes."""

from __future__ import annotations

from dashboard.explain import phrases
from dashboard.i18n import Words
from dashboard.page.declare import Address, Context, Pairs, Variables


def _place(context: Context, variables: Variables) -> Pairs | None:
    kind, key = variables["kind"], variables["key"]
    dimension = context.answers.catalog.dimensions.get(kind)
    known = context.answers.vocabulary(context.answers.warehouse.current())
    exists = dimension is not None and dimension.place and key in known.get(kind, ())
    return ((kind, key), ("by", kind)) if exists else None


def _place_texts(context: Context, variables: Variables, words: Words) -> dict[str, str]:
    """``{place}`` as readers know it ("Canton", "District 3") and its ``{kind}``."""
    kind, key = variables["kind"], variables["key"]
    dimension, current = context.answers.catalog.dimensions[kind], context.answers.warehouse.current()
    receipts = current.subjects.values() if current else ()
    known = (value.name for receipt in receipts for value in receipt.values.get(kind, ()) if value.key == key)
    name = next(known, key)
    shown = words(dimension.numbered[0], name=name) if name.isdigit() and dimension.numbered[0] else name
    return {"place": shown, "kind": phrases.low(words(dimension.label))}


def _subject(context: Context, variables: Variables) -> Pairs | None:
    """A subject is there when a snapshot that is kept has it: a link to an older one stays good."""
    key = variables["subject"]
    kept = context.answers.warehouse.snapshots() if key in context.answers.catalog.subjects else ()
    return () if any(key in snapshot.subjects for snapshot in kept) else None


def _subject_texts(context: Context, variables: Variables, words: Words) -> dict[str, str]:
    return {"subject": words(context.answers.catalog.subject(variables["subject"]).label)}


PLACE = Address(_place, _place_texts)
SUBJECT = Address(_subject, _subject_texts)
