"""What most tests of data begin with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.data.changing import ChangingPortal


@pytest.fixture
def portal() -> Iterator[ChangingPortal]:
    with ChangingPortal() as portal:
        portal.insert(30)
        yield portal
