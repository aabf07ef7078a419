"""Many comparisons at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.stats.many import adjusted, hold, stands
from dashboard.stats.verdict import Judgment, Verdict

PS = st.lists(st.none() | st.floats(0, 1), max_size=60)


def test_the_example_of_benjamini_and_hochberg() -> None:
    ps = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528]
    assert sum(stands([*ps, 0.7590, 1.000])) == 4


def test_none_is_no_comparison() -> None:
    assert stands([None, 0.04, None]) == [False, True, False]
    assert stands([]) == []
    assert adjusted([None]) == [None]


@given(PS)
def test_adjusting_never_helps_a_comparison(ps: list[float | None]) -> None:
    for p, after in zip(ps, adjusted(ps), strict=True):
        assert (p is None) == (after is None)
        assert p is None or after is None or p <= after + 1e-12 <= 1 + 1e-9


@given(PS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(ps: list[float | None], random: object) -> None:
    order = list(range(len(ps)))
    random.shuffle(order)  # type: ignore[attr-defined]
    shuffled = stands([ps[index] for index in order])
    assert shuffled == [stands(ps)[index] for index in order]


def test_sixty_places_without_change_are_no_news() -> None:
    rng = np.random.default_rng(7)
    tables = rng.uniform(size=(1_000, 60))
    alarms = np.mean([any(stands(table.tolist())) for table in tables])
    assert alarms == pytest.approx(0.05, abs=0.02)
    assert np.mean((tables < 0.05).any(axis=1)) > 0.9


def test_what_does_not_stand_is_usual() -> None:
    rows = [Judgment(Verdict.HIGHER, 0.04, 1.0), *[Judgment(Verdict.USUAL, 0.5, 1.0)] * 20]
    rows += [Judgment(Verdict.LOWER, 1e-6, 1.2), Judgment(Verdict.FEW, 0.9, 1.0), Judgment(Verdict.UNKNOWN, None, None)]
    held = hold(rows)
    assert [one.verdict.value for one in (held[0], held[1], *held[-3:])] == [
        "usual",
        "usual",
        "lower",
        "few",
        "unknown",
    ]
    assert held[-1] == rows[-1]
    assert hold([]) == []
