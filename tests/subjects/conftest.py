"""The sample city's answers, and every subject's published rows for SQL that knows nothing of the program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.answer import Answer, Answers
from dashboard.catalog import CATALOG
from dashboard.data.store import Store
from dashboard.selection import Selection

Sql = Callable[..., list[tuple[Any, ...]]]
Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def ask(answers: Answers) -> Ask:
    """``ask("arrests-trend", since=..., chosen=...)``."""
    return lambda view, **chosen: answers.answer(CATALOG.view(view), Selection(**chosen))


@pytest.fixture(scope="session")
def sql(sample_cache: Path) -> Iterator[Sql]:
    """``sql("SELECT ... FROM arrests")`` straight over the canonical files."""
    store = Store(sample_cache, "sample")
    newest = store.manifest().newest
    assert newest is not None
    with duckdb.connect() as connection:
        for subject, file in newest.tables.items():
            connection.execute(f"CREATE VIEW {subject} AS FROM read_parquet('{store.path(file)}')")
        yield lambda text, *values: connection.execute(text, values).fetchall()
