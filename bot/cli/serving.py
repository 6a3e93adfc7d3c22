"""The bot around its house: which thread does what, and how everything ends when it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.errors import IndexFailure

if TYPE_CHECKING:
    from answer.assemble import House
    from bot.settings import BotSettings

log = logging.getLogger(__name__)

CATCH_UP_SECONDS = 2.0  # how long what the terminal indexed waits for Chroma; its words are found at once
WORKERS = 4  # more threads than cores: one that waits for the ledger does not hold up a question
LESS = 5  # niceness: a third of what others get, so that vectors come to an end on a busy machine too
LEAVE_WITHIN = 5.0  # seconds that a model may go on answering after the bot was told to stop


def _pool(workers: int, name: str, begin: Callable[[], None] | None = None) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(workers, thread_name_prefix=f"pullquote-{name}", initializer=begin)


def _give_way() -> None:
    """Have this thread run behind the others; on Linux, where a thread has a priority of its own."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LESS)


@dataclass(frozen=True, slots=True)
class Threads:
    """Answers, changes, the journal, the ledger's follower and the sources have threads of their own: none waits for
    another."""

    answers: ThreadPoolExecutor = field(default_factory=lambda: _pool(WORKERS, "answers"))
    changes: ThreadPoolExecutor = field(default_factory=lambda: _pool(1, "changes"))
    keeping: ThreadPoolExecutor = field(default_factory=lambda: _pool(1, "keeping"))
    following: ThreadPoolExecutor = field(default_factory=lambda: _pool(1, "following", _give_way))
    sources: ThreadPoolExecutor = field(default_factory=lambda: _pool(1, "sources", _give_way))

    def _pools(self) -> tuple[ThreadPoolExecutor, ...]:
        return self.answers, self.changes, self.keeping, self.following, self.sources

    def shut_down(self) -> None:
        """Start nothing more, and wait for nothing."""
        for pool in self._pools():
            pool.shutdown(wait=False, cancel_futures=True)

    def ended_within(self, seconds: float) -> bool:
        """Whether every thread ends within this time."""
        until = time.monotonic() + seconds
        for thread in [thread for pool in self._pools() for thread in pool._threads]:
            thread.join(max(0.0, until - time.monotonic()))
            if thread.is_alive():
                return False
        return True


async def serve_house(house: House, settings: BotSettings, token: str, threads: Threads) -> None:
    """Run the bot until it is told to stop; a change that is under way then ends soon."""
    from bot.blocking import Offload
    from bot.client import PullquoteBot
    from bot.forgetting import forget_daily
    from bot.keeping import log_kept
    from bot.serve import serve

    loop = asyncio.get_running_loop()
    loop.set_default_executor(threads.answers)  # the chain answers on the loop's own executor
    client = PullquoteBot(
        answerer=house.chain,
        archive=house.index,
        journal=house.journal,
        settings=settings,
        executor=threads.answers,
        changes=threads.changes,
        keeping=threads.keeping,
    )
    days, off = settings.keep_answers_days, Offload(threads.keeping)
    beside = [
        asyncio.create_task(follow(house, threads.following), name="follow the ledger"),
        asyncio.create_task(forget_daily(house.journal, off, days=days, clock=client.clock), name="forget answers"),
    ]
    leveling = loop.run_in_executor(threads.sources, house.index.keep_level, log_kept)
    try:
        await serve(client, token, on_stop=house.index.stop)
    finally:
        house.index.stop()
        leveling.cancel()
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        threads.shut_down()
        loop.set_default_executor(ThreadPoolExecutor(1))  # an idle one: the loop waits for its own at its end


async def follow(house: House, executor: Executor, *, every: float = CATCH_UP_SECONDS) -> None:
    """Compute missing vectors, and carry to Chroma what other processes wrote; whatever goes wrong, go on."""
    loop = asyncio.get_running_loop()
    said = ""
    while True:
        try:
            await loop.run_in_executor(executor, house.index.catch_up)
            said = ""
        except IndexFailure as failure:  # it stays in the outbox, and `status` shows it
            if failure.message != said:
                log.warning("%s", failure.message)
            said = failure.message
        except Exception:
            log.exception("the ledger could not be followed")
        await asyncio.sleep(every)


def leave(threads: Threads) -> None:
    """End the process even where a model still answers: Python would wait for its thread."""
    if threads.ended_within(LEAVE_WITHIN):
        return
    log.warning("work that was still under way is left behind")
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(0)  # the ledger survives a kill at any point
