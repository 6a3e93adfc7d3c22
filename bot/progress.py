"""Long changes to a library: one at a time per library, with a line of progress that respects Discord's rate limits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar
from weakref import WeakValueDictionary

from bot.blocking import Offload
from bot.types import Progress

T = TypeVar("T")
Say = Callable[[str], Awaitable[None]]

EVERY = 2.0
"""Seconds between edits of one message: Discord allows five in five seconds, to be shared with everything else."""

WAITING = "Another change to these articles is running; yours is next."


class Turns:
    """One change at a time per library; who has to wait is told so."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, library: str, say: Say) -> AsyncIterator[None]:
        lock = self._locks.setdefault(library, asyncio.Lock())
        if lock.locked():
            await say(WAITING)
        async with lock:
            yield


async def with_progress(off: Offload, work: Callable[[Progress], T], say: Say, *, every: float = EVERY) -> T:
    """Run blocking work on the executor, saying now and then how far it is."""
    seen = [(0, 0)]

    def progress(done: int, total: int) -> None:
        seen[0] = (done, total)

    edits = asyncio.create_task(_say_now_and_then(seen, say, every))
    try:
        return await off(work, progress)
    finally:
        edits.cancel()
        await asyncio.gather(edits, return_exceptions=True)  # whatever became of them, the work's result counts


async def _say_now_and_then(seen: list[tuple[int, int]], say: Say, every: float) -> None:
    said = seen[0]
    while True:
        await asyncio.sleep(every)
        if seen[0] != said:
            said = seen[0]
            await say(f"Working: {said[0]:,} of {said[1]:,}.")
