"""The clock of this machine."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from threading import Event


class SystemClock:
    """The real one."""

    def monotonic(self) -> float:
        """Seconds that only grow."""
        return time.monotonic()

    def now(self) -> datetime:
        """The moment, with its zone."""
        return datetime.now(UTC)

    def sleep(self, seconds: float, until: Event) -> None:
        """Wait, but not past `until`."""
        until.wait(seconds)
