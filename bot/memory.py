"""Keeping an answer must never cost the member the answer, nor time: it is shown first and kept behind it.

Until the journal has it, an answer is recalled from here; the buttons of one that could never be kept work as long as
the process does.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from answer.types import Answer
from bot.blocking import Offload
from bot.types import Journal, Kept

log = logging.getLogger(__name__)

AGAIN_AFTER = (1.0, 10.0, 60.0)
"""Seconds before each further try; each waits itself as long as the ledger lets it."""

MOST_WAITING = 1000
"""Answers in memory, of about 10 KB each; past that the oldest goes."""


class Memory:
    """Answers by id: from here until the journal has them, then from there."""

    def __init__(
        self, *, journal: Journal, off: Offload, clock: Callable[[], datetime], pauses: Sequence[float] = AGAIN_AFTER
    ) -> None:
        self._journal, self._off, self._clock, self._pauses = journal, off, clock, pauses
        self._waiting: dict[str, Kept] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def keep(self, answer: Answer, *, guild: str | None, asker: str, private: bool) -> str:
        """Begin to keep an answer; return the id by which it is recalled from now on."""
        kept = Kept(
            id=self._journal.new_id(), answer=replace(answer, hits=()), asked_at=self._clock(), guild=guild,
            asker=asker, private=private,
        )  # fmt: skip
        if len(self._waiting) >= MOST_WAITING:
            del self._waiting[next(iter(self._waiting))]
        self._waiting[kept.id] = kept
        task = asyncio.create_task(self._write(kept), name="keep an answer")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return kept.id

    def recall(self, answer_id: str) -> Kept | None:
        """The answer with this id. Blocks."""
        return self._waiting.get(answer_id) or self._journal.recall(answer_id)

    async def settled(self, within: float) -> None:
        """Wait until everything is kept, but no longer than this many seconds."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=within)
            for task in late:
                task.cancel()

    async def _write(self, kept: Kept) -> None:
        for pause in (*self._pauses, None):
            try:
                await self._off(self._journal.keep, kept)
            except Exception as error:  # whatever it was, the member has the answer
                if pause is None:
                    log.error("an answer could not be kept", exc_info=error)
                    return
                await asyncio.sleep(pause)
            else:
                self._waiting.pop(kept.id, None)
                return
