"""Live city files against what is known of their portals: no column is invented, and what is unsure says so.

``DATASETS.md`` beside the repository lists, per dataset, the columns that public sources name.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.cities import keys, load
from dashboard.data.check.binding import bind

LIVE = ("chicago", "cincinnati", "montgomery-county", "new-york", "san-francisco", "seattle")
SUBJECTS = [(key, subject) for key in LIVE for subject in load(key).subjects]


def told(text: str, dataset: str) -> str:
    """What is said of the columns of a dataset: the cell beside the one with its id, or the brackets behind the id."""
    line = next(line for line in text.splitlines() if dataset in line)
    cells = line.split("|")
    beside = cells[3] if len(cells) > 3 and dataset in cells[2] else ""
    brackets = re.search(r"\(([^)]*)\)", line.split(dataset, 1)[1])
    return f"{beside}, {brackets[1] if brackets else ''}"


def listed(text: str, dataset: str) -> set[str]:
    """The names of columns; ``a/b_x`` is ``a_x`` and ``b_x``, ``x_a/b`` is ``x_a`` and ``x_b``."""
    names = set(re.findall(r"[a-z][a-z0-9_]*", told(text, dataset)))
    for joined in re.findall(r"[a-z][a-z0-9_]*(?:/[a-z0-9_]+)+", told(text, dataset)):
        first, *rest = joined.split("/")
        names |= {f"{one}_{rest[-1].split('_', 1)[1]}" for one in (first, *rest[:-1]) if "_" in rest[-1]}
        for stem in (first.split("_", 1)[0], first.rpartition("_")[0]):
            names |= {f"{stem}_{one}" for one in rest if stem}
    return names


@pytest.mark.shared
@pytest.mark.parametrize(("key", "subject"), SUBJECTS)
def test_no_column_is_invented(shared: Path, key: str, subject: str) -> None:
    text, dataset = (shared / "DATASETS.md").read_text(encoding="utf-8"), load(key).subjects[subject]
    assert dataset.dataset in text
    known = sorted(listed(text, dataset.dataset))
    assert {name: bind(one, known).missing for name, one in dataset.columns.items() if bind(one, known).missing} == {}
    assert dataset.key is None or dataset.key in known


@pytest.mark.shared
@pytest.mark.parametrize(("key", "subject"), SUBJECTS)
def test_a_column_that_is_only_remembered_is_marked(shared: Path, key: str, subject: str) -> None:
    """Behind ``[unverified]`` or beside it: the last name before the mark, where it stands for one column."""
    text, dataset = (shared / "DATASETS.md").read_text(encoding="utf-8"), load(key).subjects[subject]
    unsure = set(re.findall(r"([a-z][a-z0-9_]+) \[unverified", told(text, dataset.dataset)))
    read = {name: set(bind(one, sorted(unsure)).reads) for name, one in dataset.columns.items()}
    assert {name for name, columns in read.items() if columns} <= set(dataset.unverified)


@pytest.mark.parametrize("key", [key for key in LIVE if key != "chicago"])
def test_nothing_of_a_new_live_city_is_said_to_be_verified(key: str) -> None:
    for dataset in load(key).subjects.values():
        assert {"dataset", "name", "covers_from"} <= set(dataset.unverified)
        assert {f"codes.{name}" for name in dataset.codes} <= set(dataset.unverified)


def test_documents_list_what_is_not_verified() -> None:
    document = (Path(__file__).parents[2] / "docs" / "portals.md").read_text(encoding="utf-8")
    for key in keys():
        for dataset in load(key).subjects.values():
            assert "dataset" not in dataset.unverified or f"`{dataset.dataset}`" in document
