"""How long a fetch may still take: one limit over all of it, so that a trickle is as bounded as a silence."""

from __future__ import annotations

from threading import Event

from index.fetch.errors import Ending, TooSlow
from index.fetch.types import Clock


class Deadline:
    """Counts only while it runs: waiting for a host's turn costs nothing of it."""

    def __init__(self, seconds: float, *, clock: Clock, closing: Event) -> None:
        self._limit = seconds
        self._spent = 0.0
        self._since: float | None = None
        self._clock = clock
        self._closing = closing

    def __enter__(self) -> Deadline:
        self._since = self._clock.monotonic()
        return self

    def __exit__(self, *_: object) -> None:
        self._spent = self._elapsed()
        self._since = None

    def left(self) -> float:
        """Seconds, more than 0. Raises `TooSlow`, and `Ending` where the program stops."""
        if self._closing.is_set():
            raise Ending("Pullquote is stopping")
        left = self._limit - self._elapsed()
        if left <= 0:
            raise TooSlow(f"it took longer than {self._limit:g} seconds")
        return left

    def _elapsed(self) -> float:
        running = 0.0 if self._since is None else self._clock.monotonic() - self._since
        return self._spent + running
