"""What is remembered of one state of the index."""

from __future__ import annotations

from index.memo import KEPT, Memo


class Counting:
    """Makes 1, 2, 3 ..."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> int:
        self.made += 1
        return self.made


def test_it_is_made_once_for_a_state() -> None:
    memo, make = Memo(), Counting()
    assert [memo.of("1", "a", make), memo.of("1", "a", make), memo.of("1", "b", make)] == [1, 1, 2]


def test_another_state_forgets() -> None:
    memo, make = Memo(), Counting()
    assert [memo.of("1", "a", make), memo.of("2", "a", make), memo.of("1", "a", make)] == [1, 2, 3]


def test_it_does_not_grow_without_end() -> None:
    memo, make = Memo(), Counting()
    for key in range(KEPT):
        memo.of("1", key, make)
    memo.of("1", "one more", make)
    assert memo.of("1", 0, make) == KEPT + 2
