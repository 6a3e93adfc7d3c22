"""Around the bot: what follows the ledger goes on, and threads do not hold up the end."""

from __future__ import annotations

import asyncio
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from bot.cli.serving import Threads, follow, leave
from index.errors import LibraryLocked


@pytest.mark.asyncio
async def test_following_goes_on_whatever_goes_wrong(caplog: pytest.LogCaptureFixture) -> None:
    failures = [LibraryLocked("busy"), LibraryLocked("busy"), ValueError("odd"), LibraryLocked("other")]
    through = threading.Event()

    def catch_up() -> None:
        if failures:
            raise failures.pop(0)
        through.set()

    house = SimpleNamespace(index=SimpleNamespace(catch_up=catch_up))
    with ThreadPoolExecutor(1) as executor:
        following = asyncio.create_task(follow(house, executor, every=0))  # type: ignore[arg-type]
        assert await asyncio.to_thread(through.wait, 5)
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
    records = [(record.levelno, bool(record.exc_info)) for record in caplog.records if record.name == "bot.cli.serving"]
    assert records == [(logging.WARNING, False), (logging.ERROR, True), (logging.WARNING, False)]


def test_a_thread_that_still_works_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    codes: list[int] = []
    monkeypatch.setattr("bot.cli.serving.os._exit", codes.append)
    monkeypatch.setattr("bot.cli.serving.logging.shutdown", lambda: None)
    monkeypatch.setattr("bot.cli.serving.LEAVE_WITHIN", 0.05)
    threads, done = Threads(), threading.Event()
    threads.answers.submit(done.wait)
    threads.shut_down()
    leave(threads)
    assert codes == [0]
    done.set()
    leave(threads)
    assert codes == [0]
