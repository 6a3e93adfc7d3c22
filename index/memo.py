"""Remembers what a question had to count, until the index changes: later questions need not count it again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

KEPT = 20_000  # answers, some megabytes; past them all are forgotten

T = TypeVar("T")


class Memo:
    """Results of one state of the index. Safe to share between threads."""

    def __init__(self) -> None:
        self._state = ""
        self._kept: dict[Hashable, Any] = {}
        self._changing = Lock()

    def of(self, state: str, key: Hashable, make: Callable[[], T]) -> T:
        """The result kept under `key` for this state of the index, made where there is none."""
        with self._changing:
            if state != self._state or len(self._kept) >= KEPT:
                self._state, self._kept = state, {}
            kept = self._kept
        if key not in kept:
            kept[key] = make()
        found: T = kept[key]
        return found
