"""Which dataset of a catalogue is which subject, by names and columns alone.

Knows catalogue entries and subjects. Asks nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence

from dashboard.data.draft.catalogue import Entry
from dashboard.data.draft.columns import named
from dashboard.data.draft.hints import names_dataset
from dashboard.model import Subject

ONE_YEAR = re.compile(r"\b(19|20)\d\d\b")
LASTING = re.compile(r"present|current|to date|since|historic|\bto\b|\d-", re.IGNORECASE)
NO_RECORDS = re.compile(r"\b(map|summary|dashboard|statistics|aggregate|lookup|codes?|archived?)\b", re.IGNORECASE)
KNOWN, REQUIRED, FIT, VISITED = 12, 0.5, 0.6, 0.02
CANDIDATES = 3


def choices(subject: Subject, entries: Iterable[Entry]) -> list[Entry]:
    """The datasets that may be this subject, the likeliest first."""
    scored = [(score(subject, entry), entry) for entry in entries]
    return [entry for worth, entry in sorted(scored, key=lambda one: -one[0]) if worth > 0][:CANDIDATES]


def score(subject: Subject, entry: Entry) -> float:
    """How likely a dataset is this subject; 0 when its name does not say so or its columns cannot be."""
    worth = names_dataset(subject, entry.name)
    if not worth:
        return 0.0
    if entry.columns:
        fitting = named(subject, entry.columns)
        if not fitting[subject.when]:
            return 0.0
        required = [column.name for column in subject.columns if column.required]
        worth += REQUIRED * sum(bool(fitting[name]) for name in required) / len(required)
        worth += FIT * min(KNOWN, sum(map(bool, fitting.values()))) / KNOWN
    if ONE_YEAR.search(entry.name) and not LASTING.search(entry.name):
        worth *= 0.7
    if NO_RECORDS.search(entry.name):
        worth *= 0.5
    return worth + VISITED * math.log10(1 + entry.visits)


def shared_out(subjects: Sequence[Subject], entries: Sequence[Entry]) -> Mapping[str, list[Entry]]:
    """Per subject its candidates; a dataset that several subjects want goes to the one it fits best."""
    found = {subject.key: choices(subject, entries) for subject in subjects}
    best: dict[str, tuple[float, str]] = {}
    for subject in subjects:
        for entry in found[subject.key]:
            best[entry.id] = max(best.get(entry.id, (0.0, "")), (score(subject, entry), subject.key))
    return {key: [entry for entry in listed if best[entry.id][1] == key] for key, listed in found.items()}
