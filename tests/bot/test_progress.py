"""A line of progress, now and then."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot.blocking import Offload
from bot.progress import with_progress
from bot.types import Progress
from index.errors import LibraryLocked


@pytest.mark.asyncio
async def test_progress_is_said_now_and_then_and_ends_with_the_work() -> None:
    lines: list[str] = []

    async def say(line: str) -> None:
        lines.append(line)

    def work(progress: Progress) -> str:
        for done in range(1, 101):
            progress(done, 1200)
            time.sleep(0.003)
        return "done"

    assert await with_progress(Offload(), work, say, every=0.1) == "done"
    assert 1 <= len(lines) <= 4
    assert lines[0].startswith("Working: ")
    assert lines[0].endswith(" of 1,200.")
    before = list(lines)
    await asyncio.sleep(0.15)
    assert lines == before


@pytest.mark.asyncio
async def test_failing_work_ends_its_progress() -> None:
    async def say(line: str) -> None:
        raise AssertionError(line)

    def work(progress: Progress) -> None:
        raise LibraryLocked("busy")

    with pytest.raises(LibraryLocked):
        await with_progress(Offload(), work, say)
    assert len(asyncio.all_tasks()) == 1


@pytest.mark.asyncio
async def test_an_edit_that_fails_does_not_lose_the_report() -> None:
    async def say(line: str) -> None:
        raise OSError(line)

    def work(progress: Progress) -> str:
        progress(1, 2)
        time.sleep(0.1)
        return "done"

    assert await with_progress(Offload(), work, say, every=0.02) == "done"
