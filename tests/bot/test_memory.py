"""Answers are shown before they are kept, and kept although the ledger makes them wait; old ones are forgotten."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from simcord import Env

from bot.blocking import Offload
from bot.forgetting import forget_daily
from bot.memory import AGAIN_AFTER, Memory
from bot.types import Kept
from fakes import FakeJournal
from index.errors import LibraryLocked
from made import ASKED_AT, answered, kept
from simulated import House, buttons, new_server, said

pytestmark = pytest.mark.asyncio

QUESTION = "When does the Harrow ferry return?"
WITHIN = 5.0


@dataclass
class LockedJournal(FakeJournal):
    """Nothing can be kept until `free` is set; each try before fails with the next of `failures`, or waits."""

    failures: list[Exception] = field(default_factory=list)
    free: threading.Event = field(default_factory=threading.Event)

    def keep(self, kept: Kept) -> None:
        if self.failures:
            raise self.failures.pop(0)
        if not self.free.wait(WITHIN):
            raise LibraryLocked("busy")
        super().keep(kept)


def memory(journal: FakeJournal, pauses: Sequence[float] = (0, 0)) -> Memory:
    return Memory(journal=journal, off=Offload(), clock=lambda: ASKED_AT, pauses=pauses)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(WITHIN):
        while not true():  # noqa: ASYNC110  # a thread tells nobody
            await asyncio.sleep(0.01)


async def test_an_answer_is_shown_and_opened_while_the_ledger_is_locked(env: Env, house: House) -> None:
    house.journal = journal = LockedJournal(failures=[LibraryLocked("busy")] * 2)
    journal.free.set()
    await env.restart_bot(house.client())
    server = new_server(env)
    result = await server.member.slash(server.channel, "ask", question=QUESTION)
    assert "winter of repairs" in said(result)
    assert buttons(result.response) == ["[1] Passage"]
    assert result.response
    assert "winter of repairs" in said(await server.member.click(result.response, label="[1] Passage"))
    assert journal.kept == {}
    await env.advance_time(sum(AGAIN_AFTER))
    assert list(journal.kept) == ["answer-00000"]
    assert "winter of repairs" in said(await server.member.click(result.response, label="[1] Passage"))


async def test_keeping_is_tried_again() -> None:
    journal = LockedJournal(failures=[LibraryLocked("busy"), OSError(28, "full")])
    journal.free.set()
    remembers = memory(journal)
    id_ = remembers.keep(answered(), guild="7", asker="2", private=True)
    await remembers.settled(WITHIN)
    assert journal.kept == {id_: kept(answered(), id=id_, guild="7", asker="2", private=True)}
    assert remembers.recall(id_) == journal.kept[id_]


async def test_what_can_never_be_kept_is_logged_and_known_while_the_process_lives(
    caplog: pytest.LogCaptureFixture,
) -> None:
    remembers = memory(LockedJournal(failures=[OSError(28, "full")] * 3))
    id_ = remembers.keep(answered(), guild=None, asker="2", private=False)
    await remembers.settled(WITHIN)
    assert remembers.recall(id_) == kept(answered(), id=id_, asker="2")
    assert [record.message for record in caplog.records] == ["an answer could not be kept"]


async def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.memory.MOST_WAITING", 2)
    journal = LockedJournal()
    remembers = memory(journal)
    ids = [remembers.keep(answered(), guild=None, asker="2", private=False) for _ in range(3)]
    assert [bool(remembers.recall(id_)) for id_ in ids] == [False, True, True]
    journal.free.set()
    await remembers.settled(WITHIN)
    assert all(remembers.recall(id_) for id_ in ids), "the journal has them all"


async def test_leaving_waits_for_nothing_that_hangs() -> None:
    journal = LockedJournal()
    remembers = memory(journal)
    remembers.keep(answered(), guild=None, asker="2", private=False)
    await asyncio.wait_for(remembers.settled(0.01), WITHIN)
    journal.free.set()


@pytest.mark.parametrize(("days", "left"), [(90, ["d0", "d90"]), (0, ["d0", "d90", "d91", "d100", "d200"])])
async def test_answers_older_than_chosen_are_forgotten(days: int, left: list[str]) -> None:
    ages = (0, 90, 91, 100, 200)
    asked = {f"d{age}": kept(answered(), id=f"d{age}", asked_at=ASKED_AT - timedelta(days=age)) for age in ages}
    journal = FakeJournal(asked)
    work = forget_daily(journal, Offload(), days=days, clock=lambda: ASKED_AT)
    forgetting = asyncio.create_task(work)
    await until(lambda: list(journal.kept) == left)
    forgetting.cancel()
    await asyncio.gather(forgetting, return_exceptions=True)
    assert list(journal.kept) == left


async def test_forgetting_goes_on_whatever_goes_wrong(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures: list[Exception] = [LibraryLocked("busy"), ValueError("odd")]
    journal = FakeJournal()
    through = asyncio.Event()
    loop = asyncio.get_running_loop()

    def forget(_: object) -> int:
        if failures:
            raise failures.pop(0)
        loop.call_soon_threadsafe(through.set)
        return 0

    monkeypatch.setattr(journal, "forget", forget)
    forgetting = asyncio.create_task(forget_daily(journal, Offload(), days=1, clock=lambda: ASKED_AT, every=0))
    await asyncio.wait_for(through.wait(), WITHIN)
    forgetting.cancel()
    await asyncio.gather(forgetting, return_exceptions=True)
    levels = [(record.levelno, bool(record.exc_info)) for record in caplog.records if record.name == "bot.forgetting"]
    assert levels == [(logging.WARNING, False), (logging.ERROR, True)]
