"""The bounded memory keeps the latest, makes once, and forgets errors."""

from __future__ import annotations

import pytest

from dashboard.answer.memory import Memory


def test_a_value_is_made_once() -> None:
    made: list[int] = []
    memory: Memory[int] = Memory(2)
    for _ in range(3):
        assert memory.recall("a", lambda: made.append(1) or 7) == 7  # type: ignore[func-returns-value]
    assert made == [1]


def test_the_least_recently_used_is_forgotten() -> None:
    memory: Memory[str] = Memory(2)
    for key in ("a", "b", "a", "c"):
        memory.recall(key, lambda key=key: key)  # type: ignore[misc]
    assert memory.recall("a", lambda: "again") == "a"
    assert memory.recall("b", lambda: "again") == "again"


def test_an_error_is_not_remembered() -> None:
    memory: Memory[int] = Memory(2)

    def fail() -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        memory.recall("a", fail)
    assert memory.recall("a", lambda: 1) == 1
