"""The attack on tables about people, over the real tables of Baltimore and New Orleans."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.disclosure.conftest import snapshots
from tests.support.attacked import attacked

pytestmark = pytest.mark.shared


def test_baltimore_gives_no_person_arrested_away(baltimore: FlaskClient, real_cache: Path) -> None:
    (found,) = attacked(real_cache, "baltimore", snapshots(real_cache, "baltimore")[-1], only="arrests")
    assert found.hidden > 100
    assert found.breaches == []


def test_new_orleans_gives_no_person_away_that_force_was_used_on(new_orleans: FlaskClient, real_cache: Path) -> None:
    (found,) = attacked(real_cache, "new-orleans", snapshots(real_cache, "new-orleans")[-1], only="force")
    assert found.hidden > 100
    assert found.breaches == []
