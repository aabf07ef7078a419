"""Hidden counts cannot be worked out: held against linear programming, which knows nothing of the method."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from dashboard.disclosure import SMALLEST_SHOWN, WIDTH
from dashboard.disclosure.suppress import Counts, Mask, Unsafe, grouped, intervals, suppress, surely_wide
from tests.support.effort import examples

TABLES = arrays(np.int64, st.tuples(st.integers(1, 6), st.integers(2, 6)), elements=st.integers(0, 40))


def shown_together(counts: Counts) -> Counts:
    groups = grouped([int(total) for total in counts.sum(axis=1)])
    return np.array([counts[group].sum(axis=0) for group in groups], dtype=np.int64).reshape(
        len(groups), counts.shape[1]
    )


def programmed(counts: Counts, hidden: Mask, totals: Mask) -> dict[tuple[int, int], tuple[int, int]]:
    """What an attacker with a solver learns: every row total, every visible cell, every shown column total."""
    cells = [(int(row), int(column)) for row, column in np.argwhere(hidden)]
    shown = [column for column in range(counts.shape[1]) if not totals[column]] if counts.shape[0] > 1 else []
    lines = [[float(cell[0] == row) for cell in cells] for row in range(counts.shape[0])]
    lines += [[float(cell[1] == column) for cell in cells] for column in shown]
    sums = [float(counts[row][hidden[row]].sum()) for row in range(counts.shape[0])]
    sums += [float(counts[:, column][hidden[:, column]].sum()) for column in shown]
    found = {}
    for index, cell in enumerate(cells):
        goal = np.eye(len(cells))[index]
        low = linprog(goal, A_eq=lines, b_eq=sums, method="highs").fun
        high = -linprog(-goal, A_eq=lines, b_eq=sums, method="highs").fun
        found[cell] = (round(low), round(high))
    return found


@given(TABLES)
@settings(max_examples=examples(40), deadline=None)
def test_no_hidden_count_is_known_to_less_than_three(counts: Counts) -> None:
    table = shown_together(counts)
    if table.size == 0 or table.sum() < SMALLEST_SHOWN:
        return
    try:
        hidden = suppress(table)
    except Unsafe:
        return
    known = programmed(table, hidden.cells, hidden.totals)
    assert known == intervals(table, hidden.cells, hidden.totals)
    assert all(high - low >= WIDTH for low, high in known.values()), (table, hidden.cells, known)


@given(TABLES)
@settings(max_examples=examples(100), deadline=None)
def test_every_small_count_is_hidden_and_no_row_is_small(counts: Counts) -> None:
    table = shown_together(counts)
    if table.size == 0 or table.sum() < SMALLEST_SHOWN:
        return
    try:
        hidden = suppress(table)
    except Unsafe:
        assert table.sum() < 12 * SMALLEST_SHOWN, "only tiny tables may be refused whole"
        return
    assert hidden.cells[(table > 0) & (table < SMALLEST_SHOWN)].all()
    totals = table.sum(axis=0)
    assert hidden.totals[(totals > 0) & (totals < SMALLEST_SHOWN)].all()
    assert (table.sum(axis=1) >= SMALLEST_SHOWN).all()


@given(st.lists(st.integers(0, 60), max_size=12))
def test_every_row_is_in_one_group_and_only_an_empty_rest_is_left_out(totals: list[int]) -> None:
    groups = grouped(totals)
    kept = [index for group in groups for index in group]
    assert len(kept) == len(set(kept))
    assert all(totals[index] == 0 or sum(totals) < SMALLEST_SHOWN for index in set(range(len(totals))) - set(kept))
    assert all(len(group) == 1 for group in groups[:-1])


def test_tables_over_the_same_people_hide_the_same_totals() -> None:
    by_offense = np.array([[40, 3, 12], [55, 1, 30]])
    by_district = np.array([[10, 0, 22], [45, 2, 10], [40, 2, 10]])
    assert by_offense.sum(axis=0).tolist() == by_district.sum(axis=0).tolist()
    assert suppress(by_offense).totals.tolist() == suppress(by_district).totals.tolist()


def test_a_table_with_nothing_small_hides_nothing() -> None:
    assert not suppress(np.array([[10, 20], [30, 400]])).cells.any()


@given(
    TABLES.flatmap(
        lambda table: st.tuples(st.just(table), arrays(np.bool_, table.shape), arrays(np.bool_, table.shape[1]))
    )
)
@settings(max_examples=examples(150), deadline=None)
def test_the_short_proof_that_a_cell_is_wide_enough_never_errs(given: tuple[Counts, Mask, Mask]) -> None:
    counts, hidden, totals = given
    for cell, (low, high) in intervals(counts, hidden, totals).items():
        assert high - low >= WIDTH or not surely_wide(counts, hidden, totals, cell)
