"""Whose turn it is: so many at once in all, one at once per host with a gap between, and none where a host said no."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from threading import BoundedSemaphore, Event, Lock

from index.fetch.errors import Busy, Ending
from index.fetch.types import Clock

MAX_HOSTS = 1000  # that are remembered; the idle ones of them are forgotten past it


@dataclass(slots=True)
class _Host:
    turn: Lock = field(default_factory=Lock)
    free_at: float = 0.0
    closed_until: float = 0.0


class Pace:
    """Blocks until it is a caller's turn. All of it ends when `closing` is set."""

    def __init__(self, *, at_once: int, gap: float, clock: Clock, closing: Event) -> None:
        self._gap = gap
        self._clock = clock
        self._closing = closing
        self._all = BoundedSemaphore(at_once)
        self._guard = Lock()
        self._hosts: dict[str, _Host] = {}

    @contextmanager
    def turn(self, name: str, *, gap: float = 0.0) -> Iterator[None]:
        """A host's turn, after which it is left alone for `gap` seconds or ours, whichever is more. Raises `Busy`."""
        host = self._host(name)
        with host.turn:
            self._check(name, host)
            self._clock.sleep(max(0.0, host.free_at - self._clock.monotonic()), self._closing)
            with self._all:
                self._check(name, host)
                try:
                    yield
                finally:
                    host.free_at = self._clock.monotonic() + max(self._gap, gap)

    def leave_alone(self, name: str, wait: timedelta | None) -> None:
        """Ask nothing of a host for so long, if for any time."""
        if wait is None:
            return
        self._host(name).closed_until = self._clock.monotonic() + wait.total_seconds()

    def _check(self, name: str, host: _Host) -> None:
        if self._closing.is_set():
            raise Ending("Pullquote is stopping")
        left = host.closed_until - self._clock.monotonic()
        if left > 0:
            raise Busy(f"{name} asked to be left alone for a while", retry_after=timedelta(seconds=left))

    def _host(self, name: str) -> _Host:
        with self._guard:
            if name not in self._hosts and len(self._hosts) >= MAX_HOSTS:
                self._forget()
            return self._hosts.setdefault(name, _Host())

    def _forget(self) -> None:
        now = self._clock.monotonic()
        busy = {n: h for n, h in self._hosts.items() if h.turn.locked() or max(h.free_at, h.closed_until) > now}
        self._hosts = busy
