"""One clock for the whole stand-in: it runs with the machine and can be pushed forward, never back."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

DISCORD_EPOCH_MS = 1_420_070_400_000  # 2015-01-01, where snowflakes begin


class Clock:
    """Seconds since 1970; `advance` lets fifteen minutes pass at once."""

    def __init__(self, source: Callable[[], float] = time.monotonic) -> None:
        self._source = source
        self._offset = time.time() - source()

    def __call__(self) -> float:
        return self._source() + self._offset

    def advance(self, seconds: float) -> None:
        if seconds < 0:
            raise ValueError("a clock does not go back")
        self._offset += seconds


class Snowflakes:
    """Ids as Discord makes them: strings, unique, in order of time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def __call__(self) -> str:
        born = (int(self._clock() * 1000) - DISCORD_EPOCH_MS) << 22
        self._last = max(born, self._last + 1)
        return str(self._last)


def stamp(moment: float) -> str:
    """An ISO 8601 time with its zone."""
    return datetime.fromtimestamp(moment, UTC).isoformat()
