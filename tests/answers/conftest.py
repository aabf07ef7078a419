"""The sample city's answers, and its published rows for SQL that knows nothing of the program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.answer import Answers
from dashboard.data.store import Store
from dashboard.selection import Selection

Sql = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture(scope="session")
def sql(sample_cache: Path) -> Iterator[Sql]:
    """``sql("SELECT ... FROM incidents")`` straight over the canonical file."""
    store = Store(sample_cache, "sample")
    newest = store.manifest().newest
    assert newest is not None
    with duckdb.connect() as connection:
        connection.execute(f"CREATE VIEW incidents AS FROM read_parquet('{store.path(newest.tables['incidents'])}')")
        yield lambda text, *values: connection.execute(text, values).fetchall()


@pytest.fixture(scope="session")
def cases(answers: Answers, sql: Sql) -> dict[str, Selection]:
    """The selections of ``tests.support.asking`` over the sample city, read as a URL would be."""
    from tests.support.asking import queries

    found = {}
    for name, pairs in queries(sql).items():
        parsed = answers.parse(pairs)
        assert parsed.problems == (), name
        found[name] = parsed.selection
    return found
